"""Which pages the menu of mkdocs.yml names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def named(nav: Any) -> Iterator[str]:
    """Give the addresses of the pages in the menu, below the language."""
    if isinstance(nav, str):
        yield address(nav.removesuffix(".md"))
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from named(item)


def address(source: str) -> str:
    """Give the address of a page by its source without the ending."""
    return source.removesuffix("index") if source.rsplit("/", maxsplit=1)[-1] == "index" else f"{source}/"
