"""One file as plain values, and the place of each value when it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from atd.findings import Finding, Place
from atd.reading.composer import Composition, compose
from atd.reading.diagnosis import Problem

FieldPath = tuple[str | int, ...]
"""Keys and positions that lead from the record to a value."""

MAX_BYTES = 256 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")  # fmt: skip
_MERGE = re.compile(r"^(<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """A readable file: its text and its values.

    ``values`` holds only dict, list, str, int, float, bool and None. The places
    are found by reading the text again, because most files never need them.
    """

    path: str
    """Path relative to the repository, with forward slashes."""
    text: str = field(repr=False)
    values: dict[str, Any] = field(repr=False)

    @property
    def _composition(self) -> Composition:
        return _with_places(self.text)

    def place(self, path: FieldPath = (), *, key: bool = False) -> Place:
        """Find where a value stands; ``key`` asks for the name in front of it.

        A path that does not exist leads to its nearest existing parent.
        """
        places = self._composition.keys if key else self._composition.values_at
        while path and path not in places:
            path = path[:-1]
            places = self._composition.keys if path else self._composition.values_at
        line, column, end = places.get(path, (0, 0, 0))
        return Place(self.path, line + 1, column + 1, end + 1 if end else 0)

    def insertion(self, path: FieldPath) -> Place:
        """Find the line after which a missing field of this object belongs."""
        keys = [k for k in self._composition.keys if k[:-1] == path]
        return self.place(keys[-1], key=True) if keys else self.place(path)

    def excerpt(self, place: Place) -> str:
        """Give the line at which a place points."""
        return excerpt(self.text.splitlines(), place)


@lru_cache(maxsize=8)
def _with_places(text: str) -> Composition:
    """Keep the places of the files looked at last; those of thousands would fill the memory."""
    return compose(text, with_places=True)


def excerpt(lines: list[str], place: Place) -> str:
    """Give the line of a text at which a place points, or nothing."""
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def read_text(file: Path, name: str) -> str | Finding:
    """Read a file as text, or say why that is impossible."""
    try:
        if file.is_symlink() or not file.is_file():
            return Finding.of("ATD113", Place(name), detail="it is a link, a folder or missing")
        if file.stat().st_size > MAX_BYTES:
            return Finding.of("ATD102", Place(name), limit=MAX_BYTES // 1024)
        data = file.read_bytes()
    except OSError as error:
        return Finding.of("ATD113", Place(name), detail=error.strerror or "unknown reason")
    return decode(data, name)


def decode(data: bytes, name: str) -> str | Finding:
    """Turn bytes into text with Unix line ends, or say what encoding it may be."""
    if len(data) > MAX_BYTES:
        return Finding.of("ATD102", Place(name), limit=MAX_BYTES // 1024)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Finding.of("ATD101", Place(name, line), guess=_guess_encoding(data))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_document(data: bytes | str, name: str) -> Document | list[Finding]:
    """Read one record, or list everything that prevents it."""
    text = decode(data, name) if isinstance(data, bytes) else data
    if isinstance(text, Finding):
        return [text]
    if obstacles := _obstacles(text, name):
        return obstacles
    composition = compose(text)
    if composition.problems:
        lines = text.splitlines()
        return [_finding(problem, name, lines) for problem in composition.problems]
    if not isinstance(composition.value, dict):
        return [Finding.of("ATD110", Place(name))]
    return Document(name, text, composition.value)


def _obstacles(text: str, name: str) -> list[Finding]:
    """Find what must be mended before YAML can be read at all."""
    lines = text.splitlines()
    if match := _MERGE.search(text):
        return [_at(Finding.of("ATD108", _place(text, match.start(), match.end(), name)), lines)]
    found = [
        Finding.of("ATD111", _place(text, m.start(), m.end(), name), name=f"U+{ord(m.group()):04X}")
        for m in _CONTROL.finditer(text)
    ]
    if match := _TAB.search(text):
        found.append(Finding.of("ATD104", _place(text, match.end() - 1, match.end(), name)))
    return [_at(finding, lines) for finding in found[:20]]


def _place(text: str, start: int, end: int, name: str) -> Place:
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    return Place(name, line + 1, column + 1, column + 1 + end - start)


def _finding(problem: Problem, name: str, lines: list[str]) -> Finding:
    """Turn what the composer met into a finding of this file."""
    line, column, end = problem.span
    place = Place(name, line + 1, column + 1, end + 1 if end else 0)
    return _at(Finding.of(problem.code, place, suggestion=problem.suggestion, **problem.values), lines)


def _at(finding: Finding, lines: list[str]) -> Finding:
    """Attach the line of the file at which the finding points."""
    return replace(finding, excerpt=excerpt(lines, finding.place))


_LIKELY = {
    "utf_16": "UTF-16, which Windows Notepad calls “Unicode”",
    "cp1252": "Windows-1252 (Western European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1256": "Windows-1256 (Arabic)",
    "gb18030": "GB 18030 (Chinese)",
}


def _guess_encoding(data: bytes) -> str:
    """Name the encoding that the file most likely has."""
    best = from_bytes(data, cp_isolation=list(_LIKELY)).best()
    return _LIKELY.get(best.encoding if best else "", "an older encoding")
