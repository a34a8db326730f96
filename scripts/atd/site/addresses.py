"""The addresses that the site has now, held against those that were ever published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from atd.catalogue import Catalogue
from atd.pages import Library
from atd.pages.redirects import PUBLISHED, START, published, written_pages

_HEAD = """\
# Every address that was ever published, without the language before it and without the site.
# Each keeps working or leads to what took its place. `atd urls` adds new ones; nobody takes one away.
# A star stands for every entry of the collection before it.
"""
_PASSING = re.compile(r"(^|/)page-\d+/$|^translate/.+|^contribute/.+\.(rules\.json|template\.yaml)$")
"""Later pages of a list, whose entries move on as it grows, translators' working files, and what belongs to a form."""


@dataclass(frozen=True)
class Comparison:
    """What changed since the list was last written."""

    listed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def compare(library: Library) -> Comparison:
    """Find addresses that are not listed yet, and listed ones that lead nowhere."""
    root, catalogue = library.catalogue.repository.root, library.catalogue
    there = set(_addresses(library))
    listed = published(root)
    promised = set(_lines(there, catalogue))
    gone = [line for line in listed if any(path not in there for path in _meant(line, listed, catalogue))]
    return Comparison(tuple(listed), tuple(sorted(promised - set(listed))), tuple(gone))


def write(root: Path, lines: Iterable[str]) -> None:
    """Write the list, one address to a line."""
    (root / PUBLISHED).write_text(
        _HEAD + "".join(f"{line or START}\n" for line in sorted(set(lines))), encoding="utf-8"
    )


def _addresses(library: Library) -> Iterator[str]:
    repository = library.catalogue.repository
    yield from written_pages(repository.root, repository.default_language)
    yield from (page.path for page in library.pages(repository.default_language))
    yield from library.addresses(repository.default_language)


def _lines(there: set[str], catalogue: Catalogue) -> Iterator[str]:
    """Give the lines for addresses; a star only where every entry has the file, as not every exchange has a calendar."""
    lasting = {path for path in there if not _PASSING.search(path)}
    stars: dict[str, list[str]] = {}
    for path in lasting:
        stars.setdefault(_starred(path, catalogue), []).append(path)
    for line, paths in stars.items():
        yield from [line] if all(path in there for path in _meant(line, lasting, catalogue)) else paths


def _starred(path: str, catalogue: Catalogue) -> str:
    """Let a star stand for the entry in the address of a file, so that the list stays readable."""
    for collection, identifier in _marks(path, catalogue):
        before, after = path.split(f"{collection}/{identifier}", 1)
        if after != "/":  # the page itself is listed
            return f"{before}{collection}/*{after}"
    return path


def _marks(path: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    parts = path.split("/")
    for collection, last in pairwise(parts):
        for identifier in (last, last.partition(".")[0]):
            if collection in catalogue.records and (
                (collection, identifier) in catalogue.by_id or (collection, identifier) in catalogue.former
            ):
                yield collection, identifier
                break


def _meant(line: str, listed: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    """Give the address of a line, or one for each entry that is listed where it has a star.

    What stands beside the page of an entry, such as its citation, goes when the entry is
    withdrawn or renamed; its data stay and say so.
    """
    before, star, after = line.partition("/*")
    if not star:
        yield line
        return
    collection = before.rpartition("/")[2]
    for other in listed:
        name, _slash, rest = other.partition("/")
        identifier = rest.removesuffix("/")
        if name != collection or not rest.endswith("/") or "/" in identifier:
            continue
        record = catalogue.by_id.get((collection, identifier))
        if before.startswith("data/") or (record is not None and not record.withdrawn):
            yield f"{before}/{identifier}{after}"
