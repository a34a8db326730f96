"""The page of one record, in the order in which its readers ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Any

from markupsafe import Markup

from atd.catalogue import Record
from atd.exports import calendar_path, dated
from atd.localising import LocalisedRecord, Text
from atd.localising.text import State
from atd.pages.form import form_address
from atd.pages.head import TEXT, citation_address, record_head
from atd.pages.model import Heading, PageModel
from atd.pages.reference import CITATIONS, reference
from atd.pages.structured import record_page as described
from atd.pages.studio import Studio
from atd.pages.watching import alone

LINKS = "x-links"
"""Stands in a section of the schema for the links to other records."""
NEIGHBOURS = 3
"""So many countries, and so many entries of each, are named at the end of a page."""
DESCRIPTION_LENGTH = 160
"""Search engines show about this many characters."""


def record_pages(studio: Studio) -> Iterator[PageModel]:
    """Make a page for each record; a withdrawn one keeps a page with its reason."""
    for records in studio.catalogue.records.values():
        for record in records:
            yield from alone(partial(record_page, record=record), studio)


def record_page(studio: Studio, record: Record) -> PageModel:
    """Make the page of a record."""
    opened = studio.edition.open(record)
    title = opened.text("title")
    path = f"{record.collection}/{record.id}/"
    related = cache(lambda: links(studio, record))
    headings = () if record.withdrawn else tuple(_headings(studio, opened, related))
    available = studio.languages_of(record)
    cited = cache(lambda: reference(studio, opened))
    return PageModel(
        path=path,
        kind="withdrawn" if record.withdrawn else record.schema.name,
        language=studio.language,
        title=title.value,
        title_language=title.language,
        description=shorten(opened.text("summary").value),
        available=available,
        modified=record.last_change,
        source=record.path,
        headings=headings,
        structured=lambda: described(studio, opened, path, available, cited()),
        render=lambda: _render(studio, opened, path, headings, related()),
        head=None if record.withdrawn else lambda: record_head(studio, opened, cited()),
    )


def _headings(studio: Studio, opened: LocalisedRecord, related: Callable[[], list[Links]]) -> Iterator[Heading]:
    """Give the headings of the schema that have something below them, and those of the items of a list."""
    for section in opened.record.schema.sections:
        if section.each:
            for item in opened.values.get(section.each, ()):
                yield Heading(item["key"], opened.text(f"{section.each}.{item['key']}.title").value)
            continue
        filled = any(name in opened.values for name in section.fields)
        if not section.fields or filled or (LINKS in section.fields and related()):
            yield Heading(section.id, section.title.said(studio.locale.messages))


def _render(
    studio: Studio, opened: LocalisedRecord, path: str, headings: tuple[Heading, ...], related: list[Links]
) -> Markup:
    record = opened.record
    template = "withdrawn.html" if record.withdrawn else studio.template("", record.schema.name)
    return studio.render(
        template,
        path,
        r=opened,
        v=record.values,
        titles={h.id: h.title for h in headings},
        standing=studio.catalogue.standing(record),
        translate=studio.translation_address(record),
        sources=[_source(opened, source) for source in record.values.get("sources", ())],
        source_numbers={s["key"]: n for n, s in enumerate(record.values.get("sources", ()), 1)},
        links=related,
        calendar=calendar_path(record) if dated(record) else "",
        uses=_uses(studio, record, path),
    )


@dataclass(frozen=True, slots=True)
class Uses:
    """What readers can do with an entry: cite it, take it with them, improve it. All are addresses, some empty."""

    address: str
    citations: tuple[tuple[str, str], ...]
    """Of each format, with its name."""
    text: str
    edit: str
    improve: str


def _uses(studio: Studio, record: Record, path: str) -> Uses:
    return Uses(
        address=studio.absolute(path),
        citations=tuple((citation_address(studio, path, path, end), name) for end, (name, _) in CITATIONS.items()),
        text=TEXT,
        edit=studio.edit_address(record.path),
        improve=form_address(studio, record.collection, path),
    )


def _source(opened: LocalisedRecord, source: Any) -> dict[str, Any]:
    """Add the title as a text in its own language, so that it is marked with it."""
    return {**source, "title": Text(source["title"], source["language"], State.ORIGINAL)}


@dataclass(frozen=True, slots=True)
class Links:
    """Other records of a kind that belong with one, under a few words that say how."""

    label: str
    place: str
    """Code of the country that the label means, or nothing."""
    records: tuple[LocalisedRecord, ...]


def links(studio: Studio, record: Record) -> list[Links]:
    """Give the records to which one refers, those that refer to it, and others of its countries.

    References count in both directions, whichever record states them.
    """
    found: dict[str, list[LocalisedRecord]] = {}
    stated = {item["id"]: item["relation"] for item in record.values.get("related", ()) if isinstance(item, Mapping)}
    named = {(record.collection, record.id), *record.shown}
    others = studio.catalogue.references.get((record.collection, record.id), ())
    for mark in (*record.references, *((other.collection, other.id) for other in others)):
        # A preview leaves broken records out, so the other one may be missing.
        other = studio.catalogue.by_id.get(mark)
        if other is None or other.withdrawn or mark in named:
            continue
        named.add(mark)
        same = other.collection == record.collection
        relation = stated.get(other.id, "see-also") if same else ""
        named_relation = same and relation in studio.relations
        label = (
            studio.html.label("relation", relation) if named_relation else studio.collection(other.collection, "label")
        )
        found.setdefault(label, []).append(studio.edition.open(other))
    stated_links = [Links(label, "", tuple(members)) for label, members in found.items()]
    return [*stated_links, *_neighbours(studio, record, named)]


def _neighbours(studio: Studio, record: Record, named: set[tuple[str, str]]) -> Iterator[Links]:
    """Give a few other practices of the same countries, since each country has its page."""
    for code in record.places[:NEIGHBOURS] if record.schema.marks.standing else ():
        others = (
            other
            for other in studio.catalogue.index.get(("country", code), ())
            if other.collection == record.collection and (other.collection, other.id) not in named
        )
        if few := list(islice(others, NEIGHBOURS)):
            named |= {(other.collection, other.id) for other in few}
            yield Links("", code, tuple(studio.edition.open(other) for other in few))


def shorten(text: str) -> str:
    """Cut a text to the length of a description, at a word where the script has words."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    cut = text[: DESCRIPTION_LENGTH - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > DESCRIPTION_LENGTH // 2 else cut).rstrip(",;: ") + "…"
