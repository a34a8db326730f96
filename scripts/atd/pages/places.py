"""Pages of countries, and the index of countries by region."""

from __future__ import annotations

from collections.abc import Iterator

from atd.catalogue import Record
from atd.pages.listing import list_page, parts
from atd.pages.model import Heading, PageModel, term_path
from atd.pages.studio import Studio


def place_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the index of countries and a page for each country with entries."""
    yield _index(studio)
    for (vocabulary, code), records in studio.catalogue.index.items():
        if vocabulary == "country":
            yield from _country(studio, code, records)


def _country(studio: Studio, code: str, records: tuple[Record, ...]) -> Iterator[PageModel]:
    messages = studio.locale.messages
    name = studio.html.label("country", code)
    description = messages.gettext("Practices in %(country)s: alternatives to immigration detention, limits and setbacks.") % {"country": name}  # fmt: skip
    broader = [mark for mark in studio.catalogue.with_broader("country", code) if mark != ("country", code)]
    for part in parts(studio, records, term_path("country", code)):
        yield list_page(
            studio, kind="country", path=part.path, template="country.html",
            title=name, description=description, part=part, code=code, regions=broader,
        )  # fmt: skip


def _index(studio: Studio) -> PageModel:
    _ = studio.locale.messages.gettext
    catalogue = studio.catalogue
    regions = []
    for region in catalogue.vocabularies["review-region"].terms:
        codes = [
            code for (vocabulary, code) in catalogue.index
            if vocabulary == "country" and catalogue.vocabularies["country"].by_id[code].review_region == region.id
        ]  # fmt: skip
        codes.sort(key=lambda code: studio.locale.sort_key(studio.html.label("country", code)))
        if codes:
            regions.append((region.id, codes))
    return PageModel(
        path="countries/",
        kind="countries",
        language=studio.language,
        title=_("Countries"),
        title_language=studio.language,
        description=_("Countries and areas with entries, by region."),
        available=studio.complete,
        modified=studio.newest,
        source="",
        headings=tuple(Heading(region, studio.html.label("review-region", region)) for region, _codes in regions),
        structured=None,
        render=lambda: studio.render(
            "countries.html", "countries/", title=_("Countries"), regions=regions, index=catalogue.index
        ),
    )
