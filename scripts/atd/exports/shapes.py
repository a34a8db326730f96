"""JSON Schema for what answers share: texts, tombstones, the index, vocabularies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from atd.exports.words import STATES

Shape = dict[str, Any]


def ref(name: str) -> Shape:
    """Refer to a schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(description: str = "") -> Shape:
    """Describe a plain text."""
    return {"type": "string", **({"description": description} if description else {})}


def array(items: Mapping[str, Any], description: str = "") -> Shape:
    """Describe a list."""
    return {"type": "array", "items": dict(items), **({"description": description} if description else {})}


def group(properties: Mapping[str, Any], required: Sequence[str], description: str = "") -> Shape:
    """Describe an object; others may be added to its fields later."""
    shape: Shape = {"type": "object", "properties": dict(properties), "required": list(required)}
    return {**shape, **({"description": description} if description else {})}


def _all(about: str = "", /, **properties: Mapping[str, Any]) -> Shape:
    """Describe an object whose fields are always there."""
    return group(properties, list(properties), about)


_NUMBER = {"type": "integer", "minimum": 0}

COMMON: Mapping[str, Shape] = {
    "Text": _all(
        "A text and the language in which it really is.",
        text=text("As plain text, or as CommonMark without HTML where it is prose."),
        language=text("BCP 47 tag."),
        state={
            "type": "string",
            "enum": list(STATES.values()),
            "description": (
                "original: written in this language; translated: by a person; machine-translated: by a machine,"
                " unconfirmed; outdated or missing: there is no current translation, so this is the original."
            ),
        },
    ),
    "Tombstone": group(
        {
            "id": text(),
            "withdrawn": text("Day on which the record was taken back."),
            "reason": ref("Text"),
            "redirect": text("Identifier that the record has now."),
        },
        ["id"],
        "What stands in place of a record that was taken back, or that has another identifier now.",
    ),
    "Index": _all(
        "What there is; addresses are seen from the index.",
        title=text(),
        description=text(),
        address=text("Address of the API."),
        version=text(),
        description_of_answers=text("Address of this description."),
        languages=array(_all(code=text(), name=text("The language’s own name."))),
        default_language=text(),
        licences=array(_all(of=text(), name=text(), title=text(), path=text())),
        standings=text("What the ways of being listed mean."),
        not_reported=text("How it is said that sources say nothing."),
        collections=array(
            _all(
                name=text(),
                label=text(),
                description=text(),
                notice=ref("Text"),
                records=_NUMBER,
                withdrawn=_NUMBER,
                answers=array(_all(language=text("Empty: each text in its own."), all=text(), one=text())),
            )
        ),
        vocabularies=text(),
        tables=array(_all(language=text("Empty: each text in its own."), address=text())),
        maps=array(text()),
        archive=text("All data in one file; its digest has the same address and .sha256."),
        generated_from=_all(newest_change=text(), records_sha256=text("Digest of all records.")),
    ),
    "Vocabularies": _all(licence=text(), vocabularies=array(ref("Vocabulary"))),
    "Vocabulary": group(
        {
            "id": text(),
            "labels": array(ref("Text")),
            "definitions": array(ref("Text")),
            "source": text(),
            "broader_vocabulary": text("Vocabulary of the broader terms, where it is another."),
            "terms": array(ref("VocabularyTerm")),
        },
        ["id", "labels", "definitions", "terms"],
    ),
    "VocabularyTerm": group(
        {
            "id": text(),
            "labels": array(ref("Text"), "In every language that has one."),
            "definitions": array(ref("Text")),
            "broader": text(),
            "review_region": text(),
            "standing": text("How records with this term are listed."),
            "source": text(),
            "replaced_by": text(),
            "longitude": {"type": "number"},
            "latitude": {"type": "number"},
        },
        ["id", "labels", "definitions"],
    ),
}
"""Schemas by name."""
