"""Schema errors in the words of a contributor, at the exact place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from atd.checking.difference import Difference, explain
from atd.checking.likeness import nearest
from atd.findings import Finding
from atd.findings.code import Severity
from atd.reading import Document, FieldPath, Schema


def structure_findings(document: Document, schema: Schema) -> Iterator[Finding]:
    """Compare a record with its schema and state every difference once.

    What only follows from another finding is left out: a rule broken by a value
    that is no valid answer, a field missing because its name is misspelt.
    """
    if schema.accepts(document.values):
        return
    rules: dict[str, tuple[Mapping[str, str], ValidationError]] = {}
    findings: list[Finding] = []
    for error in schema.validator.iter_errors(document.values):
        rule = _rule(error, schema)
        if rule is None:
            findings += _differences(error, document, schema)
        else:
            rules.setdefault(rule["code"], (rule, error))
    wrong = {finding.field for finding in findings}
    terms = {finding.field for finding in findings if finding.code == "ATD204"}
    meant = {f"{f.field.rpartition('.')[0]}.{f.suggestion}".lstrip(".") for f in findings if f.code == "ATD202"}
    for finding in findings:
        echo = (finding.code == "ATD203" and finding.field in terms) or (
            finding.code == "ATD201" and finding.field in meant
        )
        if not echo:
            yield finding
    for rule, error in rules.values():
        if ".".join(map(str, error.absolute_path)) not in wrong:
            yield _broken_rule(rule, error, document)


def _rule(error: ValidationError, schema: Schema) -> Mapping[str, str] | None:
    """Find the rule of the schema that an error breaks, if it is one."""
    path = error.absolute_schema_path
    if len(path) < 2 or path[0] != "allOf":
        return None
    rule: Mapping[str, str] | None = schema.root["allOf"][path[1]].get("x-rule")
    return rule


def _broken_rule(rule: Mapping[str, str], error: ValidationError, document: Document) -> Finding:
    at: FieldPath = (rule["at"],)
    path = tuple(error.absolute_path)
    exact = path if path[: len(at)] == at else at
    return Finding(
        code=rule["code"],
        severity=Severity.ERROR,
        place=document.place(exact) if at[0] in document.values else document.insertion(()),
        problem=rule["problem"],
        why=rule["why"],
        fix=rule["fix"],
        field=".".join(map(str, exact)),
        suggestion=rule.get("suggestion", ""),
    )


def _differences(error: ValidationError, document: Document, schema: Schema) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    instance: Any = error.instance
    if error.validator == "required":
        # jsonschema yields one error for each missing field; its message begins with the name.
        required: Any = error.validator_value
        name = next(n for n in required if error.message.startswith(repr(n)))
        yield _missing(name, path, document, schema)
    elif error.validator == "additionalProperties":
        known = schema.node(path).get("properties", {})
        for key in [key for key in instance if key not in known]:
            yield _unknown(key, path, list(known), document, schema)
    else:
        yield explain(Difference(error, path, document, schema))


def _missing(name: str, path: FieldPath, document: Document, schema: Schema) -> Finding:
    node = schema.node((*path, name))
    help_ = node.get("x-help", {})
    reason = help_.get("why") or node.get("description", "") or "it is part of every record"
    return Finding.of(
        "ATD201",
        document.insertion(path),
        field=".".join(map(str, (*path, name))),
        label=schema.label((*path, name)),
        reason=reason.rstrip("."),
        snippet=f"{name}: {help_.get('example') or _sketch(node)}",
    )


def _sketch(node: dict[str, Any]) -> str:
    """Write a value of the right kind, to be pasted and changed."""
    terms = node.get("enum") or node.get("items", {}).get("enum")
    if terms:
        return f"[{terms[0]}]" if node.get("type") == "array" else str(terms[0])
    return {"array": "[…]", "object": "(see the template)"}.get(str(node.get("type")), "…")


def _unknown(key: str, path: FieldPath, known: list[str], document: Document, schema: Schema) -> Finding:
    near = nearest(key, known)
    return Finding.of(
        "ATD202",
        document.place((*path, key), key=True),
        field=".".join(map(str, (*path, key))),
        suggestion=near,
        key=key,
        parent=f"in “{schema.label(path)}”" if path else "in this kind of record",
        advice=f"write “{near}”" if near else "delete it, or use one of the fields of the template",
    )
