"""Findings for a person at a terminal, with the line and a pointer."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from atd.findings.finding import Finding

ALIKE = 5
"""So many findings of one code are written out for a file."""

_WIDTH = 100


def render_human(findings: Sequence[Finding]) -> str:
    """Write each finding with its line, a caret, the reason and the fix.

    Of many alike in one file the first are written out and the others counted.
    """
    written, alike = [], Counter[tuple[str, str]]()
    for finding in findings:
        mark = (finding.place.path, finding.code)
        alike[mark] += 1
        if alike[mark] <= ALIKE:
            written.append(_one(finding))
    more = [f"{path}: {count - ALIKE} more like {code}\n" for (path, code), count in alike.items() if count > ALIKE]
    return "\n".join([*written, *more])


def _one(finding: Finding) -> str:
    place = finding.place
    head = f"{place.path}:{place.line}:{place.column}  {finding.severity} {finding.code}  {finding.problem}"
    lines = [head, *_excerpt(finding), f"  why   {finding.why}", f"  fix   {finding.fix}", ""]
    return "\n".join(lines)


def _excerpt(finding: Finding) -> list[str]:
    text = "".join(_visible(character) for character in finding.excerpt)
    if not text.strip():
        return []
    number = str(finding.place.line)
    start = finding.place.column - 1
    end = max(finding.place.end_column - 1, start + 1)
    shift = max(0, start - _WIDTH // 2)
    shown = text[shift : shift + _WIDTH]
    gap = " " * _columns(text[shift:start])
    carets = "^" * max(1, _columns(text[start : min(end, shift + _WIDTH)]))
    hint = f" write: {finding.suggestion}" if finding.suggestion else ""
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {gap}{carets}{hint}"]


def _visible(character: str) -> str:
    """Show control characters, which could rewrite the terminal, as a box."""
    return "\u2400" if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character


def _columns(text: str) -> int:
    """Count terminal cells: wide letters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
