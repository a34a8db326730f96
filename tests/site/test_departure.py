"""The site as plain files: every page, with nothing of our program, and MkDocs builds it."""

import os
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
import yaml

from conftest import TODAY, Run, clock, copy_repository, library
from gazing import content, words_and_links

LANGUAGES = ("en", "ar")
BASE = "https://site.example/ar/"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """The folder with the plain files; the repository stands beside it."""
    root = copy_repository(tmp_path_factory.mktemp("left") / "repository", languages=LANGUAGES)
    record = root / "practices" / "us-isap.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "redirect_from: [us-isap-before]\n", encoding="utf-8")
    result = atd("export-pages", root.parent / "plain", "--root", root, "--theme", "material")
    assert result.returncode == 0, result.stdout + result.stderr
    return root.parent / "plain"


@pytest.fixture(scope="module")
def built(left: Path) -> Path:
    """The Arabic site, built by MkDocs with Material alone: no hook, no plugin of ours, no file of ours in reach."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(left / "mkdocs.ar.yml")],
        env={**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "NO_MKDOCS_2_WARNING": "1", **clock(TODAY)},
        cwd=left, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return left / "site" / "ar"


def test_the_configuration_is_plain(left: Path) -> None:
    for name in ("mkdocs.yml", "mkdocs.ar.yml"):
        config = yaml.safe_load((left / name).read_text(encoding="utf-8"))
        assert config["plugins"] == ["search"]
        assert "hooks" not in config
        assert config["theme"].keys() == {"name", "language", "font", "palette"}
    assert not list(left.rglob("*.py"))


def test_every_page_says_what_the_site_says(left: Path, built: Path) -> None:
    seen = 0
    for page in library(left.parent / "repository").pages("ar"):
        if not page.leads_to:
            seen += 1
            words, links = content(built / page.path / "index.html", f"{BASE}{page.path}")
            own = lxml.html.fromstring(f"<div>{page.render()}</div>")
            meant, led = words_and_links(own, f"{BASE}{page.path}")
            assert links == led, page.path
            if page.path == "data/":  # sizes of files are filled in there
                assert not any("\ue002" in word for word in words)
            else:
                assert words == meant, page.path
    assert seen > 200


def test_pages_know_their_language(built: Path) -> None:
    page = lxml.html.parse(str(built / "practices" / "us-isap" / "index.html")).getroot()
    assert page.get("lang") == "ar"
    assert page.xpath('//div[@class="atd-scope"]/@dir') == ["rtl"]
    assert page.xpath("//title")[0].text.startswith("Intensive Supervision")


def test_what_stands_beside_the_pages_comes_along(left: Path) -> None:
    for file in ("data/catalog.jsonld", "data/atd-practices.zip", "feeds/changes.atom", "exchanges.ics", "about.md"):
        assert (left / "docs" / "en" / file).is_file(), file


def test_links_lead_to_files_that_are_there(left: Path, built: Path) -> None:
    """What is not Arabic stands among the plain files of the first language."""
    seen = 0
    for page in built.rglob("index.html"):
        for link in content(page, f"{BASE}{page.parent.relative_to(built).as_posix()}/")[1]:
            path = link.partition("#")[0].partition("?")[0].removeprefix("https://site.example/")
            if link.startswith("https://site.example/") and not path.startswith("ar/contribute/codes"):
                seen += 1
                own, other = built / path.removeprefix("ar/"), left / "docs" / "en" / path
                there = own if path.startswith("ar/") else other
                assert there.is_file() or (there / "index.html").is_file() or (there / "index.md").is_file() or other.with_suffix(".md").is_file(), (page, link)  # fmt: skip
    assert seen > 1000


def test_a_former_address_leads_on(built: Path) -> None:
    page = (built / "practices" / "us-isap-before" / "index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../us-isap/index.html"' in page


def test_a_folder_with_something_in_it_is_refused(left: Path, atd: Run) -> None:
    result = atd("export-pages", left, "--root", left.parent / "repository")
    assert result.returncode == 2
    assert "not empty" in result.stderr


def test_records_with_errors_are_not_exported(small: Path, tmp_path: Path, atd: Run) -> None:
    (small / "practices" / "us-isap.yaml").write_text("id: [", encoding="utf-8")
    result = atd("export-pages", tmp_path / "plain", "--root", small)
    assert result.returncode == 1
    assert "ATD123" in result.stdout
    assert not (tmp_path / "plain").exists()
