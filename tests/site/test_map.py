"""The map in a real browser: names, targets, keyboard, telephones."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from surfing import open_page

WIDEST = 1280
NARROWEST_WITH_NUMBERS = 1072
"""Width of the screen from which on the style sheet shows numbers on the map."""


def opened(browser: Browser, address: str, width: int, **options: object) -> Page:
    page, _complaints = open_page(browser, width, **options)
    page.goto(address)
    return page


@pytest.mark.parametrize("path", ["", "countries/", "ar/countries/"])
@pytest.mark.parametrize("width", [NARROWEST_WITH_NUMBERS, WIDEST])
def test_every_number_can_be_hit(browser: Browser, server: str, path: str, width: int) -> None:
    """Targets are at least 24 pixels wide and cover none of each other."""
    page = opened(browser, server + path, width)
    boxes = page.locator(".map-target").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.x + b.width / 2, b.y + b.height / 2, b.width])"
    )
    assert len(boxes) > 50
    assert min(wide for _x, _y, wide in boxes) >= 24
    gaps = [math.dist(a[:2], b[:2]) - a[2] for i, a in enumerate(boxes) for b in boxes[:i]]
    assert min(gaps) >= 0
    page.context.close()


def test_a_number_leads_to_its_country_by_mouse_and_by_keyboard(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}countries/", WIDEST, java_script_enabled=False)
    link = page.get_by_role("link", name=re.compile(r"^\d+ Mexico: \d+ promising and \d+ others$"))
    assert link.count() == 1
    link.click()
    expect(page).to_have_url(f"{server}countries/mx/")
    page.goto(f"{server}countries/")
    page.locator(".map-numbers a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    second = page.locator(".atd-content h1").inner_text()
    page.goto(f"{server}countries/")
    assert page.locator(".map-list li a").nth(1).inner_text() == second, "links follow in the order of the list"
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 800])
def test_on_narrow_screens_dots_are_shown_and_the_list_is_the_way_in(browser: Browser, server: str, width: int) -> None:
    page = opened(browser, f"{server}countries/", width)
    assert page.get_by_role("link", name="Mexico", exact=True).count() == 1
    assert page.get_by_role("link", name=re.compile("Mexico:")).count() == 0
    assert page.locator(".map-dots path").first.is_visible()
    assert page.locator(".map-picture").bounding_box()["width"] <= width  # type: ignore[index]
    page.context.close()


def test_the_list_of_the_start_page_is_folded_on_a_telephone_and_open_on_a_screen(
    browser: Browser, server: str
) -> None:
    page = opened(browser, server, 390, java_script_enabled=False)
    country = page.locator(".map-list").get_by_role("link", name="Zambia")
    assert not country.is_visible()
    page.locator(".map-list summary").first.click()
    assert country.is_visible()
    page.context.close()
    page = opened(browser, server, WIDEST)
    assert page.locator(".map-list").get_by_role("link", name="Zambia").is_visible()
    page.context.close()


def test_a_question_leads_to_practices_and_the_search_asks_for_them(browser: Browser, server: str) -> None:
    page = opened(browser, server, 390)
    page.get_by_role("link", name="I am drafting a law").click()
    assert page.locator(".card").count() > 5
    page.goto(server)
    page.get_by_role("searchbox", name="Search practices").fill("children")
    page.keyboard.press("Enter")
    page.wait_for_url("**/practices/?q=children")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read_in_light_and_dark(browser: Browser, server: str, scheme: str) -> None:
    page = opened(browser, f"{server}countries/", WIDEST, color_scheme=scheme)
    for kind in ("a:not(.map-other)", "a.map-other"):
        circle, text = (
            page.locator(f".map-numbers {kind} {part}").first.evaluate("e => getComputedStyle(e).fill")
            for part in ("circle:not(.map-target)", "text")
        )
        assert contrast(circle, text) >= 4.5
    page.context.close()


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(number) / 255 for number in re.findall(r"\d+", colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
