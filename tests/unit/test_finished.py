"""A site is taken for finished only when it stands as it was and was made from the very same."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from atd.caching import Finished, Origin, finish, finished, lasts, origin_of

ORIGIN = Origin("contents", "program", "2026-11-22")
NUMBERS = {"pages": 2, "records": 1}
READS = b"what its files were made from"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "ar").mkdir(parents=True)
    for name in ("index.html", "ar/index.html"):
        (site / name).write_text("page", encoding="utf-8")
    finish(tmp_path, Finished(site, ORIGIN, NUMBERS, READS))
    return site


def test_a_site_is_known_while_nothing_changed(site: Path) -> None:
    known = finished(site.parent, site)
    assert known == Finished(site, ORIGIN, NUMBERS, READS)
    assert finished(site.parent, site.parent / "other") is None


@pytest.mark.parametrize("part", ["contents", "program", "day"])
def test_another_origin_is_noticed(part: str, site: Path) -> None:
    known = finished(site.parent, site)
    assert known is not None
    assert known.origin != replace(ORIGIN, **{part: "other"})


def test_what_files_were_made_from_is_told_only_as_it_was_written(site: Path) -> None:
    (told,) = (site.parent / ".cache" / "atd" / "sites").glob("*.reads")
    told.write_bytes(READS[:-1])
    known = finished(site.parent, site)
    assert known == Finished(site, ORIGIN, NUMBERS, b"")
    told.unlink()
    assert finished(site.parent, site) == known


def same_size_and_time(page: Path) -> None:
    told = page.stat()
    page.write_text("PAGE", encoding="utf-8")
    os.utime(page, ns=(told.st_atime_ns, told.st_mtime_ns))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "changed": lambda site: (site / "index.html").write_text("other", encoding="utf-8"),
    "changed, with its former size and time": lambda site: same_size_and_time(site / "ar" / "index.html"),
    "gone": lambda site: (site / "index.html").unlink(),
    "more": lambda site: (site / "stray.html").write_text("", encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_site_that_was_touched_is_noticed(damage: str, site: Path) -> None:
    DAMAGES[damage](site)
    assert finished(site.parent, site) is None


def test_a_note_that_was_changed_or_cut_is_not_believed(site: Path) -> None:
    (note,) = (site.parent / ".cache" / "atd" / "sites").glob("*.json")
    whole = note.read_text(encoding="utf-8")
    stated = json.loads(whole.partition("\n")[2])
    for text in (
        "",
        whole[:-1],
        whole.partition("\n")[2],
        whole.replace('"pages": 2', '"pages": 3'),
        json.dumps(stated),
    ):
        note.write_text(text, encoding="utf-8")
        assert finished(site.parent, site) is None
    note.write_text(whole, encoding="utf-8")
    assert finished(site.parent, site) == Finished(site, ORIGIN, NUMBERS, READS)


def test_every_file_counts_but_hidden_and_made_ones(small: Path) -> None:
    def now() -> str:
        return origin_of(small, date(2026, 11, 22), small / "site").contents

    first = now()
    for name in ("site/index.html", ".cache/atd/x", "build/x", "scripts/__pycache__/x.pyc", ".hidden"):
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_text("x", encoding="utf-8")
        assert now() == first, name
    for name in (
        "practices/us-isap.yaml", "locales/ar/interface.po", "schema/practice.schema.json", "mkdocs.yml",
        "docs/theme/main.html", "docs/pages/en/about.md", "docs/theme/assets/site.css",
    ):  # fmt: skip
        file = small / name
        text = file.read_bytes()
        file.write_bytes(text + b" ")
        assert now() != first, name
        file.write_bytes(text)
        assert now() == first
    (small / "practices" / "us-isap.yaml").rename(small / "practices" / "us-isap-2.yaml")
    assert now() != first


def test_it_is_noticed_when_a_file_changes_while_a_site_is_built(small: Path) -> None:
    day, record = date(2026, 11, 22), small / "practices" / "us-isap.yaml"
    sound, times = record.read_bytes(), record.stat()
    time.sleep(0.05)  # files that have only just changed are read again
    origin = origin_of(small, day, small / "site")
    assert origin.marks
    assert lasts(origin, small, day, small / "site")
    assert not lasts(origin, small, date(2026, 11, 23), small / "site")

    record.write_bytes(sound.replace(b"ISAP", b"ISAQ", 1))
    os.utime(record, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert record.stat().st_size == times.st_size
    assert not lasts(origin, small, day, small / "site")

    record.write_bytes(sound)
    assert lasts(origin, small, day, small / "site")
    (small / "practices" / "new.yaml").write_bytes(sound)
    assert not lasts(origin, small, day, small / "site")
    (small / "practices" / "new.yaml").unlink()
    (small / "practices" / "new.yaml").symlink_to("nowhere")
    assert lasts(origin, small, day, small / "site")
    record.unlink()
    assert not lasts(origin, small, day, small / "site")


def test_files_that_had_only_just_changed_are_read_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atd.caching.origin.TICK", 10**18)
    origin = origin_of(small, date(2026, 11, 22), small / "site")
    assert not origin.marks
    assert lasts(origin, small, date(2026, 11, 22), small / "site")
