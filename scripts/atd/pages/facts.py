"""What a record says, field by field, as its schema names and orders it.

For kinds of records that have no template of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from atd.localising import LocalisedRecord
from atd.pages.fragments import Fragments

_ELSEWHERE = ("id", "title", "summary", "language", "last_verified", "key", "withdrawn", "redirect_from")
"""Fields that every page shows in its own place, or that mean nothing to readers."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value as HTML."""

    name: str
    label: str
    value: Markup
    prose: bool
    """Tell whether the value is long and needs a heading."""


def facts(html: Fragments, record: LocalisedRecord) -> Iterator[Fact]:
    """Yield the fields of a record that are filled in, links to other records aside."""
    teller = _Teller(html, record)
    for name, node in record.record.schema.root["properties"].items():
        if name in record.values and name not in _ELSEWHERE and "const" not in node:
            value = teller.shown(record.values[name], node, (name,))
            if value:
                label = html.field(record.record.collection, name)
                yield Fact(name, label, value, bool(node.get("x-prose")))


class _Teller:
    """Shows the values of a record."""

    def __init__(self, html: Fragments, record: LocalisedRecord) -> None:
        self.html = html
        self.record = record

    def shown(self, value: Any, node: Mapping[str, Any], names: tuple[str, ...]) -> Markup:
        """Show a value of any shape; ``names`` are its field and the keys of items that lead to it."""
        if isinstance(value, Mapping):
            return self._group(value, node, names)
        if isinstance(value, tuple):
            return self._list(value, node.get("items", {}), names)
        if "x-reference" in node:
            return Markup("")
        if vocabulary := node.get("x-vocabulary"):
            return self.html.term(vocabulary, value)
        return self._text(value, node, names) if node.get("x-translatable") else self._plain(value, node)

    def _list(self, values: tuple[Any, ...], node: Mapping[str, Any], names: tuple[str, ...]) -> Markup:
        if "x-reference" in node:
            return Markup("")
        if vocabulary := node.get("x-vocabulary"):
            return self.html.terms(vocabulary, values)
        items = [self.shown(item, node, (*names, str(item["key"])) if _keyed(item) else names) for item in values]
        return Markup('<ul class="plain">%s</ul>') % Markup("").join(Markup("<li>%s</li>") % item for item in items)

    def _text(self, value: str, node: Mapping[str, Any], names: tuple[str, ...]) -> Markup:
        context = ".".join(names[:-1] if len(names) > 1 and names[-1] == "text" else names)
        if not self.record.has(context):
            return escape(value)
        text = self.record.text(context)
        return self.html.prose(text) if node.get("x-prose") else self.html.show(text)

    def _plain(self, value: Any, node: Mapping[str, Any]) -> Markup:
        """Show a value that needs no translation."""
        locale = self.html.locale
        if isinstance(value, bool):
            return self.html.gettext("Yes") if value else self.html.gettext("No")
        if node.get("x-url"):
            return Markup('<a href="%s" rel="noopener">%s</a>') % (value, value)
        if isinstance(value, int | float):
            return escape(locale.number(value))
        if node.get("x-date"):
            return escape(locale.date(value))
        return escape(locale.language_name(value) if node.get("x-language") else value)

    def _group(self, value: Mapping[str, Any], node: Mapping[str, Any], names: tuple[str, ...]) -> Markup:
        """Show the fields of a group or an item; a single one needs no name."""
        told = {
            name: self.shown(value[name], child, (*names, name))
            for name, child in node["properties"].items()
            if name in value and name not in _ELSEWHERE and "const" not in child
        }
        parts = [(self._label(names, name), shown) for name, shown in told.items() if shown]
        if len(parts) == 1:
            return parts[0][1]
        return Markup("; ").join(Markup("%s: %s") % part for part in parts)

    def _label(self, names: tuple[str, ...], name: str) -> str:
        """Name a field within a group or an item; translation files know it without the keys of items."""
        schema, node = self.record.record.schema, self.record.record.schema.root
        kept = []
        for part in names:
            if part in (below := node.get("properties", {})):
                kept.append(part)
                node = below[part].get("items", below[part])
        return schema.label((*self._path(kept), name)).said(self.html.locale.messages)

    def _path(self, names: list[str]) -> Iterator[str | int]:
        """Add the positions that lead into lists."""
        node = self.record.record.schema.root
        for name in names:
            yield name
            node = node["properties"][name]
            if "items" in node:
                yield 0
                node = node["items"]


def _keyed(item: Any) -> bool:
    return isinstance(item, Mapping) and "key" in item
