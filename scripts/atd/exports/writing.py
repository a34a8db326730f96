"""Values as a person would write them in YAML: plain where that is safe, wrapped where it is long."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from atd.reading.composer import compose

_WIDTH = 90
_OTHERWISE = re.compile(r"[-+.\d]|(?:y|n|yes|no|on|off)$", re.IGNORECASE)
"""Texts that tools of YAML 1.1 take for numbers, dates, true or false; quotes keep them whole."""


def written(name: str, value: Any, depth: int = 0) -> Iterator[str]:
    """Write a field with its value as lines; reading them gives the same value."""
    indent = "  " * depth
    if isinstance(value, dict):
        yield f"{indent}{name}:"
        for key, child in value.items():
            yield from written(key, child, depth + 1)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield f"{indent}{name}:"
        for item in value:
            yield from _item(item, depth + 1)
    elif isinstance(value, list) and any(" " in str(item) for item in value):
        yield f"{indent}{name}:"
        yield from (f"{indent}  - {_scalar(item)}" for item in value)
    elif isinstance(value, list):
        yield f"{indent}{name}: [{', '.join(_scalar(item, inside=True) for item in value)}]"
    elif isinstance(value, str) and (block := _block(value, depth + 1)):
        yield f"{indent}{name}: {block[0]}"
        yield from block[1:]
    else:
        yield f"{indent}{name}: {_scalar(value)}"


def _item(item: dict[str, Any], depth: int) -> Iterator[str]:
    lines = [line for key, child in item.items() for line in written(key, child, depth + 1)]
    indent = "  " * depth
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _scalar(value: Any, *, inside: bool = False) -> str:
    """Write a value without quotes where YAML reads it back unchanged."""
    if not isinstance(value, str):
        return json.dumps(value)
    frame = "k: [{}]" if inside else "k: {}"
    read = compose(frame.format(value))
    wanted = {"k": [value]} if inside else {"k": value}
    plain = not read.problems and read.value == wanted and not _OTHERWISE.match(value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _block(value: str, depth: int) -> list[str]:
    """Write a long text as a block; nothing when a single line will do or the block would not read back."""
    indent = "  " * depth
    paragraphs = value.split("\n")
    if len(paragraphs) > 1:
        lines = ["|-", *(f"{indent}{line}" if line else "" for line in paragraphs)]
    elif len(value) > _WIDTH:
        wrapped = textwrap.wrap(value, _WIDTH, break_long_words=False, break_on_hyphens=False)
        lines = [">-", *(f"{indent}{line}" for line in wrapped)]
    else:
        return []
    read = compose("k: " + "\n".join(lines))
    return lines if not read.problems and read.value == {"k": value} else []
