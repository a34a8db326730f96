"""What `make bench` relies on: corpora, projects of rivals, measuring, the table."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import comparing, corpus, hugo_site, naive_site, speed
from benchmarks.__main__ import compare_building
from benchmarks.building import (
    COLD,
    HUGO,
    HUGO_SEARCH,
    NAIVE,
    NAIVE_PLAIN,
    OURS,
    OURS_SEARCH,
    OURS_WHOLE,
    TOUCHED,
    UNCHANGED,
    Results,
    Size,
)
from benchmarks.comparing import blocks_missing, practices_missing, told
from benchmarks.entries import entries, open_library
from benchmarks.ours import replaced
from benchmarks.timing import Measured, TooLongError, timed
from conftest import SMALL, TRILINGUAL

COPIES = 2


@pytest.fixture
def made(trilingual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of the practices of a small repository and copies of two of them."""
    monkeypatch.setattr(corpus, "ROOT", trilingual)
    return corpus.make_corpus(tmp_path / "made", len(SMALL) + COPIES, ("practices",), TRILINGUAL)


def test_copies_are_translated_as_their_originals_are(made: Path) -> None:
    library = open_library(made)
    originals = {original.removesuffix("-1") for original in _names(made) if original.endswith("-1")}
    assert len(originals) == COPIES
    for language in TRILINGUAL:
        records = library.editions[language].records
        for name in originals:
            first, copy = records["practices", name], records["practices", f"{name}-1"]
            assert copy.coverage == first.coverage
            assert copy.text("summary").value != first.text("summary").value
            assert sorted(copy.text("summary").value) == sorted(first.text("summary").value)


def test_fewer_practices_than_there_are_can_be_asked_for(trilingual: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(corpus, "ROOT", trilingual)
    few = corpus.make_corpus(tmp_path / "few", 3, ("practices",), TRILINGUAL)
    assert set(_names(few)) < set(SMALL)
    assert len(list(open_library(few).pages("ar"))) > 3  # a link to a practice that is not there would be an error


def test_a_disk_too_small_is_told_of_before_anything_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "check", lambda _folder: pytest.fail("built"))
    with pytest.raises(SystemExit) as told_of:
        compare_building([10**7, 100], [1, 3], 1, tmp_path)
    assert str(told_of.value).startswith(f"The sites need 45004 GB of disk and {tmp_path} has ")
    assert "--folder" in str(told_of.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_missing_is_made_and_one_that_cannot_be_is_told_of(tmp_path: Path) -> None:
    new, file = tmp_path / "some" / "where", tmp_path / "file"
    with pytest.raises(SystemExit, match="GB of disk"):
        compare_building([10**7], [1], 1, new)
    assert new.is_dir()
    file.touch()
    with pytest.raises(SystemExit) as told_of:
        compare_building([100], [1], 1, file)
    assert str(told_of.value).startswith(f"{file} cannot be made: ")


def test_rivals_get_every_practice_in_every_language(made: Path, tmp_path: Path) -> None:
    library = open_library(made)
    hugo_site.write_site(library, tmp_path / "hugo")
    naive_site.write_site(library, tmp_path / "naive")
    for language in TRILINGUAL:
        for folder in (tmp_path / "hugo" / "content", tmp_path / "naive" / "docs"):
            pages = {
                file.stem: file.read_text(encoding="utf-8") for file in (folder / language / "practices").glob("*.md")
            }
            written = list(entries(library, language))
            assert {entry.id for entry in written} == set(_names(made)) == pages.keys() - {"index", "_index"}
            for entry in written:
                for text in (entry.title, entry.summary):
                    assert text in pages[entry.id] or json.dumps(text, ensure_ascii=False) in pages[entry.id]


def test_a_site_that_lacks_a_page_or_a_text_is_not_comparable(made: Path, tmp_path: Path) -> None:
    library, site = open_library(made), tmp_path / "site"
    for language in TRILINGUAL:
        for entry in entries(library, language):
            page = site / ("" if language == "en" else language) / "practices" / entry.id / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text("<p>" + "</p><p>".join(told(entry)) + "</p>", encoding="utf-8")
    assert practices_missing(library, site) == []
    page = site / "practices" / SMALL[0] / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</p><p>", "</p><!--", 1), encoding="utf-8")
    (site / "zh" / "practices" / SMALL[1] / "index.html").unlink()
    missing = practices_missing(library, site)
    assert f"zh: {SMALL[1]} is on one side only" in missing
    assert any(SMALL[0] in line and "does not say" in line for line in missing)


def test_a_rival_that_leaves_out_what_ours_shows_is_not_comparable(made: Path, tmp_path: Path) -> None:
    body = "<h1>Release</h1><article><p>Free &amp; at home</p><ul><li>Cost: <b>10</b></li></ul></article>"
    for site, page in (
        ("ours", f'<meta name="DC.title" content="Release"><article>{body}'),
        ("alike", "<meta name=\"DC.title\" content=\"Release\"><h1>Release</h1>Cost: 10 <div>Free &#38; at<br> home</div>"),
        ("less", "<h1>Release</h1><p>Free &amp; at home</p>"),
    ):  # fmt: skip
        file = tmp_path / site / "practices" / "one" / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(page, encoding="utf-8")
    library = open_library(made)
    assert blocks_missing(library, tmp_path / "ours", tmp_path / "alike") == []
    missing = blocks_missing(library, tmp_path / "ours", tmp_path / "less")
    assert [line.partition(": ")[2] for line in missing] == [
        "one does not say “Cost: <b>10</b>”",
        'one lacks <meta name="DC.title" content="Release">',
    ]


def test_what_is_left_out_is_still_made_where_the_benchmark_thinks() -> None:
    for owner, name, _replacement in (item for part in replaced().values() for item in part):
        assert callable(getattr(owner, name))


def test_memory_of_all_processes_counts() -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(2)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    used = timed([sys.executable, "-c", parent], Path.cwd(), watched=True)
    assert 60e6 < used.peak < 200e6
    assert used.seconds > 2


def test_a_command_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TooLongError):
        timed(["sleep", "30"], Path.cwd(), limit=0.2)


