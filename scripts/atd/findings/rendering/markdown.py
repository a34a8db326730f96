"""Findings as a Markdown table, for the summary of a run beside a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from atd.findings.code import Severity
from atd.findings.finding import Finding, counts

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~@:-])")


def render_markdown(findings: Sequence[Finding]) -> str:
    """Write a heading with the counts and a row for each finding, contributed text escaped."""
    number = counts(findings)
    if not findings:
        return "### Records checked: nothing to mend"
    rows = [
        f"### Records checked: {number[Severity.ERROR]} errors, {number[Severity.WARNING]} warnings",
        "",
        "| where | what | how to mend it |",
        "|---|---|---|",
    ]
    return "\n".join([*rows, *(_row(finding) for finding in findings)])


def _row(finding: Finding) -> str:
    place = finding.place
    where = f"{literal(place.path)}<br>line {place.line}"
    what = f"**{finding.severity} {finding.code}** {literal(finding.problem)}<br>{literal(finding.why)}"
    return f"| {where} | {what} | {literal(finding.fix)} |"


def literal(text: str) -> str:
    """Escape a text so that Markdown and HTML show it as it is, on one line."""
    plain = html.escape(" ".join(text.split()), quote=False)
    return _SPECIAL.sub(r"\\\1", plain)
