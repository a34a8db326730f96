"""What can go wrong on a machine: a build gives the whole site all the same, or says why not and leaves the former one."""

import ctypes
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from atd.caching import Store, open_store
from atd.findings import RENDERERS, Report
from atd.pages import Findable, Listed
from atd.reading import Repository
from atd.site import building, searching, workshop
from atd.site.building import BuildFailureError, publish
from atd.site.keeping import Keeping
from atd.site.publication import open_publication
from conftest import TODAY, Run, clock, copy_repository, fingerprint, library

RECORDS = ("us-isap", "zm-release-all")
_DROP_FROM_BOUNDING_SET, _OVERRIDE = 24, 1
"""Numbers of prctl(2) and capabilities(7): a superuser who may write everywhere."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """A repository of two records in one language with its site; no test changes it."""
    root = copy_repository(tmp_path_factory.mktemp("first") / "repository", RECORDS, ("en",))
    assert atd("build", "--root", root).returncode == 0
    return root


@pytest.fixture
def published(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "repository")


@pytest.fixture
def read_only(published: Path) -> Iterator[Path]:
    """A tree in which nothing may be written."""
    shutil.rmtree(published / "site")
    shutil.rmtree(published / ".cache", ignore_errors=True)
    subprocess.run(["chmod", "-R", "a-w", str(published)], check=True)
    yield published
    subprocess.run(["chmod", "-R", "u+w", str(published)], check=True)


def _be_nobody_special() -> None:
    """Let the rights of files hold for the superuser too, as whom containers run tests."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, _OVERRIDE)


def test_a_tree_that_may_only_be_read_is_built_elsewhere(
    read_only: Path, first: Path, tmp_path: Path, atd: Run
) -> None:
    refused = atd("build", "--root", read_only, preexec_fn=_be_nobody_special)
    assert refused.returncode == 1
    assert "there is no room for the new site: Permission denied" in refused.stderr
    assert "Traceback" not in refused.stderr
    built = atd("build", "--root", read_only, "--site-dir", tmp_path / "elsewhere", preexec_fn=_be_nobody_special)
    assert built.returncode == 0, built.stderr
    assert fingerprint(tmp_path / "elsewhere") == fingerprint(first / "site")


