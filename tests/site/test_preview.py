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
def preview(trilingual: Path) -> Iterator[Callable[[str], str]]:
    """Give the text of a page of a running preview; empty while it is not there."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "atd", "serve", "--root", str(trilingual), "--address", address]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def read(path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{address}/{path}", timeout=30) as page:
                text: str = page.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    wait_for(lambda: bool(read("")))
    yield read
    running.terminate()
    running.wait()


def test_records_translations_and_templates_are_followed(trilingual: Path, preview: Callable[[str], str]) -> None:
    changes = (
        (RECORD, "Intensive Supervision", "Intense Supervision", "zh/practices/us-isap/"),
        ("locales/ar/interface.po", 'msgstr "المصادر"', 'msgstr "كل المصادر"', "ar/practices/us-isap/"),
        ("docs/theme/pages/browse.html", '<p class="lead">', '<p class="lead">Look here. ', "practices/"),
    )
    for name, old, new, page in changes:
        file = trilingual / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        wanted = new.removeprefix('msgstr "').removesuffix('"').removeprefix('<p class="lead">').strip()
        wait_for(lambda page=page, wanted=wanted: wanted in preview(page))  # type: ignore[misc]


def test_a_broken_record_is_left_out_until_it_is_mended(trilingual: Path, preview: Callable[[str], str]) -> None:
    file = trilingual / RECORD
    text = file.read_text(encoding="utf-8")
    file.write_text("title: [", encoding="utf-8")
    wait_for(lambda: "us-isap" not in (page := preview("practices/")) and bool(page))
    file.write_text(text, encoding="utf-8")
    wait_for(lambda: "us-isap" in preview("practices/"))
