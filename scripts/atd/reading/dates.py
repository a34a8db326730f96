"""Dates as records give them: a day, a month or a year."""

from __future__ import annotations

import os
import re
from calendar import monthrange
from datetime import UTC, date, datetime

STALE_MONTHS = 12
"""After so many months without a check an entry is marked, as the record design asks."""

_PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}\Z")


def first_day(value: object) -> date | None:
    """Give the first day that a date, month or year can mean, or None."""
    if not isinstance(value, str) or not _PARTIAL.match(value):
        return None
    try:
        return date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return None


def last_day(value: object) -> date | None:
    """Give the last day that a date, month or year can mean, or None."""
    first = first_day(value)
    if first is None or len(str(value)) == len("2026-11-21"):
        return first
    month = 12 if len(str(value)) == len("2026") else first.month
    return first.replace(month=month, day=monthrange(first.year, month)[1])


def is_stale(checked: date, today: date) -> bool:
    """Tell whether the last check lies more than twelve months back."""
    months = (today.year - checked.year) * 12 + today.month - checked.month
    return months - (today.day < checked.day) >= STALE_MONTHS


def build_day() -> date:
    """The day of the build; SOURCE_DATE_EPOCH sets it, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
