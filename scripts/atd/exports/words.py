"""The words of a language: texts with their state, and terms with their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import orjson

from atd.catalogue import Catalogue, Record
from atd.exports.cell import guarded, quoted
from atd.exports.skeleton import gap
from atd.localising import Edition, Locale, State
from atd.localising.text import Text

STATES = {state: "machine-translated" if state is State.MACHINE else state.value for state in State}
"""How a text came to be in the language asked for, as other programs read it."""
NO_TERM = "term//"
"""Gap of a term that a record does not name."""


def said(text: Text) -> dict[str, str]:
    """Give a text as other programs read it."""
    return {"text": text.value, "language": text.language, "state": STATES[text.state]}


def sentence(locale: Locale, english: str) -> dict[str, str]:
    """Give a sentence of the interface, which may not be translated."""
    default = locale.repository.default_language
    words = locale.messages.gettext(english) if english else english
    if locale.code == default:
        state = State.ORIGINAL
    elif words == english:
        return said(Text(english, default, State.MISSING))
    else:
        state = State.MACHINE if locale.machine_interface else State.TRANSLATED
    return said(Text(words, locale.code, state))


@dataclass(frozen=True, slots=True)
class Blanks:
    """Gaps in place of the words of a record."""

    record: Record

    def text(self, context: str, value: str) -> object:
        """Hold the place of a text; one without a name is not translated and stands as it is."""
        if context in self.record.texts:
            return gap(f"text/{self.record.id}/{context}")
        return {"text": value, "language": self.record.language, "state": STATES[State.ORIGINAL]}

    def text_cells(self, context: str, value: str) -> tuple[str, ...]:
        """Hold the place of a text in a table, with its language and state."""
        if context in self.record.texts:
            return (gap(f"text/{self.record.id}/{context}"),)
        return (guarded(value), self.record.language, STATES[State.ORIGINAL])


def term_gap(vocabulary: str, term: str) -> str:
    """Hold the place of a term."""
    return gap(f"term/{vocabulary}/{term}" if term else NO_TERM)


@dataclass(frozen=True)
class Speech:
    """Who says the words: an edition in its language, or every record in its own."""

    catalogue: Catalogue
    edition: Edition | None

    @property
    def language(self) -> str:
        """Language of the edition, or nothing."""
        return self.edition.locale.code if self.edition else ""

    @cached_property
    def terms(self) -> tuple[tuple[bytes, bytes, bytes], ...]:
        """The gap of each term with what fills it in JSON and in tables; with a label in a reader's language."""
        return tuple(self._terms())

    def _terms(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        yield NO_TERM.encode(), b"", b"," if self.edition else b""
        for name, vocabulary in self.catalogue.vocabularies.items():
            for term in vocabulary.terms:
                place = f"term/{name}/{term.id}".encode()
                if self.edition is None:
                    yield place, orjson.dumps({"id": term.id}), term.id.encode()
                else:
                    label = self.edition.locale.term_label(name, term.id)
                    cells = f"{term.id},{quoted(guarded(label))}"
                    yield place, orjson.dumps({"id": term.id, "label": label}), cells.encode()

    def texts(self, records: Iterable[Record]) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Give the gap of each text with what fills it in JSON and in tables."""
        for record in records:
            opened = self.edition.open(record) if self.edition else None
            for context, source in record.texts.items():
                text = opened.text(context) if opened else Text(source.text, record.language, State.ORIGINAL)
                value, language, state = text.value, text.language, STATES[text.state]
                yield (
                    f"text/{record.id}/{context}".encode(),
                    orjson.dumps({"text": value, "language": language, "state": state}),
                    f"{quoted(guarded(value))},{language},{state}".encode(),
                )
