"""A missing field as a piece to paste, which says nothing until it is filled in."""

from __future__ import annotations

import json
from typing import Any

_MODEST = ("not-reported", "unassessed", "unknown")
"""Terms that claim nothing, so that a pasted piece cannot say more than the sources."""

_OPEN = "…"


def snippet_of(name: str, node: dict[str, Any]) -> str:
    """Write a field with what must stand below it; where something is to be filled in stands “…”.

    Several lines begin with a line break, so that they can be shown below one another.
    """
    lines = _value(node)
    if len(lines) == 1 and "properties" not in node and not lines[0].startswith("- "):
        return f"{name}: {lines[0]}"
    return "\n".join(["", f"{name}:", *(f"  {line}" for line in lines)])


def one_line_example(node: dict[str, Any]) -> str:
    """Give the example of a field, or its terms where they are few; nothing where neither helps."""
    example = str(node.get("x-help", {}).get("example", ""))
    if example:
        return "" if "\n" in example else example
    terms = [str(term) for term in node.get("enum", ())]
    return " | ".join(terms) if len(terms) <= 8 else ""


def _value(node: dict[str, Any]) -> list[str]:
    if "const" in node:
        return [json.dumps(node["const"])]
    if "properties" in node:
        wanted = node.get("required", node["properties"])
        pieces = (snippet_of(name, node["properties"][name]) for name in wanted)
        return [line for piece in pieces for line in piece.removeprefix("\n").split("\n")]
    items = node.get("items", {})
    if "properties" in items:
        first, *others = _value(items)
        return [f"- {first}", *(f"  {line}" for line in others)]
    terms = node.get("enum", ())
    return ["[…]" if node.get("type") == "array" else next((term for term in _MODEST if term in terms), _OPEN)]
