"""Schema errors in the words of a contributor, at the exact place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from atd.checking.difference import Difference, explain
from atd.checking.fields import missing_field, unknown_field
from atd.findings import Finding
from atd.reading import Document, FieldPath, Schema

MANY = 50
"""So many fields of a group are told that there are not."""

if TYPE_CHECKING:
    from jsonschema import ValidationError


def structure_findings(document: Document, schema: Schema) -> Iterator[Finding]:
    """Compare a record with its schema and state every difference once.

    What only follows from another finding is left out: a rule broken by a value
    that is no valid answer, a field missing because its name is misspelt, mistakes
    in a field that a rule refuses altogether.
    """
    if schema.accepts(document.values):
        return
    rules: dict[tuple[str, FieldPath], tuple[Mapping[str, str], ValidationError]] = {}
    findings: list[Finding] = []
    for error in schema.validator.iter_errors(document.values):
        rule = _rule(error, schema)
        if rule is None:
            findings += _differences(error, document, schema)
        else:
            # A rule that points at a field is broken once, one without at every value that breaks it.
            where = () if "at" in rule else tuple(error.absolute_path)
            rules.setdefault((rule["code"], where), (rule, error))
    wrong = {finding.field for finding in findings}
    meant = {
        f"{f.field.rpartition('.')[0]}.{f.suggestion}".lstrip(".") for f in findings if f.code in ("ATD202", "ATD214")
    }
    refused = {rule["at"] for rule, error in rules.values() if error.validator is None}
    for finding in findings:
        absent = finding.code == "ATD201" and finding.field in meant
        if not absent and finding.field.partition(".")[0] not in refused:
            yield finding
    for rule, error in rules.values():
        if ".".join(map(str, error.absolute_path)) not in wrong:
            yield _broken_rule(rule, error, document, schema)


def _rule(error: ValidationError, schema: Schema) -> Mapping[str, str] | None:
    """Find the rule of the schema that an error breaks, if it is one."""
    path = error.absolute_schema_path
    if len(path) < 2 or path[0] != "allOf":
        return None
    rule: Mapping[str, str] | None = schema.root["allOf"][path[1]].get("x-rule")
    return rule


def _broken_rule(rule: Mapping[str, str], error: ValidationError, document: Document, schema: Schema) -> Finding:
    path = tuple(error.absolute_path)
    at: FieldPath = (rule["at"],) if "at" in rule else path
    exact = path if path[: len(at)] == at else at
    value = error.instance if isinstance(error.instance, str) else ""
    words = _forbidden_words(error.schema, value)
    if words:
        place = document.within(exact, words)
    else:
        stands = at[0] in document.values
        place = document.place(exact) if stands else document.insertion((), schema.following(at))[0]
    return Finding.of(
        schema.rules[rule["code"]],
        place,
        field=".".join(map(str, exact)),
        suggestion=rule.get("suggestion", ""),
        label=schema.label(path),
        value=value,
        words=words,
        line=document.place(path).line,
    )


def _forbidden_words(node: Any, value: str) -> str:
    """Give the words of a text that fit a pattern which the schema forbids, or nothing."""
    forbidden = node.get("not", {}) if isinstance(node, dict) else {}
    for part in forbidden.get("anyOf", (forbidden,)):
        if "pattern" in part and (match := re.search(part["pattern"], value)):
            return match.group().strip()
    return ""


def _differences(error: ValidationError, document: Document, schema: Schema) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    instance: Any = error.instance
    if error.validator == "required":
        # jsonschema yields one error for each missing field; its message begins with the name.
        required: Any = error.validator_value
        name = next(n for n in required if error.message.startswith(repr(n)))
        yield missing_field(name, path, document, schema)
    elif error.validator == "additionalProperties":
        known = schema.node(path).get("properties", {})
        for key in [key for key in instance if key not in known][:MANY]:
            yield unknown_field(key, path, list(known), document, schema)
    elif error.validator != "type" or "enum" not in schema.node(path):
        # What is no text is no term either; one of the two findings is enough.
        yield explain(Difference(error, path, document, schema))
