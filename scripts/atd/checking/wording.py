"""What may not stand in a text: people's contacts, HTML, unusable links, judging words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from atd.findings import Finding, Phrase, Place, phrase
from atd.reading.prose import faults, html_in

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Begins only where a word does: else a word of a hundred thousand letters would be read once for each of them."""
_DIGITS = re.compile(r"(?:\d[\s().\-/]{0,2}){7}")
"""So many digits in a row might be a telephone number; only then its library is asked."""
OF_ONE_FORM = {"pattern", "enum", "const"}
"""Values of these fields cannot hold a contact, or hold digits that mean something else."""
WORDING = (
    (re.compile(r"\bbest practices?\b", re.IGNORECASE), phrase("no entry is a model in every part"), phrase("practice or promising practice")),
    (re.compile(r"\billegal (?:im)?migrants?\b|\billegals\b|\billegal alien", re.IGNORECASE), phrase("no person is illegal"), phrase("migrant in an irregular situation")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text: the code, the words it is about and what fills its sentences."""

    code: str
    words: str
    values: tuple[tuple[str, str | Phrase], ...] = ()

    def finding(self, place: Place, field: str = "") -> Finding:
        """State the fault at a place."""
        values: dict[str, Any] = dict(self.values)
        return Finding.of(self.code, place, field=field, **values)


def text_faults(value: str, node: dict[str, Any], countries: Sequence[str]) -> Iterator[Fault]:
    """List what is wrong in a text, whatever its field.

    ``countries`` are those of the record, in whose form telephone numbers may be written.
    """
    if not unicodedata.is_normalized("NFC", value):
        yield Fault("ATD416", next(word for word in value.split() if not unicodedata.is_normalized("NFC", word)))
    if not node.keys() & OF_ONE_FORM:
        yield from _contacts(value, countries)
    if node.get("x-prose"):
        for code, name, detail in faults(value):
            yield Fault(code, str(detail), ((name, detail),))
    else:
        for detail in html_in(value):
            yield Fault("ATD413", detail, (("html", detail),))


def title_faults(title: str) -> Iterator[Fault]:
    """List the words of a title that judge a practice or people."""
    for pattern, reason, instead in WORDING:
        if match := pattern.search(title):
            yield Fault("ATD412", match.group(), (("words", match.group()), ("reason", reason), ("instead", instead)))


def _contacts(value: str, countries: Sequence[str]) -> Iterator[Fault]:
    for match in EMAIL.finditer(value) if "@" in value else ():
        yield Fault("ATD411", match.group(), (("kind", phrase("an e-mail address")),))
    for number in _telephone_numbers(value, countries):
        yield Fault("ATD411", number, (("kind", phrase("a telephone number")),))


def _telephone_numbers(value: str, countries: Sequence[str]) -> list[str]:
    """Find numbers in international form, or in the form of one of the countries, with any digits.

    International numbers need only be possible; those without a country code
    must be valid and grouped as usual there, because laws and cases have numbers too.
    """
    if not _DIGITS.search(value):
        return []
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in value)
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415, few texts need it

    searches = [(None, Leniency.POSSIBLE), *((country, Leniency.STRICT_GROUPING) for country in countries)]
    found = {
        match.start: value[match.start : match.end]
        for region, leniency in reversed(searches)
        for match in PhoneNumberMatcher(plain, region, leniency=leniency)
    }
    return [found[start] for start in sorted(found)]
