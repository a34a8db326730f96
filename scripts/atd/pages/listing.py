"""Lists of records: promising ones first, context apart, a hundred to a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atd.catalogue import Record
from atd.localising import LocalisedRecord
from atd.pages.division import Part, divide
from atd.pages.head import feed_links
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio
from atd.pages.subscribing import Feed

STANDINGS = ("promising", "neutral", "context")
"""How records are listed that are assessed; those of other collections follow, each under its name."""


def parts(studio: Studio, records: Sequence[Record], base: str) -> list[Part[LocalisedRecord]]:
    """Divide records into pages, grouped by standing or, where they have none, by collection."""
    groups: dict[str, list[LocalisedRecord]] = {name: [] for name in (*STANDINGS, *studio.catalogue.records)}
    for record in in_order(studio, records):
        groups[studio.catalogue.standing(record) or record.collection].append(studio.edition.open(record))
    return divide(((name, members) for name, members in groups.items() if members), base)


def in_order(studio: Studio, records: Iterable[Record]) -> list[Record]:
    """Order records by standing, then by title, what was undone last."""
    order, places = studio.title_order, {standing: place for place, standing in enumerate((*STANDINGS, ""))}

    def place(record: Record) -> tuple[int, bool, int]:
        standing = places[studio.catalogue.standing(record)]
        return standing, _undone(record), order[record.collection, record.id]

    return sorted(records, key=place)


def _undone(record: Record) -> bool:
    """Tell whether a practice was stopped or undone; such entries end the list."""
    return record.values.get("status") in ("suspended", "reversed")


def headings(studio: Studio, part: Part[LocalisedRecord]) -> tuple[Heading, ...]:
    """Headings of the groups on a page of a list."""
    titles = {
        "promising": studio.locale.messages.gettext("Promising practices"),
        "neutral": studio.locale.messages.gettext("Not yet assessed"),
        "context": studio.locale.messages.gettext("Shown for context, not as alternatives"),
        **{name: studio.collection(name, "label") for name in studio.catalogue.records},
    }
    return tuple(Heading(group.id, titles[group.id]) for group in part.groups)


def list_page(
    studio: Studio,
    *,
    kind: str,
    path: str,
    template: str,
    title: str,
    description: str,
    part: Part[LocalisedRecord],
    feed: Feed | None = None,
    **values: object,
) -> PageModel:
    """Make a page that shows one part of a list."""
    title = part.numbered(title)
    shown = headings(studio, part)
    return PageModel(
        path=path,
        kind=kind,
        language=studio.language,
        title=title,
        title_language=studio.language,
        description=description,
        available=studio.complete,
        modified=studio.newest,
        source="",
        headings=shown,
        structured=None,
        render=lambda: studio.render(
            template,
            path,
            title=title,
            description=description,
            part=part,
            titles={h.id: h.title for h in shown},
            feed=feed,
            **values,
        ),
        head=(lambda: feed_links(feed, path)) if feed else None,
    )
