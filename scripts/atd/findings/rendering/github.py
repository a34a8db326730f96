"""Findings as workflow commands, which show as notes beside changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from atd.findings.code import Severity
from atd.findings.finding import Finding

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def render_github(findings: Sequence[Finding]) -> str:
    """Write one workflow command for each finding, with contributed text escaped."""
    return "\n".join(_one(finding) for finding in findings)


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
