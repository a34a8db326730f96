"""A PO file as it is written, so that findings can point into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from atd.findings import Finding, Place
from atd.localising.po import Entry


@dataclass(frozen=True)
class Sheet:
    """Name and text of a translation file."""

    name: str
    text: str

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.replace("\r\n", "\n").split("\n")

    def finding(
        self, code: str, entry: Entry, *, words: str = "", in_name: bool = False, suggestion: str = "", **values: Any
    ) -> Finding:
        """State a finding about an entry, at its translation, or ``in_name`` at its first line.

        ``words`` are pointed at where they stand on one line.
        """
        first = min(max(entry.line, 1), len(self._lines))
        last = next((n for n in range(first, len(self._lines)) if not self._lines[n].strip()), len(self._lines))
        lines = range(first, last + 1)
        if not in_name:
            start = next((n for n in lines if self._lines[n - 1].startswith("msgstr")), first)
            lines = range(start, last + 1)
        column = end = 0
        for number in lines if words else ():
            if (column := self._lines[number - 1].find(words) + 1) > 0:
                first, end = number, column + len(words)
                break
        else:
            first = lines[0] if lines else first
        place = Place(self.name, first, max(column, 1), end)
        context = entry.context or entry.source[:60]
        found = Finding.of(code, place, suggestion=suggestion if end else "", context=context, **values)
        return replace(found, excerpt=self._lines[first - 1])
