"""Fields that are missing, and names that are no field."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

from atd.checking.difference import FEW
from atd.checking.likeness import nearest
from atd.checking.snippet import one_line_example, snippet_of
from atd.findings import Finding, Phrase, Place, phrase
from atd.reading import Document, FieldPath, Schema


def missing_field(name: str, path: FieldPath, document: Document, schema: Schema) -> Finding:
    """Say which field is missing, where it belongs and how it is written."""
    whole = (*path, name)
    place, above = document.insertion(path, schema.following(whole))
    snippet, example = snippet_of(name, schema.node(whole)), one_line_example(schema.node(whole))
    if above:
        advice = phrase("add above this line, beginning in the same column: {snippet}", snippet=snippet)
    else:
        advice = phrase("add below it, beginning in the same column: {snippet}", snippet=snippet)
    if example:
        advice = phrase("{advice} (for example: {example})", advice=advice, example=example)
    return Finding.of(
        "ATD201",
        place,
        field=".".join(map(str, whole)),
        label=schema.label(whole),
        reason=schema.reason(whole) or phrase("it is part of every record"),
        advice=advice,
    )


def _fields(known: list[str]) -> Phrase:
    if len(known) <= FEW:
        return phrase("delete it, or use one of: {fields}", fields=", ".join(known))
    return phrase("delete it, or use one of the fields of the template")


def unknown_field(key: str, path: FieldPath, known: list[str], document: Document, schema: Schema) -> Finding:
    """Say which field there is not, and which was meant: misspelt, in another language, or no field at all."""
    place, field = document.place((*path, key), key=True), ".".join(map(str, (*path, key)))
    if not set(re.split(r"\W+", key)) & set(known) and (split := _comma_in_text(key, path, document, place, schema)):
        return split
    group = ".".join(part for part in path if isinstance(part, str))
    near = nearest(key, known) or schema.names.field(schema.name, group, key)
    near = near if near in known else ""
    if (visible := "".join(sign for sign in key if unicodedata.category(sign) not in ("Cf", "Zs"))) in known:
        return Finding.of("ATD214", place, field=field, suggestion=visible, near=visible)
    return Finding.of(
        "ATD202",
        place,
        field=field,
        suggestion=near,
        key=key,
        parent=phrase("in “{label}”", label=schema.label(path)) if path else phrase("in this kind of record"),
        advice=phrase("write “{near}”", near=near) if near else _fields(known),
    )


def _comma_in_text(key: str, path: FieldPath, document: Document, place: Place, schema: Schema) -> Finding | None:
    """Notice a text in braces that its own comma cuts in two, so that its end looks like a field."""
    group = document.at(path)
    names = list(group) if isinstance(group, dict) else []
    before = names[names.index(key) - 1] if key in names[1:] else ""
    is_text = bool(before) and isinstance(group[before], str) and schema.node((*path, before)).get("x-translatable")
    if not is_text or group[key] is not None:
        return None
    start = document.place((*path, before))
    between = document.excerpt(place)[start.end_column - 1 : place.column - 1]
    if start.line != place.line or between.strip() != ",":
        return None
    whole = json.dumps(f"{group[before]}, {key}", ensure_ascii=False)
    cut = replace(start, end_column=place.end_column)
    return Finding.of("ATD215", cut, field=".".join(map(str, (*path, before))), suggestion=whole, whole=whole)
