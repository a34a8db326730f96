"""Shared by all tests: the repository, small copies of it, the command line, the site."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect, sync_playwright

from atd.catalogue import build_catalogue
from atd.checking import check_repository
from atd.pages import Library, PageModel, build_library
from atd.reading import Repository
from commands import give
from hosting import hosting
from surfing import FLAGS

ROOT = Path(__file__).parents[1]
COLLECTIONS = tuple(collection.name for collection in Repository.find(ROOT).collections)
TODAY = date(2026, 11, 22)
"""The day of tests on cases and small repositories, so that freshness does not change with the calendar."""
SMALL = (
    "zm-national-referral-mechanism",
    "zm-release-all",
    "no-release-designated-residence",
    "ma-regularisation-2014",
    "ca-atd-programme",
    "us-isap",
)
"""Practices of the small repository: every class but one, three languages, a setback."""

COMPANIONS = (
    "zambia-protection-guidelines",
    "kaldor-idc-digital-monitoring-2025",
    "zambia-children-conference-2015",
    "unnm-peer-exchange-2021",
)
"""Records of other collections that stand beside the small ones: an open exchange and a closed one, links to practices."""

UNTRANSLATED = ("zm-release-all", "us-isap")
"""Records of the small repository that are left in their original language."""

TRILINGUAL = ("en", "ar", "zh")
"""Languages of the repositories that are built: two directions, three scripts."""

NEWEST = max(
    date.fromisoformat(found[1])
    for file in ROOT.glob("*/*.yaml")
    if (found := re.search(r"^last_verified: ['\"]?(\d{4}-\d\d-\d\d)", file.read_text(encoding="utf-8"), re.MULTILINE))
)
"""The day of tests on the whole repository: when its entries were last compared with their sources."""


def clock(day: date) -> dict[str, str]:
    """Give the environment in which the program takes this day for today."""
    return {"SOURCE_DATE_EPOCH": str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))}


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine may be reached, so that a test cannot depend on the world."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if isinstance(host, str) and not host.startswith(("127.", "/", "localhost", "::1")):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(scope="session")
def atd() -> Run:
    """Run the command line as a process, as a user would."""

    def run(
        *words: object, cwd: Path = ROOT, env: dict[str, str] | None = None, input: str = "", **options: object
    ) -> subprocess.CompletedProcess[str]:
        plain = {**clock(TODAY), "NO_COLOR": "1", "ATD_DEBUG": "", "LANGUAGE": "", "LC_ALL": "C.UTF-8"}
        environment, given = {**os.environ, **plain, **(env or {})}, [str(word) for word in words]
        if not options:
            return give(given, cwd, environment, input)
        return subprocess.run(
            [sys.executable, "-m", "atd", *given],
            cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False, **options,  # type: ignore[call-overload]
        )  # fmt: skip

    return run


def copy_repository(
    target: Path, records: tuple[str, ...] = (*SMALL, *COMPANIONS), languages: tuple[str, ...] = ()
) -> Path:
    """Copy the repository with some of its records, in all its languages or only some."""
    for folder in ("schema", "docs"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("published-urls.txt"))
    (target / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", target / "scripts")
    shutil.copy(ROOT / "mkdocs.yml", target)
    for language in (ROOT / "locales").iterdir():
        (target / "locales" / language.name).mkdir(parents=True)
        for file in language.glob("*.po"):
            shutil.copy(file, target / "locales" / language.name)
    for collection in COLLECTIONS:
        _copy_collection(target, collection, records)
    if languages:
        _drop_languages(target, languages)
    return target


def _copy_collection(target: Path, collection: str, records: tuple[str, ...]) -> None:
    (target / collection).mkdir()
    for file in (ROOT / collection).glob("*.yaml"):
        if file.stem in records:
            text = _with_links_among(records, file.read_text(encoding="utf-8"))
            text = re.sub(r"^last_verified: .*", f'last_verified: "{TODAY}"', text, flags=re.MULTILINE)
            (target / collection / file.name).write_text(text, encoding="utf-8")
    for language in (ROOT / "locales").iterdir():
        (target / "locales" / language.name / collection).mkdir()
        for file in (language / collection).glob("*.po"):
            if file.stem in records and file.stem not in UNTRANSLATED:
                shutil.copy(file, target / "locales" / language.name / collection)


def _drop_languages(root: Path, kept: tuple[str, ...]) -> None:
    config = root / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    named = [(re.search(r"- \{locale: ([\w-]+)", line), line) for line in lines]
    config.write_text("".join(line for found, line in named if not found or found[1] in kept), encoding="utf-8")
    for folder in (*(root / "docs" / "pages").iterdir(), *(root / "locales").iterdir()):
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder)


def _with_links_among(records: tuple[str, ...], text: str) -> str:
    """Keep of the links to other records those whose record is in the copy; relations with a kind are dropped."""
    fields = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    return "".join(filter(None, (_linked(field, records) for field in fields)))


def _linked(field: str, records: tuple[str, ...]) -> str:
    name = field.partition(":")[0]
    if name not in ("related", *COLLECTIONS):
        return field
    kept = [link for link in yaml.safe_load(field)[name] if link in records]
    return f"{name}: [{', '.join(kept)}]\n" if kept else ""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository of ten records that a test may change: six practices and what belongs with them."""
    return copy_repository(tmp_path / "repository")


@pytest.fixture
def trilingual(tmp_path: Path) -> Path:
    """The same records in English, Arabic and Chinese alone, for tests that build a site."""
    return copy_repository(tmp_path / "repository", languages=TRILINGUAL)


def library(root: Path, today: date = TODAY) -> Library:
    """Check a repository and prepare its pages."""
    repository = Repository.find(root)
    return build_library(build_catalogue(repository, check_repository(repository, today=today), today))


def find(library: Library, language: str, path: str) -> PageModel:
    """Find a page by its address below the language."""
    return next(page for page in library.pages(language) if page.path == path)


@pytest.fixture(scope="session")
def whole_library() -> Library:
    """The pages of the whole repository, which a test may not change."""
    return library(ROOT, NEWEST)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """The whole site, built once for all test processes: the first builds, the others wait."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    target = folder / "whole-site"
    with (folder / "whole-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            result = atd("build", "--site-dir", target, env=clock(NEWEST))
            assert result.returncode == 0, result.stdout + result.stderr
    return target


def fingerprint(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder, by its relative path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Address of the whole site, served on this machine."""
    with hosting(site) as address:
        yield address


expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield running
        running.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written again: pytest tests/unit/test_cases.py --update-golden."""
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing them")
