"""Fields in the order of the schema, each moved with its comments.

Nothing is written anew: lines change places, so quotes, wrapping and comments
stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atd.reading import FieldPath, Schema
from atd.reading.composer import compose

_MODELINE = re.compile(r"#\s*yaml-language-server:")


@dataclass(frozen=True)
class _Group:
    """The fields of a mapping that stand on lines of their own, as they are written."""

    names: tuple[str, ...]
    lines: tuple[int, ...]
    column: int


def in_order(text: str, schema: Schema) -> str:
    """Give the text with every group of fields in the order of the schema.

    Groups written in braces keep theirs; fields that the schema does not know
    come last. A text that cannot be read stays as it is.
    """
    untouchable: set[FieldPath] = set()
    while True:
        composition = compose(text, with_places=True)
        moved = None
        if composition.problems:
            return text
        for path, group in _groups(composition.keys):
            wanted = _wanted(group.names, schema, path)
            if path not in untouchable and wanted != list(range(len(wanted))):
                moved = (path, _moved(text, group, wanted))
                break
        if moved is None:
            return text
        path, changed = moved
        untouchable.add(path)
        if compose(changed).value == composition.value:
            text = changed


def _groups(keys: dict[FieldPath, tuple[int, int, int]]) -> list[tuple[FieldPath, _Group]]:
    """List the mappings whose fields stand below one another, the innermost first."""
    members: dict[FieldPath, list[tuple[str, int, int]]] = {}
    for path, (line, column, _end) in keys.items():
        members.setdefault(path[:-1], []).append((str(path[-1]), line, column))
    groups = []
    for path, fields in members.items():
        lines = tuple(line for _name, line, _column in fields)
        columns = {column for _name, _line, column in fields}
        if len(columns) == 1 and len(set(lines)) == len(lines):
            groups.append((path, _Group(tuple(name for name, *_rest in fields), lines, columns.pop())))
    return sorted(groups, key=lambda item: -len(item[0]))


def _wanted(names: tuple[str, ...], schema: Schema, path: FieldPath) -> list[int]:
    """Give the positions of the fields in the order in which they should stand."""
    known = list(schema.node(path).get("properties", {}))
    return sorted(range(len(names)), key=lambda i: known.index(names[i]) if names[i] in known else len(known))


def _moved(text: str, group: _Group, wanted: list[int]) -> str:
    """Exchange the blocks of lines of a group's fields; empty lines between them stay."""
    lines = text.split("\n")
    starts = [_start(lines, group, number) for number in range(len(group.lines))]
    stops = [*starts[1:], _end(lines, group)]
    before, dash = lines[: starts[0]], lines[group.lines[0]][: group.column]
    blocks, gaps = [], [0]
    for line, start, stop in zip(group.lines, starts, stops, strict=True):
        end = stop
        while end > line + 1 and not lines[end - 1].strip():
            end -= 1
        gaps.append(stop - end)
        block = lines[start:end]
        # The first field of an item stands behind its dash, which stays where it is.
        block[line - start] = " " * group.column + block[line - start][group.column :]
        blocks.append((line - start, block))
    at, first = blocks[wanted[0]]
    first[at] = dash + first[at][group.column :]
    moved = (["" for _ in range(gap)] + blocks[number][1] for gap, number in zip(gaps, wanted, strict=False))
    return "\n".join([*before, *(line for block in moved for line in block), *lines[stops[-1] - gaps[-1] :]])


def _start(lines: list[str], group: _Group, number: int) -> int:
    """Find the line at which a field begins: that of the comments right above it."""
    start, floor = group.lines[number], group.lines[number - 1] + 1 if number else 0
    if number == 0 and lines[start][: group.column].strip():
        return start  # comments above a dash belong to the whole item
    while start > floor and _comment(lines[start - 1], group.column):
        start -= 1
    return start


def _comment(line: str, column: int) -> bool:
    """Tell whether a line is a comment of this level; a modeline belongs to the file."""
    content = line.lstrip(" ")
    return content.startswith("#") and len(line) - len(content) <= column and not _MODELINE.match(content)


def _end(lines: list[str], group: _Group) -> int:
    """Find the line after the last field: the next that does not stand below it."""
    end = group.lines[-1] + 1
    while end < len(lines) and _below(lines[end], group.column):
        end += 1
    return end


def _below(line: str, column: int) -> bool:
    """Tell whether a line may belong to a field above it; the dashes of its list may stand right below it."""
    content = line.lstrip(" ")
    indent = len(line) - len(content)
    return not content or indent > column or (indent == column and content.startswith("- "))
