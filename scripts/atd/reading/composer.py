"""YAML events to plain values: the strict subset that records are written in.

The C parser of PyYAML splits the text into events; everything that goes beyond
one document of mappings, lists and scalars becomes a problem with its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml._yaml import CParser

from atd.findings import Finding, Place
from atd.reading.scalar import resolve

MAX_DEPTH = 12
Span = tuple[int, int, int]
"""Line, column and end column (0 when it ends on a later line), from 0."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What the composer met, at a place counted from 0."""

    code: str
    span: Span
    values: dict[str, Any] = field(default_factory=dict)

    def finding(self, path: str) -> Finding:
        """Turn the problem into a finding of the file at ``path``."""
        line, column, end = self.span
        place = Place(path, line + 1, column + 1, end + 1 if end else 0)
        return Finding.of(self.code, place, **self.values)


@dataclass(slots=True)
class Composition:
    """The value of a document, the problems met and, if asked for, the places."""

    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    keys: dict[tuple[str | int, ...], Span] = field(default_factory=dict)
    values_at: dict[tuple[str | int, ...], Span] = field(default_factory=dict)


def compose(text: str, *, with_places: bool = False) -> Composition:
    """Compose the values of a YAML text; never raises on bad input."""
    return _Composer(text, with_places).run()


class _CannotGoOnError(Exception):
    """The rest of the text cannot be understood."""


class _Composer:
    def __init__(self, text: str, with_places: bool) -> None:
        self.out = Composition()
        self.with_places = with_places
        self.text = text

    def run(self) -> Composition:
        loader = CParser(self.text)
        self.next: Callable[[], Any] = loader.get_event
        try:
            self.next()  # stream start
            event = self.next()
            if isinstance(event, yaml.DocumentStartEvent):
                self.out.value = self.node(self.next(), (), 0)
                self.next()  # document end
                event = self.next()
            if isinstance(event, yaml.DocumentStartEvent):
                self.problem("ATD109", event)
        except _CannotGoOnError:
            pass
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            span = (mark.line, mark.column, mark.column + 1) if mark else (0, 0, 1)
            self.out.problems.append(Problem("ATD103", span, {"detail": _plain(error)}))
        except yaml.YAMLError as error:
            self.out.problems.append(Problem("ATD103", (0, 0, 1), {"detail": str(error)[:200]}))
        return self.out

    def node(self, event: Any, path: tuple[str | int, ...], depth: int) -> Any:
        if depth > MAX_DEPTH:
            self.problem("ATD112", event, limit=MAX_DEPTH)
            raise _CannotGoOnError
        if isinstance(event, yaml.AliasEvent):
            self.problem("ATD106", event, mark=f"*{event.anchor}")
            return None
        if event.anchor is not None:
            self.problem("ATD106", event, mark=f"&{event.anchor}")
        if event.tag is not None:
            self.problem("ATD107", event, tag=event.tag)
        if self.with_places:
            self.out.values_at[path] = _span(event)
        if isinstance(event, yaml.ScalarEvent):
            return resolve(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, depth)
        return self.mapping(path, depth)

    def sequence(self, path: tuple[str | int, ...], depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items)), depth + 1))
        return items

    def mapping(self, path: tuple[str | int, ...], depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if not key or event.anchor or event.tag:
                self.problem("ATD114", event)
                raise _CannotGoOnError
            if key in values:
                self.problem("ATD105", event, key=key, first=lines[key] + 1)
            lines[key] = event.start_mark.line
            if self.with_places:
                self.out.keys[(*path, key)] = _span(event)
            values[key] = self.node(self.next(), (*path, key), depth + 1)
        return values

    def problem(self, code: str, event: Any, **values: object) -> None:
        self.out.problems.append(Problem(code, _span(event), values))


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.column if end.line == start.line else 0)


def _plain(error: yaml.MarkedYAMLError) -> str:
    """Say a parser message without the words of the parser."""
    words = " ".join(part for part in (error.context, error.problem) if part)
    return _SENTENCES.get(error.problem or "", words)


_SENTENCES = {
    "mapping values are not allowed in this context": "a colon and a space stand inside a text without quotes",
    "could not find expected ':'": "a colon is missing after the name of a field",
    "did not find expected key": "the line is indented differently from its neighbours, or a quote is not closed",
    "did not find expected '-' indicator": "the line is indented differently from the list before it",
    "did not find expected ',' or ']'": "a list in [ ] is not closed, or a comma is missing",
    "did not find expected ',' or '}'": "a group in { } is not closed, or a comma is missing",
    "found unexpected end of stream": "a quote is opened and not closed",
    "found character that cannot start any token": "this sign cannot begin a text; put the text in quotes",
    "found unknown escape character": "a backslash in double quotes has a special meaning; use single quotes",
}  # fmt: skip
