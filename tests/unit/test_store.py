"""What was worked out before is used only when no byte differs; the file may vanish or be broken."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from atd.caching import Store, open_store
from atd.catalogue import build_catalogue
from atd.checking import check_repository
from atd.localising import load_editions
from atd.reading import Repository
from conftest import TODAY, Run

CACHE = Path(".cache/atd/results.sqlite")
RECORD = Path("practices/zm-release-all.yaml")


def test_results_are_found_again_until_something_they_depend_on_changes(small: Path) -> None:
    key = Store.key("record", b"bytes")
    with open_store(small, "2026-11-21") as store:
        assert store.get(key) is None
        store.put(key, {"a": ["é", 1, None]})
    with open_store(small, "2026-11-21") as store:
        assert store.get(key) == {"a": ["é", 1, None]}
        assert store.get(Store.key("record", b"byte", b"s")) is None
    with open_store(small, "2026-11-22") as store:
        assert store.get(key) is None
    with open_store(small, "2026-11-21") as store:
        store.put(key, 1)
    vocabulary = small / "schema" / "vocabularies" / "stage.yaml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "# \n", encoding="utf-8")
    with open_store(small, "2026-11-21") as store:
        assert store.get(key) is None


@pytest.mark.parametrize("value", [10**99, "\ud800", {"deep": [10**99]}])
def test_what_cannot_be_kept_is_worked_out_again(value: object, small: Path) -> None:
    with open_store(small, "2026-11-21") as store:
        store.put(Store.key("number"), value)
        store.put(Store.key("other"), [1.5, True])
    with open_store(small, "2026-11-21") as store:
        assert (store.get(Store.key("number")), store.get(Store.key("other"))) == (None, [1.5, True])


def test_a_sound_file_is_looked_through_once(small: Path) -> None:
    repository = Repository.find(small)
    first = Store({})
    for store in (first, again := Store(first.new)):
        check = check_repository(repository, today=TODAY, store=store)
        load_editions(build_catalogue(repository, check.sound, TODAY), store)
    translated = [file for file in small.glob("locales/*/**/*.po") if file.name != "glossary.po"]
    assert len(first.new) == len(check.entries) + len(translated)
    assert not again.new


def test_a_changed_record_is_checked_again(small: Path, atd: Run) -> None:
    assert atd("check", "--root", small).stdout == ""
    assert (small / CACHE).is_file()
    record = small / RECORD
    sound = record.read_text(encoding="utf-8")
    record.write_text(sound.replace("scope: national", "scope: nationall"), encoding="utf-8")
    assert "nationall" in atd("check", "--root", small).stdout
    record.write_text(sound, encoding="utf-8")
    assert atd("check", "--root", small).stdout == ""


@pytest.mark.parametrize("damage", ["gone", "empty", "no database", "half", "wrong value", "folder"])
def test_a_damaged_file_is_not_missed(damage: str, small: Path, atd: Run) -> None:
    atd("check", "--root", small)
    cache = small / CACHE
    match damage:
        case "gone":
            shutil.rmtree(small / ".cache")
        case "empty":
            cache.write_bytes(b"")
        case "no database":
            cache.write_bytes(b"no database at all" * 500)
        case "half":
            cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])
        case "wrong value":
            with sqlite3.connect(cache) as database:
                database.execute("UPDATE result SET value = '{'")
        case "folder":
            cache.unlink()
            cache.mkdir()
    for _again in (1, 2):
        result = atd("check", "--root", small)
        assert (result.returncode, result.stdout) == (0, "")
        assert "Traceback" not in result.stderr


def test_a_tree_that_cannot_be_written_is_checked_all_the_same(small: Path, atd: Run) -> None:
    shutil.rmtree(small / ".cache", ignore_errors=True)
    (small / ".cache").write_text("in the way", encoding="utf-8")
    result = atd("check", "--root", small)
    assert (result.returncode, result.stdout) == (0, "")


def test_checks_at_the_same_time_do_not_disturb_each_other(small: Path) -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "atd", "check", "--root", str(small)], env=environment, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    assert [process.communicate()[0] for process in running] == [b""] * 4
    assert [process.returncode for process in running] == [0] * 4
