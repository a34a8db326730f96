"""A language of the site: its messages, terms, names, dates and direction."""

from __future__ import annotations

import datetime
import gettext
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import filterfalse
from pathlib import Path

from babel import Locale as CldrLocale
from babel import UnknownLocaleError

from atd.localising.canonical import read_translations
from atd.localising.notation import (
    written_clock,
    written_date,
    written_hours,
    written_language,
    written_list,
    written_number,
    written_quarter,
    written_size,
    written_span,
    written_zone,
)
from atd.localising.po import Entry, Translations, UnreadablePoError
from atd.localising.speech import speech
from atd.localising.text import State, Text
from atd.reading import Language, Repository, Schema


@dataclass(frozen=True)
class Locale:
    """Everything that depends on the reader's language and on no record."""

    language: Language
    folder: Path
    repository: Repository = field(repr=False)
    known: Mapping[str, Translations | None] = field(default_factory=dict, repr=False, compare=False)
    """Files of the language, by name, that were read already; None for one that cannot be read."""

    @property
    def code(self) -> str:
        """BCP 47 tag."""
        return self.language.code

    @cached_property
    def cldr(self) -> CldrLocale:
        """Unicode CLDR data of the language, or English where it has none."""
        preferred = self.repository.settings.get("cldr", {}).get(self.code, self.code)
        try:
            return CldrLocale.parse(preferred, sep="-")
        except (UnknownLocaleError, ValueError):
            return CldrLocale.parse("en")

    @property
    def intl(self) -> str:
        """Tag by which ``Intl`` in a browser writes numbers and dates as these pages do."""
        return f"{str(self.cldr).replace('_', '-')}-u-nu-latn"

    @property
    def direction(self) -> str:
        """Direction of writing: ``ltr`` or ``rtl``."""
        return direction(self.code)

    @cached_property
    def messages(self) -> gettext.NullTranslations:
        """Interface messages; a message without a translation that can be used stays English."""
        return speech(self._shared["interface.po"], self.code)

    @cached_property
    def _terms(self) -> Mapping[str, Entry]:
        shared = self._shared["vocabularies.po"]
        return shared.by_context if shared else {}

    @cached_property
    def machine_interface(self) -> bool:
        """Tell whether the interface was translated by machine."""
        shared = self._shared["interface.po"]
        return shared is not None and shared.machine

    @cached_property
    def machine_terms(self) -> bool:
        """Tell whether the vocabularies were translated by machine."""
        shared = self._shared["vocabularies.po"]
        return shared is not None and shared.machine

    @cached_property
    def complete(self) -> bool:
        """Tell whether every interface message and term is translated."""
        if self.code == self.repository.default_language:
            return True
        return all(shared is not None and shared.complete(self._may_stay) for shared in self._shared.values())

    def _may_stay(self, context: str | None) -> bool:
        """Tell whether a text is a proper name, which may stay as it is in every language."""
        vocabulary, _dot, term = (context or "").partition(".")
        known = self.repository.vocabularies.get(vocabulary)
        return known is not None and known.proper_names and term in known.by_id

    @cached_property
    def _shared(self) -> Mapping[str, Translations | None]:
        return {
            name: self.known[name] if name in self.known else self._readable(name)
            for name in ("interface.po", "vocabularies.po")
        }

    def _readable(self, name: str) -> Translations | None:
        file = self.folder / name
        try:
            return read_translations(file) if file.is_file() else None
        except UnreadablePoError:
            return None  # the check reports it; readers get the originals

    def term_label(self, vocabulary: str, term: str) -> str:
        """Label of a term, from CLDR for countries and regions."""
        words = self.repository.vocabularies[vocabulary]
        if words.labels_from == "cldr-territories":
            return self.territory(term)
        return self._term(f"{vocabulary}.{term}", words.by_id[term].label)

    def term_definition(self, vocabulary: str, term: str) -> str:
        """Definition of a term, or nothing."""
        original = self.repository.vocabularies[vocabulary].by_id[term].definition
        return self._term(f"{vocabulary}.{term}.definition", original)

    def term_name(self, vocabulary: str, term: str) -> Text:
        """Label of a term with the language it is in, where it may be a name that is not translated."""
        original = self.repository.vocabularies[vocabulary].by_id[term].label
        label = self.term_label(vocabulary, term)
        entry = self._terms.get(f"{vocabulary}.{term}")
        translated = label != original or (entry is not None and entry.text == original)
        home = self.repository.default_language
        return Text(label, self.code if translated else home, State.TRANSLATED if translated else State.MISSING)

    def vocabulary_label(self, vocabulary: str) -> str:
        """Label of a whole vocabulary."""
        return self._term(vocabulary, self.repository.vocabularies[vocabulary].label)

    def vocabulary_definition(self, vocabulary: str) -> str:
        """Definition of a whole vocabulary."""
        return self._term(f"{vocabulary}.definition", self.repository.vocabularies[vocabulary].definition)

    def _term(self, context: str, original: str) -> str:
        return self.own_words(context, original) or original

    def own_words(self, context: str, original: str) -> str:
        """Give a label or definition of the vocabularies in this language; nothing where it has none of its own."""
        if self.code == self.repository.default_language:
            return original
        entry = self._terms.get(context)
        usable = entry is not None and entry.text and not entry.fuzzy and entry.source == original
        return entry.text if usable and entry is not None else ""

    def field_label(self, schema: Schema, *path: str) -> str:
        """Name of a field as readers see it."""
        return schema.label(tuple(int(part) if part.isdigit() else part for part in path)).said(self.messages)

    def territory(self, code: str) -> str:
        """Name of a country, area or M49 region."""
        return self.own_territory(code) or str(CldrLocale.parse("en").territories.get(code, code))

    def own_territory(self, code: str) -> str:
        """Name of a country, area or M49 region in this language; nothing where CLDR has none."""
        return str(self.cldr.territories.get(code, ""))

    def language_name(self, code: str) -> str:
        """Name of a language in this language."""
        return written_language(code, self.cldr)

    def date(self, value: str) -> str:
        """Write a day, month or year as this language does."""
        return written_date(value, self.cldr)

    def span(self, start: str, end: str) -> str:
        """Write from when to when, with what both have in common said once."""
        return written_span(start, end, self.cldr)

    def clock(self, value: str) -> str:
        """Write an hour such as ``14:30`` as this language does."""
        return written_clock(value, self.cldr)

    def hours(self, begin: datetime.datetime, end: datetime.datetime | None) -> str:
        """Write from when to when on a day, without the time zone."""
        return written_hours(begin, end, self.cldr)

    def zone(self, moment: datetime.datetime) -> str:
        """Name the time zone of a moment, with its distance from Greenwich."""
        return written_zone(moment, self.cldr)

    def address(self, path: str) -> str:
        """Full address of a page of this language."""
        return f"{self._home}{path}"

    @cached_property
    def _home(self) -> str:
        base = str(self.repository.config.get("site_url", "")).rstrip("/")
        below = "" if self.code == self.repository.default_language else f"{self.code}/"
        return f"{base}/{below}"

    def quarter(self, day: datetime.date) -> str:
        """Write the quarter of a year in which a day lies."""
        return written_quarter(day, self.cldr)

    def number(self, value: float) -> str:
        """Write a number with this language's separators."""
        return written_number(value, self.cldr)

    def percent(self, part: int, whole: int) -> str:
        """Write a share, rounded down so that 100 % means all."""
        return f"{self.number(math.floor(100 * part / whole) if whole else 100)}\u00a0%"

    def size(self, octets: int) -> str:
        """Write the size of a file as people read it."""
        return written_size(octets, self.cldr)

    def list(self, items: Iterable[str]) -> str:
        """Join items as this language does."""
        return written_list(tuple(items), self.cldr)

    def sort_key(self, name: str) -> str:
        """Order names; accents are ignored where the script has them."""
        return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", name))).casefold()


@lru_cache
def direction(code: str) -> str:
    """Direction of writing of a language; left to right when CLDR knows none."""
    try:
        return str(CldrLocale.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def load_locale(repository: Repository, code: str) -> Locale:
    """Open a language of the repository."""
    language = next(item for item in repository.languages if item.code == code)
    return Locale(language, repository.root / "locales" / code, repository)
