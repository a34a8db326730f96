"""One value that is not as the schema wants it, said for each kind of difference."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from atd.checking.likeness import closest_terms
from atd.checking.meaning import date_meant, dates_possible, language_meant, number_meant, term_meant
from atd.findings import Finding, Phrase, phrase
from atd.reading import Document, FieldPath, Schema

if TYPE_CHECKING:
    from jsonschema import ValidationError

KINDS = {
    "string": phrase("text"),
    "integer": phrase("a whole number"),
    "number": phrase("a number"),
    "boolean": phrase("true or false"),
    "array": phrase("a list, with - before each item or in [ ]"),
    "object": phrase("a group of fields, indented below it"),
}
ACTUAL = {
    str: phrase("text"),
    bool: phrase("true or false"),
    int: phrase("a number"),
    float: phrase("a number"),
    list: phrase("a list"),
    dict: phrase("a group of fields"),
    type(None): phrase("nothing"),
}
_BARE_ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
FEW = 8
"""So many terms are named in full; of more, only the nearest."""


@dataclass(frozen=True)
class Difference:
    """What jsonschema reports, with the field it is about."""

    error: ValidationError
    path: FieldPath
    document: Document
    schema: Schema

    @property
    def value(self) -> Any:
        """The value as it was written."""
        return self.error.instance

    @property
    def limit(self) -> Any:
        """What the schema asks for: a length, a kind, a number of items."""
        return self.error.validator_value

    @property
    def node(self) -> dict[str, Any]:
        """The schema of the value."""
        return self.schema.node(self.path)

    @property
    def reason(self) -> Phrase:
        """Why the field is as it is."""
        return self.schema.reason(self.path) or phrase("it is part of every record")

    @property
    def label(self) -> Phrase:
        """Name of the field; an item bears the name of its list."""
        item = bool(self.path) and isinstance(self.path[-1], int)
        return self.schema.label(self.path[:-1] if item else self.path)

    def finding(self, code: str, *, at: FieldPath = (), suggestion: str = "", **values: Any) -> Finding:
        """State the difference with a code; ``at`` leads to a part of the value."""
        return Finding.of(
            code,
            self.document.place((*self.path, *at)),
            field=".".join(map(str, self.path)),
            suggestion=suggestion,
            label=self.label,
            **values,
        )


def explain(difference: Difference) -> Finding:
    """Say a difference in the words of a contributor."""
    return _EXPLANATIONS.get(str(difference.error.validator), _other)(difference)


def _wrong_kind(d: Difference) -> Finding:
    expected, value = str(d.limit), d.value
    kind = KINDS.get(expected, Phrase(expected))
    advice, suggestion = phrase("write {kind}", kind=kind), ""
    if expected == "string" and isinstance(value, bool | int | float):
        suggestion = f'"{json.dumps(value)}"'
        advice = phrase("put it in quotes: {suggestion}", suggestion=suggestion)
    elif expected == "integer" and isinstance(value, str) and (suggestion := number_meant(value)):
        advice = phrase("write {near}", near=suggestion)
    elif expected == "array" and isinstance(value, str):
        parts = _parts(value)  # as they are: a guess at a term must not be made along with the list
        suggestion = f"[{', '.join(parts)}]" if d.schema.fits(d.path, parts) and ":" not in value else ""
        advice = phrase("write a list: {list}", list=suggestion or f"[{_short(value)}]")
    elif value is None:
        advice = phrase("write a value after the colon, or delete the line if the field is not required")
    actual = ACTUAL.get(type(value), phrase("something else"))
    return d.finding("ATD203", suggestion=suggestion, expected=kind, actual=actual, advice=advice)


def _unknown_term(d: Difference) -> Finding:
    terms = [str(term) for term in d.node["enum"]]
    new = d.node.get("x-replaced", {}).get(str(d.value))
    if new in terms:
        return d.finding("ATD213", suggestion=new, value=d.value, near=new)
    if d.value is None:
        advice = phrase("write one of: {terms}", terms=_some(terms))
        return d.finding("ATD203", expected=phrase("a term"), actual=ACTUAL[type(None)], advice=advice)
    if isinstance(d.value, bool):
        wanted = "yes" if d.value else "no"
        near = f'"{wanted}"' if wanted in terms else ""
    else:
        if near := _several(d):
            return d.finding("ATD216", suggestion=near, near=near)
        near = term_meant(d.schema, d.path, str(d.value))
    if near in ("yes", "no"):
        near = f'"{near}"'  # other tools take the bare word for true or false
    if near:
        advice = phrase("write {near}", near=near)
    elif len(terms) <= FEW:
        advice = phrase("write one of: {terms}", terms=", ".join(terms))
    else:
        advice = phrase("choose one of the {number} terms of the list, or propose a new one", number=len(terms))
        if closest := ", ".join(closest_terms(str(d.value), terms)):
            advice = phrase("choose a term of the list, such as {closest}, or propose a new one", closest=closest)
    vocabulary = d.node.get("x-vocabulary", "")
    written = d.document.written(d.path) or _short(d.value)
    return d.finding("ATD204", suggestion=near, value=_short(written), vocabulary=vocabulary, advice=advice)


def _some(terms: list[str]) -> str:
    """Name all terms where they are few, or the first of them."""
    return ", ".join(terms) if len(terms) <= FEW else ", ".join([*terms[:FEW], "…"])


def _parts(value: str) -> list[str]:
    """Take apart what was meant as several values."""
    return [part.strip() for part in re.split(r"[,;،؛、，；]", value.strip("[] ")) if part.strip()]


def _several(d: Difference) -> str:
    """Part terms that stand in one item of a list in brackets, because the comma is of another script."""
    parts = [term_meant(d.schema, d.path, part) for part in _parts(str(d.value))]
    place = d.document.place(d.path)
    inside = "[" in d.document.excerpt(place)[: place.column]
    return ", ".join(parts) if inside and len(parts) > 1 and all(parts) else ""


def _too_short(d: Difference) -> Finding:
    return d.finding("ATD205", length=len(d.value), limit=d.limit, missing=d.limit - len(d.value))


def _too_long(d: Difference) -> Finding:
    return d.finding("ATD206", length=len(d.value), limit=d.limit, surplus=len(d.value) - d.limit)


def _wrong_form(d: Difference) -> Finding:
    advice, suggestion = d.schema.advice(d.path) or phrase("write it as in the template"), ""
    meant = date_meant(d.value) if d.node.get("x-date") else language_meant(d.value) if d.node.get("x-language") else ""
    if d.node.get("x-url") and _BARE_ADDRESS.match(d.value) and re.match(str(d.limit), f"https://{d.value}"):
        meant = f"https://{d.value}"
    if meant and re.match(str(d.limit), meant):
        suggestion = f'"{meant}"' if d.node.get("x-date") else meant
        advice = phrase("write {near}", near=suggestion)
    elif d.node.get("x-date") and (choices := dates_possible(d.value)):
        first, second = choices
        advice = phrase('write "{first}" or "{second}", whichever day is meant', first=first, second=second)
    return d.finding("ATD207", suggestion=suggestion, value=_short(d.value), advice=advice)


def _too_few(d: Difference) -> Finding:
    return d.finding("ATD208", limit=d.limit, reason=d.reason)


def _twice(d: Difference) -> Finding:
    again = max(i for i, item in enumerate(d.value) if item in d.value[:i])
    return d.finding("ATD209", at=(again,), value=_short(d.value[again]))


def _not_the_value(d: Difference) -> Finding:
    expected = json.dumps(d.limit)
    advice, suggestion = phrase("write: {expected}", expected=expected), ""
    if str(d.value).lower() == expected:
        advice, suggestion = phrase("write {expected} without quotes", expected=expected), expected
    return d.finding("ATD210", suggestion=suggestion, expected=expected, reason=d.reason, advice=advice)


def _out_of_range(d: Difference) -> Finding:
    return d.finding("ATD211", minimum=d.node.get("minimum", "−∞"), maximum=d.node.get("maximum", "∞"))


def _other(d: Difference) -> Finding:
    return d.finding("ATD212", detail=d.error.message[:200])


_EXPLANATIONS: dict[str, Callable[[Difference], Finding]] = {
    "type": _wrong_kind,
    "enum": _unknown_term,
    "minLength": _too_short,
    "maxLength": _too_long,
    "pattern": _wrong_form,
    "minItems": _too_few,
    "minProperties": _too_few,
    "uniqueItems": _twice,
    "const": _not_the_value,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
}


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
