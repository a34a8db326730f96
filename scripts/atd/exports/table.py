"""Tables made from a schema: one for a collection, and one for each list within it.

Groups become columns (``period_start``); lists become tables of their own, whose
rows name the record, and the item, to which they belong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from atd.exports.plan import Kind, Part, plan
from atd.reading import Collection
from atd.reading.linking import SOURCES

VALUE = "value"
"""Column of a list whose items are single values."""
ID = ("id",)
"""Names a record; it stands first in the table of records, with what was worked out about it."""
POSITION = "position"
"""Column that numbers items which have no name."""


@dataclass(frozen=True)
class Column:
    """A value of a row; a text takes three columns, a term two where it has a label."""

    name: str
    steps: tuple[str, ...]
    """Names that lead from the row's value to this one; none for the value itself."""
    part: Part
    required: bool

    @property
    def leads_to(self) -> str:
        """Collection of the record that the value names, or nothing."""
        to = str(self.part.node.get("x-reference", SOURCES))
        return "" if to == SOURCES else to

    @property
    def cites(self) -> bool:
        """Tell whether the value names a source of the same record."""
        return self.part.node.get("x-reference") == SOURCES


@dataclass(frozen=True)
class Table:
    """A table: of records, or of what stands in one of their lists."""

    name: str
    part: Part
    """What a row is."""
    columns: tuple[Column, ...]
    children: tuple[Table, ...]
    steps: tuple[str, ...] = ()
    """Names that lead from the value of the row above to the list."""
    inherited: tuple[str, ...] = ()
    """Columns that name the row above; none for a table of records."""
    above: str = ""
    """Name of the table above."""

    @cached_property
    def own(self) -> str:
        """Column that tells the rows below one row above apart."""
        if not self.inherited:
            return "id"
        if self.part.kind is not Kind.GROUP:
            return VALUE
        return "key" if any(field.name == "key" for field in self.part.parts) else POSITION

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that together name a row."""
        return (*self.inherited, self.own)

    def everything(self) -> Iterator[Table]:
        """Yield this table and those below it."""
        yield self
        for child in self.children:
            yield from child.everything()


def table(collection: Collection) -> Table:
    """Make the tables of a collection."""
    return _table(collection.name, plan(collection.schema), singular=collection.schema.name)


def _table(
    name: str,
    part: Part,
    *,
    steps: tuple[str, ...] = (),
    inherited: tuple[str, ...] = (),
    above: str = "",
    singular: str = "",
) -> Table:
    if part.kind is not Kind.GROUP:
        return Table(name, part, (Column(VALUE, (), part, required=True),), (), steps, inherited, above)
    columns = tuple(c for c in _columns(part, (), required=True) if inherited or c.steps != ID)
    bare = Table(name, part, columns, (), steps, inherited, above)
    handed_on = (*inherited, singular if not inherited else f"{steps[-1]}_{bare.own}")
    children = tuple(
        _table(f"{name}_{'_'.join(where)}", items, steps=where, inherited=handed_on, above=name)
        for where, items in _lists(part, ())
    )
    return Table(name, part, bare.columns, children, steps, inherited, above)


def _columns(part: Part, steps: tuple[str, ...], *, required: bool) -> Iterator[Column]:
    for field in part.parts:
        where, needed = (*steps, field.name), required and field.required
        if field.kind is Kind.GROUP:
            yield from _columns(field, where, required=needed)
        elif field.kind is not Kind.LIST:
            yield Column("_".join(where), where, field, needed)


def _lists(part: Part, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Part]]:
    for field in part.parts:
        where = (*steps, field.name)
        if field.kind is Kind.GROUP:
            yield from _lists(field, where)
        elif field.kind is Kind.LIST:
            yield where, field.item
