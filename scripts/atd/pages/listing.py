"""Lists of records: promising ones first, context apart, a hundred to a page; meetings by time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from atd.catalogue import Record
from atd.localising import LocalisedRecord
from atd.pages import chronicle
from atd.pages.division import Part, divide
from atd.pages.head import feed_links
from atd.pages.model import Heading, PageModel
from atd.pages.ordering import STANDINGS
from atd.pages.studio import Studio
from atd.pages.subscribing import Feed


def parts(studio: Studio, records: Sequence[Record], base: str, collection: str = "") -> list[Part[LocalisedRecord]]:
    """Divide records into pages, grouped by standing or, where they have none, by collection.

    The list of a ``collection`` is grouped by the terms of the field that its
    schema names, where a record with several of them stands under each, or by
    time where its records take place in time.
    """
    if collection and studio.catalogue.schema(collection).calendar:
        return _parts_by_year(studio, records, base)
    return divide(grouped(studio, records, collection), base)


def grouped(studio: Studio, records: Iterable[Record], collection: str = "") -> list[tuple[str, list[LocalisedRecord]]]:
    """Put records under their standing or, where they have none, their collection; or as the ``collection`` wishes."""
    names = (*STANDINGS, *terms_of(studio, collection), *studio.catalogue.records)
    groups: dict[str, list[LocalisedRecord]] = {name: [] for name in names}
    for record in in_order(studio, records):
        for name in _groups(studio, record, collection):
            groups[name].append(studio.edition.open(record))
    return [(name, members) for name, members in groups.items() if members]


def _parts_by_year(studio: Studio, records: Sequence[Record], base: str) -> list[Part[LocalisedRecord]]:
    """Divide records that take place in time into pages, grouped by what is coming, past and by year."""
    groups: dict[str, list[LocalisedRecord]] = {}
    for record in in_order(studio, records):
        groups.setdefault(chronicle.group(record, studio.catalogue.today), []).append(studio.edition.open(record))
    return divide(groups.items(), base)


def _groups(studio: Studio, record: Record, collection: str) -> Sequence[str]:
    field = record.schema.marks.grouping if record.collection == collection else ""
    if not field:
        return (studio.catalogue.standing(record) or record.collection,)
    value = record.values[field]
    return (value,) if isinstance(value, str) else tuple(value)


def terms_of(studio: Studio, collection: str) -> Mapping[str, str]:
    """Give the terms under which a collection is shown, each with its vocabulary."""
    field = studio.catalogue.schema(collection).marks.grouping if collection else ""
    if not field:
        return {}
    node = studio.catalogue.schema(collection).node((field,))
    vocabulary = node.get("items", node)["x-vocabulary"]
    return dict.fromkeys(studio.catalogue.vocabularies[vocabulary].current(), vocabulary)


def in_order(studio: Studio, records: Iterable[Record]) -> list[Record]:
    """Order records as all lists do."""
    return sorted(records, key=lambda record: studio.order[record.collection, record.id])


def headings(studio: Studio, part: Part[Any], others: Mapping[str, str]) -> tuple[Heading, ...]:
    """Headings of the groups on a page of a list; ``others`` names groups of its own."""
    titles = {
        "promising": studio.locale.messages.gettext("Promising practices"),
        "neutral": studio.locale.messages.gettext("Not yet assessed"),
        "context": studio.locale.messages.gettext("Shown for context, not as alternatives"),
        **{name: studio.collection(name, "label") for name in studio.catalogue.records},
        **others,
    }
    titles |= chronicle.titles(studio.locale, (group.id for group in part.groups if group.id not in titles))
    return tuple(Heading(group.id, titles[group.id]) for group in part.groups)


def list_page(
    studio: Studio,
    *,
    kind: str,
    path: str,
    template: str,
    title: str,
    description: str,
    part: Part[Any],
    collection: str = "",
    groups: Mapping[str, str] = MappingProxyType({}),
    feed: Feed | None = None,
    **values: object,
) -> PageModel:
    """Make a page that shows one part of a list; ``groups`` names groups that other lists have not."""
    terms = terms_of(studio, collection)
    labels = {term: studio.html.label(vocabulary, term) for term, vocabulary in terms.items()}
    return studio.page(
        kind=kind,
        path=path,
        title=part.numbered(title),
        description=description,
        headings=headings(studio, part, {**labels, **groups}),
        template=template,
        values=lambda: {
            "part": part,
            "definitions": {t: studio.locale.term_definition(vocabulary, t) for t, vocabulary in terms.items()},
            "feed": feed,
            "collection": collection,
            **values,
        },
        head=(lambda: feed_links(feed, path)) if feed else None,
    )
