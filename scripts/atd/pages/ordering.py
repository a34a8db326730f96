"""The order in which lists show records, one for all lists of a language."""

from __future__ import annotations

from collections.abc import Mapping

from atd.catalogue import Catalogue, Record
from atd.localising import Edition
from atd.pages import chronicle

STANDINGS = ("promising", "neutral", "context")
"""How records are listed that are assessed; those of other collections follow, each under its name."""

Mark = tuple[str, str]
"""Collection and identifier."""


def positions(edition: Edition) -> Mapping[Mark, int]:
    """Give the position of each record among all: by standing, then by time, number or title, what was undone last."""
    titles = {mark: edition.locale.sort_key(opened.text("title").value) for mark, opened in edition.records.items()}

    def place(mark: Mark) -> tuple[object, ...]:
        return *_place(edition.catalogue, edition.catalogue.by_id[mark]), titles[mark], mark

    return {mark: position for position, mark in enumerate(sorted(titles, key=place))}


def _place(catalogue: Catalogue, record: Record) -> tuple[object, ...]:
    standing = (*STANDINGS, "").index(catalogue.standing(record))
    number = record.values.get(record.schema.marks.ordering, 0)
    return standing, _undone(record), chronicle.place(record, catalogue.today), number


def _undone(record: Record) -> bool:
    """Tell whether a practice was stopped or undone; such entries end the list."""
    return record.values.get("status") in ("suspended", "reversed")
