"""An index is made again only from what changed, and is the same as one made at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atd.noting import note
from atd.pages import Findable, Listed
from atd.site import searching
from atd.site.keeping import Ground, Keeping

NUMBER = 12
GROUND = Ground("rest", {f"{n}.yaml": "as it was" for n in range(NUMBER)})


class Shelf:
    """Records that can be changed, and which of them were looked at."""

    def __init__(self) -> None:
        self.texts = {n: f"Release of refugees {n}, naïve cafés number{'abcdefghijkl'[n] * 4}" for n in range(NUMBER)}
        self.order = list(range(NUMBER))
        self.ground = GROUND
        self.asked: list[int] = []

    def change(self, number: int, text: str) -> None:
        self.texts[number] = text
        self.ground = replace(self.ground, records={**self.ground.records, f"{number}.yaml": text})

    def listed(self) -> Iterator[Listed]:
        for number in self.order:
            yield Listed(f"practices/{number}/", lambda number=number: self.findable(number))  # type: ignore[misc]

    def findable(self, number: int) -> Findable:
        self.asked.append(number)
        note(f"{number}.yaml")
        text = self.texts[number]
        return Findable(
            f"practices/{number}/", text[:9], text, f"<li>{text}</li>", {"stage": (text[:3],)}, {"changed": text[-4:]}
        )

    def built(self, folder: Path, mark: str = "menu") -> dict[str, bytes]:
        self.asked.clear()
        return searching.index_files("en", list(self.listed()), folder, Keeping(self.ground, mark=mark))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Records of which an index was made."""
    shelf = Shelf()
    shelf.built(tmp_path / "kept")
    assert shelf.asked == list(range(NUMBER))
    return shelf


def test_only_a_record_that_changed_is_looked_at(shelf: Shelf, tmp_path: Path) -> None:
    shelf.built(tmp_path / "kept")
    assert shelf.asked == []
    for text in ("Guardians for children, naive refugees", "Naïve guardians, and an unseen word: zebrafish"):
        shelf.change(5, text)
        files = shelf.built(tmp_path / "kept")
        assert shelf.asked == [5]
        assert files == shelf.built(tmp_path / text[:4])
    offered = files["words.json"].decode()
    assert "zebrafish" in offered
    assert "numberffff" not in offered


def test_records_in_another_order_that_come_and_go_give_the_same_index(shelf: Shelf, tmp_path: Path) -> None:
    for order in (reversed(range(NUMBER)), range(NUMBER - 2), (3, *range(3), *range(4, NUMBER))):
        shelf.order = list(order)
        files = shelf.built(tmp_path / "kept")
        assert shelf.asked in ([], [10, 11])
        assert files == shelf.built(tmp_path / str(shelf.order))


def test_all_records_are_looked_at_when_anything_else_changed(shelf: Shelf, tmp_path: Path) -> None:
    shelf.built(tmp_path / "kept", mark="another menu")
    assert len(shelf.asked) == NUMBER
    shelf.ground = replace(shelf.ground, rest="another schema")
    shelf.built(tmp_path / "kept")
    assert len(shelf.asked) == NUMBER


def test_an_index_that_another_build_left_is_not_taken_for_this_one(shelf: Shelf, tmp_path: Path) -> None:
    before = shelf.built(tmp_path / "kept")
    former = shelf.texts[5]
    shelf.change(5, "Something else for a while")
    shelf.built(tmp_path / "kept")
    shelf.texts[5], shelf.ground = former, GROUND
    assert shelf.built(tmp_path / "kept") == before


@pytest.mark.parametrize("harm", ["half", "one byte", "nothing", "another file", "gone"])
@pytest.mark.parametrize("name", ["en.cbor", "en.index"])
def test_what_is_damaged_is_made_anew(shelf: Shelf, tmp_path: Path, name: str, harm: str) -> None:
    sound = shelf.built(tmp_path / "kept")
    file = tmp_path / "kept" / name
    whole = file.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "half": whole[:middle],
        "one byte": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "nothing": b"",
        "another file": b"<!doctype html>",
    }
    file.unlink() if harm == "gone" else file.write_bytes(damaged[harm])
    assert shelf.built(tmp_path / "kept") == sound
    shelf.change(3, "Another text after the damage")
    assert shelf.built(tmp_path / "kept") == shelf.built(tmp_path / "anew")
    assert shelf.built(tmp_path / "kept")
    assert shelf.asked == []
