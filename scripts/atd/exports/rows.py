"""The rows that a record gives to the tables of its collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from operator import methodcaller
from typing import Any

from atd.catalogue.record import NOT_REPORTED, below, item_name
from atd.exports.cell import guarded
from atd.exports.plan import Kind
from atd.exports.table import POSITION, VALUE, Column, Table
from atd.exports.words import Blanks, term_gap

Rows = dict[str, list[Sequence[Any]]]
"""Rows by table."""
Living = Mapping[str, Set[str]]
"""Records that tables hold, by collection."""

_Fill = Callable[[Any, str, Blanks, list[Any]], None]
"""Adds the cells of a column to a row, given the value of the row and the name of its texts."""
Key = tuple[Any, ...]
_NONE = ("", "", "")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the rows of a record go, and the gaps for the words in them."""

    blanks: Blanks
    rows: Rows


RowWriter = Callable[[Any, str, Sequence[Any], Key, Ledger], None]
"""Adds the rows of a value, given the name of its texts, the first cells and the key of its row."""


def row_writer(table: Table, living: Living) -> RowWriter:
    """Make what adds the rows of a value to their tables.

    A reference to a record that no table holds gives no row, because the tables
    would contradict themselves.
    """
    fills = [_fill(column, living) for column in table.columns]
    leading = [column for column in table.columns if table.inherited and column.leads_to]
    references = [(column.steps, living.get(column.leads_to, frozenset())) for column in leading]
    children = [
        (child.steps, child.own, _single_writer(child, living) or row_writer(child, living)) for child in table.children
    ]
    name = table.name

    def write(value: Any, context: str, head: Sequence[Any], key: Key, ledger: Ledger) -> None:
        for steps, known in references:
            if (target := _reach(value, steps)) is not None and target not in known:
                return
        row = [*head]
        for fill in fills:
            fill(value, context, ledger.blanks, row)
        ledger.rows[name].append(row)
        for steps, own, writer in children:
            if not (items := _reach(value, steps)):
                continue
            if own == VALUE:
                writer(items, "", key, key, ledger)
                continue
            inner = reduce(below, steps, context)
            for number, item in enumerate(items, 1):
                named = number if own == POSITION else item[own]
                first = (*key, number) if own == POSITION else key
                writer(item, f"{inner}.{item_name(item)}", first, (*key, named), ledger)

    return write


def _single_writer(table: Table, living: Living) -> RowWriter | None:
    """Make what adds the rows of a list of single values at once; None where items hold more."""
    if table.own != VALUE:
        return None
    name, column = table.name, table.columns[0]
    kind = column.part.kind
    targets = living.get(column.leads_to, frozenset()) if column.leads_to else None

    def write(items: Any, _context: str, _head: Sequence[Any], key: Key, ledger: Ledger) -> None:
        rows = ledger.rows
        if kind is Kind.TEXT:
            rows[name] += [(*key, *ledger.blanks.text_cells("", item)) for item in items]
        elif kind is Kind.TERM:
            vocabulary = column.part.vocabulary
            rows[name] += [(*key, term_gap(vocabulary, item)) for item in items]
        elif targets is not None:
            rows[name] += [(*key, item) for item in items if item in targets]
        else:
            rows[name] += [(*key, guarded(item) if isinstance(item, str) else item) for item in items]

    return write


def column_names(column: Column, labelled: bool) -> tuple[str, ...]:
    """Name the cells of a column: of a text with language and state, of a term with its label."""
    if column.part.kind is Kind.TEXT:
        return (column.name, f"{column.name}_language", f"{column.name}_state")
    if column.part.kind is Kind.TERM and labelled:
        return (column.name, f"{column.name}_label")
    return (column.name,)


def _fill(column: Column, living: Living) -> _Fill:
    if column.part.kind is Kind.TEXT:
        return _text(column.steps)
    if column.part.kind is Kind.TERM:
        return _term(column)
    return _plain(column.steps, living.get(column.leads_to, frozenset()) if column.leads_to else None)


def _text(steps: tuple[str, ...]) -> _Fill:
    value_of = _reaching(steps)

    def fill(value: Any, context: str, blanks: Blanks, row: list[Any]) -> None:
        written = value_of(value)
        if written is None:
            row += _NONE
        elif written == NOT_REPORTED:
            row += (written, "", "")
        else:
            row += blanks.text_cells(reduce(below, steps, context), written)

    return fill


def _term(column: Column) -> _Fill:
    value_of, vocabulary = _reaching(column.steps), column.part.vocabulary
    return lambda value, _context, _blanks, row: row.append(term_gap(vocabulary, value_of(value) or ""))


def _plain(steps: tuple[str, ...], known: Set[str] | None) -> _Fill:
    value_of = _reaching(steps)

    def fill(value: Any, _context: str, _blanks: Blanks, row: list[Any]) -> None:
        found = value_of(value)
        if found is None or (known is not None and found not in known):
            row.append("")
        elif isinstance(found, str):
            row.append(guarded(found))
        else:
            row.append(cell(found))

    return fill


def cell(value: object) -> object:
    """Give what stands in a cell for a number, or for true and false."""
    return ("true" if value else "false") if isinstance(value, bool) else value


def _reaching(steps: tuple[str, ...]) -> Callable[[Any], Any]:
    """Make what finds a value; most stand directly in the row."""
    if len(steps) == 1:
        return methodcaller("get", steps[0])
    return lambda value: _reach(value, steps)


def _reach(value: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        value = value.get(step)
        if value is None:
            return None
    return value
