"""The page that says why each library is there, made from the comments in pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from supply.declared import Dependency

PAGE = "docs/development/dependencies.md"
_HEAD = """\
# Libraries

Made by `make dependencies` from `pyproject.toml`, where each library has its reason beside it; `make test` says when this
page is behind. Each is pinned and locked with checksums. Which licences are allowed stands in `pyproject.toml` under
`tool.supply`, with reasons; [supply-chain.md](supply-chain.md) tells what is checked and when.
"""
_HEADINGS = {
    "site": "To build the site",
    "build": "To install the program",
    "dev": "To test it",
    "bench": "To compare it with others",
    "audit": "To watch over the libraries",
    "exits": "To prove that the site can be built without MkDocs and Material",
}


def page(dependencies: Iterable[Dependency]) -> str:
    """Write the page: a table for each group."""
    groups: dict[str, list[Dependency]] = {}
    for one in dependencies:
        groups.setdefault(one.group, []).append(one)
    parts = [_HEAD]
    for group, members in groups.items():
        rows = "".join(f"| {one.name} | {one.version} | {_cell(one.reason)} |\n" for one in members)
        parts.append(f"## {_HEADINGS.get(group, group)}\n\n| library | version | why |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def unexplained(dependencies: Iterable[Dependency]) -> list[str]:
    """Name the libraries whose reason nobody wrote, and those that are named twice in a group."""
    listed = [(one.group, one.name) for one in dependencies]
    twice = [
        f"{group}: {name} is named twice" for group, name in sorted(set(listed)) if listed.count((group, name)) > 1
    ]
    return [f"{one.group}: {one.name} has no reason" for one in dependencies if not one.reason] + twice


def write(root: Path, dependencies: Iterable[Dependency]) -> None:
    """Write the page into the repository."""
    (root / PAGE).write_text(page(dependencies), encoding="utf-8")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