def test_ratios_stand_beside_what_was_wanted() -> None:
    rows = _rows(_results(1000, 2.0), _results(5000, 9.0))
    assert rows["pages, cold: beside Hugo"] == "0.50 (1.00) / 1 | 2.25 (4.50) / 0.8"
    assert rows["memory, pages, cold: beside Hugo"] == "0.25 | 0.25 / 0.5"
    assert rows["everything, one record touched: beside Hugo and Pagefind"] == "0.10 (0.10) / 0.25 | 0.10 (0.10)"
    assert rows["growth of time since 1,000: ours, pages, cold"] == " | 4.50 (4.50) / 5.2"
    assert rows["seconds: ours, whole, one record touched"] == "1.00 (1.00) / 3 | 1.00 (1.00)"


def test_what_took_too_long_is_told() -> None:
    found = _results(1000, 2.0)
    found.stopped[NAIVE_PLAIN, COLD] = 100.0
    rows = _rows(found)
    assert rows["pages, cold: beside MkDocs without lunr and tags"] == "< 0.02 / 0.1"
    assert rows["pages and search, cold: beside MkDocs with lunr and tags"] == "–"
    assert any("over 100 s" in line for line in speed.table(found))


def test_the_page_says_how_rivals_are_set_up() -> None:
    page = speed.report([_results(1000, 2.0)], 0.1)
    assert page.startswith("# Building beside others")
    assert "Rounds: 3 with 1,000 practices." in page
    assert "## 1,000 practices" in page and f"| {HUGO} | cold | 4.00 s | 4.00 s | 80 MB | 10 | 2 MB |" in page


def _results(practices: int, seconds: float) -> Results:
    ours, theirs, little = Measured(seconds, 2 * seconds, 20_000_000), Measured(4, 4, 80_000_000), Measured(1, 1, 1)
    runs = {(OURS, COLD): [ours], (OURS_SEARCH, COLD): [ours], (HUGO, COLD): [theirs]}
    runs |= {(HUGO_SEARCH, state): [Measured(10, 10, 1)] for state in (COLD, UNCHANGED, TOUCHED)}
    runs |= {(OURS_WHOLE, state): [little, little, Measured(99, 99, 1)] for state in (UNCHANGED, TOUCHED)}
    assert (NAIVE, COLD) not in runs
    return Results(practices, 3, runs, {HUGO: Size(10, 2_000_000)})


def _rows(*found: Results) -> dict[str, str]:
    """Give the cells of the table of ratios by what they are about."""
    lines = [line.removeprefix("| ").removesuffix(" |") for line in speed.ratios(found)][2:]
    return {name: cells for name, _bar, cells in (line.partition(" | ") for line in lines)}


def _names(repository: Path) -> list[str]:
    return sorted(file.stem for file in (repository / "practices").glob("*.yaml"))
