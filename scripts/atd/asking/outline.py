"""The questions of a form in the order of the record, each with its words, its kind of answer and its choices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale as CldrLocale

from atd.findings import Phrase
from atd.localising import Locale
from atd.reading import Schema
from atd.reading.linking import SOURCES

Path = tuple[str | int, ...]

LONGEST = 100
"""Longer lists of terms are chosen from one by one."""
LINE = 160
"""So many characters fit into a single line."""
KEY = "key"
"""The name of an item within its record; a program makes it from the item."""
_MODEST = 12
"""Of so few terms, all are shown with their definitions."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One term that may be chosen."""

    value: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Terms under a broader one, or all of them without a label."""

    label: str
    members: tuple[Choice, ...]


@dataclass(frozen=True)
class Control:
    """A question, or a group of them."""

    path: Path
    kind: str
    """``text``, ``lines``, ``number``, ``day``, ``language``, ``radios``, ``select``, ``terms``, ``truth``, ``promise``,
    ``group``, ``items``, ``values``, ``sources`` or ``key``."""
    node: dict[str, Any]
    label: str
    hint: str
    example: str
    required: bool
    choices: tuple[Choices, ...] = ()
    like: str = ""
    """The question whose choices are these too; a long list stands on the page once."""
    parts: tuple[Control, ...] = ()
    """What is asked in a group, in each item, or for each value."""

    @property
    def name(self) -> str:
        """The name of the field; a value of a list has none."""
        return str(self.path[-1]) if isinstance(self.path[-1], str) else ""

    @property
    def id(self) -> str:
        """A name for the element; ``{n}`` is the number of an item."""
        return "-".join(["f", *("{n}" if isinstance(part, int) else part for part in self.path)])

    @property
    def list(self) -> str:
        """The list of names that may be typed here, or nothing."""
        return str(self.node.get("x-names", ""))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the form with its questions."""

    id: str
    title: str
    controls: tuple[Control, ...]


def chapters(schema: Schema, locale: Locale) -> tuple[Chapter, ...]:
    """List the chapters of a form; what stands before the first of them in the record is asked at the end."""
    form, draughtsman = schema.source["x-form"], _Draughtsman(schema, locale)
    starts = {section["from"]: number for number, section in enumerate(form["sections"])}
    asked: list[list[Control]] = [[] for _section in form["sections"]]
    first: list[Control] = []
    here = -1
    for name in schema.order:
        here = starts.get(name, here)
        if name not in form.get("without", ()):
            control = draughtsman.control((name,), required=name in schema.root["required"])
            (asked[here] if here >= 0 else first).append(control)
    asked[-1] += first
    titles = [Phrase(section["title"]).said(locale.messages) for section in form["sections"]]
    return tuple(
        Chapter(section["id"], title, tuple(controls))
        for section, title, controls in zip(form["sections"], titles, asked, strict=True)
    )


