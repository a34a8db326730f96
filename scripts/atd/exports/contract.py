"""The OpenAPI description of the JSON API, made from the schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from atd.catalogue import Catalogue
from atd.exports.heading import ABOUT, heading_fields
from atd.exports.licence import LICENCES
from atd.exports.plan import Kind, Part, plan
from atd.exports.shape import SILENT
from atd.exports.shapes import COMMON, Shape, array, group, ref, text
from atd.reading import Schema

_ABOUT_LISTING = (
    "Every text has its language and state. What sources do not say is left out and named under not_reported, or is"
    " the term not-reported. Classes contested and alternative-form-of-detention are shown for context only and are"
    " never alternatives to detention. Fields and terms may be added; those that exist keep their shape."
)


def contract(catalogue: Catalogue) -> bytes:
    """Write the description of every answer."""
    repository = catalogue.repository
    languages = [language.code for language in repository.languages]
    names = list(catalogue.records)
    paths: dict[str, Any] = {
        "/index.json": _path("What there is", "Index", "index"),
        "/vocabularies.json": _path("All terms", "Vocabularies", "vocabularies"),
    }
    schemas: dict[str, Any] = dict(COMMON)
    for name in names:
        paths |= _paths(name, languages)
        for labelled in (False, True):
            schemas |= _schemas(name, catalogue.schema(name), labelled=labelled)
    for vocabulary in sorted(set().union(*(plan(catalogue.schema(name)).vocabularies() for name in names))):
        terms = [term.id for term in catalogue.vocabularies[vocabulary].terms]
        label = catalogue.vocabularies[vocabulary].label
        identifier = {"type": "string", "enum": terms}
        schemas[_term_name(vocabulary, labelled=False)] = group({"id": identifier}, ["id"], label)
        both = {"id": identifier, "label": text("In the language asked for; in English where it has none.")}
        schemas[_term_name(vocabulary, labelled=True)] = group(both, ["id", "label"], label)
    licence = {"name": LICENCES["entries"]["title"], "identifier": LICENCES["entries"]["name"]}
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": str(repository.config["site_name"]),
            "version": "1",
            "description": _ABOUT_LISTING,
            "license": licence,
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return orjson.dumps(described, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _paths(name: str, languages: list[str]) -> dict[str, Any]:
    record = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    code = {"name": "language", "in": "path", "required": True, "schema": {"type": "string", "enum": languages}}
    own, told = _answer_name(name, labelled=False), _answer_name(name, labelled=True)
    return {
        f"/{name}.json": _path("All, each text in its own language", own, f"{name}-all"),
        f"/{name}/{{id}}.json": _path("One, each text in its own language", own, f"{name}-one", record),
        f"/{{language}}/{name}.json": _path("All, in a language", told, f"{name}-all-told", code),
        f"/{{language}}/{name}/{{id}}.json": _path("One, in a language", told, f"{name}-one-told", code, record),
    }


def _path(summary: str, schema: str, operation: str, *parameters: Mapping[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": ref(schema)}}
    answers: dict[str, Any] = {"200": {"description": summary, "content": content}}
    if parameters:
        answers["404"] = {"description": "There is none."}
    given = {"parameters": list(parameters)} if parameters else {}
    return {"get": {"summary": summary, "operationId": operation, **given, "responses": answers}}


def _schemas(name: str, schema: Schema, *, labelled: bool) -> dict[str, Any]:
    """Describe a record of a collection, and the answer that holds it."""
    record = _record_name(schema, labelled=labelled)
    shape = _described(plan(schema), schema, labelled=labelled)
    about = heading_fields(schema)
    properties = {"id": shape["properties"].pop("id"), **{one: ABOUT[one] for one in about}, **shape["properties"]}
    required = [*shape.get("required", ()), *about]
    for path in (path for path in schema.marks.setbacks if len(path) == 3):
        said = "Dated items that tell of a setback, the newest first."
        properties["setbacks"] = {**properties[path[0]], "description": said}
        required.append("setbacks")
    about_record = str(schema.source.get("description", ""))
    answer = {
        "collection": {"type": "string", "const": name},
        **({"language": text("The language asked for.")} if labelled else {}),
        "licence": {"type": "string", "format": "uri"},
        "notice": ref("Text"),
        "records": array(ref(record), "All, or the one that was asked for."),
        "tombstones": array(ref("Tombstone"), "What stands in place of a record that is gone."),
    }
    return {
        record: group(properties, required, about_record),
        _answer_name(name, labelled=labelled): group(answer, list(answer), str(schema.collection("description"))),
    }


def _described(part: Part, schema: Schema, *, labelled: bool) -> Shape:
    """Describe a value as :mod:`atd.exports.shape` makes it."""
    about = str(part.node.get("description", ""))
    if part.kind is Kind.TEXT:
        return {**ref("Text"), "description": about}
    if part.kind is Kind.TERM:
        return {**ref(_term_name(part.vocabulary, labelled=labelled)), "description": about}
    if part.kind is Kind.LIST:
        return array(_described(part.item, schema, labelled=labelled), about)
    if part.kind is Kind.PLAIN:
        kept = ("type", "const", "pattern", "minimum", "maximum", "description")
        return {name: part.node[name] for name in kept if name in part.node}
    properties = {field.name: _described(field, schema, labelled=labelled) for field in part.parts}
    silent = [field.name for field in part.parts if field.silent]
    if silent:
        said = "Fields about which the sources say nothing; they are left out."
        properties[SILENT] = {**array({"type": "string", "enum": silent}, said), "minItems": 1}
    required = [field.name for field in part.parts if field.required and not field.silent]
    return group(properties, required, about)


def _record_name(schema: Schema, *, labelled: bool) -> str:
    return f"{schema.name}{'-in-language' if labelled else ''}"


def _answer_name(collection: str, *, labelled: bool) -> str:
    return f"{collection}{'-in-language' if labelled else ''}"


def _term_name(vocabulary: str, *, labelled: bool) -> str:
    return f"{'labelled-term' if labelled else 'term'}.{vocabulary}"
