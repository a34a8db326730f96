"""Findings for a person at a terminal, with the line and a pointer."""

from __future__ import annotations

import re
import unicodedata

from atd.findings.finding import Finding
from atd.findings.phrase import phrase
from atd.findings.rendering.visible import visible
from atd.findings.report import Report
from atd.findings.voice import Voice

ALIKE = 5
"""So many findings of one code are written out for a file."""

_WIDTH = 100


def render_human(report: Report) -> str:
    """Write each finding with its line, a caret, the reason and the fix.

    Of many about the same field of one file the first are written out and the
    others counted.
    """
    written, alike = [], dict[tuple[str, str, str], list[int]]()
    for finding in report.findings:
        lines = alike.setdefault((finding.place.path, finding.code, re.sub(r"\d+", "", finding.field)), [])
        lines.append(finding.place.line)
        if len(lines) <= ALIKE:
            written.append(_one(finding, report.voice))
    more = [_alike(path, code, lines[ALIKE:], report.voice) for (path, code, _), lines in alike.items()]
    return "\n".join([*written, *filter(None, more)])


def _alike(path: str, code: str, lines: list[int], voice: Voice) -> str:
    """Name the lines of findings that are not written out."""
    named = ", ".join(str(line) for line in dict.fromkeys(lines))
    return (
        voice.say(phrase("{file}: {code} also in line {lines}", file=visible(path), code=code, lines=named)) + "\n"
        if lines
        else ""
    )


def _one(finding: Finding, voice: Voice) -> str:
    place, words = finding.place, voice.translations
    why, fix = words.pgettext("finding.why", "why"), words.pgettext("finding.fix", "fix")
    width = max(5, _columns(why), _columns(fix))
    severity = voice.say(finding.severity.phrase)
    head = f"{place.path}:{place.line}:{place.column}  {severity} {finding.code}  {voice.say(finding.problem)}"
    head = visible(head)
    reasons = [
        f"  {name}{' ' * (width - _columns(name))} {_indented(visible(said), width + 3)}"
        for name, said in ((why, voice.clause(finding.why)), (fix, voice.say(finding.fix)))
    ]
    return "\n".join([head, *_excerpt(finding, words.pgettext("finding.write", "write:")), *reasons, ""])


def _indented(text: str, columns: int) -> str:
    """Begin further lines, such as those of a piece to paste, below the first."""
    return text.replace("\n", "\n" + " " * columns)


def _excerpt(finding: Finding, write: str) -> list[str]:
    text = visible(finding.excerpt)
    if not text.strip():
        return []
    number = str(finding.place.line)
    start = finding.place.column - 1
    end = max(finding.place.end_column - 1, start + 1)
    shift = max(0, start - _WIDTH // 2)
    shown = text[shift : shift + _WIDTH]
    gap = " " * _columns(text[shift:start])
    carets = "^" * max(1, _columns(text[start : min(end, shift + _WIDTH)]))
    hint = f" {write} {visible(finding.suggestion)}" if any(map(str.isalnum, finding.suggestion)) else ""
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {gap}{carets}{hint}"]


def _columns(text: str) -> int:
    """Count terminal cells: wide letters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
