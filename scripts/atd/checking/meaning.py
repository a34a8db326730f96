"""What was meant: a country by its name, a date in words, a term by its label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.dates import get_month_names

from atd.checking.likeness import nearest
from atd.reading import FieldPath, Schema
from atd.reading.names import fold

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
"""Languages in which names are recognised: the official ones of the United Nations."""

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_FIRST = re.compile(rf"{_YEAR}[-/. ](?P<month>\d{{1,2}})(?:[-/. ](?P<day>\d{{1,2}}))?")
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ]{_YEAR}")
_GROUPED = re.compile(r"\d{1,3}([ ,.'’\u00a0\u202f]\d{3})+|\d+")
_IDEOGRAPHIC = re.compile(rf"{_YEAR}年(?:(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?")


def term_meant(schema: Schema, path: FieldPath, word: str) -> str:
    """Find the term for a field: by a country's name, a label in any language, or by likeness."""
    node = schema.node(path)
    terms, vocabulary = [str(term) for term in node.get("enum", ())], str(node.get("x-vocabulary", ""))
    country = country_meant(word) if vocabulary == "country" else ""
    label = country or node.get("x-labels", {}).get(word.casefold()) or schema.names.term(vocabulary, word)
    return label if label in terms else nearest(word, terms)


def country_meant(name: str) -> str:
    """Give the ISO code of a country named in one of the languages or by three letters, or nothing."""
    aliases = get_global("territory_aliases").get(name.strip().upper(), ())
    return _countries().get(fold(name), "") or (aliases[0] if len(aliases) == 1 else "")


def language_meant(name: str) -> str:
    """Give the tag of a language named in one of the languages, or nothing."""
    return _languages().get(fold(name), "")


def number_meant(text: str) -> str:
    """Give a whole number written with separators of thousands, without them, or nothing."""
    plain = _western(text.strip())
    return re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else ""


def date_meant(text: str) -> str:
    """Give a date written in words or in another order as records write it, or nothing.

    Where day and month could change places nothing is guessed.
    """
    text = _western(text.strip())
    for pattern in (_YEAR_FIRST, _IDEOGRAPHIC, _DAY_FIRST):
        match = pattern.fullmatch(text)
        if match:
            parts = match.groupdict()
            ambiguous = pattern is _DAY_FIRST and int(parts["day"]) <= 12
            return "" if ambiguous else _iso(parts["year"], parts["month"], parts["day"])
    return _date_in_words(text)


def dates_possible(text: str) -> tuple[str, str] | None:
    """Give both days that a date in figures can mean when day and month could change places."""
    match = _DAY_FIRST.fullmatch(_western(text.strip()))
    if match is None:
        return None
    year, one, two = match["year"], match["day"], match["month"]
    first, second = _iso(year, two, one), _iso(year, one, two)
    return (first, second) if first and second else None


def _date_in_words(text: str) -> str:
    year = re.search(_YEAR, text)
    folded = fold(text)
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
        fold(name): code
        for language in reversed(LANGUAGES)
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }


@lru_cache
def _languages() -> Mapping[str, str]:
    return {
        fold(name): code
        for language in reversed(LANGUAGES)
        for code, name in Locale.parse(language).languages.items()
        if code.isalpha()
    }


@lru_cache
def _months() -> Mapping[str, int]:
    return {
        fold(name): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, Locale.parse(language)).items()
        if not name[:1].isdigit()
    }


def _western(text: str) -> str:
    """Write decimal digits of any script as 0 to 9."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
