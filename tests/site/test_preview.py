"""The preview follows every change and survives mistakes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

RECORD = "practices/us-isap.yaml"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < deadline, "the preview did not follow"
        time.sleep(0.2)


@pytest.fixture
def preview(trilingual: Path, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Give the text of a page of a running preview; empty while it is not there."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "atd", "serve", "--root", str(trilingual), "--address", address]
    said = tmp_path / "said"
    with said.open("w") as output:
        running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)

    def read(path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{address}/{path}", timeout=30) as page:
                text: str = page.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    read.said = lambda: said.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    read.address = f"http://{address}/"  # type: ignore[attr-defined]
    wait_for(lambda: bool(read("")))
    yield read
    running.terminate()
    running.wait()


def test_records_translations_and_templates_are_followed(trilingual: Path, preview: Callable[[str], str]) -> None:
    changes = (
        (RECORD, "Intensive Supervision", "Intense Supervision", "zh/practices/us-isap/"),
        ("locales/ar/interface.po", 'msgstr "المصادر"', 'msgstr "كل المصادر"', "ar/practices/us-isap/"),
        ("docs/theme/pages/browse.html", '<p class="lead">', '<p class="lead">Look here. ', "practices/"),
        ("docs/theme/base.html", '<main class="', '<main id="frame" class="', "zh/countries/zm/"),
        ("docs/pages/en/method.md", "\n## ", "\nLook there as well.\n\n## ", "method/"),
    )
    for name, old, new, page in changes:
        file = trilingual / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        wanted = new.removeprefix('msgstr "').removesuffix('"').removeprefix('<p class="lead">').strip("\n# ")
        wait_for(lambda page=page, wanted=wanted: wanted in preview(page))  # type: ignore[misc]


def test_a_broken_record_is_left_out_until_it_is_mended(trilingual: Path, preview: Callable[[str], str]) -> None:
    file = trilingual / RECORD
    text = file.read_text(encoding="utf-8")
    file.write_text("title: [", encoding="utf-8")
    wait_for(lambda: "us-isap" not in (page := preview("practices/")) and bool(page))
    file.write_text(text, encoding="utf-8")
    wait_for(lambda: "us-isap" in preview("practices/"))


def test_a_vocabulary_that_cannot_be_read_changes_nothing_until_it_is_mended(
    trilingual: Path, preview: Callable[[str], str]
) -> None:
    file = trilingual / "schema" / "vocabularies" / "stage.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('label: "Stage"', 'label: "Stage'), encoding="utf-8")
    wait_for(lambda: "ATD116" in preview.said())  # type: ignore[attr-defined]
    assert "us-isap" in preview("practices/")
    file.write_text(text.replace("Case management", "Case work"), encoding="utf-8")
    wait_for(lambda: "Case work" in preview("practices/us-isap/"))


def test_an_open_page_follows_by_itself(trilingual: Path, preview: Callable[[str], str], browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{preview.address}ar/practices/us-isap/")  # type: ignore[attr-defined]
    file = trilingual / RECORD
    file.write_text(
        file.read_text(encoding="utf-8").replace("Intensive Supervision", "Intense Supervision"), encoding="utf-8"
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("Intense Supervision")
    template = trilingual / "docs" / "theme" / "pages" / "practice.html"
    text = template.read_text(encoding="utf-8")
    template.write_text("{{ nothing.of.the.kind }}", encoding="utf-8")
    expect(page.locator("pre")).to_contain_text("nothing")
    template.write_text(text, encoding="utf-8")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Intense Supervision")
    page.close()


def test_files_beside_the_pages_are_there(preview: Callable[[str], str]) -> None:
    for path, words in (
        ("assets/site.css", "--"), ("data/v1/practices/us-isap.json", "us-isap"), ("data/v1/zh/practices.json", "us-isap"),
        ("ar/search/pagefind-entry.json", "page_count"), ("robots.txt", ""), ("practices/us-isap.txt", ""),
    ):  # fmt: skip
        assert words in preview(path), path
    assert preview("practices/nothing-of-the-kind/") == ""
