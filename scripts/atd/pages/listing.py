"""Lists of records: promising ones first, context apart, a hundred to a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from atd.catalogue import Record
from atd.localising import LocalisedRecord
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio

PAGE_SIZE = 100
"""Cards on one page: about 25 KB compressed, so that a slow line can carry it."""
STANDINGS = ("promising", "neutral", "context")


@dataclass(frozen=True)
class Group:
    """Records of one standing, under a heading of their own."""

    standing: str
    records: tuple[LocalisedRecord, ...]
    total: int
    """How many there are on all pages of the list."""


@dataclass(frozen=True)
class Part:
    """One page of a list."""

    number: int
    pages: int
    groups: tuple[Group, ...]
    base: str
    """Address of the first page."""

    def address(self, number: int) -> str:
        """Address of another page of the list."""
        return self.base if number == 1 else f"{self.base}page-{number}/"


def parts(studio: Studio, records: Sequence[Record], base: str) -> list[Part]:
    """Divide records into pages, grouped by standing."""
    opened = [studio.edition.open(record) for record in in_order(studio, records)]
    groups = []
    for standing in STANDINGS:
        members = [r for r in opened if studio.catalogue.standing(r.record) == standing]
        groups.append(Group(standing, tuple(members), len(members)))
    flat = [(g, r) for g in groups for r in g.records]
    pages = max(1, -(-len(flat) // PAGE_SIZE))
    found = []
    for number in range(1, pages + 1):
        chosen = flat[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        shown = tuple(replace(g, records=own) for g in groups if (own := tuple(r for h, r in chosen if h is g)))
        found.append(Part(number, pages, shown, base))
    return found


def in_order(studio: Studio, records: Iterable[Record]) -> list[Record]:
    """Order records by standing, then by title, what was undone last."""
    order = studio.title_order

    def place(record: Record) -> tuple[int, bool, int]:
        standing = STANDINGS.index(studio.catalogue.standing(record))
        return standing, _undone(record), order[record.collection, record.id]

    return sorted(records, key=place)


def _undone(record: Record) -> bool:
    """Tell whether a practice was stopped or undone; such entries end the list."""
    return record.values["status"] in ("suspended", "reversed")


def headings(studio: Studio, part: Part) -> tuple[Heading, ...]:
    """Headings of the groups on a page of a list."""
    titles = {
        "promising": studio.locale.messages.gettext("Promising practices"),
        "neutral": studio.locale.messages.gettext("Not yet assessed"),
        "context": studio.locale.messages.gettext("Shown for context, not as alternatives"),
    }
    return tuple(Heading(group.standing, titles[group.standing]) for group in part.groups)


def list_page(
    studio: Studio, *, kind: str, path: str, template: str, title: str, description: str, part: Part, **values: object
) -> PageModel:
    """Make a page that shows one part of a list."""
    title = title if part.number == 1 else f"{title} ({part.number})"
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
            **values,
        ),
    )
