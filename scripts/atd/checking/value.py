"""A single value on its own, as it is typed: what is wrong with it, and what was meant."""

from __future__ import annotations

import re
from typing import Any

from atd.checking.difference import Difference, explain
from atd.checking.meaning import date_meant, language_meant, term_meant
from atd.checking.wording import text_faults
from atd.findings import Finding
from atd.reading import Document, FieldPath, Schema

_TRUTH = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}


def value_findings(schema: Schema, path: FieldPath, value: Any) -> list[Finding]:
    """List what the check would say of a value in a field."""
    nowhere = Document("", "", {})
    errors = schema.errors(path, value)
    found = [explain(Difference(error, (*path, *error.absolute_path), nowhere, schema)) for error in errors]
    faults = text_faults(value, schema.node(path), ()) if isinstance(value, str) else ()
    return found + [f.finding(nowhere.place()) for f in faults]


def value_meant(schema: Schema, path: FieldPath, typed: str) -> str:
    """Give the term or date that was most likely meant, or what was typed."""
    node = schema.node(path)
    if "enum" in node:
        return term_meant(schema, path, typed) or typed
    if node.get("x-language"):
        return language_meant(typed) or typed
    return date_meant(typed) or typed if node.get("x-date") else typed


def value_typed(schema: Schema, path: FieldPath, typed: str) -> Any:
    """Give what was typed as a value of its field: a term, a date, a number, yes or no, or the text itself."""
    kind = schema.node(path).get("type")
    if kind == "boolean":
        return _TRUTH.get(typed.casefold(), typed)
    if kind in ("integer", "number") and re.fullmatch(r"-?\d{1,15}", typed):
        return int(typed)
    return value_meant(schema, path, typed)
