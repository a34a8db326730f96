"""A record as other programs read it: the same field always has the same shape.

A text is an object of text, language and state; a term is an object of its
identifier and, in a reader's language, its label. What the sources do not say is
left out, and its name stands under ``not_reported`` beside the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atd.catalogue.record import NOT_REPORTED, below, item_name
from atd.exports.plan import Kind, Part
from atd.exports.words import Blanks, term_gap

SILENT = "not_reported"
"""Names the fields of a group about which the sources say nothing."""

Shaper = Callable[[Any, str, Blanks], Any]
"""Shapes a value, given the name of the texts below it and the gaps for the words of the record."""


def shaper(part: Part) -> Shaper | None:
    """Make what shapes the values of a place; None where they stay as they are."""
    if part.kind is Kind.TEXT:
        return lambda value, context, blanks: blanks.text(context, value)
    if part.kind is Kind.TERM:
        vocabulary = part.vocabulary
        return lambda value, _context, _blanks: term_gap(vocabulary, value)
    if part.kind is Kind.LIST:
        return _of_list(part)
    return group_shaper(part) if part.kind is Kind.GROUP else None


def _of_list(part: Part) -> Shaper | None:
    if part.item.kind is Kind.TERM:
        vocabulary = part.item.vocabulary

        return lambda value, _context, _blanks: [term_gap(vocabulary, term) for term in value]
    inner = shaper(part.item)
    if inner is None:
        return None

    def items(value: Any, context: str, blanks: Blanks) -> list[Any]:
        return [inner(item, f"{context}.{item_name(item)}", blanks) for item in value]

    return items


def group_shaper(part: Part) -> Shaper:
    """Make what shapes a group of fields, such as a record."""
    fields = [(field.name, field.silent, shaper(field)) for field in part.parts]

    def group(value: Any, context: str, blanks: Blanks) -> dict[str, Any]:
        shaped: dict[str, Any] = {}
        silent = []
        for name, may_be_silent, inner in fields:
            if name not in value:
                continue
            item = value[name]
            if may_be_silent and item == NOT_REPORTED:
                silent.append(name)
            else:
                shaped[name] = item if inner is None else inner(item, below(context, name), blanks)
        if silent:
            shaped[SILENT] = silent
        return shaped

    return group
