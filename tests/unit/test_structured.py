"""What search engines and reference managers find in a page."""

import json
import re
from pathlib import Path
from typing import Any

import extruct
import pytest

from atd.pages import Library
from atd.pages.model import PageModel
from atd.site.native import structured
from conftest import find
from gathered import change, gather, library

KINDS = ("", "practices/", "countries/", "countries/zm/", "topics/gcm-action/h/", "changes/", "translate/")


def html(page: PageModel) -> str:
    """The head of a page as the theme writes it."""
    head = page.head() if page.head else ""
    data = structured(page.structured)
    return f'<html><head>{head}<script type="application/ld+json">{data}</script></head><body></body></html>'


def read(page: PageModel) -> dict[str, dict[str, Any]]:
    """The things that a page describes, by their type, as extruct finds them."""
    (found,) = extruct.extract(html(page), syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in found["@graph"]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library(gather(tmp_path_factory.mktemp("structured") / "r", ("en", "fr", "ar", "zh")))


def test_a_practice_is_an_article_about_something(small: Library) -> None:
    article = read(find(small, "en", "practices/us-isap/"))["Article"]
    assert article["inLanguage"] == "en"
    assert article["spatialCoverage"] == [{"@type": "Place", "name": "United States", "identifier": "US"}]
    assert article["mainEntity"]["@type"] == "Thing"
    assert "not listed as an alternative to detention" in article["mainEntity"]["disambiguatingDescription"]
    assert [source["publisher"]["name"] for source in article["isBasedOn"]][1] == "UNSW Sydney"
    assert article["license"].endswith("/by/4.0/")


def test_translations_know_their_original(small: Library) -> None:
    original = read(find(small, "ar", "practices/ma-regularisation-2014/"))["Article"]
    assert {version["inLanguage"] for version in original["workTranslation"]} == {"en", "fr", "zh"}
    translated = read(find(small, "zh", "practices/ma-regularisation-2014/"))["Article"]
    assert translated["inLanguage"] == "zh"
    assert translated["translationOfWork"]["@id"] == original["@id"]
    untranslated = read(find(small, "zh", "practices/us-isap/"))["Article"]
    assert untranslated["inLanguage"] == "en"
    assert "translationOfWork" not in untranslated


def test_a_document_and_an_event_are_what_they_are(small: Library) -> None:
    book = read(find(small, "en", "resources/coe-practical-guidance-2019/"))["WebPage"]["mainEntity"]
    assert (book["@type"], book["datePublished"], book["publisher"][0]["name"]) == ("Book", "2019", "Council of Europe")
    event = read(find(small, "en", "exchanges/unnm-peer-exchange-2020/"))["WebPage"]["mainEntity"]
    assert event["@type"] == "Event"
    assert event["startDate"].startswith("2020")
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["organizer"][0]["name"]


@pytest.mark.parametrize("path", KINDS)
def test_every_page_is_described(small: Library, path: str) -> None:
    found = read(find(small, "fr", path))
    assert set(found) & {"WebSite", "WebPage", "CollectionPage"}
    assert ("BreadcrumbList" in found) is bool(path)


def test_breadcrumbs_lead_from_the_start_page(small: Library) -> None:
    steps = read(find(small, "zh", "countries/zm/"))["BreadcrumbList"]["itemListElement"]
    assert [step["item"].removeprefix("https://atd-practices.example/zh/") for step in steps] == ["", "countries/", "countries/zm/"]  # fmt: skip
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert all(step["name"] for step in steps)


def test_nothing_is_reviewed_or_rated(whole_library: Library) -> None:
    for page in whole_library.pages("en"):
        text = json.dumps(page.structured() if callable(page.structured) else page.structured)
        assert not re.search(r'"@type": "[A-Za-z]*(Review|Rating)"|"(review|aggregateRating)":', text), page.path


def test_a_record_is_described_in_dublin_core_and_for_reference_managers(small: Library) -> None:
    page = html(find(small, "zh", "practices/ma-regularisation-2014/"))
    (core,) = extruct.extract(page, syntaxes=["dublincore"])["dublincore"]
    found = {(one["name"].lower(), one["content"]) for one in core["elements"]}
    assert ("dc.language", "zh") in found and ("dc.coverage", "摩洛哥") in found
    assert 'name="citation_title"' in page and 'name="citation_publication_date" content="2026/11/22"' in page
    report = html(find(small, "en", "resources/asean-children-migration-explainer-2024/"))
    assert '<meta name="citation_author" content="ASEAN">' in report


def test_hostile_texts_end_nothing(tmp_path: Path) -> None:
    hostile = '"></script><script>alert(1)</script><meta name="x'
    root = gather(tmp_path / "r", ("en",))
    change(root, "practices/us-isap", title=hostile)
    page = find(library(root), "en", "practices/us-isap/")
    assert read(page)["Article"]["headline"] == hostile
    assert html(page).count("<script") == 1
    assert html(page).count("</script>") == 1
