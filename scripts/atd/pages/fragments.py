"""Small pieces of HTML that many pages share, each made once in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from atd.escaping import escaped, shown
from atd.localising import Locale, LocalisedRecord, Text
from atd.localising.locale import direction
from atd.localising.notation import written_sentences
from atd.noting import Remembered
from atd.pages.model import term_path
from atd.reading import Schema
from atd.reading.prose import render as render_prose

ROOT = "\ue000"
"""Stands for the way to the language's root in what is made once for many pages; no text may hold it."""


def from_there(target: str) -> str:
    """Address of a page from ``ROOT``; templates call it ``link``."""
    return f"{ROOT}{target}"


def from_root(html: str, path: str) -> Markup:
    """Fill in the way to the root as seen from the page at ``path``."""
    return Markup(html.replace(ROOT, "../" * path.count("/")))


class Fragments:
    """Words, texts and links of one language as safe HTML; templates call it ``html``."""

    def __init__(self, locale: Locale, schemas: Mapping[str, Schema]) -> None:
        self.locale = locale
        self.language = locale.code
        self.schemas = schemas
        self._labels: dict[tuple[str, str], str] = {}
        self._fields: dict[tuple[str, ...], str] = {}
        self._messages: dict[str, Markup] = {}
        self._terms: dict[tuple[str, str], Markup] = {}
        self._lists: dict[tuple[str, tuple[str, ...]], Markup] = {}
        self._badges: dict[tuple[str, str], Markup] = {}
        self._answers: dict[tuple[str, str, str, str], str] = {}
        self._entries: Remembered[tuple[str, str], Markup] = Remembered()

    def label(self, vocabulary: str, term: str) -> str:
        """Label of a term in this language."""
        mark = (vocabulary, term)
        if mark not in self._labels:
            self._labels[mark] = self.locale.term_label(vocabulary, term)
        return self._labels[mark]

    def field(self, collection: str, *path: str) -> str:
        """Name of a field in this language."""
        mark = (collection, *path)
        if mark not in self._fields:
            self._fields[mark] = self.locale.field_label(self.schemas[collection], *path)
        return self._fields[mark]

    def languages(self, codes: Iterable[str]) -> str:
        """Name languages as a list."""
        return self.locale.list(self.locale.language_name(code) for code in codes)

    def gettext(self, message: str, **values: object) -> Markup:
        """Translate a sentence of the interface; values are escaped and filled in."""
        if message not in self._messages:
            self._messages[message] = escape(self.locale.messages.gettext(message))
        return _filled(self._messages[message], values) if values else self._messages[message]

    def ngettext(self, one: str, many: str, number: int, **values: object) -> Markup:
        """Translate a sentence that counts something, as ``num``."""
        text = self.locale.messages.ngettext(one, many, number)
        return _filled(escaped(text), {"num": self.locale.number(number), **values})

    def sentences(self, *said: str) -> Markup:
        """Show sentences one after another, as far apart as the language wants them."""
        return Markup(written_sentences(map(shown, said)))

    def show(self, text: Text) -> Markup:
        """Show a text; one in another language is marked with it."""
        if text.language == self.language:
            return Markup(escaped(text.value))
        return Markup(f'<span lang="{text.language}" dir="{direction(text.language)}">{escaped(text.value)}</span>')

    def linked(self, text: Text, pieces: Iterable[tuple[str, str]]) -> Markup:
        """Show a text in pieces, of which some lead to an address."""
        html = "".join(
            f'<a href="{escaped(target)}">{escaped(words)}</a>' if target else escaped(words)
            for words, target in pieces
        )
        if text.language == self.language:
            return Markup(html)
        return Markup(f'<span lang="{text.language}" dir="{direction(text.language)}">{html}</span>')

    def prose(self, text: Text) -> Markup:
        """Show prose as paragraphs and lists, marked when in another language."""
        html = Markup(render_prose(text.value))
        if text.language == self.language:
            return html
        return Markup(f'<div lang="{text.language}" dir="{direction(text.language)}">{html}</div>')

    def term(self, vocabulary: str, term: str) -> Markup:
        """Link to the page of a term, from ``ROOT``."""
        mark = (vocabulary, term)
        if mark not in self._terms:
            target = from_there(term_path(vocabulary, term))
            label = escaped(self.label(vocabulary, term))
            self._terms[mark] = Markup(f'<a class="term" href="{target}">{label}</a>')
        return self._terms[mark]

    def terms(self, vocabulary: str, terms: Iterable[str]) -> Markup:
        """Link to the pages of several terms, as a list, from ``ROOT``."""
        mark = (vocabulary, tuple(terms))
        if mark not in self._lists:
            items = " ".join(f"<li>{self.term(vocabulary, term)}</li>" for term in mark[1])
            self._lists[mark] = Markup(f'<ul class="terms">{items}</ul>')
        return self._lists[mark]

    def badge(self, vocabulary: str, term: str) -> Markup:
        """Label of a term, with a class by which it gets its colour."""
        mark = (vocabulary, term)
        if mark not in self._badges:
            label = escaped(self.label(vocabulary, term))
            self._badges[mark] = Markup(f'<span class="badge {vocabulary}-{term}">{label}</span>')
        return self._badges[mark]

    def entry(self, record: LocalisedRecord) -> Markup:
        """Link to the page of a record, with its class where it has one, from ``ROOT``."""
        return self._entries.get((record.record.collection, record.id), lambda: self._entry(record))

    def _entry(self, record: LocalisedRecord) -> Markup:
        target = from_there(f"{record.record.collection}/{record.id}/")
        link = Markup(f'<a href="{target}">{self.show(record.text("title"))}</a>')
        if "classification" not in record.values:
            return link
        return Markup(f"{link} {self.badge('classification', record.values['classification'])}")

    def answer(self, record: LocalisedRecord, context: str) -> Markup:
        """Show a free answer, or the word for one that the sources do not give."""
        if not record.has(context):
            return Markup(escaped(self.label("answer", "not-reported")))
        return self.show(record.text(context))

    def answers(self, record: LocalisedRecord, group: str, questions: Iterable[str]) -> Markup:
        """Show the answered questions of the liberty test or the safeguards as table rows."""
        given, collection = record.values[group], record.record.collection
        rows = (self._answer_row(collection, group, name, given[name]) for name in questions if name in given)
        return Markup("\n".join(rows))

    def _answer_row(self, collection: str, group: str, question: str, answer: str) -> str:
        mark = (collection, group, question, answer)
        if mark not in self._answers:
            vocabulary = self.schemas[collection].node((group, question))["x-vocabulary"]
            self._answers[mark] = (
                f'<tr data-part="{group}_{question}"><th scope="row">{escaped(self.field(collection, group, question))}</th>'
                f"<td>{self.badge(vocabulary, answer)}</td></tr>"
            )
        return self._answers[mark]


def _filled(sentence: str, values: Mapping[str, object]) -> Markup:
    """Fill values into a sentence that is HTML already."""
    return Markup(str.__mod__(sentence, {name: shown(value) for name, value in values.items()}))
