"""Findings as JSON, a stable format for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from atd.findings.finding import Finding


def render_json(findings: Sequence[Finding]) -> str:
    """Write the findings as one JSON document, described in docs/development."""
    return json.dumps(
        {"version": 1, "findings": [_object(finding) for finding in findings]},
        ensure_ascii=False,
        indent=2,
    )


def _object(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_column": finding.place.end_column,
        "record": finding.record,
        "field": finding.field,
        "problem": finding.problem,
        "why": finding.why,
        "fix": finding.fix,
        "suggestion": finding.suggestion or None,
    }
