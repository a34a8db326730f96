"""The plain text of a record: everything it holds, for slow lines, screen readers and programs that read text.

It is made from the schema alone, so a new field or a new collection needs nothing here. What a field
is called and what a term is called is looked up once for a language; a record takes a tenth of a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from atd.catalogue import NOT_REPORTED, Record
from atd.exports.download import Download
from atd.localising import LocalisedRecord
from atd.pages.head import TEXT
from atd.pages.notices import class_label, notices
from atd.pages.reference import site_name, text_meant
from atd.pages.studio import Studio
from atd.reading.linking import SOURCES

Node = Mapping[str, Any]
Show = Callable[[Any, LocalisedRecord, str], str]
"""Turns a value of a record into words; the last is the name of its texts."""
_MARK = "\ufeff"
"""By this browsers know UTF-8 where a server does not say so."""
_SAID = ("title", "summary", "source")
"""What a text begins or ends with, by its meaning."""
_COLON = {"?": "", "？": "", "؟": ""}
"""What follows the name of a field; nothing after a question."""
_BARE = ("id", "language", "key", "withdrawn", "redirect_from")
"""Fields of every collection that a page does not show as such."""


class Writer:
    """Writes the records of one language."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self._shows: dict[str, list[tuple[str, str, Show]]] = {}

    def files(self) -> Iterator[Download]:
        """Give the text of every living record."""
        for records in self.studio.catalogue.records.values():
            for record in records:
                if not record.withdrawn:
                    yield Download(
                        f"{record.collection}/{record.id}/{TEXT}", partial(self._bytes, record), watched=True
                    )

    def _bytes(self, record: Record) -> bytes:
        return f"{_MARK}{self.text(self.studio.edition.open(record))}".encode("utf-8", "replace")

    def text(self, opened: LocalisedRecord) -> str:
        """Write a record."""
        record, studio = opened.record, self.studio
        plain = record.plain
        lines = [f"# {text_meant(opened, 'title').value}", ""]
        if label := class_label(studio, opened):
            lines.append(f"**{label}**")
        lines += [f"> {said}" for said in notices(studio, opened)]
        lines += ["", text_meant(opened, "summary").value, ""]
        for name, label, show in self._fields(record):
            if name in plain and (words := show(plain[name], opened, name)):
                lines += [f"## {label}", "", words, ""]
        for path in record.schema.meanings.get("source", ()):
            lines += [f"## {studio.html.field(record.collection, *path)}", ""]
            told = _told(record.schema.node((path[0], 0)))
            lines += [f"{number}. {_source(source, told)}" for number, source in enumerate(plain.get(path[0], ()), 1)]
            lines.append("")
        lines += [
            "---",
            f"{site_name(studio)}. {studio.absolute(f'{record.collection}/{record.id}/')}",
            "CC BY 4.0",
            "",
        ]
        return "\n".join(lines)

    def _fields(self, record: Record) -> list[tuple[str, str, Show]]:
        """Give the fields of a collection with their names and what shows them, in the schema's order."""
        if record.collection not in self._shows:
            schema = record.schema
            self._shows[record.collection] = [
                (name, self.studio.html.field(record.collection, name), show)
                for name, node in schema.root["properties"].items()
                if name not in (*_BARE, schema.marks.standing)
                and node.get("x-means") not in _SAID
                and (show := self._show(record.collection, (name,), node))
            ]
        return self._shows[record.collection]

    def _show(self, collection: str, path: tuple[str, ...], node: Node) -> Show | None:
        """Make what shows a field; nothing for one that only confirms something."""
        if "const" in node:
            return None
        if "properties" in node:
            return self._group(collection, path, node)
        return self._list(collection, path, node["items"]) if "items" in node else self._leaf(node)

    def _leaf(self, node: Node) -> Show:
        if vocabulary := node.get("x-vocabulary"):
            return self._term(vocabulary)
        if node.get("x-translatable"):
            return lambda value, opened, name: opened.text(name).value if value != NOT_REPORTED else self._not_reported
        if reference := node.get("x-reference"):
            return _number if reference == SOURCES else self._record(reference)
        return self._bare(node)

    def _bare(self, node: Node) -> Show:
        locale = self.studio.locale
        if node.get("x-date"):
            return lambda value, _opened, _name: (
                self._not_reported if value == NOT_REPORTED else locale.date(str(value))
            )
        if node.get("x-language"):
            return lambda value, _opened, _name: locale.language_name(str(value))
        if node.get("type") == "boolean":
            yes = locale.messages.gettext("Yes")
            return lambda value, _opened, _name: yes if value else ""
        if node.get("type") in ("integer", "number"):
            return lambda value, _opened, _name: locale.number(value)
        return lambda value, _opened, _name: self._not_reported if value == NOT_REPORTED else str(value)

    @property
    def _not_reported(self) -> str:
        """Say so in the words of the vocabulary of answers; in English where a repository has none."""
        known = "answer" in self.studio.catalogue.vocabularies
        return self.studio.html.label("answer", NOT_REPORTED) if known else NOT_REPORTED.replace("-", " ")

    def _term(self, vocabulary: str) -> Show:
        labels = {term.id: self.studio.html.label(vocabulary, term.id) for term in self.studio.catalogue.vocabularies[vocabulary].terms}  # fmt: skip
        return lambda value, _opened, _name: labels[value]

    def _record(self, collection: str) -> Show:
        def show(value: str, _opened: LocalisedRecord, _name: str) -> str:
            other = self.studio.edition.records.get((collection, value))
            title = text_meant(other, "title").value if other else value
            return f"{title} ({self.studio.absolute(f'{collection}/{value}/')})"

        return show

    def _group(self, collection: str, path: tuple[str, ...], node: Node) -> Show | None:
        parts = self._parts(collection, path, node)

        def show(value: Mapping[str, Any], opened: LocalisedRecord, name: str) -> str:
            return "\n".join(f"- {line}" for line in _lines(parts, value, opened, name))

        return show if parts else None

    def _list(self, collection: str, path: tuple[str, ...], node: Node) -> Show | None:
        if "properties" not in node:
            one = self._show(collection, path, node)
            if one is None:
                return None
            each = one
            return lambda value, opened, name: "\n".join(f"- {each(item, opened, name)}" for item in value)
        parts = self._parts(collection, (*path, "0"), node)

        def show(value: list[dict[str, Any]], opened: LocalisedRecord, name: str) -> str:
            keyed = ((item, f"{name}.{item.get('key') or item.get('id')}") for item in value)
            return "\n".join(f"- {'; '.join(_lines(parts, item, opened, inner))}" for item, inner in keyed)

        return show

    def _parts(self, collection: str, path: tuple[str, ...], node: Node) -> list[tuple[str, str, Show]]:
        return [
            (name, self.studio.html.field(collection, *path, name), show)
            for name, child in node["properties"].items()
            if (name not in _BARE or child.get("x-reference"))
            and (show := self._show(collection, (*path, name), child))
        ]


