"""Cells of a table that a spreadsheet takes for what they are: text, and never a formula.

A cell that a spreadsheet might compute gets an apostrophe in front; so does one
that has an apostrophe there already. To have the text back, take one away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

PREFIX = "'"
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"
"""Signs with which formulas and commands begin, in full width too, and what spreadsheets pass over before them."""
_SPACE = "\\s\u00ad\u180e\u200b-\u200f\u2060\ufeff"
_RISKY = re.compile(f"[{_SPACE}]*[{re.escape(_FORMULA)}]|{PREFIX}")
_SPECIAL = re.compile(r'[",\r\n]')
_BYTE_ORDER_MARK = "\ufeff"
"""By this spreadsheets know that a file is UTF-8; without it accents, Arabic and Chinese are lost."""


def guarded(text: str) -> str:
    """Keep a text from being taken for a formula."""
    return f"{PREFIX}{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """Give the text of a cell as it was."""
    return cell.removeprefix(PREFIX)


def quoted(cell: str) -> str:
    """Write a single cell as :func:`rows_written` does."""
    return f"""\"{cell.replace('"', '""')}\"""" if _SPECIAL.search(cell) else cell


def rows_written(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as RFC 4180 asks."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def written(header: Sequence[str], rows: bytes) -> bytes:
    """Write a table in UTF-8 with a mark that says so."""
    return _BYTE_ORDER_MARK.encode() + rows_written([header]) + rows
