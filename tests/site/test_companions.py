"""Feeds, citations and plain text where the whole site has them, and what browsers make of the descriptions."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from playwright.sync_api import Browser

from conftest import COLLECTIONS

PAGES = ("", "practices/", "changes/", "changes/setbacks/", "countries/zm/", "topics/gcm-action/h/",
         "practices/us-isap/", "resources/coe-practical-guidance-2019/", "exchanges/un-imrf-2022/", "method/")  # fmt: skip


@pytest.mark.parametrize("language", ["", "ar/", "zh/"])
def test_what_pages_offer_is_there(site: Path, language: str) -> None:
    offered = 0
    for path in PAGES:
        text = (site / language / path / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)"', text)
        links += re.findall(r'<a href="([^"]+\.(?:atom|bib|ris|txt|json))"', text)
        for link in map(unescape, links):
            assert (site / urljoin(f"/{language}{path}", link).lstrip("/")).is_file(), (path, link)
        offered += len(links)
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        assert json.loads(data)["@graph"]
    assert offered > 40


@pytest.mark.parametrize("language", ["", "fr", "ar", "ms"])
def test_feeds_of_the_whole_site_can_be_read(site: Path, language: str) -> None:
    read = [feedparser.parse(file.read_bytes()) for file in sorted((site / language / "feeds").glob("*.atom"))]
    assert len(read) == 2 + len(COLLECTIONS)  # all changes, setbacks, and one for each collection
    assert all(not feed.bozo and feed.entries for feed in read)


def test_browsers_have_nothing_against_the_descriptions(server: str, browser: Browser) -> None:
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    for path in ("practices/us-isap/", "ar/exchanges/un-imrf-2022/"):
        page.goto(server + path)
        assert page.locator('script[type="application/ld+json"]').count() == 1
    assert said == []
    page.evaluate("const s = document.createElement('script'); s.textContent = '1'; document.head.append(s)")
    page.wait_for_function("true")
    assert said, "the browser reports no breach of the policy, so this test would see none"
    page.close()
