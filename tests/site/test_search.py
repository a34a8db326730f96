"""Search and filters: found in every language, by keyboard, from a file, and honest when nothing fits."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from surfing import PREFIXES, open_page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page, complaints = open_page(browser, 1280)
    yield page
    assert not complaints
    page.context.close()


def shown(page: Page) -> int:
    """Wait for the result and give the number of entries found."""
    expect(page.locator(".total")).not_to_be_empty()
    return int("".join(c for c in page.locator(".total").inner_text() if c.isdigit()) or 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "拘留"), ("zh", "替代措施"), ("ar", "أطفال"), ("ar", "الأطفال"), ("ru", "юридической"), ("ru", "юридическая"),
        ("fr", "détention"), ("fr", "detention"), ("es", "niños"), ("es", "ninos"),
    ],
)  # fmt: skip
def test_words_are_found_as_they_are_written(page: Page, server: str, language: str, words: str) -> None:
    page.goto(f"{server}{PREFIXES[language]}practices/?q={words}")
    assert shown(page) > 1
    cards = page.locator(".hits .card")
    expect(cards.first).to_be_visible()
    assert cards.count() == min(10, shown(page))
    for link in cards.locator("h3 a").all():
        assert f"/{PREFIXES[language]}practices/" in link.evaluate("a => a.href")
    assert cards.locator("mark").count() > 0


def test_a_misspelt_word_gets_an_offer(page: Page, server: str) -> None:
    page.goto(f"{server}practices/?q=detenton")
    page.get_by_role("button", name="detention", exact=True).click()
    assert page.url.endswith("?q=detention")
    assert shown(page) > 10


def test_nothing_found_says_what_to_do(page: Page, server: str) -> None:
    page.goto(f"{server}practices/?q=rollerskate&classification=contested")
    assert shown(page) == 0
    expect(page.locator(".nothing")).to_be_visible()
    page.locator(".nothing").get_by_role("button").click()
    assert "classification=any" in page.url


def test_filters_narrow_with_live_numbers_and_stand_in_the_address(page: Page, server: str) -> None:
    page.goto(f"{server}practices/")
    whole = page.locator(".whole .group-promising .card").count()
    page.locator("#filter-stage").click()
    release = page.locator("input[name=stage][value=release]")
    number = int(release.locator("xpath=..").locator(".count").inner_text())
    release.check()
    assert shown(page) == number < whole
    assert page.url.endswith("?stage=release")
    page.get_by_role("checkbox", name="Not yet assessed").check()
    assert shown(page) > number
    address = page.url
    page.goto(f"{server}about/")
    page.goto(address)
    assert shown(page) > number
    page.get_by_role("button", name="Remove the filter: Release").click()
    page.get_by_role("checkbox", name="Not yet assessed").uncheck()
    expect(page.locator(".whole")).to_be_visible()
    expect(page).to_have_url(f"{server}practices/")


def test_numbers_beside_filters_are_what_choosing_them_gives(page: Page, server: str) -> None:
    page.goto(f"{server}practices/?stage=release,case-management")
    shown(page)
    page.wait_for_timeout(300)
    option = page.locator("label:has(input[name=classification][value=unassessed])")
    promised, before = int(option.locator(".count").inner_text()), shown(page)
    option.locator("input").check()
    expect(page.locator(".total")).to_contain_text(str(before + promised))


def test_what_is_no_alternative_is_not_found_unless_asked_for(page: Page, server: str) -> None:
    page.goto(f"{server}practices/?q=ankle")
    shown(page)
    assert (
        page.locator(
            ".hits .alternative-form-of-detention, .hits .classification-alternative-form-of-detention"
        ).count()
        == 0
    )
    page.goto(f"{server}practices/?q=ankle&classification=alternative-form-of-detention")
    assert shown(page) > 0
    assert (
        page.locator(".hits .classification-alternative-form-of-detention").count()
        == page.locator(".hits .card").count()
    )


def test_the_table_shows_the_same_in_rows(page: Page, server: str) -> None:
    page.goto(f"{server}practices/?view=table&sort=changed&stage=release")
    expect(page.locator(".hits tbody tr")).to_have_count(shown(page))
    assert page.locator(".hits thead th").count() == page.locator(".hits tbody tr").first.locator("th, td").count()


def test_search_by_keyboard_alone(page: Page, server: str) -> None:
    page.goto(f"{server}about/")
    page.locator(".atd-search input").focus()
    page.keyboard.type("housing")
    page.keyboard.press("Enter")
    page.wait_for_url("**/practices/?q=housing")
    assert shown(page) > 3
    page.locator("#q").focus()
    for _step in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "classification":
            break
    assert page.evaluate("document.activeElement.value") == "atd"
    before = shown(page)
    page.keyboard.press("Space")
    expect(page.locator(".total")).not_to_contain_text(str(before))
    page.goto(f"{server}practices/?q=detention")
    expect(page.locator(".hits .card")).to_have_count(10)
    page.locator(".show-more button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hits .card").nth(10).locator("a").first).to_be_focused()


def test_cards_are_filtered_when_the_page_is_opened_from_a_file(browser: Browser, site: Path) -> None:
    page, complaints = open_page(browser, 400)
    page.goto((site / "ar/practices/index.html").as_uri())
    page.locator("#q").fill("زامبيا")
    assert 0 < shown(page) < 10
    page.locator(".filters > summary").click()
    page.locator("input[name=classification][value=atd]").uncheck()
    expect(page.locator(".hits .card").first).to_be_visible()
    assert not complaints
    page.context.close()


def test_a_hostile_search_stays_text(page: Page, server: str) -> None:
    page.goto(f"{server}practices/?q=%3Cimg%20src=x%20onerror=alert(1)%3E&sort=%22%3E&stage=__proto__&view=x")
    shown(page)
    assert page.locator("#q").input_value() == "<img src=x onerror=alert(1)>"
    assert page.locator(".browse img").count() == 0


def test_the_list_is_light(site: Path, browser: Browser, server: str) -> None:
    """What a first view and a first query load, as a host that compresses would send it."""
    page, _complaints = open_page(browser, 390)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(server).partition("?")[0]))

    def weight() -> int:
        files = [site / (path if not path.endswith("/") else f"{path}index.html") for path in loaded]
        return sum(
            len(f.read_bytes() if f.suffix.startswith((".pf_", ".pagefind")) else gzip.compress(f.read_bytes()))
            for f in files
        )

    page.goto(f"{server}practices/")
    page.wait_for_load_state("networkidle")
    assert weight() < 300_000
    loaded.clear()
    page.locator("#q").fill("detention")
    shown(page)
    page.wait_for_load_state("networkidle")
    assert 0 < weight() < 200_000
    page.context.close()


@pytest.mark.parametrize(
    ("path", "language"), [("ar/nothing/", "ar"), ("nothing/here/", "en"), ("zh/practices/x/", "zh")]
)
def test_a_missing_page_speaks_the_language_of_its_address(
    browser: Browser, server: str, path: str, language: str
) -> None:
    page, _complaints = open_page(browser, 390, locale="en-GB")
    page.goto(f"{server}{path}")
    assert page.locator("section.missing:visible").count() == 1
    assert page.locator("section.missing:visible").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.lang") == language
    page.locator("section.missing:visible a").first.click()
    expect(page).to_have_url(f"{server}{PREFIXES[language]}")
    page.context.close()
