"""One value that is not as the schema wants it, said for each kind of difference."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from atd.checking.likeness import nearest
from atd.checking.meaning import country_meant, date_meant, term_meant
from atd.findings import Finding
from atd.reading import Document, FieldPath, Schema

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list, with - before each item or in [ ]",
    "object": "a group of fields, indented below it",
}
_ACTUAL = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a group of fields",
    type(None): "nothing",
}
_FEW = 8
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
    def help(self) -> dict[str, str]:
        """Why, fix and example of the field."""
        help_: dict[str, str] = self.node.get("x-help", {})
        return help_

    @property
    def reason(self) -> str:
        """Why the field is as it is, without a full stop."""
        return (self.help.get("why") or self.node.get("description") or "it is part of every record").rstrip(".")

    @property
    def label(self) -> str:
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
    advice, suggestion = f"write {_KINDS.get(expected, expected)}", ""
    if expected == "string" and isinstance(value, bool | int | float):
        suggestion = f'"{json.dumps(value)}"'
        advice = f"put it in quotes: {suggestion}"
    elif expected == "array" and isinstance(value, str):
        suggestion = f"[{value}]" if "," not in value and ":" not in value else ""
        advice = f"write a list: [{_short(value)}]"
    elif value is None:
        advice = "write a value after the colon, or delete the line if the field is not required"
    actual = _ACTUAL.get(type(value), "something else")
    return d.finding(
        "ATD203", suggestion=suggestion, expected=_KINDS.get(expected, expected), actual=actual, advice=advice
    )


def _unknown_term(d: Difference) -> Finding:
    terms = [str(term) for term in d.node["enum"]]
    if isinstance(d.value, bool):
        wanted = "yes" if d.value else "no"
        near = f'"{wanted}"' if wanted in terms else ""
    else:
        near = _meant(d, terms) or nearest(str(d.value), terms)
    if near:
        advice = f"write {near}, or propose a new term"
    elif len(terms) <= _FEW:
        advice = f"write one of: {', '.join(terms)}"
    else:
        advice = f"choose from the {len(terms)} terms of the list, or propose a new term"
    vocabulary = d.node.get("x-vocabulary", "")
    return d.finding("ATD204", suggestion=near, value=_short(d.value), vocabulary=vocabulary, advice=advice)


def _meant(d: Difference, terms: list[str]) -> str:
    """Find the term whose name was written instead of its identifier."""
    code = country_meant(str(d.value)) if d.node.get("x-vocabulary") == "country" else ""
    meant = code or term_meant(str(d.value), d.node.get("x-labels", {}))
    return meant if meant in terms else ""


def _too_short(d: Difference) -> Finding:
    return d.finding("ATD205", length=len(d.value), limit=d.limit, missing=d.limit - len(d.value))


def _too_long(d: Difference) -> Finding:
    return d.finding("ATD206", length=len(d.value), limit=d.limit, surplus=len(d.value) - d.limit)


def _wrong_form(d: Difference) -> Finding:
    advice, suggestion = d.help.get("fix") or "write it as in the template", ""
    if d.node.get("x-date") and re.match(str(d.limit), meant := date_meant(d.value)):
        suggestion = f'"{meant}"'
        advice = f"write {suggestion}"
    return d.finding("ATD207", suggestion=suggestion, value=_short(d.value), advice=advice)


def _too_few(d: Difference) -> Finding:
    return d.finding("ATD208", limit=d.limit, reason=d.reason)


def _twice(d: Difference) -> Finding:
    again = max(i for i, item in enumerate(d.value) if item in d.value[:i])
    return d.finding("ATD209", at=(again,), value=_short(d.value[again]))


def _not_the_value(d: Difference) -> Finding:
    return d.finding("ATD210", expected=json.dumps(d.limit), reason=d.reason)


def _out_of_range(d: Difference) -> Finding:
    return d.finding("ATD211", minimum=d.node.get("minimum", "any"), maximum=d.node.get("maximum", "any"))


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
