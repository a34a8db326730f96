"""Why YAML could not be read, told from the parser's words and the lines around.

The parser says what it missed, often lines after the mistake; here the usual
mistakes of people who meet YAML for the first time are recognised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int, int]
"""Line, column and end column (0 when it ends on a later line), from 0."""

_FIELD = re.compile(r"(\s*(?:- +)?[\w-]+:\s+)(.*?)\s*$")
_DASH = re.compile(r"(\s*)(-)(?=[^\s-])")
_FOREIGN_DASH = re.compile(r"\s*([–—−•·●▪*])[ \u00a0]+(?=\S)")
_NO_COLON = re.compile(r"\s*(?:- +)?[a-z][a-z_]{2,}(\t+| +)[^\s:]+$")
_ITEM = re.compile(r"\s*- ")
_NO_SPACE = re.compile(r"(\s*(?:- +)?[\w-]+)(:)(?=[^\s/:])")


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way, at a place counted from 0."""

    code: str
    span: Span
    values: dict[str, Any] = field(default_factory=dict)
    suggestion: str = ""


def diagnose(words: str, lines: Sequence[str], at: tuple[int, int], start: tuple[int, int] | None) -> Problem:
    """Name the mistake behind a message of the parser.

    ``at`` is the line and column at which the parser gave up, ``start`` those at
    which the construct began that it could not finish; both count from 0.
    """
    line = lines[at[0]] if at[0] < len(lines) else ""
    begun: Span = (*start, start[1] + 1) if start else (at[0], at[1], at[1] + 1)
    if found := _open_quote(lines[: at[0] + 2]) or _foreign_dash(lines[: at[0] + 1]):
        problem = found
    elif "quoted scalar" in words and "end of stream" in words:
        problem = Problem("ATD116", begun)
    elif "escape" in words or "hexdecimal" in words:
        problem = Problem("ATD122", (at[0], max(0, at[1] - 1), at[1] + 1))
    elif "expected ',' or" in words:
        problem = Problem("ATD123", begun, {"bracket": "]" if "]" in words else "}"})
    elif "flow node" in words and (unclosed := _open_bracket(lines[: at[0] + 1])):
        problem = unclosed
    elif any(hint in words for hint in ("cannot start any token", "scanning an alias", "scanning an anchor")):
        problem = _quote_value("ATD121", line, at[0])
    elif any(hint in words for hint in ("mapping values", "expected ':'", "expected key", "expected '-'")):
        candidates = sorted({at[0], at[0] - 1, begun[0]}, reverse=True)
        problem = (
            _missing_space_after_dash(lines, at[0])
            or _missing_colon(lines, candidates)
            or _inner_quote(lines, candidates)
            or _layout(lines, begun[:2] if "simple key" in words else at)
        )
    else:
        problem = Problem("ATD103", (at[0], at[1], at[1] + 1), {"detail": words})
    return problem


def _open_bracket(lines: Sequence[str]) -> Problem | None:
    """Find the last line on which more brackets open than close."""
    for number in range(len(lines) - 1, -1, -1):
        for opening, closing in ("[]", "{}"):
            if lines[number].count(opening) > lines[number].count(closing):
                column = lines[number].rindex(opening)
                return Problem("ATD123", (number, column, column + 1), {"bracket": closing})
    return None


def _missing_space_after_dash(lines: Sequence[str], number: int) -> Problem | None:
    for candidate in (number, number - 1):
        if 0 <= candidate < len(lines) and (match := _DASH.match(lines[candidate])):
            return _dash(candidate, match)
    return None


def _foreign_dash(lines: Sequence[str]) -> Problem | None:
    """Find the first item of a list that begins with another sign than a hyphen."""
    for number, line in enumerate(lines):
        match = _FOREIGN_DASH.match(line)
        before = next((text for text in reversed(lines[:number]) if text.strip()), "")
        if match and (re.match(r"[\w-]+:(\s|$)", line[match.end() :]) or before.rstrip().endswith(":")):
            return Problem("ATD125", (number, match.start(1), match.end(1)), {"sign": match.group(1)}, suggestion="-")
    return None


