"""All pages of the site, language by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from atd.caching import Store
from atd.catalogue import Catalogue
from atd.exports.download import Download, DownloadFolder
from atd.exports.downloads import downloads
from atd.exports.offers import Offered, offered
from atd.exports.portal import portal_file
from atd.localising import Edition, load_editions
from atd.pages.browsing import collection_pages
from atd.pages.changes import change_pages
from atd.pages.codes import code_pages
from atd.pages.coverage import coverage_page
from atd.pages.data import data_pages
from atd.pages.findable import Findable, findables
from atd.pages.home import home_page
from atd.pages.model import PageModel
from atd.pages.picking import picking_pages
from atd.pages.places import place_pages
from atd.pages.records import record_pages
from atd.pages.redirects import gone_pages, redirect_pages
from atd.pages.studio import Studio
from atd.pages.topics import topic_pages
from atd.pages.translating import translate_page


@dataclass(frozen=True)
class Library:
    """The page models of every language."""

    catalogue: Catalogue = field(repr=False)
    editions: Mapping[str, Edition] = field(repr=False)
    _studios: dict[str, Studio] = field(default_factory=dict, repr=False, init=False)

    @cached_property
    def complete_languages(self) -> tuple[str, ...]:
        """Languages whose interface and vocabularies are translated."""
        return tuple(code for code, edition in self.editions.items() if edition.locale.complete)

    def pages(self, language: str) -> Iterator[PageModel]:
        """Make every page of a language; bodies are rendered when asked for."""
        built = {}
        for page in self._pages(language):
            built[page.path] = page.title
            yield page
        yield from gone_pages(self._studio(language), built)

    def files(self, language: str) -> Iterator[Download | DownloadFolder]:
        """Give every file beside the pages of a language; what all languages share comes with the default one."""
        yield from downloads(self.editions, language)
        if language == self.catalogue.repository.default_language:
            yield portal_file(self.editions, lambda: self.offered)

    @cached_property
    def addresses(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Paths of the files that stand once for all languages, and of those that stand below each language."""
        default = self.catalogue.repository.default_language
        below = {code: dict.fromkeys(self._below(code)) for code in self.editions}
        each = next((paths for code, paths in below.items() if code != default), {})
        once = (path for path in below[default] if path not in each)
        from_root = (path for code in self.editions for path in self._from_root(code))
        return tuple(dict.fromkeys((*once, *from_root))), tuple(each)

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """What readers and data portals are offered, with what is known about it."""
        return tuple(offered(*self.addresses))

    def _below(self, language: str) -> Iterator[str]:
        files = (file for file in self.files(language) if isinstance(file, Download))
        return (file.path for file in files if not file.from_root)

    def _from_root(self, language: str) -> Iterator[str]:
        """Give the paths of shared files; those in a folder are named for the records of the collection."""
        for file in self.files(language):
            if isinstance(file, DownloadFolder):
                collection = file.path.rpartition("/")[2]
                for record in self.catalogue.records.get(collection, ()):
                    yield from (f"{file.path}/{name}.json" for name in (record.id, *record.former))
            elif file.from_root:
                yield file.path

    def _pages(self, language: str) -> Iterator[PageModel]:
        studio = self._studio(language)
        yield home_page(studio)
        yield from collection_pages(studio)
        yield from record_pages(studio)
        yield from place_pages(studio)
        yield from topic_pages(studio)
        yield from change_pages(studio)
        yield from code_pages(studio)
        yield translate_page(studio)
        yield coverage_page(studio)
        yield from picking_pages(studio)
        yield from data_pages(studio)
        yield from redirect_pages(studio)

    def findables(self, language: str) -> Iterator[Findable]:
        """Give what the search of a language finds."""
        studio = self._studio(language)
        for collection in self.catalogue.records:
            yield from findables(studio, collection)

    def _studio(self, language: str) -> Studio:
        if language not in self._studios:
            self._studios[language] = Studio(self.editions, language, self.complete_languages, lambda: self.offered)
        return self._studios[language]


def build_library(catalogue: Catalogue, store: Store | None = None) -> Library:
    """Read all translations and prepare the pages; ``store`` knows files read before."""
    return Library(catalogue, load_editions(catalogue, store))
