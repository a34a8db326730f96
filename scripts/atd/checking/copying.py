"""Sentences that stand word for word in another record, or in a source text given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from atd.checking.relations import Entry
from atd.findings import Finding
from atd.reading import FieldPath, Schema

RUN = 12
"""So many words in a row are no accident."""
RUN_OF_IDEOGRAPHS = 24
"""Where words are not written apart, two signs are counted as a word."""

_ANCHOR = 6
"""Whoever shares twelve words shares one of the other's groups of six, cut at every sixth word."""
_KEPT = 20
"""So many places are remembered of words that many records use."""
_COMPARED, _COMPARED_FOR_EACH = 50_000, 25
"""So many words are compared for a text, and so many more for each of its own. A text that stands whole in as many others
as are remembered needs 20 for each, an ordinary one fewer; a file of 256 KiB made to be slow is left after half a second."""

_WORD = re.compile("[\u3400-\u9fff]|[^\\W\u3400-\u9fff]+")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_QUOTATION = re.compile('“[^”]{0,600}”|«[^»]{0,600}»|「[^」]{0,300}」|"[^"]{0,600}"')


def copying_findings(entries: Iterable[Entry], sources: Mapping[str, str]) -> Iterator[Finding]:
    """Warn where a record tells something in the words of another one or of a source text."""
    index = Index()
    for name, text in sources.items():
        index.add(name, Telling((((), text),)))
    for entry in entries:
        document = entry.document
        telling = Telling.of(document.values, entry.collection.schema)
        for copy in index.copies(telling):
            place = document.within(copy.path, " ".join(copy.words[:3]))
            yield Finding.of(
                "ATD418", place, record=entry.id, field=".".join(map(str, copy.path)),
                excerpt=document.excerpt(place), number=len(copy.words), other=copy.other,
            )  # fmt: skip
        index.add(document.path, telling)


@dataclass(frozen=True)
class Telling:
    """The texts of a record in the words that are compared, quotations left out."""

    texts: tuple[tuple[FieldPath, str], ...]

    @classmethod
    def of(cls, values: Mapping[str, Any], schema: Schema) -> Telling:
        """Gather what a contributor told in sentences."""
        return cls(tuple(_sentences(values, schema.sentences, ())))

    @cached_property
    def words(self) -> tuple[tuple[FieldPath, tuple[str, ...]], ...]:
        """The words of each text, in small letters."""
        return tuple((path, tuple(_WORD.findall(_QUOTATION.sub(" \0 ", text).casefold()))) for path, text in self.texts)


@dataclass(frozen=True)
class Copy:
    """A run of words that stands elsewhere too."""

    path: FieldPath
    words: tuple[str, ...]
    other: str


class Index:
    """Where groups of words stand that were read before."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, tuple[str, ...]]] = []
        self._anchors: dict[int, list[tuple[int, int]]] = {}

    def add(self, name: str, telling: Telling) -> None:
        """Remember the texts of a record or source under its name."""
        for _path, words in telling.words:
            self._texts.append((name, words))
            for start in range(0, len(words) - _ANCHOR + 1, _ANCHOR):
                known = self._anchors.setdefault(hash(words[start : start + _ANCHOR]), [])
                if len(known) < _KEPT:
                    known.append((len(self._texts) - 1, start))

    def copies(self, telling: Telling) -> Iterator[Copy]:
        """Find the longest run of each text that was read before, if it is long enough."""
        for path, words in telling.words:
            long = [(len(run), name, run) for name, run in self._runs(words) if len(run) >= _needed(run)]
            if long:
                _length, name, run = max(long)
                yield Copy(path, run, name)

    def _runs(self, words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """List the runs that a text shares with others, each once and the first ones first."""
        followed: dict[tuple[int, int], int] = {}
        left = _COMPARED + _COMPARED_FOR_EACH * len(words)
        for here, known in self._places(words):
            for number, there in known:
                # All groups of a run lie equally far apart in both texts; the first has led to its end already.
                if here < followed.get((number, there - here), 0):
                    continue
                name, other = self._texts[number]
                start, end = _run(words, here, other, there)
                followed[number, there - here] = end
                yield name, words[start:end]
                left -= end - start
                if left < 0:
                    return

    def _places(self, words: tuple[str, ...]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Find the groups of a text that were read before: where each stands first, and where it was read."""
        seen = set()
        for here, anchor in enumerate(map(hash, zip(*(words[start:] for start in range(_ANCHOR)), strict=False))):
            if anchor in self._anchors and anchor not in seen:
                seen.add(anchor)
                yield here, self._anchors[anchor]


def _needed(run: Iterable[str]) -> int:
    signs = sum(bool(_IDEOGRAPH.match(word)) for word in run)
    return RUN_OF_IDEOGRAPHS if signs > RUN // 2 else RUN


def _run(one: tuple[str, ...], here: int, two: tuple[str, ...], there: int) -> tuple[int, int]:
    """Follow two texts to both sides of a place for as long as they are alike; give where that begins and ends in the first."""
    start, end = 0, 0
    while start < min(here, there) and one[here - start - 1] == two[there - start - 1]:
        start += 1
    while end < min(len(one) - here, len(two) - there) and one[here + end] == two[there + end]:
        end += 1
    return here - start, here + end


def _sentences(value: Any, node: dict[str, Any], path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        if not node:
            yield path, value
    elif isinstance(value, dict):
        for key in (name for name in node if name in value):
            yield from _sentences(value[key], node[key], (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _sentences(item, node, (*path, number))
