"""Dates as records give them: a day, a month or a year."""

from __future__ import annotations

import os
import re
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


def is_stale(checked: date, today: date) -> bool:
    """Tell whether the last check lies more than twelve months back."""
    months = (today.year - checked.year) * 12 + today.month - checked.month
    return months - (today.day < checked.day) >= STALE_MONTHS


def build_day() -> date:
    """The day of the build; SOURCE_DATE_EPOCH sets it, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
