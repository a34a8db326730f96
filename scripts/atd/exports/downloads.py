"""Everything that stands beside the pages of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atd.exports.calendar import calendar_files
from atd.exports.download import Download, DownloadFolder
from atd.exports.opendata import data_files
from atd.exports.translations import translation_files
from atd.localising import Edition


def downloads(editions: Mapping[str, Edition], language: str) -> Iterator[Download | DownloadFolder]:
    """List the files of a language, translated or not."""
    yield from translation_files(editions[language])
    yield from calendar_files(editions[language])
    yield from data_files(editions, language)
