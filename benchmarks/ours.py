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
from atd.cli import build
from atd.reading import Repository

SEARCH, FILES = "search", "files"
"""The search index; data files, citations, plain texts and everything else that stands beside pages and feeds."""


def _nothing(*_given: object) -> tuple[()]:
    return ()


def _only_feeds(library: Any, language: str) -> Any:
    from atd.exports.feeds import feed_files  # noqa: PLC0415, it needs the pages, which need it

    return feed_files(library.studio(language))


def replaced() -> dict[str, tuple[tuple[Any, str, Callable[..., Any]], ...]]:
    """Name the functions that give a part, and what stands in for them."""
    from atd.pages import Library  # noqa: PLC0415, a second, in which the program does something else already
    from atd.site import assembly, events, workshop  # noqa: PLC0415

    return {
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
    known = replaced()
    for part in parts:
        for owner, name, replacement in known[part]:
            if not hasattr(owner, name):
                raise RuntimeError(f"{owner.__name__} has no {name} any more; tell the benchmark what gives its {part}")
            setattr(owner, name, replacement)


def _leave_out_when_building(parts: list[str]) -> None:
    """Let them stay empty once the program imports what makes a site, and no earlier: that would change its order of work."""
    whole = build._build

    def without(*given: Any) -> Any:
        leave_out(parts)
        return whole(*given)

    build._build = without


if __name__ == "__main__":
    _leave_out_when_building(Repository.find(Path.cwd()).settings.get("leave_out", []))
    sys.exit(cli.main())
