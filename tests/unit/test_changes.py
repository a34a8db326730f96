"""The list of changes, and how long lists are divided."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.pages import Library
from atd.pages.division import divide
from conftest import copy_repository, find, library


def test_every_update_stands_in_the_list_and_the_newest_is_first(whole_library: Library) -> None:
    records = [record for record in whole_library.catalogue.records["practices"] if not record.withdrawn]
    parts = [model for model in whole_library.pages("en") if re.fullmatch(r"changes/(page-\d+/)?", model.path)]
    text = "".join(model.render() for model in parts)
    days = re.findall(r'<time datetime="([^"]+)"', text)
    assert days == sorted((str(u["date"]) for r in records for u in r.updates), reverse=True)
    assert all(f'id="y{day[:4]}"' in text for day in days)


def test_the_list_of_setbacks_holds_nothing_else(whole_library: Library) -> None:
    text = find(whole_library, "en", "changes/setbacks/").render()
    setbacks = sum(u["kind"] == "setback" for r in whole_library.catalogue.records["practices"] for u in r.updates)
    assert text.count("update-kind-setback") == text.count("<time") == setbacks > 5


@pytest.mark.parametrize("path", ["changes/", "changes/setbacks/"])
def test_the_list_that_is_shown_is_the_current_one(whole_library: Library, path: str) -> None:
    assert re.findall(r'<a href="([^"]*)" aria-current="([^"]*)"', find(whole_library, "en", path).render()) == [
        ("../" * path.count("/") + path, "page")
    ]


def test_changes_of_context_entries_are_marked(whole_library: Library) -> None:
    catalogue, marked = whole_library.catalogue, {True: 0, False: 0}
    for event in find(whole_library, "en", "changes/").render().split('<li class="event')[1:]:
        name = re.search(r"practices/([^/]+)/", event)
        assert name
        context = catalogue.standing(catalogue.by_id["practices", name.group(1)]) == "context"
        assert ("Shown for context" in event) is context
        marked[context] += 1
    assert all(marked.values())


def test_a_list_without_changes_says_so(tmp_path: Path) -> None:
    small = library(copy_repository(tmp_path / "r", ("zm-release-all",)))
    for path in ("changes/", "changes/setbacks/"):
        empty = find(small, "en", path)
        assert "Nothing has been recorded yet." in empty.render()
        assert empty.headings == ()


def test_a_withdrawal_is_told_with_its_reason_and_nothing_more(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", ("us-isap", "zm-release-all"))
    with (root / "practices" / "us-isap.yaml").open("a", encoding="utf-8") as file:
        file.write('withdrawn:\n  date: "2026-11-01"\n  reason: The <b>source</b> was wrong.\n')
    small = library(root)
    text = find(small, "en", "changes/").render()
    assert text.count("<time") == 1
    assert "Entry withdrawn" in text
    assert "The &lt;b&gt;source&lt;/b&gt; was wrong." in text
    assert "<time" not in find(small, "en", "changes/setbacks/").render()


def test_long_lists_of_changes_are_divided(whole_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atd.pages.division.PAGE_SIZE", 20)
    parts = [model for model in whole_library.pages("en") if re.fullmatch(r"changes/(page-\d/)?", model.path)]
    counts = [model.render().count("<time") for model in parts]
    assert all(count == 20 for count in counts[:-1])
    assert counts[-1] <= 20 < sum(counts)
    assert 'href="../../changes/setbacks/"' in parts[1].render()
    assert parts[1].title == "What changed (2)"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 250)), max_size=4, unique_by=lambda g: g[0]))
def test_dividing_keeps_every_item_once_and_in_order(sizes: list[tuple[str, int]]) -> None:
    groups = [(name, [(name, n) for n in range(size)]) for name, size in sizes]
    parts = divide(groups, "list/")
    assert [i for part in parts for group in part.groups for i in group.members] == [
        i for _, items in groups for i in items
    ]
    assert all(sum(len(group.members) for group in part.groups) == 100 for part in parts[:-1])
    assert {group.id: group.total for part in parts for group in part.groups} == {n: s for n, s in sizes if s}
    assert [part.address(part.number) for part in parts][:2] == ["list/", "list/page-2/"][: len(parts)]
