"""The questions of a form, made from a schema.

``x-issue-form`` at the top of a schema asks for a form: ``name``, ``description``,
``introduction`` and ``labels`` are shown by it; besides the required fields it
asks for those under ``also``, and never for those under ``without``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from atd.localising import Locale
from atd.reading import Schema
from atd.reading.linking import SOURCES

LONGEST_CHOICE = 100
"""Longer lists of terms are typed; the check understands names in many languages."""
_FEW = 16
"""Shorter lists of terms stand in the help of a list of items."""
_LINE = 160
"""So many characters fit into a single line of a form."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question, and where its answer belongs."""

    path: Path
    kind: str
    """``choice``, ``promises``, ``line``, ``lines``, ``items`` or ``group``."""
    label: str
    help: str = ""
    required: bool = False
    several: bool = False
    """More than one answer may be given."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What may be chosen: terms, or fields that are promised, by what readers see."""
    start: str = ""
    """Lines to be filled in."""

    @property
    def id(self) -> str:
        """A name for the question that is the same in every language."""
        return "-".join(self.path)


def questions(schema: Schema, locale: Locale) -> tuple[Question, ...]:
    """List the questions of a collection's form; none where the schema asks for no form."""
    form = schema.source.get("x-issue-form")
    if form is None:
        return ()
    asked = {*schema.root["required"], *form.get("also", ())} - set(form.get("without", ()))
    return tuple(q for name in schema.order if name in asked for q in _questions(schema, locale, name))


def _questions(schema: Schema, locale: Locale, name: str) -> Iterator[Question]:
    node, required = schema.root["properties"][name], name in schema.root["required"]
    label, help_ = str(schema.label((name,))), _help(schema, (name,))
    if "properties" not in node:
        yield _question(schema, locale, (name,), label, required=required and name != "id")
    elif not required:
        help_ = f"{help_} Write after the colons what you know; leave the other lines as they are."
        yield Question((name,), "group", label, help_, start=_start(schema, (name,), every=True))
    else:
        promises = {_promise(schema, (name, key)): key for key, child in node["properties"].items() if "const" in child}
        if promises:
            yield Question((name,), "promises", label, help_, required=True, options=promises)
        for key, child in node["properties"].items():
            path = (name, key)
            if "const" not in child:
                joined = f"{label}: {schema.label(path)}"
                yield _question(schema, locale, path, joined, required=key in node.get("required", ()))


def _question(schema: Schema, locale: Locale, path: Path, label: str, *, required: bool) -> Question:
    node, help_ = schema.node(path), _help(schema, path)
    several = node.get("type") == "array"
    required = required and (not several or node.get("minItems", 0) > 0)
    inner = node.get("items", {}) if several else node
    if "properties" in inner:
        return Question(
            path, "items", label, _item_help(schema, locale, path), required, start=_start(schema, (*path, 0))
        )
    terms, vocabulary = [str(term) for term in inner.get("enum", ())], str(inner.get("x-vocabulary", ""))
    if _chosen(inner):
        options = {_option(locale, vocabulary, term): term for term in terms}
        return Question(path, "choice", label, help_, required, several, options)
    long = inner.get("x-prose") or inner.get("maxLength", 0) > _LINE
    return Question(path, "lines" if long else "line", label, help_, required, several)


def _chosen(node: Mapping[str, Any]) -> bool:
    """Tell whether a field is answered by choosing from a list."""
    return "x-vocabulary" in node and 0 < len(node.get("enum", ())) <= LONGEST_CHOICE


def _option(locale: Locale, vocabulary: str, term: str) -> str:
    """Name a term in a list; GitHub keeps the word None for itself."""
    label = locale.term_label(vocabulary, term)
    return f"{label} ({locale.vocabulary_label(vocabulary)})" if label.casefold() == "none" else label


def _help(schema: Schema, path: Path) -> str:
    """Say what a field is for, with an example as it is typed into a form."""
    node, description = schema.node(path), schema.description(path)
    example = str(node.get("x-help", {}).get("example", "")).strip('[]"')
    words = [str(description or "")]
    if node.get("type") == "array" and not _chosen(node["items"]) and "properties" not in node["items"]:
        words.append("Put commas between several.")
    words.append(f"Example: {example}" if example and "\n" not in example else "")
    return " ".join(filter(None, words))


def _item_help(schema: Schema, locale: Locale, path: Path) -> str:
    """Say how several items are written, and what may be chosen in them."""
    below: tuple[str | int, ...] = (*path, 0)
    names = fillable(schema.node(below))
    if len(names) == 1:
        return f"{_help(schema, path)} Write each on a line of its own."
    words = [_help(schema, path), "Write after the colons; repeat these lines for each further one."]
    for name in names:
        node = schema.node((*below, name))
        terms, vocabulary = [str(term) for term in node.get("enum", ())], str(node.get("x-vocabulary", ""))
        if 0 < len(terms) <= _FEW:
            labels = ", ".join(locale.term_label(vocabulary, term) for term in terms)
            words.append(f"{schema.label((*below, name))} is one of: {labels}.")
        elif node.get("items", {}).get("x-reference") == SOURCES:
            words.append(f"{schema.label((*below, name))}: the numbers of the sources below, such as 1, 2.")
    return " ".join(filter(None, words))


def _promise(schema: Schema, path: Path) -> str:
    description = schema.description(path)
    return f"{schema.label(path)}: {description}" if description else str(schema.label(path))


def fillable(node: dict[str, Any]) -> list[str]:
    """List the fields of an item or group that people fill in, the required ones first.

    The key of an item is made from them.
    """
    required = node.get("required", ())
    return sorted((name for name in node["properties"] if name != "key"), key=lambda name: name not in required)


def _start(schema: Schema, path: tuple[str | int, ...], *, every: bool = False) -> str:
    """Write a line for each field of an item; an item of one field needs none."""
    node = schema.node(path)
    names, required = fillable(node), node.get("required", ())
    asked = [name for name in names if every or name in required or _missed(node["properties"][name])]
    return "\n".join(f"{schema.label((*path, name))}: " for name in asked) if len(names) > 1 else ""


def _missed(node: dict[str, Any]) -> bool:
    """Tell whether an optional field is asked for: dates, addresses and plain answers are what reviewers miss."""
    return bool(node.get("x-date") or node.get("x-url") or node.get("type") == "boolean" or "enum" in node)
