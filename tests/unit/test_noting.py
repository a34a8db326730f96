"""Whoever makes something is told what was read for it, also where somebody else had made a part of it before."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from atd.catalogue import Record
from atd.noting import Remembered, aggregate, aggregates, note, noted, noting
from atd.pages import Library, PageModel
from atd.pages.watching import watched


@dataclass
class Sheet:
    """Something with a property that is worked out once."""

    path: str
    made: list[str] = field(default_factory=list)

    @noted
    def words(self) -> int:
        """Count the words."""
        self.made.append(self.path)
        return len(self.path.split())


@dataclass
class Pile:
    """Something worked out from all sheets."""

    sheets: list[Sheet]

    @aggregate
    def total(self) -> int:
        """Count the words of all."""
        return sum(sheet.words for sheet in self.sheets)


def test_what_is_read_inside_counts_outside() -> None:
    with noting() as outer:
        note("a")
        with noting() as inner:
            note("b")
        with noting(apart=True) as apart:
            note("c")
        note("d")
    assert (outer, inner, apart) == ({"a", "b", "d"}, {"b"}, {"c"})


def test_an_error_loses_no_notes() -> None:
    with noting() as outer:
        try:
            with noting():
                note("a")
                raise ValueError
        except ValueError:
            note("b")
    assert outer == {"a", "b"}


def test_a_property_is_worked_out_once_and_noted_each_time() -> None:
    sheet = Sheet("one two")
    for _time in range(2):
        with noting() as read:
            assert sheet.words == 2
        assert read == {"one two"}
    assert sheet.made == ["one two"]


def test_what_is_made_once_for_many_is_noted_for_each() -> None:
    remembered: Remembered[str, int] = Remembered()
    sheets = [Sheet("one"), Sheet("one two")]
    for _time in range(2):
        with noting() as read:
            assert remembered.get("sum", lambda: sum(sheet.words for sheet in sheets)) == 3
        assert read == {"one", "one two"}
    assert [sheet.made for sheet in sheets] == [["one"], ["one two"]]


def test_what_is_worked_out_from_everything_is_noted_for_nobody() -> None:
    pile = Pile([Sheet("one"), Sheet("one two")])
    with noting() as read:
        assert pile.total == pile.total == 3
    assert read == set()
    assert aggregates(pile) == {"total": 3}


def test_a_page_counts_what_was_read_for_pages_before_it_but_not_what_was_watched_apart(whole_library: Library) -> None:
    studio = whole_library.studio("en")

    def page(path: str) -> PageModel:
        return studio.page(kind="term", path=path, title="", description="")

    @watched
    def inner() -> Iterator[PageModel]:
        note("a")
        yield page("a/")

    @watched
    def outer() -> Iterator[PageModel]:
        yield page("first/")
        yield from inner()
        note("b")
        yield page("b/")
        yield page("last/")

    assert {page.path: set(page.reads) for page in outer()} == {
        "first/": set(),
        "a/": {"a"},
        "b/": {"b"},
        "last/": {"b"},
    }


def test_whatever_is_read_of_a_record_is_noted(whole_library: Library) -> None:
    record = whole_library.catalogue.records["practices"][0]
    opened = whole_library.editions["ar"].open(record)
    parts = {name for name, part in vars(Record).items() if isinstance(part, (property, noted))}
    for name in parts - {"withdrawn", "former"}:  # the catalogue tells of these
        with noting() as read:
            getattr(record, name)
        assert read == {record.path}, name
    for ask in (lambda: opened.values, lambda: opened.text("title"), lambda: opened.coverage):
        with noting() as read:
            ask()
        assert read == {record.path}
