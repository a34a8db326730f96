"""Sizes of files on the page of data, filled in when the files are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from atd.localising import Locale
from atd.pages import DATA, SIZE
from atd.pages.model import url

_MARK = re.compile(SIZE.format("([^<>]+?)"))


def measure(site: Path, locales: Mapping[str, Locale], default: str) -> None:
    """Write the size of each file that is there in place of its mark, in every language that is there.

    Languages are built at the same time and the files of all stand with one of them, so this
    is done when a language is written and again when all are together.
    """
    for code, locale in locales.items():
        fill_sizes(site / url(DATA, code, default) / "index.html", lambda path: site / path, locale)


def fill_sizes(page: Path, find: Callable[[str], Path], locale: Locale) -> None:
    """Fill the sizes into a page that is there; ``find`` tells where the file of an address is."""
    if not page.is_file():
        return

    def size(mark: re.Match[str]) -> str:
        file = find(mark[1])
        return locale.size(file.stat().st_size) if file.is_file() else mark[0]

    text = page.read_text(encoding="utf-8")
    filled = _MARK.sub(size, text)
    if filled != text:
        page.write_text(filled, encoding="utf-8")
