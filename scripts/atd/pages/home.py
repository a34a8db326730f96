"""The start page: what this is, ways in, what is new, and numbers that are computed."""

from __future__ import annotations

from dataclasses import dataclass

from atd.catalogue import Record
from atd.pages.model import PageModel
from atd.pages.ordering import STANDINGS
from atd.pages.questions import questions
from atd.pages.studio import Studio
from atd.pages.worldmap import world_map

SHOWN = 5
"""Entries in each short list of the start page."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the repository holds today."""

    records: int
    promising: int
    neutral: int
    context: int
    countries: int
    setbacks: int


def home_page(studio: Studio) -> PageModel:
    """Make the start page."""
    _ = studio.locale.messages.gettext
    records = [record for record in studio.catalogue.assessed if not record.withdrawn]
    titles = {
        "find": _("Find by question"),
        "subjects": _("Find by subject"),
        "places": _("Find by place"),
        "newest": _("Latest developments"),
        "setbacks": _("Setbacks to know about"),
        "numbers": _("What is here"),
    }
    return studio.page(
        kind="home",
        path="",
        title=studio.word("title"),
        description=studio.word("description"),
        values=lambda: {
            "titles": titles,
            "questions": list(questions(studio)),
            "map": world_map(studio),
            "newest": _dated(studio, records, ("progress", "evidence")),
            "setbacks": _dated(studio, records, ("setback",)),
            "numbers": numbers(studio, records),
            "index": studio.catalogue.index,
            "first": next(iter(studio.catalogue.records)),
            "method": (studio.catalogue.repository.root / "docs" / "pages" / studio.language / "method.md").is_file(),
        },
    )


def numbers(studio: Studio, records: list[Record]) -> Numbers:
    """Count the records by standing, their countries and setbacks."""
    by_standing = {s: sum(studio.catalogue.standing(r) == s for r in records) for s in STANDINGS}
    return Numbers(
        records=len(records),
        **by_standing,
        countries=len({code for r in records for code in r.places}),
        setbacks=sum(r.has_setback for r in records),
    )


def _dated(studio: Studio, records: list[Record], kinds: tuple[str, ...]) -> list[dict[str, object]]:
    """List the newest updates of some kinds; context entries are left out."""
    found = [
        (str(update["date"]), record, update)
        for record in records
        if studio.catalogue.standing(record) != "context"
        for update in record.updates
        if update["kind"] in kinds
    ]
    found.sort(key=lambda item: (item[0], item[1].id), reverse=True)
    return [
        {
            "date": date,
            "record": (opened := studio.edition.open(record)),
            "text": opened.text(f"updates.{update['key']}"),
        }
        for date, record, update in found[:SHOWN]
    ]
