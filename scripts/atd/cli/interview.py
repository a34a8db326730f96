"""Questions in a terminal, one for each field, answered in the reader's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import click

from atd.checking import value_findings, value_typed
from atd.findings import Finding, Voice, phrase
from atd.intake import key_of
from atd.localising import Locale
from atd.reading import FieldPath, Schema

LISTED = 30
"""Longer lists of terms are shown only when asked for."""

_END = phrase("Several lines; end with a line that holds only a full stop.")
_SKIPPED: Any = object()


class Interview:
    """Asks for the values of a record; an empty answer leaves a field open."""

    def __init__(self, schema: Schema, locale: Locale, voice: Voice, save: Callable[[dict[str, Any]], None]) -> None:
        self.schema = schema
        self.locale = locale
        self.voice = voice
        self.values: dict[str, Any] = {}
        self.save = save
        """Called after each answer, so that nothing is lost."""

    def ask_for(self, name: str) -> bool:
        """Ask for a field of the record; False when it was left open."""
        answer = self._answer((name,), required=name in self.schema.root["required"])
        if answer is not _SKIPPED:
            self.values[name] = answer
            self.save(self.values)
        return answer is not _SKIPPED

    def _answer(self, path: FieldPath, *, required: bool) -> Any:
        node = self.schema.node(path)
        if "const" in node:
            return node["const"]
        if "properties" in node:
            return self._group(path)
        self._explain(path, required=required)
        if "properties" in node.get("items", {}):
            return self._items(path)
        if node.get("type") == "array":
            return self._terms(path)
        return self._one(path)

    def _group(self, path: FieldPath) -> Any:
        """Ask for the fields of a group; one without any answer is left out."""
        node, values = self.schema.node(path), {}
        if isinstance(path[-1], str):
            self._explain(path, required=True)
        for name in node["properties"]:
            if name == "key":
                continue
            answer = self._answer((*path, name), required=name in node.get("required", ()))
            if answer is not _SKIPPED:
                values[name] = answer
        if values and "key" in node["properties"]:
            values = {"key": key_of(values), **values}
        return values or _SKIPPED

    def _items(self, path: FieldPath) -> Any:
        items: list[dict[str, Any]] = []
        while True:
            item = self._group((*path, len(items)))
            if item is _SKIPPED:
                break
            while any(item.get("key") == other.get("key") for other in items if "key" in item):
                item["key"] = f"{item['key'][:36]}-{len(items) + 1}"
            items.append(item)
            if not click.confirm(self.voice.say(phrase("One more?")), default=False):
                break
        return items or _SKIPPED

    def _terms(self, path: FieldPath) -> Any:
        """Ask for several values, separated by commas."""
        while True:
            typed = self._prompt((*path, 0))
            if not typed:
                return _SKIPPED
            parts = [part.strip() for part in re.split(r"[,،，、;]", typed) if part.strip()]
            values = list(dict.fromkeys(self._meant((*path, 0), part) for part in parts))
            if self._accept(path, values):
                return values

    def _one(self, path: FieldPath) -> Any:
        node = self.schema.node(path)
        while True:
            typed = self._prose() if node.get("x-prose") else self._prompt(path)
            if not typed:
                return _SKIPPED
            value = self._meant(path, typed)
            if self._accept(path, value):
                return value

    def _meant(self, path: FieldPath, typed: str) -> Any:
        """Take a number of the list, a label in the reader's language, or what is nearest."""
        node = self.schema.node(path)
        terms = [str(term) for term in node.get("enum", ())]
        if typed.isdecimal() and 0 < int(typed) <= len(terms):
            return terms[int(typed) - 1]
        labels = {self._label(node, term).casefold(): term for term in terms}
        meant = labels.get(typed.casefold()) or value_typed(self.schema, path, typed)
        if isinstance(meant, str) and meant != typed:
            click.echo(f"  → {meant}")
        return meant

    def _accept(self, path: FieldPath, value: Any) -> bool:
        findings = value_findings(self.schema, path, value)
        for finding in findings:
            self._object(finding)
        return not findings

    def _object(self, finding: Finding) -> None:
        click.secho(f"  {finding.code}  {self.voice.say(finding.problem)}", fg="yellow")
        click.echo(f"  {self.voice.say(finding.fix)}")

    def _explain(self, path: FieldPath, *, required: bool) -> None:
        node = self.schema.node(path)
        label = self.schema.label(path)
        click.secho("\n" + self.voice.say(label if required else phrase("{label} (optional)", label=label)), bold=True)
        if description := self.schema.description(path):
            click.echo(f"  {description.said(self.voice.translations)}")
        if example := node.get("x-help", {}).get("example"):
            click.echo(f"  {self.voice.say(phrase('Example: {example}', example=example))}")
        listed = path if "enum" in node else (*path, 0)
        if 0 < len(self.schema.node(listed).get("enum", ())) <= LISTED:
            self._list(listed)

    def _list(self, path: FieldPath) -> None:
        node = self.schema.node(path)
        for number, term in enumerate(node["enum"], 1):
            click.echo(f"  {number:>3}  {term}  {self._label(node, str(term))}")

    def _label(self, node: dict[str, Any], term: str) -> str:
        vocabulary = node.get("x-vocabulary")
        return self.locale.term_label(vocabulary, term) if vocabulary else term

    def _prompt(self, listed: FieldPath) -> str:
        """Read one line; a question mark shows the list of terms."""
        while True:
            typed = str(click.prompt("", prompt_suffix="> ", default="", show_default=False)).strip()
            if typed not in ("?", "？", "؟") or "enum" not in self.schema.node(listed):
                return unicodedata.normalize("NFC", typed)
            self._list(listed)

    def _prose(self) -> str:
        click.echo(f"  {self.voice.say(_END)}")
        return unicodedata.normalize("NFC", "\n".join(_lines()).strip())


def _lines() -> Iterator[str]:
    while (line := str(click.prompt("", prompt_suffix="| ", default="", show_default=False)).rstrip()) not in (
        ".",
        "。",
        "۔",
    ):
        yield line
