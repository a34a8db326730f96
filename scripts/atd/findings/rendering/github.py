"""Findings as workflow commands, which show as notes beside changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from atd.findings.code import Severity
from atd.findings.finding import Finding

SHOWN = 10
"""GitHub shows so many notes of a severity for a step."""

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def render_github(findings: Sequence[Finding]) -> str:
    """Write the most useful findings as workflow commands, contributed text escaped.

    A run shows at most ten notes of a severity, so each file comes once before
    any comes twice; a last note counts what is left out.
    """
    written = []
    for severity in _COMMAND:
        ordered = _one_of_each_file_first([f for f in findings if f.severity is severity])
        written += [_one(finding) for finding in ordered[:SHOWN]]
    if (left := len(findings) - len(written)) > 0:
        written.append(f"::notice title=ATD::{_message(f'{left} more findings; `atd check` shows them all.')}")
    return "\n".join(written)


def _one_of_each_file_first(findings: Sequence[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    ranked = []
    for finding in findings:
        ranked.append((seen[finding.place.path], finding))
        seen[finding.place.path] += 1
    return [finding for _rank, finding in sorted(ranked, key=lambda item: item[0])]


def _one(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{finding.code} {finding.problem}",
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {written}::{_message(f'{finding.why}. {finding.fix}')}"


def _message(text: str) -> str:
    """Escape a message as the workflow command format asks."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, in which colon and comma end the value."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
