"""The page of one practice, in the order in which its readers ask."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from markupsafe import Markup

from atd.catalogue import Record
from atd.localising import LocalisedRecord, Text
from atd.localising.localised import po_file
from atd.localising.text import State
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio

NEIGHBOURS = 3
"""So many countries, and so many entries of each, are named at the end of a page."""
DESCRIPTION_LENGTH = 160
"""Search engines show about this many characters."""


def record_pages(studio: Studio) -> Iterator[PageModel]:
    """Make a page for each record; a withdrawn one keeps a page with its reason."""
    for records in studio.catalogue.records.values():
        for record in records:
            yield _page(studio, record)


def _page(studio: Studio, record: Record) -> PageModel:
    opened = studio.edition.open(record)
    title = opened.text("title")
    path = f"{record.collection}/{record.id}/"
    headings = () if record.withdrawn else tuple(_headings(studio, opened))
    available = studio.languages_of(record)
    return PageModel(
        path=path,
        kind="withdrawn" if record.withdrawn else "practice",
        language=studio.language,
        title=title.value,
        title_language=title.language,
        description=shorten(opened.text("summary").value),
        available=available,
        modified=record.last_change,
        source=record.path,
        headings=headings,
        structured=_structured(studio, opened, path, available),
        render=lambda: _render(studio, opened, path, headings),
    )


def _headings(studio: Studio, opened: LocalisedRecord) -> Iterator[Heading]:
    _ = studio.locale.messages.gettext
    has = opened.has
    yield Heading("at-a-glance", _("At a glance"))
    yield Heading("liberty", _("Is anyone’s liberty restricted?"))
    yield Heading("how", _("How it works"))
    if has("results") or "outcomes" in opened.values:
        yield Heading("results", _("Results"))
    yield Heading("caveats", _("Limits and setbacks"))
    if "safeguards" in opened.values:
        yield Heading("safeguards", _("Safeguards"))
    if any(map(has, ("success_factors", "transferability", "lessons"))):
        yield Heading("takeaway", _("What others could take from it"))
    yield Heading("sources", _("Sources"))
    if "related" in opened.values or neighbours(studio, opened.record):
        yield Heading("related", _("Related practices"))
    yield Heading("cite", _("Cite and improve this page"))


def _render(studio: Studio, opened: LocalisedRecord, path: str, headings: tuple[Heading, ...]) -> Markup:
    record = opened.record
    template = "withdrawn.html" if record.withdrawn else "practice.html"
    return studio.render(
        template,
        path,
        r=opened,
        v=record.values,
        titles={h.id: h.title for h in headings},
        standing=studio.catalogue.standing(record),
        stale=record.stale(studio.catalogue.today),
        coverage=opened.coverage,
        address=studio.absolute(path),
        edit=studio.edit_address(record.path),
        translate=studio.edit_address(_translation_path(studio, record)),
        sources=[_source(opened, source) for source in record.values["sources"]],
        source_numbers={s["key"]: n for n, s in enumerate(record.values["sources"], 1)},
        related=list(_related(studio, record)),
        neighbours=[(code, [studio.edition.open(r) for r in found]) for code, found in neighbours(studio, record)],
    )


def _translation_path(studio: Studio, record: Record) -> str:
    root = studio.catalogue.repository.root
    return po_file(root / "locales" / studio.language, record).relative_to(root).as_posix()


def _source(opened: LocalisedRecord, source: Any) -> dict[str, Any]:
    """Add the title as a text in its own language, so that it is marked with it."""
    return {**source, "title": Text(source["title"], source["language"], State.ORIGINAL)}


def _related(studio: Studio, record: Record) -> Iterator[tuple[str, LocalisedRecord]]:
    for item in record.values.get("related", ()):
        # A preview leaves broken records out, so the other one may be missing.
        other = studio.catalogue.by_id.get((record.collection, item["id"]))
        if other is not None:
            yield item["relation"], studio.edition.open(other)


def neighbours(studio: Studio, record: Record) -> list[tuple[str, list[Record]]]:
    """Give other entries from the countries of a record; few, since each country has its page."""
    named = {record.id, *(item["id"] for item in record.values.get("related", ()))}
    found = []
    for code in record.values.get("countries", ())[:NEIGHBOURS]:
        others = (other for other in studio.catalogue.index.get(("country", code), ()) if other.id not in named)
        if few := list(islice(others, NEIGHBOURS)):
            found.append((code, few))
            named |= {other.id for other in few}
    return found


def _structured(studio: Studio, opened: LocalisedRecord, path: str, available: tuple[str, ...]) -> dict[str, Any]:
    """Describe the page for search engines; no review and no rating, for a listing is no endorsement."""
    record = opened.record
    return {
        "@type": "Article",
        "headline": opened.text("title").value,
        "description": opened.text("summary").value,
        "inLanguage": opened.text("title").language,
        "url": studio.absolute(path),
        "dateModified": record.values["last_verified"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "spatialCoverage": [
            {"@type": "Place", "name": studio.html.label("country", c)} for c in record.values["countries"]
        ],
        "workTranslation": [
            {"@type": "Article", "inLanguage": code, "url": studio.absolute(path, code)}
            for code in available
            if code != studio.language
        ],
        "citation": [str(source["title"]) for source in record.values["sources"]],
    }


def shorten(text: str) -> str:
    """Cut a text to the length of a description, at a word where the script has words."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    cut = text[: DESCRIPTION_LENGTH - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > DESCRIPTION_LENGTH // 2 else cut).rstrip(",;: ") + "…"
