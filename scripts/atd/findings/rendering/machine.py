"""Findings as JSON, a stable format for editors and other programs."""

from __future__ import annotations

import json

from atd.findings.finding import Finding
from atd.findings.report import Report
from atd.findings.voice import Voice


def render_json(report: Report) -> str:
    """Write the findings as one JSON document, described by schema/findings.schema.json."""
    return json.dumps(
        {
            "version": 1,
            "language": report.voice.language,
            "findings": [_object(finding, report.voice) for finding in report.findings],
            **({"summary": report.summary} if report.summary else {}),
        },
        ensure_ascii=False,
        indent=2,
    )


def _object(finding: Finding, voice: Voice) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_column": finding.place.end_column,
        "record": finding.record,
        "field": finding.field,
        "problem": voice.say(finding.problem),
        "why": voice.clause(finding.why),
        "fix": voice.say(finding.fix),
        "suggestion": finding.suggestion or None,
        "documentation": voice.page(finding.code) or None,
    }
