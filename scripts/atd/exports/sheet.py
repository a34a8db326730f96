"""A table as a file with its description: a resource of a Frictionless Data Package."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from atd.catalogue import Catalogue
from atd.exports.cell import guarded, rows_written, written
from atd.exports.heading import ABOUT, heading_fields
from atd.exports.outline import TOMBSTONES
from atd.exports.plan import Kind
from atd.exports.rows import column_names
from atd.exports.table import POSITION, Column, Table
from atd.exports.volume import Volume
from atd.exports.words import STATES
from atd.localising import Locale
from atd.reading import Schema, Vocabulary

Field = dict[str, Any]
"""A column, described as Table Schema does."""
_OF_TERMS = "vocabulary_"


@dataclass(frozen=True)
class Sheet:
    """A table that can be written."""

    name: str
    title: str
    fields: Sequence[Field]
    key: Sequence[str]
    foreign: Sequence[Mapping[str, Any]]
    rows: Callable[[], bytes]

    @property
    def of_terms(self) -> bool:
        """Tell whether rows are terms of a vocabulary."""
        return self.name.startswith(_OF_TERMS)

    @cached_property
    def content(self) -> bytes:
        """The file."""
        return written([field["name"] for field in self.fields], self.rows())

    def described(self) -> dict[str, Any]:
        """Describe the file and its columns."""
        schema: dict[str, Any] = {"fields": list(self.fields), "primaryKey": list(self.key)}
        if self.foreign:
            schema["foreignKeys"] = list(self.foreign)
        return {
            "name": self.name,
            "title": self.title,
            "path": f"csv/{self.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(self.content),
            "hash": f"sha256:{hashlib.sha256(self.content).hexdigest()}",
            "schema": schema,
        }


def record_sheets(volume: Volume, locale: Locale) -> list[Sheet]:
    """Make the tables of a collection; names of columns are explained in a language."""
    made = [_sheet(volume, part, locale) for part in volume.outline.table.everything()]
    return [*made, _tombstones(volume)]


def vocabulary_name(vocabulary: str) -> str:
    """Name the table of a vocabulary."""
    return f"{_OF_TERMS}{vocabulary}"


def vocabulary_sheet(catalogue: Catalogue, vocabulary: Vocabulary, locale: Locale) -> Sheet:
    """Make the table of a vocabulary, with labels in a language."""
    broader = vocabulary.broader_vocabulary or vocabulary.id
    texts = ("id", "label", "definition", "broader", "review_region", "standing", "replaced_by")
    fields: list[Field] = [{"name": name, "type": "string"} for name in texts]
    fields += [{"name": name, "type": "number"} for name in ("longitude", "latitude")]
    fields[0]["constraints"] = {"required": True, "unique": True}
    foreign = [_foreign("broader", vocabulary_name(broader) if broader != vocabulary.id else "", "id")]
    if any(term.review_region for term in vocabulary.terms):
        foreign.append(_foreign("review_region", vocabulary_name("review-region"), "id"))

    def rows() -> bytes:
        return rows_written(
            (
                term.id,
                guarded(locale.term_label(vocabulary.id, term.id)),
                guarded(locale.term_definition(vocabulary.id, term.id)),
                term.broader,
                term.review_region,
                term.standing,
                term.replaced_by,
                *(term.point or ("", "")),
            )
            for term in vocabulary.terms
        )

    return Sheet(vocabulary_name(vocabulary.id), locale.vocabulary_label(vocabulary.id), fields, ["id"], foreign, rows)


def _sheet(volume: Volume, part: Table, locale: Locale) -> Sheet:
    schema, labelled = volume.schema, bool(volume.speech.language)
    fields: list[Field] = []
    foreign = []
    if part.inherited:
        fields += [{"name": name, "type": "string", "constraints": {"required": True}} for name in part.inherited]
        above = list(part.inherited)
        parent = next(other for other in volume.outline.table.everything() if other.name == part.above)
        foreign.append(_foreign(above, parent.name, list(parent.key)))
    else:
        fields.append({"name": "id", "type": "string", "constraints": {"required": True, "unique": True}})
        fields += [_head(name) for name in heading_fields(schema)]
    if part.own == POSITION:
        fields.append({"name": POSITION, "type": "integer", "constraints": {"required": True}})
    for column in part.columns:
        fields += _fields(column, schema, locale, labelled=labelled)
        if column.part.kind is Kind.TERM:
            foreign.append(_foreign(column.name, vocabulary_name(column.part.vocabulary), "id"))
        elif to := column.leads_to:
            foreign.append(_foreign(column.name, to if to != part.name else "", "id"))
        elif column.cites:
            source = [part.inherited[0], column.name]
            foreign.append(_foreign(source, f"{volume.collection}_sources", [schema.name, "key"]))
    title = locale.field_label(schema, *map(str, part.part.path)) if part.inherited else schema.name
    if not part.inherited:
        title = schema.collection("label").said(locale.messages)
    return Sheet(part.name, title, fields, part.key, foreign, lambda: volume.rows(part.name))


def _fields(column: Column, schema: Schema, locale: Locale, *, labelled: bool) -> list[Field]:
    path = column.part.path
    names = column_names(column, labelled)
    first: Field = {"name": names[0], **_type(column), "title": schema.label(path).said(locale.messages)}
    if description := schema.description(path):
        first["description"] = description.said(locale.messages)
    if column.required:
        first.setdefault("constraints", {})["required"] = True
    others: list[Field] = [{"name": name, "type": "string"} for name in names[1:]]
    if column.part.kind is Kind.TEXT:
        others[-1]["constraints"] = {"enum": list(STATES.values())}
    return [first, *others]


def _type(column: Column) -> Field:
    """Say of what type a column is, and what its values keep to."""
    node = column.part.node
    kind = "boolean" if "const" in node else str(node["type"])
    if column.part.kind is not Kind.PLAIN or kind == "boolean":
        return {"type": kind}
    kept = {name: node[name] for name in ("minimum", "maximum", "pattern") if name in node}
    if node.get("x-date") and not re.fullmatch(kept["pattern"], "2026"):
        return {"type": "date"}
    uri = {"format": "uri"} if node.get("x-url") else {}
    return {"type": kind, **uri, **({"constraints": kept} if kept and not uri else {})}


def _head(name: str) -> Field:
    about = ABOUT[name]
    field: Field = {"name": name, "type": about["type"], "description": about["description"]}
    field["constraints"] = {"required": True, **({"enum": about["enum"]} if "enum" in about else {})}
    return field


def _tombstones(volume: Volume) -> Sheet:
    name = f"{volume.collection}_{TOMBSTONES}"
    fields: list[Field] = [
        {"name": part, "type": "string"}
        for part in ("id", "withdrawn", "reason", "reason_language", "reason_state", "redirect")
    ]
    fields[0]["constraints"] = {"required": True, "unique": True}
    foreign = [_foreign("redirect", volume.collection, "id")]
    return Sheet(name, name, fields, ["id"], foreign, lambda: volume.rows(name))


def _foreign(fields: Any, resource: str, to: Any) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": resource, "fields": to}}