def _lines(parts: list[tuple[str, str, Show]], value: Node, opened: LocalisedRecord, name: str) -> Iterator[str]:
    """Show the parts of a group or of an item; the text of an item needs no name."""
    for part, label, show in parts:
        if part in value and (words := show(value[part], opened, name if part == "text" else f"{name}.{part}")):
            if words.startswith("- "):
                words = ", ".join(line.removeprefix("- ") for line in words.split("\n"))
            yield words if part == "text" else f"{label}{_COLON.get(label[-1:], ':')} {words}"


def _number(value: str, opened: LocalisedRecord, _name: str) -> str:
    """Give the number of a source, by which it is found at the end."""
    keys = (source["key"] for path in opened.record.schema.meanings.get("source", ()) for source in opened.record.plain[path[0]])  # fmt: skip
    return next((f"[{number}]" for number, key in enumerate(keys, 1) if key == value), "")


def _told(node: Node) -> list[str]:
    """List the fields of a source that are told as they stand in the record: names, dates, addresses."""
    return [
        name
        for name, child in node["properties"].items()
        if name not in _BARE and child.get("type") == "string" and not child.get("x-vocabulary") and not child.get("x-language")
    ]  # fmt: skip


def _source(source: Mapping[str, Any], told: list[str]) -> str:
    """Write a source: its title, who published it and when, where it can be read."""
    return ". ".join(str(source[name]) for name in told if name in source)


def text_files(studio: Studio) -> Iterator[Download]:
    """Give the plain texts of a language."""
    return Writer(studio).files()
