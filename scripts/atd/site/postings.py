"""What Pagefind read in each record, and a search index put together from it.

Pagefind reads 1,000 records in 2.5 s and knows no other way than all at once. So what it
found in a record is kept, only records that changed are read again, and the index of a
language is put together here: the same records give the same bytes, which Pagefind's own
files do not (values of filters come in any order). ``tests/unit/test_postings.py`` holds
both against each other.

An index is CBOR, compressed, behind a mark of twelve bytes. A word is ``[word, pages,
variants]``, a page of a word ``[step from the page before, places, places in the title]``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import cbor2
import deflate
import orjson

from atd.pages import Findable

_MARK = b"pagefind_dcd"
_LEVEL = 6
_CHUNK = 32_000
"""Bytes of an uncompressed piece of the index; a search loads one piece for each word."""
_SHORTEST = 7
"""Characters of the digest in the name of a file; more where two would be alike."""
_VARIANT = "\t"
"""Stands between a word and its form with accents."""
_ENTRY = "pagefind-entry.json"


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


@dataclass(frozen=True)
class Kit:
    """What every index of a language holds, whatever its records."""

    files: Mapping[str, bytes]
    version: str
    fields: tuple[str, ...]
    """What Pagefind calls metadata and searches as well."""


def take_apart(files: Mapping[str, bytes]) -> tuple[Kit, dict[str, Reading]]:
    """Sort an index that Pagefind made by records; gives them by their address."""
    version, pages, _chunks, _filters, _sorts, fields = cbor2.loads(_opened(_one(files, ".pf_meta")))
    words: list[list[str]] = [[] for _ in pages]
    places: list[list[bytes]] = [[] for _ in pages]
    for word, found in _postings(files):
        page = 0
        for step, text, title in found:
            page += step
            words[page].append(word)
            places[page].append(_places(tuple(text), tuple(title)))
    readings = {}
    for number, (name, length) in enumerate(pages):
        fragment = _opened(files[f"fragment/{name}.pf_fragment"])
        readings[str(json.loads(fragment)["url"])] = Reading(
            fragment, length, tuple(words[number]), tuple(places[number])
        )
    common = {path: content for path, content in files.items() if "/" not in path and not path.endswith(".pf_meta")}
    return Kit(common, version, tuple(fields)), readings


def put_together(language: str, kit: Kit, found: Sequence[tuple[Findable, Reading]]) -> dict[str, bytes]:
    """Make the index of a language from what was read, in the order in which the records are listed."""
    names = _Names(language)
    files: dict[str, bytes] = {}
    pages = []
    for findable, reading in found:
        fragment = _with_card(reading.fragment, findable.card)
        name = names.of(fragment)
        files[f"fragment/{name}.pf_fragment"] = _closed(fragment)
        pages.append([name, reading.length])
    chunks = []
    for first, last, content in _trimmed(_chunks([reading for _findable, reading in found])):
        name = names.of(content)
        files[f"index/{name}.pf_index"] = _closed(content)
        chunks.append([first, last, name])
    filters = []
    for filter_, values in _filters([findable for findable, _reading in found]):
        content = cbor2.dumps([filter_, values])
        name = names.of(content)
        files[f"filter/{name}.pf_filter"] = _closed(content)
        filters.append([filter_, name])
    sorts = _sorts([findable for findable, _reading in found])
    meta = cbor2.dumps([kit.version, pages, chunks, filters, sorts, list(kit.fields)])
    name = names.of(meta)
    files[f"pagefind.{name}.pf_meta"] = _closed(meta)
    files |= {path: content for path, content in kit.files.items() if path != _ENTRY}
    files[_ENTRY] = _entry(kit.files[_ENTRY], name, len(pages))
    return dict(sorted(files.items()))


class _Names:
    """Names files by their content."""

    def __init__(self, language: str) -> None:
        self.language = language.partition("-")[0]
        self.taken: set[str] = set()

    def of(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        length = next(n for n in range(_SHORTEST, len(digest) + 1) if digest[:n] not in self.taken)
        self.taken.add(digest[:length])
        return f"{self.language}_{digest[:length]}"


def _postings(files: Mapping[str, bytes]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield each word with the pages on which it stands: step from the page before, places, places in the title."""
    for path, content in files.items():
        if not path.endswith(".pf_index"):
            continue
        for word, pages, variants in cbor2.loads(_opened(content))[0]:
            yield word, pages
            yield from ((f"{word}{_VARIANT}{form}", others) for form, others in variants)


