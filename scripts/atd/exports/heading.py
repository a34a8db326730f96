"""What is worked out about a record and stands before its own fields, in every form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atd.catalogue import Catalogue, Record
from atd.exports.skeleton import gap
from atd.reading import Schema
from atd.reading.address import url

PAGE, STANDING, HAS_SETBACK, CHANGED = "page", "standing", "has_setback", "changed"

ABOUT: Mapping[str, Mapping[str, Any]] = {
    PAGE: {"description": "Address of the page for readers.", "type": "string"},
    STANDING: {
        "description": (
            "How the record is listed, by its class: promising; neutral, where sources do not say whether people are"
            " free to leave; context, which is never listed as an alternative to detention (contested measures and"
            " alternative forms of detention)."
        ),
        "type": "string",
        "enum": ["promising", "neutral", "context"],
    },
    HAS_SETBACK: {"description": "Whether a setback is recorded, or all was undone.", "type": "boolean"},
    CHANGED: {"description": "Newest date in the record: of a check, an update or a withdrawal.", "type": "string"},
}
"""What each of them is, as JSON Schema."""


def heading_fields(schema: Schema) -> tuple[str, ...]:
    """Name what is worked out about the records of a collection."""
    standing = (STANDING,) if schema.marks.standing else ()
    setbacks = (HAS_SETBACK,) if schema.marks.setbacks else ()
    return (PAGE, *standing, *setbacks, CHANGED)


def heading(catalogue: Catalogue, record: Record) -> dict[str, Any]:
    """Work out what stands before the fields; the page is a gap, for it depends on the language."""
    found: dict[str, Any] = {PAGE: gap(f"page/{record.id}")}
    if record.schema.marks.standing:
        found[STANDING] = catalogue.standing(record)
    if record.schema.marks.setbacks:
        found[HAS_SETBACK] = record.has_setback
    found[CHANGED] = record.last_change
    return found


def page_gap(record: Record) -> bytes:
    """Name the gap of the page."""
    return f"page/{record.id}".encode()


def page_of(catalogue: Catalogue, record: Record, language: str) -> str:
    """Address of the page of a record; without a language, of the one in the record's own."""
    repository = catalogue.repository
    known = language or record.language
    if all(other.code != known for other in repository.languages):
        known = repository.default_language
    return f"{repository.address}{url(f'{record.collection}/{record.id}/', known, repository.default_language)}"