def test_builds_of_one_tree_at_the_same_time_do_not_disturb_each_other(published: Path, first: Path) -> None:
    shutil.rmtree(published / "site")
    command = [sys.executable, "-m", "atd", "build", "--root", str(published)]
    environment = {**os.environ, **clock(TODAY)}
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]  # fmt: skip
    told = [process.communicate(timeout=300)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    assert fingerprint(published / "site") == fingerprint(first / "site")
    assert not list(published.glob(".site-building-*"))


def test_a_site_that_appears_at_the_last_moment_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build was done between the look at the place and the step into it."""
    work, target = tmp_path / "work", tmp_path / "site"
    for folder in (work, target):
        folder.mkdir()
        (folder / "sitemap.xml").write_text(folder.name, encoding="utf-8")
    with monkeypatch.context() as blind:
        blind.setattr(Path, "exists", lambda _self, **_options: False)
        building._put_in_place(work, target)
    assert (target / "sitemap.xml").read_text(encoding="utf-8") == "work"


def test_the_folder_of_a_build_that_still_runs_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, dead = tmp_path / f".site-building-{os.getppid()}-x", tmp_path / ".site-building-4194305-x"
    other.mkdir()
    dead.mkdir()
    monkeypatch.setattr(building, "build_languages", lambda _publication, work, *_others: int((work / "sitemap.xml").write_text("") == 0))  # fmt: skip
    publish(None, tmp_path / "site")  # type: ignore[arg-type]
    assert other.is_dir()
    assert not dead.exists()


def test_a_record_removed_after_the_check_is_published_as_it_was_checked(published: Path, first: Path) -> None:
    """What was checked is what is published, whatever happens to the files meanwhile."""
    process = multiprocessing.get_context("forkserver").Process(target=_build_without_records, args=(published,))
    process.start()
    process.join(300)
    assert process.exitcode == 0
    assert fingerprint(published / "site") == fingerprint(first / "site")


def _build_without_records(root: Path) -> None:
    os.environ |= clock(TODAY)
    publication = open_publication(root)
    assert not publication.errors
    for folder in ("practices", "resources", "exchanges", "programme", "briefs"):
        shutil.rmtree(root / folder)
    publish(publication, root / "site")


@pytest.mark.parametrize("seconds", ["0", "1", "946684800"])
def test_a_clock_in_the_past_is_told_and_publishes_nothing(published: Path, seconds: str, atd: Run) -> None:
    """Everything would look as if it lay in the future, so nothing could be called old."""
    before = fingerprint(published / "site")
    result = atd("build", "--root", published, env={"SOURCE_DATE_EPOCH": seconds})
    assert result.returncode == 1
    assert "ATD406" in result.stdout
    assert "Traceback" not in result.stderr
    assert fingerprint(published / "site") == before


def test_a_clock_that_is_no_number_is_told(published: Path, atd: Run) -> None:
    for stated in ("yesterday", "-1e999", "99999999999999999999"):
        result = atd("check", "--root", published, env={"SOURCE_DATE_EPOCH": stated})
        assert result.returncode == 2
        assert f"SOURCE_DATE_EPOCH is '{stated}' and no moment" in result.stderr
        assert "Traceback" not in result.stderr, stated
    assert "Traceback" not in atd("check", "--root", published, env={"SOURCE_DATE_EPOCH": ""}).stderr


class _Dying(dict[bytes, bytes]):
    """Results during whose writing the process is killed."""

    def items(self) -> Iterator[tuple[bytes, bytes]]:  # type: ignore[override]
        for number in range(50_000):
            yield number.to_bytes(4), b"half"
        os.kill(os.getpid(), 9)


def _die_while_writing(root: Path) -> None:
    with open_store(root, "day") as store:
        store.put(Store.key("x"), "half")
        store.new = _Dying(store.new)


def test_a_write_of_results_that_was_interrupted_is_as_if_it_had_never_begun(published: Path) -> None:
    key, other = Store.key("record", b"1"), Store.key("record", b"2")
    with open_store(published, "day") as store:
        store.put(key, "whole")
    process = multiprocessing.get_context("forkserver").Process(target=_die_while_writing, args=(published,))
    process.start()
    process.join(60)
    assert process.exitcode == -9
    with open_store(published, "day") as store:
        assert (store.get(key), store.get(Store.key("x"))) == ("whole", None)
        store.put(other, "later")
    with open_store(published, "day") as store:
        assert (store.get(key), store.get(other)) == ("whole", "later")


@pytest.mark.parametrize("harm", ["half", "one byte", "nothing", "another file"])
def test_a_damaged_search_index_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    made: list[str] = []
    real = searching.build_index

    def make(language: str, found: Iterable[Findable]) -> dict[str, bytes]:
        made.append(language)
        return real(language, found)

    monkeypatch.setattr(searching, "build_index", make)
    found = [Listed("practices/a/", lambda: Findable("practices/a/", "Title", "some words", "<li></li>", {}, {}))]
    sound = searching.index_files("en", found, tmp_path, Keeping())
    [kept] = [file for file in tmp_path.rglob("*") if file.is_file()]
    whole = kept.read_bytes()
    middle = len(whole) // 2
    kept.write_bytes(
        {
            "half": whole[:middle],
            "one byte": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            "nothing": b"",
            "another file": b"<!doctype html>",
        }[harm]
    )
    assert searching.index_files("en", found, tmp_path, Keeping()) == sound
    assert made == ["en", "en"]
    assert searching.index_files("en", found, tmp_path, Keeping()) == sound
    assert made == ["en", "en"]


NAMES = {
    "composed": "caf\u00e9-practice.yaml",
    "decomposed": "cafe\u0301-practice.yaml",
    "from right to left": "\u0645\u0645\u0627\u0631\u0633\u0629.yaml",
    "reversed": "us-\u202elmay.pasi.yaml",
    "emoji": "\U0001f3e0\u200d\U0001f468.yaml",
    "other case": "US-ISAP.yaml",
    "capitals": "Zm-Release-All.yaml",
    "of full width": "\uff55\uff53.yaml",
    "spaces": " us isap .yaml",
    "line break": "us\nisap.yaml",
    "workflow command": "::error::x%0A.yaml",
    "terminal": "us\x1b[2Jisap.yaml",
    "option": "--root.yaml",
    "markup": "<img src=x onerror=alert(1)>.yaml",
    "dots": "...yaml",
    "no letters": b"us-\xff\xfe.yaml",
    "long": "x" * 250 + ".yaml",
}


def test_file_names_of_every_form_are_findings_and_harm_no_output(published: Path, atd: Run) -> None:
    folder = os.fsencode(published / "practices")
    for name in NAMES.values():
        shutil.copy(published / "practices" / "us-isap.yaml", os.path.join(folder, os.fsencode(name)))  # noqa: PTH118, one name is no text
    for form in RENDERERS:
        result = atd("check", "--root", published, "--format", form)
        assert result.returncode == 1, (form, result.stderr)
        assert "Traceback" not in result.stderr
        assert not any(sign in result.stdout for sign in ("\x1b", "\u202e")) or form == "json"
        if form == "github":
            assert all(line.startswith(("::error file=", "::warning file=", "::notice")) for line in result.stdout.splitlines())  # fmt: skip
        if form == "json":
            named = {f["path"] for f in json.loads(result.stdout)["findings"] if f["code"] == "ATD401"}
            assert len(named) == len(NAMES)


def test_two_records_whose_names_differ_only_in_case_cannot_both_be_there(published: Path, atd: Run) -> None:
    """On many machines they would be one file, and on every one they would be one address to a reader."""
    text = (published / "practices" / "us-isap.yaml").read_text(encoding="utf-8")
    (published / "practices" / "US-isap.yaml").write_text(text.replace("id: us-isap", "id: US-isap", 1), encoding="utf-8")  # fmt: skip
    result = atd("check", "--root", published)
    assert result.returncode == 1
    assert "US-isap" in result.stdout


def test_translation_files_of_every_form_of_name_are_named(published: Path) -> None:
    folder = published / "locales" / "en" / "practices"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("caf\u00e9.po", "cafe\u0301.po", "\u202elmay.po", "::error::.po"):
        (folder / name).write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    findings = library(published).editions["en"].findings
    assert len([f for f in findings if f.code == "ATD506"]) == 4
    for form in ("human", "github", "markdown"):
        assert "\u202e" not in RENDERERS[form](Report(findings))


@pytest.mark.parametrize(
    ("gigabytes", "records", "at_once"), [(7, 10_000, 1), (16, 10_000, 4), (7, 300, 40), (1, 50_000, 1)]
)
def test_no_more_languages_are_built_at_once_than_memory_allows(
    gigabytes: int, records: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"MemTotal: 1 kB\nMemAvailable: {gigabytes * 1_000_000} kB\n"
    monkeypatch.setattr(Path, "read_text", lambda _self, **_options: told)
    found = workshop.bearable(records)
    assert found == at_once if at_once < 40 else found >= at_once


def test_what_memory_allows_is_how_many_are_built(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Pool:
        def __init__(self, workers: int, *_others: object, **_named: object) -> None:
            asked.append(workers)
            raise OSError("far enough")

    monkeypatch.setattr(workshop, "bearable", lambda records: 1 if records == len(RECORDS) else 99)
    monkeypatch.setattr(workshop, "cores", lambda: 8)
    monkeypatch.setattr(workshop, "ProcessPoolExecutor", Pool)
    config = published / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^( *- \{locale: )en(, .*)default: true(.*)$", r"\g<0>\n\1fr\2default: false\3", text), encoding="utf-8")  # fmt: skip
    publication = open_publication(published)
    assert len(publication.repository.languages) == 2
    with pytest.raises(BuildFailureError, match="far enough"):
        publish(publication, published / "site")
    assert asked == [1]


def test_a_failed_build_says_so_in_one_sentence(published: Path) -> None:
    publication = open_publication(published)
    with pytest.raises(BuildFailureError, match="is a file"):
        publish(publication, published / "mkdocs.yml")
    assert Repository.find(published).root == published
