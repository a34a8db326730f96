"""A file to fill in, made from the schema: every field with what it is for."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from atd.reading import Schema

_FEW_TERMS = 12


def template(schema: Schema, *, id: str, language: str, today: str) -> str:
    """Write a commented file for a new record.

    Required fields stand open, the others behind ``#`` with a single space, so
    that taking the sign and the space away is all there is to do.
    """
    known = {"id": id, "language": language, "last_verified": f'"{today}"'}
    lines = [
        f"# yaml-language-server: $schema=../schema/editor/{schema.name}.schema.json",
        "# Fill in what stands after the colons. Where a line begins with “# name:” the field is optional:",
        "# delete the line, or take “# ” away. Lines that begin with “##” explain and may be deleted.",
    ]
    required = schema.root["required"]
    for name, node in schema.root["properties"].items():
        body = [f"{name}: {known[name]}"] if name in known else list(_field(name, node, 0))
        lines += ["", *_explanation(node), *(body if name in required else [f"# {line}" for line in body])]
    return "\n".join(lines) + "\n"


def _explanation(node: dict[str, Any]) -> Iterator[str]:
    help_ = node.get("x-help", {})
    words = [f"{node.get('title', '')}. {node.get('description', '')}"]
    if "minLength" in node:
        words.append(f"{node['minLength']} to {node['maxLength']} characters.")
    if terms := node.get("enum") or node.get("items", {}).get("enum"):
        named = ", ".join(map(str, terms)) if len(terms) <= _FEW_TERMS else _vocabulary(node)
        words.append(f"{'Terms' if node.get('type') == 'array' else 'One of'}: {named}.")
    if "example" in help_ and "\n" not in help_["example"]:
        words.append(f"Example: {help_['example']}")
    for line in textwrap.wrap(" ".join(words), 96, break_on_hyphens=False):
        yield f"## {line}"


def _vocabulary(node: dict[str, Any]) -> str:
    name = node.get("x-vocabulary") or node["items"]["x-vocabulary"]
    return f"see schema/vocabularies/{name}.yaml"


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
