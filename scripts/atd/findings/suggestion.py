"""A suggestion put in the place at which its finding points."""

from __future__ import annotations

from collections.abc import Iterable

from atd.findings.finding import Finding


def follow(text: str, findings: Iterable[Finding]) -> str:
    """Write the suggestions of findings into a text, from the end to the beginning.

    Where two places touch only the later one is followed; the other comes with
    the next round.
    """
    lines = text.split("\n")
    last = (len(lines) + 1, 0)
    for finding in sorted(findings, key=lambda f: (f.place.line, f.place.column), reverse=True):
        place = finding.place
        if followable(finding) and (place.line, place.end_column) <= last:
            line = lines[place.line - 1]
            lines[place.line - 1] = line[: place.column - 1] + finding.suggestion + line[place.end_column - 1 :]
            last = (place.line, place.column)
    return "\n".join(lines)


def followable(finding: Finding) -> bool:
    """Tell whether there is a suggestion that knows what it replaces."""
    return bool(finding.suggestion) and finding.place.end_column > finding.place.column
