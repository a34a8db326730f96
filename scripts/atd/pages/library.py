"""All pages of the site, language by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from atd.caching import Store
from atd.catalogue import Catalogue
from atd.localising import Edition, load_editions
from atd.pages.codes import code_pages
from atd.pages.home import home_page
from atd.pages.listing import listing_pages
from atd.pages.model import PageModel
from atd.pages.picking import picking_pages
from atd.pages.places import place_pages
from atd.pages.practice import record_pages
from atd.pages.studio import Studio
from atd.pages.topics import topic_pages
from atd.pages.translating import translate_page


@dataclass(frozen=True)
class Library:
    """The page models of every language."""

    catalogue: Catalogue = field(repr=False)
    editions: Mapping[str, Edition] = field(repr=False)

    @cached_property
    def complete_languages(self) -> tuple[str, ...]:
        """Languages whose interface and vocabularies are translated."""
        return tuple(code for code, edition in self.editions.items() if edition.locale.complete)

    def pages(self, language: str) -> Iterator[PageModel]:
        """Make every page of a language; bodies are rendered when asked for."""
        studio = Studio(self.editions, language, self.complete_languages)
        yield home_page(studio)
        yield from listing_pages(studio)
        yield from record_pages(studio)
        yield from place_pages(studio)
        yield from topic_pages(studio)
        yield from code_pages(studio)
        yield translate_page(studio)
        yield from picking_pages(studio)


def build_library(catalogue: Catalogue, store: Store | None = None) -> Library:
    """Read all translations and prepare the pages; ``store`` knows files read before."""
    return Library(catalogue, load_editions(catalogue, store))
