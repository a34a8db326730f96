"""Files that stand beside the pages of a language; the many small ones are in ``companions``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atd.exports import harvest, history
from atd.exports.asking import form_files
from atd.exports.calendar import calendar_files
from atd.exports.concepts import vocabulary_files
from atd.exports.download import Download, DownloadFolder
from atd.exports.opendata import data_files
from atd.exports.schemas import schema_files
from atd.localising import Edition


def downloads(editions: Mapping[str, Edition], language: str) -> Iterator[Download | DownloadFolder]:
    """List the files of a language; what all languages share comes with the default one."""
    repository = editions[language].catalogue.repository
    yield from calendar_files(editions[language])
    yield from form_files(editions[language])
    yield from data_files(editions, language)
    if language != repository.default_language:
        return
    yield from vocabulary_files(editions)
    yield from schema_files(repository)
    yield Download(history.PATH, lambda: history.history(editions))
    if "oai" in repository.settings:
        yield Download(harvest.PATH, lambda: harvest.static_repository(editions))
