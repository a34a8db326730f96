"""Translation files, for translators who work on their own machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from atd.catalogue import Record
from atd.exports.download import Download
from atd.localising import Edition
from atd.localising.localised import po_file
from atd.noting import note


def translation_path(record: Record) -> str:
    """Address below a language at which the translation file of a record can be downloaded."""
    return f"translate/{record.collection}/{record.id}.po"


def translation_files(edition: Edition) -> Iterator[Download]:
    """List the translation files of a language."""
    for localised in edition.records.values():
        file = po_file(edition.locale.folder, localised.record)
        if file.is_file():
            yield Download(translation_path(localised.record), partial(_bytes, localised.record, file), watched=True)


def _bytes(record: Record, file: Path) -> bytes:
    note(record.path)
    return file.read_bytes()
