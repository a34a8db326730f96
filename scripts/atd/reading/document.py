"""One file as plain values, and the place of each value when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from atd.findings import Finding, Phrase, Place, phrase
from atd.reading.composer import Composition, compose
from atd.reading.diagnosis import Problem

FieldPath = tuple[str | int, ...]
"""Keys and positions that lead from the record to a value."""

MAX_BYTES = 256 * 1024
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")  # fmt: skip
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

    def at(self, path: FieldPath) -> Any:
        """Give the value at a path, or None where there is none."""
        value: Any = self.values
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def written(self, path: FieldPath) -> str:
        """Give a value that stands on one line as it was written, quotes included; else nothing."""
        place = self.place(path)
        return self.excerpt(place)[place.column - 1 : place.end_column - 1] if place.end_column else ""

    def within(self, path: FieldPath, words: str, skip: int = 0) -> Place:
        """Find where words stand inside a value; the value itself if they are broken over lines.

        ``skip`` passes over so many earlier places.
        """
        whole = self.place(path)
        pattern = re.compile(r"\W+".join(map(re.escape, words.split())), re.IGNORECASE)
        lines = self.text.split("\n")
        for number in range(whole.line, len(lines) + 1) if words else ():
            if number > whole.line and re.match(r"[^\s#]", lines[number - 1]):
                break  # the next field of the record begins
            for match in pattern.finditer(lines[number - 1], whole.column - 1 if number == whole.line else 0):
                if skip == 0:
                    return Place(self.path, number, match.start() + 1, match.end() + 1)
                skip -= 1
        return whole

    def insertion(self, path: FieldPath, following: Sequence[str] = ()) -> tuple[Place, bool]:
        """Find where a missing field of this object belongs.

        Gives the first of the ``following`` fields that is there, and True: the
        field belongs above it. Else the last field of the object, and False.
        """
        keys = [k for k in self._composition.keys if k[:-1] == path]
        for name in following:
            if (*path, name) in keys:
                return self.place((*path, name), key=True), True
        return (self.place(keys[-1], key=True) if keys else self.place(path)), False

    def excerpt(self, place: Place) -> str:
        """Give the line at which a place points."""
        return excerpt(self.text.split("\n"), place)


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
            return Finding.of("ATD113", Place(name), detail=phrase("it is a link, a folder or missing"))
        if file.stat().st_size > MAX_BYTES:
            return Finding.of("ATD102", Place(name), limit=MAX_BYTES // 1024)
        data = file.read_bytes()
    except OSError as error:
        return Finding.of("ATD113", Place(name), detail=error.strerror or phrase("unknown reason"))
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
        lines = text.split("\n")
        return [_finding(problem, name, lines) for problem in composition.problems]
    if not isinstance(composition.value, dict):
        return [Finding.of("ATD110", Place(name))]
    return Document(name, text, composition.value)


def salvage(text: str, name: str) -> Document | None:
    """Read what can be read of a text in spite of problems that do not end it; None where that is nothing."""
    composition = compose(text)
    return Document(name, text, composition.value) if isinstance(composition.value, dict) else None


def _obstacles(text: str, name: str) -> list[Finding]:
    """Find what must be mended before YAML can be read at all."""
    lines = text.split("\n")
    if match := _MERGE.search(text):
        return [_at(Finding.of("ATD108", _place(text, match.start(), match.end(), name)), lines)]
    found = [
        Finding.of("ATD111", _place(text, m.start(), m.end(), name), name=f"U+{ord(m.group()):04X}")
        for m in CONTROL.finditer(text)
    ]
    found += (
        Finding.of("ATD104", _place(text, m.end() - 1, m.end(), name), suggestion="  ") for m in _TAB.finditer(text)
    )
    return [_at(finding, lines) for finding in found[:50]]


def _place(text: str, start: int, end: int, name: str) -> Place:
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    return Place(name, line + 1, column + 1, column + 1 + end - start)


def _finding(problem: Problem, name: str, lines: list[str]) -> Finding:
    """Turn what the composer met into a finding of this file."""
    line, column, end = problem.span
    # The parser may give up behind the end of a line, or of the file.
    line = min(line, len(lines) - 1)
    length = len(lines[line])
    column = min(column, length)
    end = min(end, length)
    place = Place(name, line + 1, column + 1, end + 1 if end > column else 0)
    return _at(Finding.of(problem.code, place, suggestion=problem.suggestion, **problem.values), lines)


def _at(finding: Finding, lines: list[str]) -> Finding:
    """Attach the line of the file at which the finding points."""
    return replace(finding, excerpt=excerpt(lines, finding.place))


_LIKELY = {
    "utf_16": phrase("UTF-16, which Windows Notepad calls “Unicode”"),
    "cp1252": phrase("Windows-1252 (Western European)"),
    "cp1251": phrase("Windows-1251 (Cyrillic)"),
    "cp1256": phrase("Windows-1256 (Arabic)"),
    "gb18030": phrase("GB 18030 (Chinese)"),
}


def _guess_encoding(data: bytes) -> Phrase:
    """Name the encoding that the file most likely has."""
    from charset_normalizer import from_bytes  # noqa: PLC0415, a tenth of a second that most runs save

    best = from_bytes(data, cp_isolation=list(_LIKELY)).best()
    return _LIKELY.get(best.encoding if best else "", phrase("an older encoding"))
