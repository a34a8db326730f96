"""The pages of a change open from a disk, in every language, and lead nowhere wrong."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import Run
from surfing import PREFIXES, open_page

LINK = re.compile(r'<(?:a|link|script|img)\b[^<>]*?\s(?:href|src)="([^"]*)"')


@pytest.fixture
def preview(tmp_path: Path, site: Path, atd: Run) -> Path:
    folder = tmp_path / "preview"
    changed = ("practices/us-isap.yaml", "locales/ar/practices/zm-release-all.po", "docs/pages/fr/about.md", "Makefile")
    result = atd("preview", folder, *changed, "--site-dir", site)
    assert result.returncode == 0, result.stderr
    return folder


def test_every_language_of_a_record_and_nothing_else_is_there(preview: Path) -> None:
    pages = {file.relative_to(preview).as_posix() for file in preview.rglob("*.html")}
    languages = [*PREFIXES.values(), "ms/"]
    assert pages == {
        "index.html",
        "ar/practices/zm-release-all/index.html",
        "fr/about/index.html",
        *(f"{prefix}practices/us-isap/index.html" for prefix in languages),
    }
    assert "Makefile" in (preview / "index.html").read_text(encoding="utf-8")


def test_no_link_leads_to_a_file_that_is_not_there(preview: Path) -> None:
    seen = 0
    for page in preview.rglob("*.html"):
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            if not link.startswith(("http", "#", "mailto:")) and link:
                assert (page.parent / link.split("#")[0]).is_file(), (page, link)
                seen += 1
    assert seen > 50


def test_the_index_leads_to_pages_that_look_as_published(preview: Path, browser: Browser, server: str) -> None:
    page, complaints = open_page(browser, 900)
    page.goto((preview / "index.html").as_uri())
    page.locator('ul[lang="ar"] a[href*="us-isap"]').click()
    page.wait_for_url("file://**/ar/practices/us-isap/index.html")
    assert page.evaluate("document.body.dir") == "rtl"
    here = page.locator("h1").evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]")
    page.locator('.atd-languages a[lang="zh"]').evaluate("e => e.click()")
    page.wait_for_url("file://**/zh/practices/us-isap/index.html")
    assert not complaints
    page.goto(f"{server}ar/practices/us-isap/")
    assert page.locator("h1").evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]") == here
    page.context.close()


def test_git_tells_what_was_changed(tmp_path: Path, small: Path, site: Path, atd: Run) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], cwd=small, check=True, capture_output=True)  # fmt: skip

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "all")
    with (small / "practices" / "us-isap.yaml").open("a", encoding="utf-8") as file:
        file.write("# looked at again\n")
    result = atd("preview", tmp_path / "p", "--changed-since", "HEAD", "--root", small, "--site-dir", site)
    assert result.returncode == 0, result.stderr
    assert "7" in result.stdout
    assert not (tmp_path / "p" / "practices" / "zm-release-all").exists()
    assert atd("preview", tmp_path / "q", "--changed-since", "--output=x", "--root", small, "--site-dir", site).returncode == 2  # fmt: skip


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, site: Path, atd: Run) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    assert atd("preview", tmp_path, "practices/us-isap.yaml", "--site-dir", site).returncode == 2
    assert atd("preview", tmp_path / "new", "--site-dir", tmp_path).returncode == 2
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]
