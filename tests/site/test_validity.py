"""What the Nu HTML checker of the W3C says of every page, style sheet and picture of the site."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from atd.reading import Repository
from conftest import ROOT
from surfing import KINDS

CHECKER = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
KINDS_OF_FILES = ("--skip-non-html", "--also-check-css", "--also-check-svg")


@dataclass(frozen=True)
class Exempted:
    """What the checker says although nothing is wrong."""

    message: str
    page: str
    reason: str

    def covers(self, message: str, page: str) -> bool:
        """Tell whether this is said of a page for which it was foreseen."""
        return bool(re.match(self.message, message) and re.search(self.page, page))


EXEMPTIONS = (
    Exempted(
        "(Resource|Inline script) violates Content Security Policy",
        "",
        "Read as a file a page has no origin that 'self' could mean, and JSON-LD is data, which no policy forbids. "
        "test_browser.py asks a browser whether the policy holds.",
    ),
    Exempted("CSS: “r”: Property “r” doesn't exist", "site.css", "The radius of a circle is a property since SVG 2."),
    Exempted(
        "Text run is not in Unicode Normalization Form C",
        "/contribute/codes/(atd416|atd509)/",
        "These pages show exactly that mistake.",
    ),
)


def complaints(*words: object) -> list[tuple[str, str]]:
    """Ask the checker, warnings and hints included; give what it says, with the file and line."""
    command = ["java", "-XX:+UseSerialGC", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always"]
    asked = subprocess.run([*command, *words], capture_output=True, text=True, timeout=600, check=True)
    said = json.loads(asked.stdout)["messages"]
    return [(f"{entry.get('url', '')}:{entry.get('lastLine', '')}", entry["message"]) for entry in said]


@pytest.mark.thorough
def test_every_page_is_valid_html(site: Path) -> None:
    judge(site)


def test_every_english_page_and_every_kind_in_other_languages_is_valid_html(site: Path) -> None:
    """Languages differ in words and direction, not in markup."""
    languages = [language.code for language in Repository.find(ROOT).languages if not language.default]
    english = [entry for entry in site.iterdir() if entry.name not in languages]
    judge(*english, *(site / code / kind / "index.html" for code in languages for kind in KINDS if "?" not in kind))


def judge(*files: Path) -> None:
    """Let the checker read files and folders; nothing is said but what is exempted, and each exemption is needed."""
    said = complaints(*KINDS_OF_FILES, *files)
    wrong = [
        f"{page}: {message}"
        for page, message in said
        if not any(exempted.covers(message, page) for exempted in EXEMPTIONS)
    ]
    assert not wrong, "\n".join(wrong[:20])
    unused = [e.message for e in EXEMPTIONS if not any(e.covers(message, page) for page, message in said)]
    assert not unused, "exempted although the checker says it no longer"


def test_the_checker_notices_mistakes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>x</title><p><div></p>", encoding="utf-8")
    (tmp_path / "style.css").write_text("a { colr: red }", encoding="utf-8")
    said = "\n".join(": ".join(entry) for entry in complaints(*KINDS_OF_FILES, tmp_path))
    assert "No “p” element in scope" in said
    assert "Property “colr” doesn't exist" in said
