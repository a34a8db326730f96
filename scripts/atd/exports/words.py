"""The words of a record in a language, ready to be put where its values say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from atd.catalogue import Catalogue, Record
from atd.localising import Edition, Locale, State
from atd.localising.text import Text

STATES = {state: "machine-translated" if state is State.MACHINE else state.value for state in State}
"""How a text came to be in the language asked for, as other programs read it."""

Said = Mapping[str, str]
"""A text with its ``language`` and ``state``, or a term with its ``id`` and perhaps its ``label``."""


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


@dataclass(frozen=True)
class Words:
    """The texts of a record by their names, and all terms."""

    texts: Mapping[str, Said]
    terms: Mapping[str, Mapping[str, Said]]
    """Terms by vocabulary and identifier."""
    language: str
    """Language of what has no translation."""
    state: str
    """State of what has none."""

    def text(self, context: str, value: str) -> Said:
        """Give a text by its name; one without a name cannot be translated."""
        return self.texts.get(context) or {"text": value, "language": self.language, "state": self.state}


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
    def terms(self) -> Mapping[str, Mapping[str, Said]]:
        """Terms of every vocabulary: with a label where a reader's language is known."""
        return {
            name: {term.id: self._term(name, term.id) for term in vocabulary.terms}
            for name, vocabulary in self.catalogue.vocabularies.items()
        }

    def _term(self, vocabulary: str, term: str) -> Said:
        if self.edition is None:
            return {"id": term}
        return {"id": term, "label": self.edition.locale.term_label(vocabulary, term)}

    def words(self, record: Record) -> Words:
        """Give the words of a record."""
        if self.edition is None or self.language == record.language:
            state, texts = State.ORIGINAL, None
        else:
            state, texts = State.MISSING, self.edition.open(record)
        if texts is None:
            own = {
                name: {"text": source.text, "language": record.language, "state": STATES[state]}
                for name, source in record.texts.items()
            }
        else:
            own = {name: said(texts.text(name)) for name in record.texts}
        return Words(own, self.terms, record.language, STATES[state])
