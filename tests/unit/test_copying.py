"""Sentences taken from elsewhere are noticed; names, quotations and short runs are not."""

import itertools
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.checking import copying
from atd.checking.copying import RUN, Copy, Index, Telling
from conftest import ROOT, Run

SOURCE = """The Ministry of Home Affairs, together with four partners, released all families with children from the
station in March. “No child belongs in a cell, and no mother should have to explain a locked door to her son,”
said the official. 释放一部分被移民拘留的人，并在难以遣返时安排他们住在指定地点，直到能够离境或者获得居留许可为止。"""


def longest(text: str, source: str = SOURCE) -> int:
    index = Index()
    index.add("source", Telling((((), source),)))
    return max((len(copy.words) for copy in index.copies(Telling(((("summary",), text),)))), default=0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In short: together with four partners, released all families with children from the station.", 12),
        ("together with four partners RELEASED, all families; with children from the station", 12),
        ("together with four partners, released all families with children from the", 0),
        ("He said: “No child belongs in a cell, and no mother should have to explain a locked door to her son”.", 0),
        ("No child belongs in a cell, and no mother should have to explain a locked door to her son.", 0),
        ("2020年释放一部分被移民拘留的人，并在难以遣返时安排他们住在指定地点。", 29),
        ("被移民拘留的人，并在难以遣返时", 0),
    ],
)
def test_runs_of_words(text: str, words: int) -> None:
    assert longest(text) == words


@given(st.integers(min_value=0), st.integers(min_value=RUN, max_value=40))
def test_every_run_of_twelve_words_is_found_wherever_it_stands(seed: int, length: int) -> None:
    chance = random.Random(seed)
    words = [f"w{chance.randrange(500)}" for _ in range(300)]
    start = chance.randrange(len(words) - length)
    own = [f"x{n}" for n in range(chance.randrange(20))]
    text = " ".join([*own, *words[start : start + length], *own])
    assert longest(text, " ".join(words)) >= length


def compared(monkeypatch: pytest.MonkeyPatch, texts: list[str]) -> tuple[list[Copy], list[int]]:
    """Compare each text with those before it; give what was found, and how many words each comparison went over."""
    lengths = []
    real = copying._run

    def run(*places: Any) -> tuple[int, int]:
        start, end = real(*places)
        lengths.append(end - start)
        return start, end

    monkeypatch.setattr(copying, "_run", run)
    index, found = Index(), []
    for number, text in enumerate(texts):
        telling = Telling((((), text),))
        found += index.copies(telling)
        index.add(f"{number:03}", telling)
    return found, lengths


def test_many_records_alike_take_a_few_comparisons_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody could propose a thousand copies of a record, each with a word of its own."""
    words = [f"w{number}" for number in range(120)]
    alike = [" ".join([*words[:n], f"own{n}", *words[n:]]) for n in range(120)]
    found, lengths = compared(monkeypatch, alike)
    assert len(found) == len(alike) - 1
    assert min(len(copy.words) for copy in found) >= 60
    assert len(lengths) < 100 * len(alike)
    assert sum(lengths) < 100 * 120 * len(alike)


@pytest.mark.parametrize("period", [1, 7, 1000, 20_000])
def test_a_long_text_that_repeats_itself_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch, period: int) -> None:
    text = " ".join(itertools.islice(itertools.cycle(f"w{number}" for number in range(period)), 20_000))
    found, lengths = compared(monkeypatch, [text] * 3)
    assert [len(copy.words) for copy in found] == [20_000, 20_000]
    assert sum(lengths) < 2 * (50_000 + 26 * 20_000)


def test_a_source_text_can_be_compared_with(tmp_path: Path, small: Path, atd: Run) -> None:
    record = small / "practices" / "zm-release-all.yaml"
    source = tmp_path / "report.txt"
    source.write_text(SOURCE, encoding="utf-8")
    text = record.read_text(encoding="utf-8")
    taken = "together with four partners released all families with children from the station in March"
    record.write_text(
        text.replace("caveats:\n", f"caveats:\n  - key: taken\n    text: Told as {taken}.\n"), encoding="utf-8"
    )
    assert "ATD418" not in atd("check", "--root", small).stdout
    found = atd("check", "--root", small, "--compare-with", source).stdout
    assert "14 words in a row are the same as in report.txt" in found


def test_the_copy_is_reported_in_the_file_that_was_asked_about(small: Path, atd: Run) -> None:
    sentence = "No mother should have to explain a locked door to her son or to her daughter"
    files = [small / "practices" / f"{name}.yaml" for name in ("ca-atd-programme", "zm-release-all")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("caveats:\n", f"caveats:\n  - key: same\n    text: {sentence}.\n"), encoding="utf-8"
        )
    for file in files:
        assert "ATD418" in atd("check", file, "--root", small).stdout


def test_no_two_records_share_a_sentence(atd: Run) -> None:
    assert "ATD418" not in atd("check").stdout
    assert len(list((ROOT / "practices").glob("*.yaml"))) > 90