def _missing_colon(lines: Sequence[str], candidates: Sequence[int]) -> Problem | None:
    """Find a field and its value with only a gap between them, as cells of a table are pasted."""
    for number in candidates:
        if 0 <= number < len(lines) and (match := _NO_COLON.match(lines[number])):
            return Problem("ATD124", (number, match.start(1), match.end(1)), suggestion=": ")
    return None


def _inner_quote(lines: Sequence[str], candidates: Sequence[int]) -> Problem | None:
    """Find a quoted value that holds its own marks, and write it with those inside escaped."""
    for number in candidates:
        written = _FIELD.match(lines[number]) if 0 <= number < len(lines) else None
        value = written.group(2) if written else ""
        mark = value[:1]
        if written and mark in ("'", '"') and len(value) > 2 and value.endswith(mark) and mark in value[1:-1]:
            inner = value[1:-1].replace('\\"', '"').replace(mark * 2, mark)
            span = (number, written.start(2), written.end(2))
            return Problem("ATD116", span, suggestion=json.dumps(inner, ensure_ascii=False))
    return None


def _dash(number: int, match: re.Match[str]) -> Problem:
    return Problem("ATD117", (number, match.start(2), match.end(2)), suggestion="- ")


def _layout(lines: Sequence[str], at: tuple[int, int]) -> Problem:
    """Tell a colon in a text from a quote, a missing space and a wrong indent."""
    number, column = at
    line = lines[number] if number < len(lines) else ""
    written = _FIELD.match(line)
    value = written.group(2) if written else ""
    if written and value[:1] in ("'", '"'):
        start = written.start(2)
        return Problem("ATD116", (number, start, start + 1))
    if written and re.search(r":(\s|$)", value) and not value.startswith(("[", "{", "-")):
        return _quote_value("ATD115", line, number)
    before = lines[number - 1] if number else ""
    for near, text in ((number, line), (number - 1, before)):
        if match := _NO_SPACE.match(text):
            return Problem("ATD119", (near, match.start(2), match.end(2)), suggestion=": ")
    return _indented(lines, number) if line.strip() else Problem("ATD103", (number, column, column + 1), {"detail": ""})


def _indented(lines: Sequence[str], number: int) -> Problem:
    """Compare the indent of a line with that of the one it seems to belong with."""
    indent, item = _indent(lines[number]), bool(_ITEM.match(lines[number]))
    above = [n for n in range(number - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
    alike = next((n for n in above if item and _ITEM.match(lines[n])), above[0] if above else 0)
    inside = not item and bool(_ITEM.match(lines[alike]))
    wanted = _indent(lines[alike]) + (2 if inside else 0)
    suggestion = " " * wanted if indent and wanted != indent and (item or inside) else ""
    values = {"indent": indent, "line": alike + 1, "other": _indent(lines[alike])}
    return Problem("ATD118", (number, 0, max(1, indent)), values, suggestion)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _open_quote(lines: Sequence[str]) -> Problem | None:
    """Find the first line whose quoted value does not end on it, though a new field follows."""
    for number, line in enumerate(lines[:-1]):
        written = _FIELD.match(line)
        value = written.group(2) if written else ""
        mark = value[:1]
        if mark in ("'", '"') and _open(value, mark) and re.match(r"\s*(- +)?[\w-]+:(\s|$)", lines[number + 1]):
            start = written.start(2) if written else 0
            return Problem("ATD116", (number, start, start + len(value)), suggestion=f"{value}{mark}")
    return None


def _open(value: str, mark: str) -> bool:
    """Tell whether a quoted value lacks its closing mark."""
    return value.count(mark) % 2 == 1 and (value == mark or not value.endswith(mark))


def _quote_value(code: str, line: str, number: int) -> Problem:
    """Suggest the value of a line in quotes."""
    written = _FIELD.match(line)
    if not written:
        return Problem(code, (number, 0, len(line)))
    value = written.group(2)
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return Problem(code, (number, written.start(2), written.end(2)), suggestion=f'"{quoted}"')
