"""Findings as workflow commands, which show as notes beside changed lines."""

from __future__ import annotations

from collections import Counter

from atd.findings.code import Severity
from atd.findings.finding import Finding
from atd.findings.rendering.visible import visible
from atd.findings.report import Report
from atd.findings.voice import Voice

SHOWN = 10
"""GitHub shows so many notes of a severity for a step."""

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def render_github(report: Report) -> str:
    """Write the most useful findings as workflow commands, contributed text escaped.

    A run shows at most ten notes of a severity, so changed files come first, and
    each file comes once before any comes twice; a last note counts what is left out.
    """
    written = []
    for severity in _COMMAND:
        alike = [finding for finding in report.findings if finding.severity is severity]
        written += [_one(finding, report.voice) for finding in _most_useful(alike, report.changed)[:SHOWN]]
    if (left := len(report.findings) - len(written)) > 0:
        note = report.voice.ngettext(
            "{num} more finding; `atd check` shows it.", "{num} more findings; `atd check` shows them all.", left
        )
        written.append(f"::notice title=ATD::{_message(note)}")
    return "\n".join(written)


def _most_useful(findings: list[Finding], changed: frozenset[str]) -> list[Finding]:
    seen: Counter[str] = Counter()
    ranked = []
    for finding in findings:
        path = finding.place.path
        ranked.append(((path not in changed, seen[path]), finding))
        seen[path] += 1
    return [finding for _rank, finding in sorted(ranked, key=lambda item: item[0])]


def _one(finding: Finding, voice: Voice) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{finding.code} {voice.say(finding.problem)}",
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    reasons = f"{voice.say(finding.why)}\n{voice.say(finding.fix)}"
    return f"::{_COMMAND[finding.severity]} {written}::{_message(reasons)}"


def _message(text: str) -> str:
    """Escape a message as the workflow command format asks."""
    return visible(text, "\r").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, in which colon and comma end the value."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
