"""Pages of countries, and the index of countries by region."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from atd.catalogue import Record
from atd.pages.listing import list_page, parts
from atd.pages.model import PageModel, term_path
from atd.pages.structured import term_page
from atd.pages.studio import Studio
from atd.pages.subscribing import term_feed
from atd.pages.watching import alone, watched
from atd.pages.worldmap import world_map


def place_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the index of countries and a page for each country with entries."""
    yield from alone(_index, studio)
    for (vocabulary, code), records in studio.catalogue.index.items():
        if vocabulary == "country":
            yield from _country(studio, code, records)


@watched
def _country(studio: Studio, code: str, records: tuple[Record, ...]) -> Iterator[PageModel]:
    name = studio.html.label("country", code)
    description = studio.word("country").replace("%(country)s", name) or name
    broader = [mark for mark in studio.catalogue.with_broader("country", code) if mark != ("country", code)]
    feed = term_feed(studio, "country", code)
    for part in parts(studio, records, term_path("country", code)):
        page = list_page(
            studio, kind="country", path=part.path, template="country.html",
            title=name, description=description, part=part, code=code, regions=broader, feed=feed,
        )  # fmt: skip
        yield page.changed(structured=partial(term_page, studio, page, "country", code))


def _index(studio: Studio) -> PageModel:
    _ = studio.locale.messages.gettext
    description = _("Countries and areas with entries, by region.")
    return studio.page(
        kind="countries",
        path="countries/",
        title=_("Countries"),
        description=description,
        values=lambda: {"map": world_map(studio)},
    )
