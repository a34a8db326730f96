"""The index that is put together holds what Pagefind's own holds."""

import gzip
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.pages import Findable
from atd.site.index import make_entry
from atd.site.index import put_together as joined
from atd.site.indexing import build_index
from atd.site.packing import Packed, places
from atd.site.postings import Change, collected, renewed
from atd.site.readings import Kit, Reading, take_apart

TEXTS = {
    "en": ("Release of refugees", "Naïve café owners released a refugee. Releases were 19 in 2021; café naïve cafe."),
    "ar": ("الأطفال والاحتجاز", "أطفال لا يحتجزون في المدينة ولا في المطار"),
    "zh": ("拘留替代措施", "儿童不被拘留。社区安置是拘留的替代措施。"),
}


def findables(language: str, number: int = 40) -> list[Findable]:
    title, words = TEXTS[language]
    return [
        Findable(
            f"practices/xx-{n}/", f"{title} {n}", f"{words}\n{'x' * (n % 7 + 1)} {n} {words}", f'<li class="card">{n}</li>',
            {"stage": (("release",), ("arrival", "release"), ())[n % 3], "collection": ("practices",)}, {"changed": f"20{n % 5:02}"},
        )
        for n in range(number)
    ]  # fmt: skip


def put_together(language: str, kit: Kit, found: list[tuple[Findable, Reading]]) -> dict[str, bytes]:
    packed = Packed({})
    entries = [make_entry(b"", findable, reading, "", packed) for findable, reading in found]
    return joined(language, kit, entries, collected(reading for _findable, reading in found), packed)


def opened(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))


def pages(listed: Any, addresses: list[str]) -> dict[str, Any]:
    found, page = {}, 0
    for step, *where in listed:
        page += step
        found[addresses[page]] = where
    return found


def told(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Say what an index holds, whatever its files are called and however pages are numbered."""
    meta = opened(next(content for name, content in files.items() if name.endswith(".pf_meta")))
    version, listed, chunks, filters, sorts, fields = meta
    texts = {name: json.loads(gzip.decompress(files[f"fragment/{name}.pf_fragment"])[12:]) for name, _ in listed}
    addresses = [texts[name]["url"] for name, _length in listed]
    assert all(one[0] <= one[1] < other[0] <= other[1] for one, other in pairwise(chunks))
    words = {}
    for first, last, name in chunks:
        for word, where, variants in opened(files[f"index/{name}.pf_index"])[0]:
            assert first <= word
            assert word[: len(last)] <= last
            words[word] = (pages(where, addresses), {form: pages(other, addresses) for form, other in variants})
    shown = {f["url"]: (f["content"], f["word_count"], f["meta"]["title"]) for f in texts.values()}
    having = {
        name: {
            value: {addresses[n] for n in numbers} for value, numbers in opened(files[f"filter/{mark}.pf_filter"])[1]
        }
        for name, mark in filters
    }
    return {
        "version": version, "words": words, "shown": shown, "filters": having, "fields": fields,
        "lengths": {address: length for address, (_, length) in zip(addresses, listed, strict=True)},
        "sorts": {name: [addresses[n] for n in numbers] for name, numbers in sorts},
    }  # fmt: skip


@pytest.fixture(scope="module", params=list(TEXTS))
def built(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[Findable], dict[str, bytes]]]:
    found = findables(request.param)
    yield request.param, found, build_index(request.param, found)


def test_words_and_places_are_those_of_pagefind(built: tuple[str, list[Findable], dict[str, bytes]]) -> None:
    language, found, own = built
    kit, readings = take_apart(own)
    made = put_together(language, kit, [(one, readings[one.address]) for one in found])
    ours, theirs = told(made), told(own)
    for part in ("version", "words", "shown", "lengths", "fields"):
        assert ours[part] == theirs[part], part
    assert len(ours["words"]) > 5
    assert ours["filters"]["stage"]["release"] == {one.address for one in found if "release" in one.facets["stage"]}
    assert ours["sorts"]["changed"] == [one.address for one in sorted(found, key=lambda one: one.order["changed"])]
    entry = json.loads(made["pagefind-entry.json"])["languages"][language]
    assert f"pagefind.{entry['hash']}.pf_meta" in made
    assert entry["page_count"] == len(found)
    assert {name for name in own if "/" not in name and "meta" not in name} <= set(made)


def test_readings_of_single_records_give_the_same_bytes(built: tuple[str, list[Findable], dict[str, bytes]]) -> None:
    language, found, own = built
    kit, readings = take_apart(own)
    whole = put_together(language, kit, [(one, readings[one.address]) for one in found])
    single = (
        take_apart(build_index(language, found[7:8]))[1] | take_apart(build_index(language, found[:7] + found[8:]))[1]
    )
    assert put_together(language, kit, [(one, single[one.address]) for one in found]) == whole


def test_cards_are_shown_and_not_searched() -> None:
    found = [Findable("practices/xx/", "Title", "Some words", '<li class="zebra">', {}, {})]
    kit, readings = take_apart(build_index("en", found))
    made = put_together("en", kit, [(found[0], readings["practices/xx/"])])
    assert "zebra" not in str(told(made)["words"])
    (fragment,) = (content for name, content in made.items() if name.endswith(".pf_fragment"))
    assert json.loads(gzip.decompress(fragment)[12:])["meta"]["card"] == '<li class="zebra">'


def test_files_of_the_same_digest_keep_names_of_their_own() -> None:
    found = findables("en", 300)
    kit, readings = take_apart(build_index("en", found))
    made = put_together("en", kit, [(one, readings[one.address]) for one in found])
    assert sum(name.startswith("fragment/") for name in made) == 300


WORDS = st.dictionaries(
    st.sampled_from(["child", "children", "naive", "naive\tnaïve", "café\tcafe", "zebra"]),
    st.tuples(st.lists(st.integers(0, 70_000), max_size=30), st.lists(st.integers(0, 300), max_size=2)),
)


def read(words: dict[str, tuple[list[int], list[int]]]) -> Reading:
    return Reading(b"", 0, tuple(words), tuple(places(tuple(text), tuple(title)) for text, title in words.values()))


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=1, max_size=40))
def test_words_renewed_are_those_collected_anew(pages: list[tuple[Any, Any, bool]]) -> None:
    before = [read(words) for words, _other, _changed in pages]
    now = [read(other if changed else words) for words, other, changed in pages]
    changes = [Change(n, before[n], now[n]) for n, (_words, _other, changed) in enumerate(pages) if changed]
    assert renewed(collected(before), changes) == collected(now)
