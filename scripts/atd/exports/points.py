"""Records on a map: GeoJSON with a point for each record and country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from atd.catalogue import Catalogue, Record
from atd.exports.download import Download
from atd.exports.heading import PAGE, heading, page_of
from atd.exports.licence import ENTRIES, notice
from atd.exports.plan import Kind, Part, plan
from atd.exports.words import Speech
from atd.reading import Schema

PLACES = "country"
"""Vocabulary whose terms have points."""


def point_files(catalogue: Catalogue) -> Iterator[Download]:
    """List a map for each collection whose records name countries."""
    for collection in catalogue.records:
        schema = catalogue.schema(collection)
        if field := _places(schema):
            path = f"data/{collection}.geojson"
            yield Download(path, lambda c=collection, f=field: _points(catalogue, c, f), from_root=True)  # type: ignore[misc]


def _places(schema: Schema) -> str:
    """Name the list of countries of a schema, or nothing."""
    lists = (part for part in plan(schema).parts if part.kind is Kind.LIST and part.item.kind is Kind.TERM)
    return next((part.name for part in lists if part.item.vocabulary == PLACES), "")


def _points(catalogue: Catalogue, collection: str, field: str) -> bytes:
    terms = [part for part in plan(catalogue.schema(collection)).parts if part.kind is Kind.TERM]
    features = [
        _feature(catalogue, record, country, terms)
        for record in catalogue.records[collection]
        if not record.withdrawn
        for country in record.plain.get(field, ())
    ]
    said = notice(catalogue, collection, Speech(catalogue, None))
    found = {"type": "FeatureCollection", "licence": ENTRIES, "notice": said["text"], "features": features}
    return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)


def _feature(catalogue: Catalogue, record: Record, country: str, terms: list[Part]) -> dict[str, Any]:
    """Show a record at a country; flat, because programs for maps read no values within values."""
    point = catalogue.vocabularies[PLACES].by_id[country].point
    title = record.texts["title"]
    return {
        "type": "Feature",
        "id": f"{record.id}/{country}",
        "geometry": {"type": "Point", "coordinates": list(point)} if point else None,
        "properties": {
            "id": record.id,
            "country": country,
            "title": title.text,
            "title_language": record.language,
            **heading(catalogue, record),
            PAGE: page_of(catalogue, record, ""),
            **{part.name: record.plain[part.name] for part in terms if part.name in record.plain},
        },
    }
