"""The programme of work as readers find it on the site."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect


@pytest.mark.parametrize("path", ["programme/", "briefs/"])
def test_collections_beside_the_menu_are_named_below_every_page(path: str, site: Path) -> None:
    for page in ("", "practices/zm-release-all/", "fr/about/"):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        footer = html.partition("<footer")[2]
        target = re.search(rf'href="([^"]*/)?{path}"', footer)
        assert target, page
        assert (site / page / target[0].removeprefix('href="').rstrip('"') / "index.html").resolve().is_file()
        assert "practices/" not in re.findall(r'href="(?:\.\./)*([^"]*)"', footer), "the menu names it"


def test_an_undertaking_of_two_areas_is_found_once_in_a_file(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site / "programme" / "index.html").as_uri())
    assert page.locator(".whole .card h3", has_text="A repository of good practices").count() == 2
    page.locator("#q").fill("a repository of good practices of alternatives")
    expect(page.locator("ul.hits .card")).to_have_count(1)
    page.close()


def test_the_link_to_all_entries_of_a_kind_shows_as_many_as_it_says(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server}briefs/covid-19/")
    link = page.locator("section", has=page.locator("#release")).get_by_role("link", name="All entries of this kind")
    number = re.search(r"\d+", link.inner_text())
    assert number
    link.press("Enter")
    expect(page.locator(".total")).to_have_text(re.compile(rf"\b{number[0]}\b"))
    page.close()
