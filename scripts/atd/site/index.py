"""A search index put together from what was read in each record.

The same records give the same bytes, which Pagefind's own files do not (values of filters
come in any order). ``tests/unit/test_postings.py`` holds both against each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import cbor2
import orjson

from atd.pages import Findable
from atd.site.packing import Packed
from atd.site.postings import pieces
from atd.site.readings import Kit, Reading

_SHORTEST = 7
"""Characters of the digest in the name of a file; more where two would be alike."""
_ENTRY = "pagefind-entry.json"


@dataclass(frozen=True)
class Entry:
    """One record in an index."""

    reading: bytes
    """Name of what Pagefind read in it."""
    fragment: bytes
    """Digest of what is shown of the record when it is found."""
    length: int
    """Number of words."""
    facets: Mapping[str, Sequence[str]]
    """Values by the name of the filter."""
    order: Mapping[str, str]
    """What lists are ordered by."""
    offered: str
    """Words to offer to readers who misspell, separated by line ends, as often as they stand there."""


def make_entry(key: bytes, findable: Findable, reading: Reading, offered: str, packed: Packed) -> Entry:
    """Enter a record, with how it is listed; that is not searched, its markup is no text."""
    data = orjson.loads(reading.fragment)
    data["meta"]["card"] = findable.card
    return Entry(key, packed.put(orjson.dumps(data)), reading.length, findable.facets, findable.order, offered)


def put_together(
    language: str, kit: Kit, entries: Sequence[Entry], words: Mapping[str, bytes], packed: Packed
) -> dict[str, bytes]:
    """Make the index of a language, with the records in the order in which they are listed.

    ``words`` are those of all records (``postings``); ``packed`` holds the fragments of the entries.
    """
    names = _Names(language)
    files: dict[str, bytes] = {}

    def add(path: str, digest: bytes) -> str:
        name = names.of(digest)
        files[path.format(name=name)] = packed.get(digest)
        return name

    pages = [[add("fragment/{name}.pf_fragment", entry.fragment), entry.length] for entry in entries]
    chunks = [[first, last, add("index/{name}.pf_index", packed.put(cut))] for first, last, cut in pieces(words)]
    filters = [
        [filter_, add("filter/{name}.pf_filter", packed.put(cbor2.dumps([filter_, values])))]
        for filter_, values in _filters(entries)
    ]
    meta = cbor2.dumps([kit.version, pages, chunks, filters, _sorts(entries), list(kit.fields)])
    name = add("pagefind.{name}.pf_meta", packed.put(meta))
    files |= {path: content for path, content in kit.files.items() if path != _ENTRY}
    files[_ENTRY] = _entry(kit.files[_ENTRY], name, len(pages))
    return dict(sorted(files.items()))


class _Names:
    """Names files by their content."""

    def __init__(self, language: str) -> None:
        self.language = language.partition("-")[0]
        self.taken: set[str] = set()

    def of(self, content: bytes) -> str:
        digest = content.hex()
        length = next(n for n in range(_SHORTEST, len(digest) + 1) if digest[:n] not in self.taken)
        self.taken.add(digest[:length])
        return f"{self.language}_{digest[:length]}"


def _filters(entries: Iterable[Entry]) -> list[tuple[str, list[list[Any]]]]:
    filters: dict[str, dict[str, list[int]]] = {}
    for number, entry in enumerate(entries):
        for name, values in entry.facets.items():
            for value in values:
                filters.setdefault(name, {}).setdefault(value, []).append(number)
    return [(name, [list(item) for item in sorted(values.items())]) for name, values in sorted(filters.items())]


def _sorts(entries: Sequence[Entry]) -> list[list[Any]]:
    names = sorted({name for entry in entries for name in entry.order})
    having = {name: [n for n, entry in enumerate(entries) if name in entry.order] for name in names}
    return [[name, sorted(having[name], key=partial(_order, entries, name))] for name in names]


def _order(entries: Sequence[Entry], name: str, number: int) -> str:
    return entries[number].order[name]


def _entry(entry: bytes, name: str, pages: int) -> bytes:
    data = json.loads(entry)
    for language in data["languages"].values():
        language |= {"hash": name, "page_count": pages}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