def _chunks(readings: Sequence[Reading]) -> Iterator[tuple[str, str, bytes]]:
    """Cut the words into pieces; yields the first and the last word of each and its content."""
    pages: dict[str, list[tuple[int, bytes]]] = {}
    for number, reading in enumerate(readings):
        for word, places in zip(reading.words, reading.places, strict=True):
            pages.setdefault(word, []).append((number, places))
    piece: list[bytes] = []
    first, size, count = "", 0, 0
    words = sorted(_grouped(pages).items())
    for position, (word, variants) in enumerate(words, 1):
        first, count = first or word, count + 1
        piece += [b"\x83", cbor2.dumps(word), _paged(pages.get(word, ())), _array(len(variants))]
        for variant in variants:
            piece += [b"\x82", cbor2.dumps(variant.partition(_VARIANT)[2]), _paged(pages[variant])]
        size += sum(len(places) + 2 for key in (word, *variants) for _page, places in pages.get(key, ()))
        if size >= _CHUNK or position == len(words):
            yield first, word, b"".join((b"\x81", _array(count), *piece))
            piece, first, size, count = [], "", 0, 0


def _grouped(pages: Iterable[str]) -> dict[str, list[str]]:
    """Give every word with its forms that have accents."""
    grouped: dict[str, list[str]] = {}
    for key in sorted(pages):
        word, variant, _form = key.partition(_VARIANT)
        forms = grouped.setdefault(word, [])
        if variant:
            forms.append(key)
    return grouped


def _paged(pages: Sequence[tuple[int, bytes]]) -> bytes:
    pieces, before = [_array(len(pages))], 0
    for page, places in pages:
        pieces += (b"\x83", _number(page - before), places)
        before = page
    return b"".join(pieces)


@lru_cache(maxsize=20_000)
def _places(*places: tuple[int, ...]) -> bytes:
    """Write where a word stands; most stand in one place only, at which others stand in other records."""
    return b"".join(part for numbers in places for part in (_array(len(numbers)), *map(_number, numbers)))


@cache
def _number(value: int) -> bytes:
    return bytes(cbor2.dumps(value))


@cache
def _array(length: int) -> bytes:
    """Begin an array: its length with the major type 4 in the upper bits."""
    head = _number(length)
    return bytes((head[0] | 0x80,)) + head[1:]


def _trimmed(chunks: Iterable[tuple[str, str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """Shorten the borders of neighbouring pieces to what tells them apart, as Pagefind does."""
    pieces = list(chunks)
    firsts, lasts = [first for first, _last, _content in pieces], [last for _first, last, _content in pieces]
    for number, (last, first) in enumerate(list(zip(lasts, firsts[1:], strict=False))):
        different = (n for n, (a, b) in enumerate(zip(last, first, strict=False), 1) if a != b)
        shared = next(different, min(len(last), len(first)) + 1)
        if last[:shared] >= firsts[number]:
            lasts[number] = last[:shared]
        firsts[number + 1] = first[:shared]
    contents = (content for _first, _last, content in pieces)
    return zip(firsts, lasts, contents, strict=True)


def _filters(found: Iterable[Findable]) -> list[tuple[str, list[list[Any]]]]:
    filters: dict[str, dict[str, list[int]]] = {}
    for number, findable in enumerate(found):
        for name, values in findable.facets.items():
            for value in values:
                filters.setdefault(name, {}).setdefault(value, []).append(number)
    return [(name, [list(item) for item in sorted(values.items())]) for name, values in sorted(filters.items())]


def _sorts(found: Sequence[Findable]) -> list[list[Any]]:
    names = sorted({name for findable in found for name in findable.order})
    having = {name: [n for n, findable in enumerate(found) if name in findable.order] for name in names}
    return [[name, sorted(having[name], key=partial(_order, found, name))] for name in names]


def _order(found: Sequence[Findable], name: str, number: int) -> str:
    return found[number].order[name]


def _with_card(fragment: bytes, card: str) -> bytes:
    """Add how a record is listed, which is not searched: its markup is no text."""
    data = orjson.loads(fragment)
    data["meta"]["card"] = card
    return orjson.dumps(data)


def _entry(entry: bytes, name: str, pages: int) -> bytes:
    data = json.loads(entry)
    for language in data["languages"].values():
        language |= {"hash": name, "page_count": pages}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _one(files: Mapping[str, bytes], end: str) -> bytes:
    return next(content for path, content in files.items() if path.endswith(end))


def _opened(packed: bytes) -> bytes:
    return gzip.decompress(packed).removeprefix(_MARK)


def _closed(content: bytes) -> bytes:
    return bytes(deflate.gzip_compress(_MARK + content, _LEVEL))
