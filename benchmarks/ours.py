"""``atd``, without the parts of a site that mkdocs.yml names under ``extra: atd: leave_out``.

The program has no such setting: its site is always whole. Rivals make pages, lists
and feeds, so to compare pages with pages the functions that give the other files
give nothing here. Nothing else differs; ``atd build`` itself is measured beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from atd import cli
from atd.pages import Library
from atd.reading import Repository
from atd.site import assembly, events, workshop

SEARCH, FILES = "search", "files"
"""The search index; data files, citations, plain texts and everything else that stands beside pages and feeds."""


def _nothing(*_given: object) -> tuple[()]:
    return ()


def _only_feeds(library: Library, language: str) -> Any:
    from atd.exports.feeds import feed_files  # noqa: PLC0415, it needs the pages, which need it

    return feed_files(library.studio(language))


REPLACED: dict[str, tuple[tuple[Any, str, Callable[..., Any]], ...]] = {
    SEARCH: ((assembly, "search_files", _nothing),),
    FILES: (
        (Library, "files", _nothing),
        (Library, "companions", _only_feeds),
        (workshop, "write_archive", _nothing),
        (events, "write_archive", _nothing),
    ),
}


def leave_out(parts: list[str]) -> None:
    """Let parts of the site stay empty; fails when the program no longer has the function that gives them."""
    for part in parts:
        for owner, name, replacement in REPLACED[part]:
            if not hasattr(owner, name):
                raise RuntimeError(f"{owner.__name__} has no {name} any more; tell the benchmark what gives its {part}")
            setattr(owner, name, replacement)


if __name__ == "__main__":
    leave_out(Repository.find(Path.cwd()).settings.get("leave_out", []))
    sys.exit(cli.main())
