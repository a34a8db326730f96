"""How a language writes days, numbers, lists and names of languages, by Unicode CLDR.

Pages say the same ones again and again, so they are remembered.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone_gmt, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from atd.reading.dates import first_day

_WIDE_STOPS = "。！？"


@lru_cache(maxsize=50_000)
def written_date(value: str, cldr: CldrLocale) -> str:
    """Write a day, month or year; what is none stays as it is."""
    day = first_day(value)
    if day is None:
        return value
    if len(value) == 10:
        return str(format_date(day, "long", locale=cldr))
    return str(format_skeleton("yMMMM" if len(value) == 7 else "y", day, locale=cldr))


@lru_cache(maxsize=50_000)
def written_span(start: str, end: str, cldr: CldrLocale) -> str:
    """Write from when to when, with what both have in common said once."""
    days = first_day(start), first_day(end)
    if None in days or len(start) != len(end):
        return f"{written_date(start, cldr)} – {written_date(end, cldr)}"
    if start == end:
        return written_date(start, cldr)
    skeleton = {4: "y", 7: "yMMMM", 10: "yMMMMd" if "yMMMMd" in cldr.interval_formats else "yMMMd"}[len(start)]
    return str(format_interval(*days, skeleton, locale=cldr))


def written_clock(value: str, cldr: CldrLocale) -> str:
    """Write an hour such as ``14:30``."""
    return str(format_time(datetime.time.fromisoformat(value), "short", locale=cldr))


def written_hours(begin: datetime.datetime, end: datetime.datetime | None, cldr: CldrLocale) -> str:
    """Write from when to when on a day, without the time zone."""
    if end is None or end.date() != begin.date():
        return written_clock(f"{begin:%H:%M}", cldr)
    skeleton = "Hm" if "H" in cldr.time_formats["short"].pattern else "hm"
    return str(format_interval(begin.replace(tzinfo=None), end.replace(tzinfo=None), skeleton, locale=cldr))


def written_zone(moment: datetime.datetime, cldr: CldrLocale) -> str:
    """Name the time zone of a moment, with its distance from Greenwich."""
    name, distance = (str(said(moment, "long", locale=cldr)) for said in (get_timezone_name, get_timezone_gmt))
    return name if name == distance else f"{name} ({distance})"


def written_quarter(day: datetime.date, cldr: CldrLocale) -> str:
    """Write the quarter of a year in which a day lies."""
    return str(format_skeleton("yQQQQ", day, locale=cldr))


@lru_cache(maxsize=50_000)
def written_number(value: float, cldr: CldrLocale) -> str:
    """Write a number with its separators."""
    return str(format_decimal(value, locale=cldr))


@lru_cache(maxsize=10_000)
def written_language(code: str, cldr: CldrLocale) -> str:
    """Name a language; what has no name stays as it is."""
    try:
        return CldrLocale.parse(code, sep="-").get_display_name(cldr) or code
    except (UnknownLocaleError, ValueError):
        return code


def written_size(octets: int, cldr: CldrLocale) -> str:
    """Write the size of a file as people read it."""
    for unit, factor in (("megabyte", 1_000_000), ("kilobyte", 1_000)):
        if octets >= factor:
            amount = octets / factor
            return _unit(round(amount, 1) if amount < 10 else round(amount), f"digital-{unit}", cldr)
    return _unit(octets, "digital-byte", cldr)


def _unit(amount: float, unit: str, cldr: CldrLocale) -> str:
    return str(format_unit(amount, unit, length="short", locale=cldr))


@lru_cache(maxsize=50_000)
def written_list(items: tuple[str, ...], cldr: CldrLocale) -> str:
    """Join items as the language does."""
    return str(format_list(items, locale=cldr)) if items else ""


def written_sentences(sentences: Iterable[str]) -> str:
    """Put sentences one after another; a full-width stop, as in Chinese, brings its room with it."""
    written = ""
    for sentence in sentences:
        written += f" {sentence}" if written and written[-1] not in _WIDE_STOPS else sentence
    return written
