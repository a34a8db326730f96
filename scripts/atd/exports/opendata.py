"""Everything that is published as data: JSON, tables, maps and what describes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atd.exports.answer import ROOT, answers
from atd.exports.contract import contract
from atd.exports.download import Download, DownloadFolder
from atd.exports.lexicon import lexicon
from atd.exports.overview import overview
from atd.exports.package import package_files
from atd.exports.points import point_files
from atd.exports.shelf import Shelf
from atd.localising import Edition


def data_files(editions: Mapping[str, Edition], language: str) -> Iterator[Download | DownloadFolder]:
    """List the data of a language; the default one brings what is in no language."""
    edition = editions[language]
    catalogue = edition.catalogue
    yield from _of_shelf(Shelf(catalogue, edition, edition.locale))
    if language == catalogue.repository.default_language:
        yield from _of_shelf(Shelf(catalogue, None, edition.locale))
        yield Download(f"{ROOT}index.json", lambda: overview(catalogue), from_root=True)
        yield Download(f"{ROOT}openapi.json", lambda: contract(catalogue), from_root=True)
        yield Download(f"{ROOT}vocabularies.json", lambda: lexicon(editions), from_root=True)
        yield from point_files(catalogue)


def _of_shelf(shelf: Shelf) -> Iterator[Download | DownloadFolder]:
    for volume in shelf.volumes:
        yield from answers(volume)
    yield from package_files(shelf)
