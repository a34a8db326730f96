"""A file to fill in, made from the schema: every field with what it is for."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from atd.exports.writing import written
from atd.findings import Voice, phrase
from atd.reading import Schema

_FEW_TERMS = 12
_INSTRUCTIONS = (
    phrase("Fill in what stands after the colons."),
    phrase("Where a line begins with “# name:” the field is optional: delete the line, or take “# ” away."),
    phrase("Lines that begin with “##” explain and may be deleted."),
)


def template(schema: Schema, values: Mapping[str, Any], voice: Voice) -> str:
    """Write a commented file for a new record, with what is known about it filled in.

    Required fields stand open, the others behind ``#`` with a single space, so
    that taking the sign and the space away is all there is to do.
    """
    lines = [
        f"# yaml-language-server: $schema=../schema/editor/{schema.name}.schema.json",
        *(f"# {voice.say(sentence)}" for sentence in _INSTRUCTIONS),
    ]
    required = schema.root["required"]
    for name, node in schema.root["properties"].items():
        body = list(written(name, values[name]) if name in values else _field(name, node, 0))
        as_comment = name not in values and name not in required
        lines += ["", *_explanation(schema, name, voice), *(f"# {line}" if as_comment else line for line in body)]
    return "\n".join(lines) + "\n"


def _explanation(schema: Schema, name: str, voice: Voice) -> Iterator[str]:
    node = schema.node((name,))
    words = [voice.say(schema.label((name,)))]
    if description := schema.description((name,)):
        words.append(voice.say(description))
    if "minLength" in node:
        limits = phrase("{least} to {most} characters.", least=node["minLength"], most=node["maxLength"])
        words.append(voice.say(limits))
    if terms := node.get("enum") or node.get("items", {}).get("enum"):
        named = ", ".join(map(str, terms)) if len(terms) <= _FEW_TERMS else _vocabulary(node)
        several = node.get("type") == "array"
        words.append(
            voice.say(phrase("Terms: {terms}.", terms=named) if several else phrase("One of: {terms}.", terms=named))
        )
    example = node.get("x-help", {}).get("example", "")
    if example and "\n" not in example:
        words.append(voice.say(phrase("Example: {example}", example=example)))
    for sentence in words:
        for line in textwrap.wrap(sentence, 96, break_on_hyphens=False):
            yield f"## {line}"


def _vocabulary(node: dict[str, Any]) -> str:
    name = node.get("x-vocabulary") or node["items"]["x-vocabulary"]
    return f"schema/vocabularies/{name}.yaml"


def _field(name: str, node: dict[str, Any], depth: int) -> Iterator[str]:
    """Write a field and what stands below it, two spaces further in."""
    indent = "  " * depth
    if "const" in node:
        yield f"{indent}{name}: {json.dumps(node['const'])}"
    elif "properties" in node:
        yield f"{indent}{name}:"
        yield from _children(node, depth + 1)
    elif "properties" in node.get("items", {}):
        yield f"{indent}{name}:"
        inner = list(_children(node["items"], depth + 2))
        yield f"{indent}  - {inner[0].strip()}"
        yield from inner[1:]
    elif node.get("type") == "array":
        yield f"{indent}{name}: []"
    elif node.get("x-prose"):
        yield f"{indent}{name}: |-"
        yield f"{indent}  "
    else:
        yield f"{indent}{name}:"


def _children(node: dict[str, Any], depth: int) -> Iterator[str]:
    """Write the fields of a group; those that may be left out stand behind ``#``."""
    required = node.get("required", node["properties"])
    for name, child in node["properties"].items():
        for line in _field(name, child, depth):
            yield line if name in required else f"{'  ' * depth}# {line[2 * depth :]}"
