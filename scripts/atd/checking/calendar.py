"""Rules about when an event takes place: days that exist, time zones that exist, hours that end after they begin."""

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
    """Look at what fields mean to a calendar; wrong types are skipped here, as is the order of days."""
    said = {role: _value(document.values, path) for role, path in schema.calendar.items()}
    for role in ("start", "end"):
        if len(said.get(role, "")) == len("2026-11-21") and said[role][:4].isdigit() and first_day(said[role]) is None:
            path = schema.calendar[role]
            yield Finding.of("ATD407", document.place(path), field=".".join(path), date=said[role])
    if _backwards(said):
        path = schema.calendar["end-time"]
        yield Finding.of("ATD405", document.place(path), field=".".join(path))
    zone = said.get("time-zone", "")
    if zone and schema.fits(schema.calendar["time-zone"], zone) and zone not in _zones():
        path, near = schema.calendar["time-zone"], nearest(zone, sorted(_zones()))
        yield Finding.of(
            "ATD207", document.place(path), field=".".join(path), suggestion=near,
            label=schema.label(path), value=zone, advice=schema.advice(path),
        )  # fmt: skip


def _backwards(said: dict[str, str]) -> bool:
    """Tell whether the hours of one day end before they begin."""
    one_day = said.get("end", "") in ("", said.get("start", ""))
    begins, ends = said.get("start-time", ""), said.get("end-time", "")
    return one_day and bool(begins and ends) and ends < begins


def _value(values: Any, path: tuple[str, ...]) -> str:
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, str) else ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
