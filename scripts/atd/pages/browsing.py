"""The list of each collection, with search and filters on its first page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from atd.catalogue import Record
from atd.exports import collection_calendar_path, dated
from atd.localising import LocalisedRecord
from atd.pages.division import Part
from atd.pages.filtering import Filter, filters
from atd.pages.findable import record_facets
from atd.pages.head import citation_address
from atd.pages.listing import list_page, parts
from atd.pages.model import PageModel
from atd.pages.reference import CITATIONS
from atd.pages.studio import Studio
from atd.pages.subscribing import collection_feed
from atd.pages.watching import alone, watched

SEARCH = "search/"
"""Where the index of a language stands, below the language."""


def collection_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the list of every collection."""
    for name in studio.catalogue.records:
        yield from _lists(studio, name)


@watched
def _lists(studio: Studio, name: str) -> Iterator[PageModel]:
    living = [record for record in studio.catalogue.records[name] if not record.withdrawn]
    first, *others = parts(studio, living, f"{name}/", name)
    yield from alone(partial(_first_page, name=name, records=living, part=first), studio)
    for part in others:
        yield _list_page(studio, name, part, "list.html")


def _first_page(studio: Studio, name: str, records: list[Record], part: Part[LocalisedRecord]) -> PageModel:
    def offered() -> tuple[Filter, ...]:
        return filters(studio, name, records)

    def facets() -> dict[str, dict[str, list[str]]]:
        return _facets_shown(studio, part)

    calendar = collection_calendar_path(name) if any(map(dated, records)) else ""
    page = _list_page(
        studio, name, part, "browse.html", filters=offered, facets=facets, search=SEARCH, calendar=calendar
    )
    # The filters stand where other pages have their contents.
    return page.changed(headings=(), scripts=("finding", "spelling", "browse"))


def _list_page(
    studio: Studio, collection: str, part: Part[LocalisedRecord], template: str, **values: object
) -> PageModel:
    return list_page(
        studio,
        kind="list",
        path=part.path,
        template=template,
        title=studio.collection(collection, "label"),
        description=studio.collection(collection, "description"),
        part=part,
        groups={},
        feed=collection_feed(studio, collection),
        citations=[
            (citation_address(studio, part.path, collection, end), name) for end, (name, _) in CITATIONS.items()
        ],
        collection=collection,
        form=studio.catalogue.schema(collection).name,
        **values,
    )


def _facets_shown(studio: Studio, part: Part[LocalisedRecord]) -> dict[str, dict[str, list[str]]]:
    """Give the values of the cards on a page, by which they are filtered where there is no server."""
    return {
        f"{opened.record.collection}/{opened.id}/": {
            name: sorted(values) for name, values in record_facets(studio, opened.record).items()
        }
        for group in part.groups
        for opened in group.members
    }
