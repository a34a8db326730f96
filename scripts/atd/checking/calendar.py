"""Rules about when something takes place: days that exist, time zones that exist, an end after the start."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from atd.checking.likeness import nearest
from atd.findings import Finding
from atd.reading import Document, Schema
from atd.reading.dates import first_day


def calendar_findings(document: Document, schema: Schema) -> Iterator[Finding]:
    """Look at the fields that the schema marks with ``x-calendar``; wrong types are skipped here."""
    said = {role: _value(document.values, path) for role, path in schema.calendar.items()}
    for role in ("start", "end"):
        if len(said.get(role, "")) == len("2026-11-21") and said[role][:4].isdigit() and first_day(said[role]) is None:
            path = schema.calendar[role]
            yield Finding.of("ATD407", document.place(path), field=".".join(path), date=said[role])
    if wrong := _backwards(said):
        path = schema.calendar[wrong]
        yield Finding.of("ATD405", document.place(path), field=".".join(path))
    zone = said.get("zone", "")
    if zone and schema.fits(schema.calendar["zone"], zone) and zone not in _zones():
        path, near = schema.calendar["zone"], nearest(zone, sorted(_zones()))
        yield Finding.of(
            "ATD207", document.place(path), field=".".join(path), suggestion=near,
            label=schema.label(path), value=zone, advice=schema.advice(path),
        )  # fmt: skip


def _backwards(said: dict[str, str]) -> str:
    """Name the end that lies before its start, or nothing."""
    start, end = said.get("start", ""), said.get("end", "")
    if first_day(start) and first_day(end):
        length = min(len(start), len(end))
        if end[:length] < start[:length]:
            return "end"
    same_day = end in ("", start)
    begins, ends = said.get("begins", ""), said.get("ends", "")
    return "ends" if same_day and begins and ends and ends < begins else ""


def _value(values: Any, path: tuple[str, ...]) -> str:
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, str) else ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
