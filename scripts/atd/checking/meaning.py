"""What was meant: a country by its name, a date in words, a term by its label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
"""Languages in which names are recognised: the official ones of the United Nations."""

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_FIRST = re.compile(rf"{_YEAR}[-/. ](?P<month>\d{{1,2}})(?:[-/. ](?P<day>\d{{1,2}}))?")
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ]{_YEAR}")
_IDEOGRAPHIC = re.compile(rf"{_YEAR}年(?:(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?")


def country_meant(name: str) -> str:
    """Give the ISO code of a country named in one of the languages, or nothing."""
    return _countries().get(_fold(name), "")


def term_meant(label: str, labels: Mapping[str, str]) -> str:
    """Give the term with this English label, or nothing."""
    return labels.get(_fold(label), "")


def date_meant(text: str) -> str:
    """Give a date written in words or in another order as records write it, or nothing.

    Where day and month could change places nothing is guessed.
    """
    text = text.strip()
    for pattern in (_YEAR_FIRST, _IDEOGRAPHIC, _DAY_FIRST):
        match = pattern.fullmatch(text)
        if match:
            parts = match.groupdict()
            ambiguous = pattern is _DAY_FIRST and int(parts["day"]) <= 12
            return "" if ambiguous else _iso(parts["year"], parts["month"], parts["day"])
    return _date_in_words(text)


def _date_in_words(text: str) -> str:
    year = re.search(_YEAR, text)
    folded = _fold(text)
    months = [number for name, number in _months().items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)]
    rest = re.sub(_YEAR, "", text)
    days = re.findall(r"\d+", rest)
    if year is None or len(set(months)) != 1 or len(days) > 1:
        return ""
    return _iso(year.group("year"), str(months[0]), days[0] if days else None)


def _iso(year: str, month: str | None, day: str | None) -> str:
    if (month is not None and not 1 <= int(month) <= 12) or (day is not None and not 1 <= int(day) <= 31):
        return ""
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


@lru_cache
def _countries() -> Mapping[str, str]:
    return {
        _fold(name): code
        for language in reversed(LANGUAGES)
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }


@lru_cache
def _months() -> Mapping[str, int]:
    return {
        _fold(name): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, Locale.parse(language)).items()
        if not name[:1].isdigit()
    }


def _fold(text: str) -> str:
    """Compare without case, accents, full stops and surrounding space."""
    plain = unicodedata.normalize("NFKD", text.strip().rstrip("."))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
