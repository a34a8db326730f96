"""Addresses keep working: former identifiers, withdrawn entries, terms without entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from atd.pages import Library
from atd.site.addresses import compare
from conftest import ROOT, TRILINGUAL, Run, copy_repository, find, library
from hosting import hosting

OLD, NOW = "practices/us-isap-old/", "practices/us-isap/"
GONE = "topics/stage/a-stage-that-was/"
REASON = "The source was found to be wrong."


def append(root: Path, record: str, text: str) -> None:
    with (root / "practices" / f"{record}.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """A small repository and its site: a record with a former name, a withdrawn one, a term that lost its entries."""
    root = copy_repository(tmp_path_factory.mktemp("redirects") / "sub" / "repository", languages=TRILINGUAL)
    append(root, "us-isap", "redirect_from: [us-isap-old]\n")
    append(root, "zm-release-all", f'withdrawn: {{date: "2026-11-01", reason: {REASON}}}\n')
    (root / "docs" / "published-urls.txt").write_text(f"{OLD}\nabout/\n{GONE}\n", encoding="utf-8")
    assert atd("build", "--root", root).returncode == 0
    return root


def below(language: str) -> str:
    return "" if language == "en" else f"{language}/"


@pytest.mark.parametrize("language", TRILINGUAL)
@pytest.mark.parametrize(("old", "now"), [(OLD, NOW), (GONE, "topics/")])
def test_a_former_address_leads_to_the_present_one_in_every_language(
    built: Path, language: str, old: str, now: str
) -> None:
    page = built / "site" / below(language) / old / "index.html"
    text = page.read_text(encoding="utf-8")
    refresh = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', text)
    assert refresh
    assert (page.parent / refresh[1]).resolve() == built / "site" / below(language) / now / "index.html"
    assert f'<link rel="canonical" href="https://atd-practices.example/{below(language)}{now}">' in text
    link = re.search(r'another address now:</?[^>]*> <a href="([^"]+)"|now: <a href="([^"]+)"', text) or re.search(
        r'<article.*?<a href="([^"]+)"', text, re.DOTALL
    )
    assert link
    assert (page.parent / next(filter(None, link.groups())) / "index.html").is_file()


def test_former_addresses_are_left_out_of_sitemap_and_search(built: Path) -> None:
    sitemap = (built / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert NOW in sitemap
    assert OLD not in sitemap
    assert OLD not in [found.address for found in library(built).listed("en")]


def test_a_written_page_is_not_replaced_by_a_redirect(built: Path) -> None:
    assert "refresh" not in (built / "site" / "about" / "index.html").read_text(encoding="utf-8")


def test_a_browser_arrives_from_a_file_and_below_a_folder(built: Path, browser: Browser) -> None:
    with hosting(built) as address:
        bases = (f"{address}site/", (built / "site").as_uri() + "/")
        page = browser.new_page()
        for base in bases:
            page.goto(f"{base}ar/{OLD}index.html", wait_until="commit")
            page.wait_for_url(f"{base}ar/{NOW}index.html")
            assert page.locator("html").get_attribute("lang") == "ar"
        page.close()


def test_a_withdrawn_record_is_found_with_its_reason_and_by_no_filter(built: Path) -> None:
    books = library(built)
    for language in TRILINGUAL:
        found = [one.make() for one in books.listed(language) if one.address == "practices/zm-release-all/"]
        assert len(found) == 1
        assert REASON in found[0].words
        assert REASON in found[0].card
        assert set(found[0].facets) == {"collection"}
        living = [one.make() for one in books.listed(language) if one.address == NOW]
        assert len(living[0].facets) > 3


def test_withdrawn_records_stand_in_changes(built: Path) -> None:
    changes = json.loads((built / "site" / "data" / "changes.json").read_text(encoding="utf-8"))
    withdrawn = [change for change in changes["changes"] if change["kind"] == "withdrawn"]
    assert [change["id"] for change in withdrawn] == ["zm-release-all"]
    assert changes["redirects"] == [{"collection": "practices", "from": "us-isap-old", "to": "us-isap"}]


@pytest.fixture
def listed(trilingual: Path, atd: Run) -> Iterator[Path]:
    """A small repository whose addresses are written down."""
    assert atd("urls", "--root", trilingual).returncode == 0
    yield trilingual


def test_a_title_may_change_and_the_address_stays(listed: Path, atd: Run) -> None:
    file = listed / "practices" / "us-isap.yaml"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"^title: .*$", "title: Another title for electronic supervision", text, flags=re.MULTILINE)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    assert find(library(listed), "en", NOW).title == "Another title for electronic supervision"
    assert atd("urls", "--check", "--root", listed).returncode == 0


def test_a_record_cannot_disappear(listed: Path, atd: Run) -> None:
    file = listed / "practices" / "us-isap.yaml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    resource = listed / "resources" / "kaldor-idc-digital-monitoring-2025.yaml"
    linked = resource.read_text(encoding="utf-8")
    resource.write_text(re.sub(r"(?m)^practices: .*\n", "", linked), encoding="utf-8")
    result = atd("urls", "--check", "--root", listed)
    assert result.returncode == 1
    assert f"leads nowhere: {NOW}" in result.stdout
    assert "redirect_from" in result.stderr
    renamed = text.replace("id: us-isap", "id: us-isap-now", 1) + "redirect_from: [us-isap]\n"
    (listed / "practices" / "us-isap-now.yaml").write_text(renamed, encoding="utf-8")
    result = atd("urls", "--check", "--root", listed)
    assert result.returncode == 0, result.stdout


def test_the_list_grows_and_never_shrinks(listed: Path, atd: Run) -> None:
    file = listed / "docs" / "published-urls.txt"
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"{GONE}\n")
    before = set(file.read_text(encoding="utf-8").splitlines())
    record = (listed / "practices" / "us-isap.yaml").read_text(encoding="utf-8").replace("id: us-isap", "id: us-isap-2")
    (listed / "practices" / "us-isap-2.yaml").write_text(record, encoding="utf-8")
    assert atd("urls", "--root", listed).stdout == "Added: 1\n"
    after = file.read_text(encoding="utf-8").splitlines()
    assert set(after) - before == {"practices/us-isap-2/"}
    assert before <= set(after)
    assert after[3] == "/"
    assert after == [*after[:3], *sorted(after[3:])]


def test_every_address_that_was_ever_published_leads_somewhere(whole_library: Library) -> None:
    found = compare(whole_library)
    assert not found.gone
    assert len(found.listed) > 400
    assert {"", "about/", "practices/zm-release-all/", "data/vocabularies.ttl", "schema/v1/practice.json"} <= set(
        found.listed
    )


def test_the_list_can_be_read(whole_library: Library) -> None:
    lines = (ROOT / "docs" / "published-urls.txt").read_text(encoding="utf-8").splitlines()
    addresses = [line for line in lines if not line.startswith("#")]
    assert addresses == sorted(set(addresses))
    codes = {language.code for language in whole_library.catalogue.repository.languages}
    assert not [line for line in addresses if line.partition("/")[0] in codes]
