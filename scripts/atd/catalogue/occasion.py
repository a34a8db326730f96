"""When something takes place, as the fields of an event say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from atd.reading import Schema
from atd.reading.dates import first_day, last_day

DAY_LENGTH = len("2026-11-21")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting in time: days, months or years as they are written, hours where they are known."""

    start: str
    end: str
    """As written; the start where nothing else is."""
    begins: str = ""
    ends: str = ""
    zone: str = ""
    """Name of the time zone in which the hours are meant."""

    @property
    def first(self) -> date | None:
        """The first day that it can mean; None where no date is known."""
        return first_day(self.start)

    @property
    def last(self) -> date | None:
        """The last day that it can mean."""
        return last_day(self.end)

    def coming(self, today: date) -> bool:
        """Tell whether it may still take place, or go on, on this day or later."""
        return self.last is not None and self.last >= today

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; None where only a month or a year is known."""
        known = len(self.start) == len(self.end) == DAY_LENGTH
        return (self.first, self.last) if known and self.first and self.last else None

    def moment(self, clock: str) -> datetime | None:
        """Give an hour of the first day with its time zone; None where a part of it is not known."""
        return self._at(self.days[0], clock) if self.days and self.zone else None

    @property
    def hours(self) -> tuple[datetime, datetime | None] | None:
        """When it begins and, where that is known, ends; None where it has days alone."""
        if not (self.days and self.zone and self.begins):
            return None
        begin, end = self._at(self.days[0], self.begins), self._at(self.days[1], self.ends) if self.ends else None
        return begin, end if end and end > begin else None

    def _at(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.zone))


def occasion(values: Mapping[str, Any], schema: Schema) -> Occasion | None:
    """Read when a record takes place; None where its collection is about no events."""
    if "start" not in schema.calendar:
        return None
    said = {role: str(_value(values, path)) for role, path in schema.calendar.items()}
    start = said["start"]
    return Occasion(
        start, said.get("end") or start, *(said.get(role, "") for role in ("start-time", "end-time", "time-zone"))
    )


def _value(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    for name in path:
        values = values.get(name, {})
    return values or ""
