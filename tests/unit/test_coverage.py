"""The census of the repository, its gaps and its heat tables."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.pages import Library
from atd.pages.census import Census, Tally, take_census
from atd.pages.heat import WIDTH, Panel, marks, panel, scale
from conftest import copy_repository, find, library


@pytest.fixture(scope="module")
def census(whole_library: Library) -> Census:
    return take_census(whole_library.catalogue)


def test_the_census_counts_each_living_entry_once(whole_library: Library, census: Census) -> None:
    records = [r for r in whole_library.catalogue.records["practices"] if not r.withdrawn]
    assert census.total.all == len(records)
    assert sum(tally.all for tally in census.levels.values()) == len(records)
    assert sum(tally.all for tally in census.quarters.values()) == len(records)
    regional = sum(len(whole_library.catalogue.regions(record)) for record in records)
    assert sum(place.tally.all for place in census.places) == regional
    assert census.nowhere.all == sum(not record.values["countries"] for record in records)


def test_a_cell_agrees_with_the_lists_of_its_terms(whole_library: Library, census: Census) -> None:
    index, standing = whole_library.catalogue.index, whole_library.catalogue.standing
    for place in census.places:
        for group in census.groups:
            for action in census.actions:
                marks_ = (("review-region", place.id), ("practice-group", group.id), ("gcm-action", action))
                shared = set.intersection(
                    *({r.id for r in index.get(m, ()) if standing(r) == "promising"} for m in marks_)
                )
                assert census.cells.get((place.id, group.id, action), 0) == len(shared)


def test_gaps_are_where_nothing_promising_is(whole_library: Library, census: Census) -> None:
    practised = {code for record in whole_library.catalogue.assessed for code in record.values["countries"]}
    for place in census.places:
        filled = {group for region, group, _action in census.cells if region == place.id}
        assert set(place.empty_groups) == {group.id for group in census.groups} - filled
        assert not practised & set(place.missing)
    countries = whole_library.catalogue.vocabularies["country"].current()
    assert sum(place.countries for place in census.places) == len(countries)


def test_parts_of_a_state_are_no_gaps_of_another_region(whole_library: Library, census: Census) -> None:
    """Codes of CLDR that are neither in ISO 3166-1 nor in M49 stand with their State."""
    missing = {code for place in census.places for code in place.missing}
    assert missing.isdisjoint({"EA", "IC"})
    countries = whole_library.catalogue.vocabularies["country"].by_id
    for code in ("EA", "IC"):
        assert countries[code].replaced_by == "ES"
        assert countries[code].review_region == countries["ES"].review_region
    shown = str(find(whole_library, "en", "coverage/").render())
    assert "Canary Islands" not in shown
    assert "Western Sahara" in shown  # M49 counts it by itself


def test_measures_that_are_no_alternatives_are_no_gaps(whole_library: Library, census: Census) -> None:
    """The vocabulary tells which groups are never promising; the rules of the schema keep it so."""
    catalogue = whole_library.catalogue
    assert [group.id for group in census.others] == ["coercive"]
    practices = [r for r in catalogue.index["practice-group", "coercive"] if r.collection == "practices"]
    assert {catalogue.standing(record) for record in practices} == {"context"}
    assert "coercive" not in {group for _region, group, _action in census.cells}


def test_the_rarest_actions_come_first_with_all_that_are_as_rare() -> None:
    def rarest(**actions: int) -> tuple[str, ...]:
        return Census(Tally(), Tally(), (), (), (), actions, {}, {}, {}, 0).fewest

    assert rarest(a=5, b=0, c=2, d=1, e=2) == ("b", "d", "c", "e")
    assert rarest(a=5, b=0) == ("b", "a")


def test_old_entries_are_counted_as_stale(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r")
    file = root / "practices" / "zm-release-all.yaml"
    text = re.sub(r'last_verified: ".*"', 'last_verified: "2024-08-31"', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    small = library(root)
    counted = take_census(small.catalogue)
    assert counted.stale == 1
    assert list(counted.quarters) == [date(2026, 10, 1), date(2024, 7, 1)]
    shown = find(small, "en", "coverage/").render()
    assert "1 entry was last checked more than a year ago." in shown
    assert "3rd quarter 2024" in shown


def test_the_table_says_the_same_as_the_drawing(whole_library: Library, census: Census) -> None:
    shown = find(whole_library, "en", "coverage/").render()
    drawings = re.findall(r'<svg class="heat".*?</svg>', shown, re.DOTALL)
    table = re.search(r'<table class="cells">.*?</table>', shown, re.DOTALL)
    assert table
    regions = table.group().split("<tbody>")[1:]
    assert len(drawings) == len(regions) == len(census.places)
    for drawing, region in zip(drawings, regions, strict=True):
        placed = re.findall(r'<text x="([\d.]+)" y="([\d.]+)">(\d+)</text>', drawing.partition('<g class="step')[2])
        drawn = [number for _y, _x, number in sorted((float(y), float(x), number) for x, y, number in placed)]
        told = re.findall(r"<td>(\d+)</td>", region)
        assert drawn == [number for number in told if number != "0"]
        outlines = re.search(r'step-0" aria-hidden="true"><path d="([^"]*)"', drawing)
        assert outlines
        assert outlines.group(1).count("M") == told.count("0")


def test_terms_with_entries_are_linked_and_others_are_not(whole_library: Library, census: Census) -> None:
    shown = find(whole_library, "en", "coverage/").render()
    for vocabulary, ids in (("gcm-action", census.actions), ("practice-group", [g.id for g in census.groups])):
        for id_ in ids:
            linked = f'href="../topics/{vocabulary}/{id_}/"' in shown
            assert linked is ((vocabulary, id_) in whole_library.catalogue.index)


def test_an_empty_repository_has_a_coverage_page(tmp_path: Path) -> None:
    shown = find(library(copy_repository(tmp_path / "r", ())), "en", "coverage/").render()
    assert shown.count("–") >= 5, "no share of nothing"
    assert "Every entry was checked within the last year." in shown


@pytest.mark.parametrize(
    ("numbers", "ranges"),
    [
        ((), ()),
        ((1, 1), ((1, 1),)),
        ((3, 1), ((1, 1), (2, 2), (3, 3))),
        ((8, 2), ((1, 1), (2, 2), (3, 3), (4, 5), (6, 8))),
        ((430,), ((1, 3), (4, 11), (12, 38), (39, 127), (128, 430))),
    ],
)
def test_steps_grow_with_the_numbers(numbers: tuple[int, ...], ranges: tuple[tuple[int, int], ...]) -> None:
    assert scale(numbers).ranges == ranges


@given(st.lists(st.integers(1, 10_000), min_size=1))
def test_every_number_has_a_step_and_nought_has_none(numbers: list[int]) -> None:
    steps = scale(numbers)
    assert steps.step(0) == 0
    assert all(1 <= steps.step(number) <= 5 for number in numbers)
    assert [steps.step(n) for n in sorted(numbers)] == sorted(steps.step(n) for n in numbers)


def test_a_panel_for_right_to_left_readers_is_mirrored() -> None:
    cells = {("r", "a"): 1, ("r", "c"): 2}
    left, right = (panel(cells, ["r"], ["a", "b", "c"], scale([1, 2]), rtl) for rtl in (False, True))
    assert [WIDTH - x for x in left.heads] == list(right.heads)
    assert left.edge + right.edge == WIDTH
    assert {value: WIDTH - x for value, x in places(left).items()} == places(right)


def places(drawn: Panel) -> dict[int, float]:
    return {number.value: number.x for shade in drawn.shades for number in shade.numbers}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Objective 13, opening paragraph", "13(a) Monitoring", "13(h) Children"], ("13", "(a)", "(h)")),
        (["Objectif 13, paragraphe introductif", "13 a) Suivi", "13 h) Enfants"], ("13", "a)", "h)")),
        (["الهدف 13، الفقرة الافتتاحية", "13(أ) الرصد", "13(هـ) المعلومات"], ("13", "(أ)", "(هـ)")),
        (["Law", "Care"], ("1", "2")),
        (["13(a) One", "13(a) Two"], ("1", "2")),
    ],
)
def test_columns_are_headed_by_the_letters_of_their_labels(labels: list[str], expected: tuple[str, ...]) -> None:
    assert marks(labels) == expected
