"""All pages of the site, language by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from atd.caching import Store
from atd.catalogue import Catalogue
from atd.exports.archive import archive_path
from atd.exports.companions import companions
from atd.exports.download import Download, DownloadFolder
from atd.exports.downloads import downloads
from atd.exports.offers import Offered, offered
from atd.exports.portal import portal_file
from atd.localising import Edition, load_editions
from atd.pages.browsing import collection_pages
from atd.pages.census import covers
from atd.pages.changes import change_pages
from atd.pages.codes import code_pages
from atd.pages.coverage import coverage_page
from atd.pages.data import data_pages
from atd.pages.directory import directory_pages
from atd.pages.findable import Listed, listed
from atd.pages.form import form_pages
from atd.pages.home import home_page
from atd.pages.model import PageModel
from atd.pages.picking import picking_pages
from atd.pages.places import place_pages
from atd.pages.records import record_page, record_pages
from atd.pages.redirects import gone_pages, redirect_pages
from atd.pages.structured import structured, trail, written_page
from atd.pages.studio import Studio
from atd.pages.topics import topic_pages
from atd.pages.translating import translate_page
from atd.pages.watching import alone, watched


@dataclass(frozen=True)
class Library:
    """The page models of every language."""

    catalogue: Catalogue = field(repr=False)
    editions: Mapping[str, Edition] = field(repr=False)
    _studios: dict[str, Studio] = field(default_factory=dict, repr=False, init=False)
    _single: dict[str, tuple[dict[str, PageModel], Iterator[PageModel]]] = field(
        default_factory=dict, repr=False, init=False
    )
    """Pages made while single ones were looked for, and those still to be made, by language."""

    @cached_property
    def complete_languages(self) -> tuple[str, ...]:
        """Languages whose interface and vocabularies are translated."""
        return tuple(code for code, edition in self.editions.items() if edition.locale.complete)

    def pages(self, language: str) -> Iterator[PageModel]:
        """Make every page of a language; bodies are rendered when asked for."""
        studio, titles = self.studio(language), {}
        for page in self._pages(studio):
            titles[page.path] = page.title
            way = trail(titles, page.path)
            yield page.changed(way=way, structured=partial(structured, studio, page, way))

    def page(self, language: str, path: str) -> PageModel | None:
        """Make a single page, by its address below the language; None where there is none."""
        studio = self.studio(language)
        collection, _slash, name = path.partition("/")
        if record := self.catalogue.by_id.get((collection, name.rstrip("/"))):
            return record_page(studio, record)
        known, others = self._single.setdefault(language, ({}, self._built(studio, records=False)))
        while path not in known and (page := next(others, None)):
            known[page.path] = page
        return known.get(path)

    def written_page(self, language: str, path: str, title: str, description: str) -> Mapping[str, Any]:
        """Describe a page that is written by hand, in schema.org terms."""
        return written_page(self.studio(language), path, title, description)

    def files(self, language: str) -> Iterator[Download | DownloadFolder]:
        """Give the files beside the pages of a language; what all languages share comes with the default one."""
        yield from downloads(self.editions, language)
        if language == self.catalogue.repository.default_language:
            yield portal_file(self.editions, lambda: self.offered)

    def companions(self, language: str) -> Iterator[Download]:
        """Give the many small files of a language, for other programs and for translators."""
        return companions(self.studio(language))

    def addresses(self, language: str) -> Iterator[str]:
        """Give the address of every file beside the pages, below the root or below the language."""
        for path, _from_root in self._beside(language):
            yield path

    def _beside(self, language: str) -> Iterator[tuple[str, bool]]:
        """Give the address of every file beside the pages, and whether it begins at the root."""
        for file in (*self.files(language), *self.companions(language)):
            yield from ((path, file.from_root) for path in file.paths)
        archive = archive_path(self.catalogue.repository)
        yield from ((archive, True), (f"{archive}.sha256", True))

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """What readers and data portals are offered, with what is known about it."""
        default = self.catalogue.repository.default_language
        other = next((code for code in self.editions if code != default), "")
        beside = tuple(self._beside(other)) if other else ()
        each = {path for path, from_root in beside if not from_root}
        shared = dict.fromkeys((*self.addresses(default), *(path for path, from_root in beside if from_root)))
        return tuple(offered((path for path in shared if path not in each), sorted(each)))

    @watched
    def _pages(self, studio: Studio) -> Iterator[PageModel]:
        built = {}
        for page in self._built(studio):
            built[page.path] = page.title
            yield page
        yield from gone_pages(studio, built)

    def _built(self, studio: Studio, *, records: bool = True) -> Iterator[PageModel]:
        yield from alone(home_page, studio)
        yield from collection_pages(studio)
        yield from record_pages(studio) if records else ()
        yield from place_pages(studio)
        yield from topic_pages(studio)
        yield from directory_pages(studio)
        yield from form_pages(studio)
        yield from code_pages(studio)
        yield from alone(translate_page, studio)
        if self.catalogue.assesses:
            yield from change_pages(studio)
            yield from picking_pages(studio)
        if covers(self.catalogue):
            yield from alone(coverage_page, studio)
        yield from data_pages(studio)
        yield from redirect_pages(studio)

    def listed(self, language: str) -> Iterator[Listed]:
        """Give what the search of a language finds, in the order of the lists."""
        studio = self.studio(language)
        for collection in self.catalogue.records:
            yield from listed(studio, collection)

    def studio(self, language: str) -> Studio:
        """Give the workplace of a language."""
        if language not in self._studios:
            self._studios[language] = Studio(self.editions, language, self.complete_languages, lambda: self.offered)
        return self._studios[language]

    def forget(self, language: str) -> None:
        """Let go of what was made for a language that is written."""
        self._studios.pop(language, None)
        self._single.pop(language, None)


def build_library(catalogue: Catalogue, store: Store | None = None) -> Library:
    """Read all translations and prepare the pages; ``store`` knows files read before."""
    return Library(catalogue, load_editions(catalogue, store))
