"""Findings as a Markdown table, for the summary of a run beside a pull request."""

from __future__ import annotations

import html
import re

from atd.findings.code import Severity
from atd.findings.finding import Finding, counts
from atd.findings.phrase import phrase
from atd.findings.rendering.visible import visible
from atd.findings.report import Report
from atd.findings.voice import Voice

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~@:-])")
_CALLS = re.compile(r"([@#])(?=\w)")
"""What GitHub and GitLab turn into a message to a person or a link to an issue, even where it is escaped."""


def render_markdown(report: Report) -> str:
    """Write a heading with the counts and a row for each finding, contributed text escaped."""
    _ = report.voice.translations.gettext
    if not report.findings:
        return "### " + _("Nothing to mend")
    heads = (report.voice.translations.pgettext("report.where", "Place"), _("What"), _("How to mend it"))
    return "\n".join(
        [
            f"### {summary(report)}",
            "",
            f"| {' | '.join(heads)} |",
            "|---|---|---|",
            *(_row(finding, report.voice) for finding in report.findings),
        ]
    )


def summary(report: Report) -> str:
    """Count errors and warnings in words."""
    number, voice = counts(report.findings), report.voice
    errors = voice.ngettext("{num} error", "{num} errors", number[Severity.ERROR])
    warnings = voice.ngettext("{num} warning", "{num} warnings", number[Severity.WARNING])
    return voice.say(phrase("{errors}, {warnings}", errors=errors, warnings=warnings))


def _row(finding: Finding, voice: Voice) -> str:
    place = finding.place
    page = voice.page(finding.code)
    code = f"[{finding.code}]({page})" if page else finding.code
    line = voice.translations.gettext("line {num}").replace("{num}", str(place.line))
    what = f"**{voice.say(finding.severity.phrase)} {code}** {literal(voice.say(finding.problem))}"
    return f"| {literal(place.path)}<br>{line} | {what}<br>{literal(voice.clause(finding.why))} | {_lines(voice.say(finding.fix))} |"


def _lines(text: str) -> str:
    """Keep the lines and indents of a piece to paste inside a cell."""
    lines = (line.rstrip() for line in text.split("\n"))
    return "<br>".join("&nbsp;" * (len(line) - len(line.lstrip())) + literal(line) for line in lines)


def literal(text: str) -> str:
    """Escape a text so that Markdown and HTML show it as it is, on one line."""
    plain = html.escape(visible(" ".join(text.split())), quote=False)
    return _SPECIAL.sub(r"\\\1", _CALLS.sub("\\1\u2060", plain))
