"""The words of an index with the pages on which they stand.

A word is ``[word, pages, variants]`` in CBOR, a page of a word ``[step from the page before,
places, places in the title]``. Where a few of many records changed, only the words that they
hold or held are written again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import cbor2

from atd.site.packing import array, number
from atd.site.readings import VARIANT, Reading

_PIECE = 37_000
"""Bytes of an uncompressed piece of the index; a search loads one piece for each word."""


@dataclass(frozen=True)
class Change:
    """A page of which another reading was made."""

    page: int
    before: Reading
    now: Reading


def collected(readings: Iterable[Reading]) -> dict[str, bytes]:
    """Write every word of these pages, each with its forms that have accents."""
    pages: dict[str, list[tuple[int, bytes]]] = {}
    for page, reading in enumerate(readings):
        for word, where in zip(reading.words, reading.places, strict=True):
            pages.setdefault(word, []).append((page, where))
    return _written(pages)


def renewed(words: Mapping[str, bytes], changes: Iterable[Change]) -> dict[str, bytes]:
    """Give what would be collected now that these pages changed."""
    groups: dict[str, dict[str, list[Any]]] = {}

    def listed(key: str) -> list[Any]:
        word = key.partition(VARIANT)[0]
        if word not in groups:
            groups[word] = _read(words[word]) if word in words else {}
        return groups[word].setdefault(key, [])

    for change in changes:
        before, now = change.before.found, change.now.found
        for key in before.keys() | now.keys():
            if before.get(key) == now.get(key):
                continue
            if key in before:
                _take_out(listed(key), change.page)
            if key in now:
                _put_in(listed(key), change.page, cbor2.loads(b"\x82" + now[key]))
    kept = {word: written for word, written in words.items() if word not in groups}
    return kept | {word: _group(word, group) for word, group in groups.items() if any(group.values())}


def pieces(words: Mapping[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Cut the words into pieces; yields what each begins and ends with, and its content.

    Borders are shortened to what tells neighbours apart, as Pagefind does.
    """
    cut = list(_cut(words))
    firsts, lasts = [first for first, _last, _content in cut], [last for _first, last, _content in cut]
    for position, (last, first) in enumerate(list(zip(lasts, firsts[1:], strict=False))):
        different = (n for n, (a, b) in enumerate(zip(last, first, strict=False), 1) if a != b)
        shared = next(different, min(len(last), len(first)) + 1)
        if last[:shared] >= firsts[position]:
            lasts[position] = last[:shared]
        firsts[position + 1] = first[:shared]
    contents = (content for _first, _last, content in cut)
    return zip(firsts, lasts, contents, strict=True)


def _cut(words: Mapping[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    piece: list[bytes] = []
    first, size = "", 0
    for position, word in enumerate(sorted(words), 1):
        first = first or word
        piece.append(words[word])
        size += len(words[word])
        if size >= _PIECE or position == len(words):
            yield first, word, b"".join((b"\x81", array(len(piece)), *piece))
            piece, first, size = [], "", 0


def _written(pages: Mapping[str, Sequence[tuple[int, bytes]]]) -> dict[str, bytes]:
    forms: dict[str, list[str]] = {}
    for key in sorted(pages):
        word, variant, _form = key.partition(VARIANT)
        others = forms.setdefault(word, [])
        if variant:
            others.append(key)
    return {word: _word(word, others, pages) for word, others in forms.items()}


def _word(word: str, forms: Sequence[str], pages: Mapping[str, Sequence[tuple[int, bytes]]]) -> bytes:
    parts = [b"\x83", cbor2.dumps(word), _paged(pages.get(word, ())), array(len(forms))]
    for form in forms:
        parts += [b"\x82", cbor2.dumps(form.partition(VARIANT)[2]), _paged(pages[form])]
    return b"".join(parts)


def _paged(pages: Sequence[tuple[int, bytes]]) -> bytes:
    parts, before = [array(len(pages))], 0
    for page, where in pages:
        parts += (b"\x83", number(page - before), where)
        before = page
    return b"".join(parts)


def _read(written: bytes) -> dict[str, list[Any]]:
    """Read a word: itself and its forms, each with its pages."""
    word, pages, variants = cbor2.loads(written)
    return {word: pages} | {f"{word}{VARIANT}{form}": others for form, others in variants}


def _group(word: str, group: Mapping[str, list[Any]]) -> bytes:
    """Write a word with its forms, but for those that stand nowhere."""
    forms = [[key.partition(VARIANT)[2], group[key]] for key in sorted(group) if key != word and group[key]]
    return bytes(cbor2.dumps([word, group.get(word, []), forms]))


def _take_out(listed: list[Any], page: int) -> None:
    position = bisect_left(list(accumulate(step for step, *_found in listed)), page)
    step, *_found = listed.pop(position)
    if position < len(listed):
        listed[position][0] += step


def _put_in(listed: list[Any], page: int, found: Sequence[Any]) -> None:
    pages = list(accumulate(step for step, *_found in listed))
    position = bisect_left(pages, page)
    step = page - (pages[position - 1] if position else 0)
    listed.insert(position, [step, *found])
    if position + 1 < len(listed):
        listed[position + 1][0] -= step