class _Draughtsman:
    """Draws the questions of one schema in one language."""

    def __init__(self, schema: Schema, locale: Locale) -> None:
        self.schema = schema
        self.locale = locale

    @cached_property
    def _uses(self) -> Counter[str]:
        """How many fields have a vocabulary; what is asked again and again is not explained each time."""
        return Counter(item.vocabulary for item in self.schema.fields if item.vocabulary)

    def control(self, path: Path, *, required: bool) -> Control:
        """Draw the question of a field and everything below it."""
        node = self.schema.node(path)
        kind = self._kind(path, node, required)
        named = path[:-1] if isinstance(path[-1], int) else path
        return Control(
            path, kind, node, self._said(self.schema.label(named)), self._said(self.schema.description(path)),
            self._example(node) if kind in ("text", "lines", "number") else "", required,
            *self._listed(path, node, kind), tuple(self._parts(path, node, kind)),
        )  # fmt: skip

    def _listed(self, path: Path, node: dict[str, Any], kind: str) -> tuple[tuple[Choices, ...], str]:
        """Give the choices, or the question that has them already."""
        here = path[0] if len(path) == 1 else ""
        first = next(
            (n for n, child in self.schema.root["properties"].items() if _kind_of_text(child) == "language"), ""
        )
        if kind == "language" and first and here != first:
            return (), f"f-{first}"
        return tuple(self._choices(node, kind)), ""

    def _said(self, sentence: Phrase | None) -> str:
        return sentence.said(self.locale.messages) if sentence else ""

    def _kind(self, path: Path, node: dict[str, Any], required: bool) -> str:
        if path[-1] == KEY and len(path) > 1:
            return "key"
        if "properties" in node:
            return "group"
        if node.get("type") == "array":
            return _kind_of_list(node["items"])
        if "const" in node:
            return "promise"
        if "enum" in node:
            vocabulary, lone = str(node.get("x-vocabulary", "")), not any(isinstance(part, int) for part in path)
            explained = lone and required and self._uses[vocabulary] == 1 and len(node["enum"]) <= _MODEST
            return "radios" if explained else "select"
        kinds = {"boolean": "truth", "integer": "number", "number": "number"}
        return kinds.get(node.get("type", ""), _kind_of_text(node))

    def _parts(self, path: Path, node: dict[str, Any], kind: str) -> Iterator[Control]:
        if kind == "values":
            yield self.control((*path, 0), required=False)
        below, group = ((*path, 0), node["items"]) if kind == "items" else (path, node)
        if kind in ("items", "group"):
            for name in group["properties"]:
                yield self.control((*below, name), required=name in group.get("required", ()))

    def _choices(self, node: dict[str, Any], kind: str) -> Iterator[Choices]:
        if kind == "language":
            yield Choices("", self._languages())
        if kind not in ("radios", "select", "terms"):
            return
        inner = node["items"] if kind == "terms" else node
        name, terms = str(inner.get("x-vocabulary", "")), [str(term) for term in inner["enum"]]
        vocabulary = self.schema_vocabulary(name)
        if vocabulary is None:
            yield Choices("", tuple(Choice(term, term) for term in terms))
            return
        chosen = {term: Choice(term, *self._words(name, term)) for term in terms}
        if len(terms) > LONGEST or vocabulary.labels_from:
            yield Choices("", tuple(sorted(chosen.values(), key=lambda c: self.locale.sort_key(c.label))))
        elif vocabulary.broader_vocabulary:
            groups: dict[str, list[Choice]] = {}
            for term in terms:
                groups.setdefault(vocabulary.by_id[term].broader, []).append(chosen[term])
            for broader in self.locale.repository.vocabularies[vocabulary.broader_vocabulary].by_id:
                if broader in groups:
                    yield Choices(
                        self.locale.term_label(vocabulary.broader_vocabulary, broader), tuple(groups[broader])
                    )
        else:
            yield Choices("", tuple(chosen.values()))

    def schema_vocabulary(self, name: str) -> Any:
        """Give the vocabulary of a field, or None."""
        return self.locale.repository.vocabularies.get(name)

    def _words(self, vocabulary: str, term: str) -> tuple[str, str]:
        known = self.schema_vocabulary(vocabulary)
        if term not in known.by_id:
            return term, ""
        return self.locale.term_label(vocabulary, term), self.locale.term_definition(vocabulary, term)

    def _example(self, node: dict[str, Any]) -> str:
        """Give the example of a field as it is typed into a form; sentences only in the language they are in."""
        example = str(node.get("x-help", {}).get("example", "")).strip('[]"')
        own = self.locale.code == self.locale.repository.default_language
        return example if own or " " not in example else ""

    def _languages(self) -> tuple[Choice, ...]:
        """Name the languages that have a code of two letters, those of the site first."""
        own = [language.code for language in self.locale.repository.languages]
        others = {
            code: str(name)
            for code, name in self.locale.cldr.languages.items()
            if len(code) == 2 and code not in own and code in CldrLocale.parse("en").languages
        }
        ordered = sorted(others, key=lambda code: self.locale.sort_key(others[code]))
        return tuple(Choice(code, self.locale.language_name(code)) for code in own) + tuple(
            Choice(code, others[code]) for code in ordered
        )


def _kind_of_list(inner: dict[str, Any]) -> str:
    if "properties" in inner:
        return "items"
    if inner.get("x-reference") == SOURCES:
        return "sources"
    return "terms" if 0 < len(inner.get("enum", ())) <= LONGEST else "values"


def _kind_of_text(node: dict[str, Any]) -> str:
    if node.get("x-language"):
        return "language"
    if node.get("x-date") and not re.search(str(node.get("pattern", "")), "2020"):
        return "day"
    single = node.get("x-url") or node.get("x-names")
    return "lines" if node.get("x-prose") or (node.get("maxLength", 0) > LINE and not single) else "text"
