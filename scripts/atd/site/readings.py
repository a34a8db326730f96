"""What Pagefind read in each record.

Pagefind reads 1,000 records in 2.5 s and knows no other way than all at once. So what it
found in a record is kept, and only records that changed are read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cbor2

from atd.site.packing import opened, places

VARIANT = "\t"
"""Stands between a word and its form with accents."""


@dataclass(frozen=True)
class Reading:
    """What Pagefind found in one record."""

    fragment: bytes
    """What is shown of the record when it is found, as JSON."""
    length: int
    """Number of words."""
    words: tuple[str, ...]
    places: tuple[bytes, ...]
    """Where each word stands, as CBOR."""

    @property
    def found(self) -> Mapping[str, bytes]:
        """Where each word stands, by the word."""
        return dict(zip(self.words, self.places, strict=True))

    @classmethod
    def of(cls, written: bytes) -> Reading:
        """Read what ``written`` gave."""
        fragment, length, words, found = cbor2.loads(written)
        return cls(fragment, length, tuple(words.split("\n")) if words else (), tuple(found))

    @property
    def written(self) -> bytes:
        """The same as bytes, to be kept."""
        return bytes(cbor2.dumps((self.fragment, self.length, "\n".join(self.words), self.places)))


@dataclass(frozen=True)
class Kit:
    """What every index of a language holds, whatever its records."""

    files: Mapping[str, bytes]
    version: str
    fields: tuple[str, ...]
    """What Pagefind calls metadata and searches as well."""


def take_apart(files: Mapping[str, bytes]) -> tuple[Kit, dict[str, Reading]]:
    """Sort an index that Pagefind made by records; gives them by their address."""
    version, pages, _chunks, _filters, _sorts, fields = cbor2.loads(opened(_one(files, ".pf_meta")))
    words: list[list[str]] = [[] for _ in pages]
    found: list[list[bytes]] = [[] for _ in pages]
    for word, where in _postings(files):
        page = 0
        for step, text, title in where:
            page += step
            words[page].append(word)
            found[page].append(places(tuple(text), tuple(title)))
    readings = {}
    for number, (name, length) in enumerate(pages):
        fragment = opened(files[f"fragment/{name}.pf_fragment"])
        readings[str(json.loads(fragment)["url"])] = Reading(
            fragment, length, tuple(words[number]), tuple(found[number])
        )
    common = {path: content for path, content in files.items() if "/" not in path and not path.endswith(".pf_meta")}
    return Kit(common, version, tuple(fields)), readings


def _postings(files: Mapping[str, bytes]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield each word with the pages on which it stands: step from the page before, places, places in the title."""
    for path, content in files.items():
        if not path.endswith(".pf_index"):
            continue
        for word, pages, variants in cbor2.loads(opened(content))[0]:
            yield word, pages
            yield from ((f"{word}{VARIANT}{form}", others) for form, others in variants)


def _one(files: Mapping[str, bytes], end: str) -> bytes:
    return next(content for path, content in files.items() if path.endswith(end))
