"""YAML events to plain values: the strict subset that records are written in.

The C parser of PyYAML splits the text into events; everything that goes beyond
one document of mappings, lists and scalars becomes a problem with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml._yaml import CParser

from atd.reading.diagnosis import Problem, Span, diagnose
from atd.reading.hidden import HIDDEN
from atd.reading.scalar import resolve

MAX_DEPTH = 12
_DASHED = re.compile(r"-[^\s\d.-]")
_CURLY = re.compile("[“„‟«][^“”„«»]*[”“»]")


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
            self.out.problems.append(self.parser_problem(error))
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
            if event.implicit[0] and _CURLY.fullmatch(event.value):
                suggestion = f'"{event.value[1:-1]}"' if '"' not in event.value else ""
                self.out.problems.append(Problem("ATD120", _span(event), suggestion=suggestion))
            self.expect_visible(event)
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
            self.expect_visible(event)
            lines[key] = event.start_mark.line
            if self.with_places:
                self.out.keys[(*path, key)] = _span(event)
            value = self.next()
            self.expect_space_after_dash(event, value)
            values[key] = self.node(value, (*path, key), depth + 1)
        return values

    def expect_space_after_dash(self, key: Any, value: Any) -> None:
        """Notice a list whose dashes lack their space, which YAML takes for one text."""
        if isinstance(value, yaml.ScalarEvent) and value.implicit[0] and _DASHED.match(value.value):
            line, column, _end = _span(value)
            if line > key.start_mark.line:
                self.out.problems.append(Problem("ATD117", (line, column, column + 1), suggestion="- "))

    def expect_visible(self, event: Any) -> None:
        """Notice signs that are written as an escape and seen by nobody."""
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            self.problem("ATD111", event, name=f"U+{ord(hidden.group()):04X}")

    def parser_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        """Name the mistake behind a message of the parser."""
        words = " ".join(part for part in (error.context, error.problem) if part)
        mark = error.problem_mark or error.context_mark
        at = (mark.line, mark.column) if mark else (0, 0)
        begun = error.context_mark
        return diagnose(words, self.text.split("\n"), at, (begun.line, begun.column) if begun else None)

    def problem(self, code: str, event: Any, **values: object) -> None:
        self.out.problems.append(Problem(code, _span(event), values))


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.column if end.line == start.line else 0)
