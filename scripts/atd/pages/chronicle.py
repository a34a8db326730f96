"""Lists by time: what comes first, then what is past, year by year.

The day of the build decides, so a site shows what was coming when it was built;
``SOURCE_DATE_EPOCH`` sets the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from atd.catalogue import Record
from atd.localising import Locale

COMING, PAST, UNDATED = "coming", "past", "undated"


def place(record: Record, today: date) -> tuple[int, int]:
    """Give the place of a record in a list by time: the next one first, the longest past one last.

    What has no date stands at the end; records that take no place in time are all alike.
    """
    occasion = record.occasion
    if occasion is None:
        return 0, 0
    if occasion.first is None:
        return 2, 0
    day = occasion.first.toordinal()
    return (0, day) if occasion.coming(today) else (1, -day)


def group(record: Record, today: date) -> str:
    """Name the heading below which a record stands, such as ``coming-2027`` or ``past-2020``."""
    occasion = record.occasion
    if occasion is None or occasion.first is None:
        return UNDATED
    if occasion.coming(today):
        return f"{COMING}-{max(occasion.first, today).year}"
    return f"{PAST}-{occasion.first.year}"


def titles(locale: Locale, groups: Iterable[str]) -> dict[str, str]:
    """Say the headings in a language."""
    _ = locale.messages.gettext
    said = {
        # Translators: heading above meetings that have not ended yet; %(year)s is a year
        COMING: _("Coming: %(year)s"),
        # Translators: heading above meetings that are over; %(year)s is a year
        PAST: _("Past: %(year)s"),
    }
    return {
        name: said[kind] % {"year": locale.date(year)} if kind in said else _("Date not reported")
        for name in groups
        for kind, _dash, year in [name.partition("-")]
    }
