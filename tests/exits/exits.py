"""The site without MkDocs and Material: run by ``make exits``, which puts the forks into a folder of their own.

MaterialX brings files under Material's names, so that folder is put before the other
libraries where it is wanted; properdocs alone needs no more than a place on the path.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Run, clock, copy_repository, fingerprint
from gazing import content

FORKS = Path(os.environ.get("EXITS", ROOT / ".venv" / "exits"))
LANGUAGES = ("en", "ar")
SITE = "https://site.example/"
KNOWN_UNDER_ZENSICAL = {"ar/contributing/"}
"""Pages written by hand whose link to a folder Zensical takes for a link to a file: docs/development/leaving.md."""


def run(*words: object, path: Path = FORKS) -> None:
    """Run a generator with the forks in reach; complain with what it said."""
    environment = {**os.environ, **clock(TODAY), "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": f"{path}:{ROOT / 'scripts'}"}
    done = subprocess.run([sys.executable, *map(str, words)], env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """A small repository with the site that MkDocs and Material give."""
    root = copy_repository(tmp_path_factory.mktemp("exits") / "repository", languages=LANGUAGES)
    assert atd("build", "--root", root).returncode == 0
    return root


@pytest.fixture(scope="module")
def plain(repository: Path, atd: Run) -> Path:
    """The same as plain files."""
    result = atd("export-pages", repository.parent / "plain", "--root", repository)
    assert result.returncode == 0, result.stderr
    return repository.parent / "plain"


def pages(site: Path) -> list[str]:
    """List the addresses of all pages that do not lead on."""
    found = (file for file in sorted(site.rglob("index.html")) if 'http-equiv="refresh"' not in file.read_text("utf-8"))
    return [f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./") for file in found]


def different(ours: Path, theirs: Path) -> set[str]:
    """Name the pages whose words or links are not the same."""
    listed = pages(ours)
    assert len(listed) > 400
    return {
        page
        for page in listed
        if content(ours / page / "index.html", SITE + page) != content(theirs / page / "index.html", SITE + page)
    }


def test_properdocs_gives_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    alone = tmp_path / "path"
    alone.mkdir()
    (alone / "properdocs").symlink_to(FORKS / "properdocs")
    run("-m", "properdocs", "build", "--strict", "-f", repository / "mkdocs.yml", "-d", tmp_path / "site", path=alone)
    assert fingerprint(tmp_path / "site") == fingerprint(repository / "site")


def test_materialx_gives_the_same_pages_with_its_own_stylesheet(repository: Path, tmp_path: Path) -> None:
    config = repository / "mkdocs-materialx.yml"
    text = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    config.write_text(text.replace("name: atd ", "name: materialx ", 1), encoding="utf-8")
    run("-m", "properdocs", "build", "--strict", "-f", config, "-d", tmp_path / "site")
    named = re.compile(rb"main\.[0-9a-f]+\.min\.css")
    ours, theirs = (
        {file.relative_to(site).as_posix(): named.sub(b"", file.read_bytes()) for file in site.rglob("*") if file.is_file()}
        for site in (repository / "site", tmp_path / "site")
    )  # fmt: skip
    styles = {name for name in ours.keys() ^ theirs.keys() if name.startswith("assets/stylesheets/main.")}
    assert len(styles) == 2
    packed = {name for name in ours if name.endswith(".gz")}
    assert [name for name in ours.keys() | theirs.keys() if name not in styles | packed and ours.get(name) != theirs.get(name)] == []  # fmt: skip


def test_plain_files_give_the_same_words_and_links_with_properdocs_and_materialx(repository: Path, plain: Path) -> None:
    for name in ("mkdocs.yml", "mkdocs.ar.yml"):
        run("-m", "properdocs", "build", "--strict", "-f", plain / name)
    assert different(repository / "site", plain / "site") == set()


def test_plain_files_build_with_zensical_but_for_what_is_known(repository: Path, plain: Path, tmp_path: Path) -> None:
    for name in ("docs", "mkdocs.yml", "mkdocs.ar.yml"):
        (shutil.copytree if name == "docs" else shutil.copy)(plain / name, tmp_path / name)
    for name in ("mkdocs.yml", "mkdocs.ar.yml"):
        text = (tmp_path / name).read_text(encoding="utf-8").replace('"materialx"', '"material"')
        (tmp_path / name).write_text(text, encoding="utf-8")
        run("-m", "zensical", "build", "-f", tmp_path / name)
    assert different(repository / "site", tmp_path / "site") == KNOWN_UNDER_ZENSICAL
