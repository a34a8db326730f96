"""A build gives a whole site or leaves the former one as it was."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, TRILINGUAL, Run, clock, copy_repository, fingerprint

EPOCH = clock(TODAY)


def mkdocs(root: Path, target: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(target)]
    environment = {name: value for name, value in os.environ.items() if name != "NO_MKDOCS_2_WARNING"}
    return subprocess.run(
        command, env={**environment, **EPOCH}, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """A small repository with its site; no test changes it."""
    root = copy_repository(tmp_path_factory.mktemp("first") / "repository", languages=TRILINGUAL)
    assert atd("build", "--root", root, env=EPOCH).returncode == 0
    return root


@pytest.fixture
def published(first: Path, tmp_path: Path) -> Path:
    """A small repository with a site that must survive what happens next."""
    return shutil.copytree(first, tmp_path / "repository")


def test_build_reports_what_it_made(trilingual: Path, atd: Run) -> None:
    result = atd("build", "--root", trilingual, env=EPOCH)
    assert result.stdout.startswith("Records: 10; languages: 3; pages: ")
    assert "Look at it with:" in result.stdout
    assert (trilingual / "site" / "ar" / "index.html").is_file()


def test_plain_mkdocs_gives_the_same_site_without_a_warning(published: Path, tmp_path: Path) -> None:
    result = mkdocs(published, tmp_path / "plain")
    assert result.returncode == 0, result.stderr
    assert "warning" not in (result.stderr + result.stdout).lower()
    assert fingerprint(tmp_path / "plain") == fingerprint(published / "site")


ELSEWHERE = """
import os, sys, time
os.cpu_count = lambda: 1
os.sched_getaffinity = lambda _process: {0}
time.time = lambda: 86_400.0 * 30  # a clock that was never set
os.umask(0o077)
from atd.cli import main
main()
"""
"""The command on another machine: one core, another clock, other rights of new files."""


def test_the_same_bytes_come_of_another_machine(first: Path, tmp_path: Path) -> None:
    """Archive and search index included; the day is the only thing that a build is told."""
    root = tmp_path / "another folder" / "\u00fcber" / "copy"
    shutil.copytree(first, root, ignore=shutil.ignore_patterns(".cache", "site"))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))},
        **EPOCH, "TZ": "Pacific/Niue", "LC_ALL": "xx_YY.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "7", "HOME": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-c", ELSEWHERE, "build", "--root", str(root)]
    built = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert fingerprint(root / "site") == fingerprint(first / "site")


def test_frames_give_the_same_bytes_as_the_whole_template(published: Path, tmp_path: Path, atd: Run) -> None:
    record = (published / "practices" / "us-isap.yaml").read_text(encoding="utf-8")
    for number in range(101):  # lists of more than one page
        copy = record.replace("id: us-isap", f"id: us-isap-{number}", 1)
        (published / "practices" / f"us-isap-{number}.yaml").write_text(copy, encoding="utf-8")
    with (published / "practices" / "us-isap-100.yaml").open("a", encoding="utf-8") as withdrawn:
        withdrawn.write('withdrawn: {date: "2026-11-01", reason: The source was found to be wrong.}\n')
    assert atd("build", "--root", published, env=EPOCH).returncode == 0
    config = published / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  atd:\n", "  atd:\n    full_template: true\n"), encoding="utf-8")
    assert mkdocs(published, tmp_path / "whole").returncode == 0
    stamped, whole = fingerprint(published / "site"), fingerprint(tmp_path / "whole")
    kinds = (
        "practices/us-isap/",
        "countries/zm/",
        "topics/stage/release/",
        "zh/practices/us-isap/",
        "practices/",
        "practices/page-2/",
        "practices/us-isap-100/",
        "countries/",
        "topics/",
        "topics/stage/case-management/page-2/",
        "method/",
        "",
    )
    assert all(f"{kind}index.html" in stamped for kind in kinds)
    assert stamped == whole


def test_a_killed_build_leaves_the_former_site(published: Path, atd: Run) -> None:
    before = fingerprint(published / "site")
    building = subprocess.Popen([sys.executable, "-m", "atd", "build", "--root", str(published)])
    deadline = time.monotonic() + 60
    while not list(published.glob(".site-building-*/.parts/*/**/index.html")):
        assert building.poll() is None, "the build was over before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    building.send_signal(signal.SIGKILL)
    building.wait()
    assert fingerprint(published / "site") == before
    assert list(published.glob(".site-building-*"))
    assert atd("build", "--root", published, env=EPOCH).returncode == 0
    assert not list(published.glob(".site-building-*")), "the next build removes what the killed one left"
    assert fingerprint(published / "site") == before


@pytest.mark.parametrize("limit", [0, 2_000, 20_000, 60_000])
def test_a_disk_that_refuses_leaves_the_former_site(limit: int, published: Path, atd: Run) -> None:
    before = fingerprint(published / "site")
    result = atd(
        "build", "--root", published, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    assert result.returncode == 1
    assert "The previous site is unchanged" in result.stderr
    assert "Traceback" not in result.stderr
    assert fingerprint(published / "site") == before
    assert not list(published.glob(".site-building-*"))


def test_an_invalid_record_leaves_the_former_site(published: Path, atd: Run) -> None:
    before = fingerprint(published / "site")
    (published / "practices" / "us-isap.yaml").write_text("id: us-isap\ntitle: [", encoding="utf-8")
    result = atd("build", "--root", published)
    assert result.returncode == 1
    assert "ATD123" in result.stdout
    assert "Nothing was published" in result.stderr
    assert fingerprint(published / "site") == before


def test_a_vocabulary_that_cannot_be_read_leaves_the_former_site(published: Path, atd: Run) -> None:
    before = fingerprint(published / "site")
    file = published / "schema" / "vocabularies" / "stage.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('label: "Stage"', 'label: "Stage'), encoding="utf-8")
    result = atd("build", "--root", published)
    assert result.returncode == 1
    assert "schema/vocabularies/stage.yaml:3:8  error ATD116" in result.stdout
    assert "Nothing was published" in result.stderr
    assert fingerprint(published / "site") == before


def test_a_broken_template_leaves_the_former_site(published: Path, atd: Run) -> None:
    before = fingerprint(published / "site")
    (published / "docs/theme/pages/practice.html").write_text("{{ nothing.of.the.kind }}", encoding="utf-8")
    result = atd("build", "--root", published)
    assert result.returncode != 0
    assert fingerprint(published / "site") == before


def test_a_broken_link_on_a_written_page_stops_the_build(published: Path, atd: Run) -> None:
    page = published / "docs/pages/en/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](nowhere.md)\n", encoding="utf-8")
    result = atd("build", "--root", published)
    assert result.returncode == 1
    assert "nowhere.md" in result.stderr


def test_a_folder_that_is_no_site_is_never_replaced(trilingual: Path, tmp_path: Path, atd: Run) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work", encoding="utf-8")
    result = atd("build", "--root", trilingual, "--site-dir", precious)
    assert result.returncode == 1
    assert (precious / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_the_former_site_serves_until_the_new_one_is_there(published: Path, atd: Run) -> None:
    """While a build runs, the start page can be read at every moment."""
    building = subprocess.Popen(
        [sys.executable, "-m", "atd", "build", "--root", str(published)], stdout=subprocess.DEVNULL
    )
    reads = 0
    while building.poll() is None:
        assert (published / "site" / "index.html").read_bytes().endswith(b"</html>")
        reads += 1
    assert building.returncode == 0
    assert reads > 100


def test_sources_are_never_written(published: Path, atd: Run) -> None:
    before = {name: fingerprint(published / name) for name in ("practices", "schema", "locales", "docs")}
    shutil.rmtree(published / "site")
    assert atd("build", "--root", published).returncode == 0
    assert {name: fingerprint(published / name) for name in before} == before


def test_a_repository_can_be_copied_and_built(tmp_path: Path, atd: Run) -> None:
    copy = copy_repository(tmp_path / "with space" / "ünïcode", languages=TRILINGUAL)
    assert atd("build", "--root", copy, cwd=ROOT).returncode == 0
