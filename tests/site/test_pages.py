"""The whole site as it was built: every page, every link, every language."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from atd.cli.root import open_voice
from atd.findings import CODES
from atd.localising.locale import direction
from atd.reading import Repository
from conftest import COLLECTIONS, ROOT

REPOSITORY = Repository.find(ROOT)
LANGUAGES = [language.code for language in REPOSITORY.languages]
BASE = REPOSITORY.config["site_url"]
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PRACTICES = sorted(file.stem for file in (ROOT / "practices").glob("*.yaml"))
RECORDS = sorted(f"{name}/{file.stem}/" for name in COLLECTIONS for file in (ROOT / name).glob("*.yaml"))


class Page(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attributes: dict[str, dict[str, str]] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.leads_on = False
        """Whether it only leads to the page that took its place."""
        self.headings: list[int] = []
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.attributes.setdefault(tag, values)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and values.get("rel") == "alternate" and "hreflang" in values:
            self.alternates[values["hreflang"]] = values["href"]
        if tag == "meta" and values.get("http-equiv") == "refresh":
            self.leads_on = True
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        loads = tag in ("script", "img", "iframe") or values.get("rel") in ("stylesheet", "icon")
        addresses = [values.get("src", ""), values.get("href", "")] if loads else []
        self.outside += [address for address in addresses if address.startswith(("http:", "https:", "//"))]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    found = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = Page(file.read_text(encoding="utf-8"))
    return found


def language_of(address: str) -> str:
    first = address.split("/", maxsplit=1)[0]
    return first if first in LANGUAGES else "en"


def test_every_record_has_a_page_in_every_language(pages: dict[str, Page]) -> None:
    assert len(PRACTICES) >= 60
    assert len(RECORDS) > len(PRACTICES)
    for language in LANGUAGES:
        prefix = "" if language == "en" else f"{language}/"
        for path in RECORDS:
            assert f"{prefix}{path}" in pages


def test_language_and_direction_are_declared(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        if address != "404.html":
            assert page.attributes["html"]["lang"] == language_of(address)
            assert page.attributes["body"]["dir"] == direction(language_of(address))


def test_every_internal_link_and_anchor_resolves(pages: dict[str, Page], site: Path) -> None:
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(f"http://site/sub/{address}", link))
            if target.netloc != "site" or address == "404.html":
                continue
            path = unquote(target.path).removeprefix("/sub/")
            if (
                not target.path.startswith("/sub/")
                or (path not in pages and not (site / path).is_file())
                or (target.fragment and target.fragment not in pages[path].ids)
            ):
                broken.append((address, link))
    assert not broken[:10]


def test_ids_are_unique_and_headings_in_order(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), address
        assert page.headings.count(1) == 1, address
        steps = [b - a for a, b in zip(page.headings, page.headings[1:], strict=False)]
        assert all(step <= 1 for step in steps), address


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    assert not [page.outside for page in pages.values() if page.outside]


@pytest.fixture(scope="module")
def sitemap(site: Path) -> dict[str, dict[str, str]]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    found = {}
    for entry in root.findall("s:url", NAMESPACE):
        address = entry.findtext("s:loc", namespaces=NAMESPACE) or ""
        assert address not in found, "each address stands once"
        found[address] = {link.get("hreflang", ""): link.get("href", "") for link in entry.findall("x:link", NAMESPACE)}
    return found


def translated(name: str, language: str) -> bool:
    """Tell from the files alone whether a practice is fully translated."""
    import polib

    text = (ROOT / "practices" / f"{name}.yaml").read_text(encoding="utf-8")
    if re.search(rf"^language: {language}$", text, re.MULTILINE):
        return True
    file = ROOT / "locales" / language / "practices" / f"{name}.po"
    return file.is_file() and all(entry.translated() for entry in polib.pofile(str(file)))


def test_the_sitemap_lists_practices_where_they_are_translated_and_only_there(
    sitemap: dict[str, dict[str, str]],
) -> None:
    complete = 0
    for name in PRACTICES:
        where = {language for language in LANGUAGES if translated(name, language)}
        complete += where >= {"ar", "en", "es", "fr", "ru", "zh"}
        for language in LANGUAGES:
            prefix = "" if language == "en" else f"{language}/"
            assert (f"{BASE}{prefix}practices/{name}/" in sitemap) is (language in where), (name, language)
    assert complete >= 90


def test_sitemap_and_pages_agree_on_languages(sitemap: dict[str, dict[str, str]], pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        if address == "404.html" or page.leads_on:
            continue
        listed = sitemap.get(f"{BASE}{address}")
        assert page.canonical == f"{BASE}{address}"
        if listed:
            assert page.alternates == listed
            assert page.alternates["x-default"]
        else:
            assert language_of(address) not in page.alternates


def test_every_page_of_the_sitemap_was_built(sitemap: dict[str, dict[str, str]], pages: dict[str, Page]) -> None:
    assert {address.removeprefix(BASE) for address in sitemap} <= set(pages)


def test_versions_of_a_page_point_at_each_other(pages: dict[str, Page]) -> None:
    versions = defaultdict(set)
    for page in pages.values():
        for code, address in page.alternates.items():
            versions[address].add(frozenset(page.alternates.items()))
            assert code == "x-default" or language_of(address.removeprefix(BASE)) == code
    assert all(len(sets) == 1 for sets in versions.values())


def test_two_originals_are_not_english(site: Path) -> None:
    chinese = (site / "ar/practices/no-release-designated-residence/index.html").read_text(encoding="utf-8")
    assert 'lang="zh"' not in chinese.split("<article")[1].split('id="sources"')[0]
    arabic = (site / "ar/practices/ma-regularisation-2014/index.html").read_text(encoding="utf-8")
    assert "<h1>العملية الاستثنائية" in arabic


def test_structured_data_is_valid_json(site: Path) -> None:
    import json

    for name in PRACTICES:
        file = site / "ar" / "practices" / name / "index.html"
        text = file.read_text(encoding="utf-8")
        written = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert written
        assert json.loads(written.group(1))["@graph"][0]["@type"] == "Article"


def test_every_code_is_explained_in_every_language(site: Path) -> None:
    repository = Repository.find(ROOT)
    rules = [rule for collection in repository.collections for rule in collection.schema.rules.values()]
    for language in repository.languages:
        voice = open_voice(repository, language.code)
        base = str(repository.config["site_url"])
        for code in (*CODES.values(), *rules):
            file = site / voice.page(code.id).removeprefix(base) / "index.html"
            page = file.read_text(encoding="utf-8")
            assert code.id in page
            problem = voice.say(code.phrase("problem"))
            words = max(re.split(r"\{\w+\}", problem), key=len).strip()
            assert words[1:] in html.unescape(page), (code.id, language.code)
            assert "<pre" in page, f"{code.id} shows no example"


def test_the_codes_are_reached_from_every_page(site: Path) -> None:
    for page in ("index.html", "ar/index.html", "practices/zm-release-all/index.html"):
        assert 'contribute/codes/"' in (site / page).read_text(encoding="utf-8")
