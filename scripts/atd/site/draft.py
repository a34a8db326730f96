"""The publication while its files are being edited: what a change touches is read again, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from atd.catalogue import Catalogue, Record, make_record
from atd.checking import check_file
from atd.findings import Finding
from atd.localising import Edition, load_locale, renew_edition
from atd.pages import Library
from atd.reading.dates import build_day
from atd.site.publication import Publication, open_publication

Tell = Callable[[tuple[Finding, ...]], object]
"""Told what is wrong in the files that changed."""


@dataclass(frozen=True)
class _Changes:
    """Changed files, sorted by what must be made anew for them."""

    records: frozenset[Path]
    translated: Mapping[str, frozenset[tuple[str, str]]]
    """Records whose translation changed, by language."""
    locales: frozenset[str]
    written: frozenset[str]
    """Languages of changed pages that are written by hand."""
    theme: bool
    other: bool


class Draft:
    """A publication that follows its files."""

    def __init__(self, root: Path, tell: Tell) -> None:
        self.root = root
        self.tell = tell
        self.publication = self._opened()

    def follow(self, files: Iterable[Path]) -> frozenset[str]:
        """Take over changes of files; give the languages whose frame, menu or written pages must be made anew."""
        changes = self._sorted(files)
        languages = frozenset(language.code for language in self.publication.repository.languages)
        if changes.other:
            self.publication = self._opened()
            return languages | {language.code for language in self.publication.repository.languages}
        if changes.records or changes.translated or changes.locales or changes.theme:
            self.publication = replace(self.publication, library=self._library(changes))
        return languages if changes.theme else changes.locales | changes.written

    def _opened(self) -> Publication:
        publication = open_publication(self.root)
        self.tell(publication.errors)
        return publication

    def _sorted(self, files: Iterable[Path]) -> _Changes:
        repository = self.publication.repository
        collections = {collection.name for collection in repository.collections}
        languages = {language.code for language in repository.languages}
        records: set[Path] = set()
        translated: dict[str, frozenset[tuple[str, str]]] = {}
        locales: set[str] = set()
        written: set[str] = set()
        theme = other = False
        for file in files:
            match file.relative_to(self.root).parts:
                case (collection, name) if collection in collections and name.endswith(".yaml"):
                    records.add(file)
                case ("locales", code, collection, name) if code in languages and collection in collections:
                    mark = (collection, name.removesuffix(".po"))
                    translated[code] = translated.get(code, frozenset()) | {mark}
                case ("locales", code, *_) if code in languages:
                    locales.add(code)
                case ("docs", "pages", code, *_) if code in languages:
                    written.add(code)
                case ("docs", "theme", *_):
                    theme = True
                case ("docs", "development", *_) | ("tests", *_):
                    pass
                case _:
                    other = True
        return _Changes(frozenset(records), translated, frozenset(locales), frozenset(written), theme, other)

    def _library(self, changes: _Changes) -> Library:
        """Make the library anew, with everything taken over that did not change."""
        former = self.publication.library
        catalogue = former.catalogue
        marks: frozenset[tuple[str, str]] = frozenset()
        if changes.records:
            records = {name: {record.id: record for record in group} for name, group in catalogue.records.items()}
            marks = frozenset((file.parent.name, file.stem) for file in changes.records)
            for file in changes.records:
                self._take(records[file.parent.name], file)
            ordered = {name: tuple(group[key] for key in sorted(group)) for name, group in records.items()}
            catalogue = Catalogue(catalogue.repository, ordered, catalogue.today)
        editions = {
            code: self._edition(edition, catalogue, marks | changes.translated.get(code, frozenset()), changes)
            for code, edition in former.editions.items()
        }
        return Library(catalogue, editions)

    def _edition(
        self, edition: Edition, catalogue: Catalogue, marks: Iterable[tuple[str, str]], changes: _Changes
    ) -> Edition:
        code = edition.locale.code
        locale = load_locale(catalogue.repository, code) if code in changes.locales else None
        return renew_edition(edition, catalogue, marks, locale)

    def _take(self, records: dict[str, Record], file: Path) -> None:
        """Read a record again; one with errors is left out and told of."""
        repository = self.publication.repository
        records.pop(file.stem, None)
        if not file.is_file():
            return
        document, found = check_file(repository, file, build_day())
        self.tell(found)
        if document is not None:
            collection = repository.collection_of(file)
            record = make_record(collection.name, document.path, document.values, collection.schema)
            records[record.id] = record
