"""The site in a real browser: no errors, no overflow, keyboard, scripts off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from atd.pages import Library
from surfing import KINDS, PREFIXES, go, open_page


def test_every_kind_of_page_is_looked_at(whole_library: Library) -> None:
    pages = {page.path: page.kind for page in whole_library.pages("en")}
    assert {pages.get(path.partition("?")[0]) for path in KINDS} >= set(pages.values()) - {"redirect"}, (
        "add an example to KINDS in tests/surfing.py"
    )


SEEN = """() => {
    const within = box => box.left >= -1 && box.right <= innerWidth + 1;
    const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const reached = (range, parent) => {
        if ([...range.getClientRects()].every(within)) return true;
        while (parent !== document.body && !scrolls(parent)) parent = parent.parentElement;
        return parent !== document.body && within(parent.getBoundingClientRect());
    };
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.data.trim(), parent = walker.currentNode.parentElement;
        if (!text || !parent.checkVisibility() || parent.closest('.atd-hidden, .atd-leave, svg')) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        if (reached(range, parent)) texts.push(text);
    }
    return texts;
}"""
COVERED = """() => [...document.querySelectorAll('body *')]
    .filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position) && e.checkVisibility())
    .reduce((sum, e) => sum + e.getBoundingClientRect().height, 0)"""
STAYING = """async selector => {
    const seen = document.querySelector(selector), places = [];
    seen.scrollIntoView({ block: 'center' });
    for (let frame = 0; frame < 12; frame++) {
        await new Promise(requestAnimationFrame);
        places.push(Math.round(seen.getBoundingClientRect().top));
    }
    return places;
}"""
LEADING_NOWHERE = """() => [...document.querySelectorAll('a[href^="#"]')].filter(link => link.checkVisibility())
    .map(link => link.hash.slice(1)).filter(id => id && !document.getElementById(decodeURIComponent(id))?.checkVisibility())"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(e => { e.removeAttribute('name'); e.open = true; })"
DESK, MAGNIFIED = {"width": 1280, "height": 1024}, {"width": 320, "height": 256}
"""A screen, and what is left of it at 400 %."""


LATIN = [pytest.param(language, marks=pytest.mark.thorough) for language in ("es", "fr")]


@pytest.mark.parametrize("language", ["en", "ar", "ru", "zh", *LATIN])
def test_no_complaint_no_foreign_request_and_nothing_lost_when_magnified(
    browser: Browser, server: str, language: str
) -> None:
    """Every text seen on a desk is seen at 400 % without scrolling sideways.

    Tables of data may scroll in themselves; pictures are drawn anew, with their words in a list beside them,
    and the button to leave keeps its sign alone.
    """
    page, complaints = open_page(browser, DESK["width"])
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    for kind in KINDS:
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        go(page, f"{server}{PREFIXES[language]}{kind}")
        assert page.evaluate(OVERFLOW) <= 0, kind
        page.evaluate(UNFOLD)
        before = page.evaluate(SEEN)
        page.set_viewport_size(MAGNIFIED)  # type: ignore[arg-type]
        lost = set(before) - set(page.evaluate(SEEN))
        assert not lost, kind
        assert page.evaluate(OVERFLOW) <= 0, kind
        assert page.evaluate(COVERED) <= MAGNIFIED["height"] / 2, kind
    assert not complaints
    assert all(address.startswith(server) for address in requested)
    page.context.close()


@pytest.mark.parametrize(
    ("attempt", "directive"),
    [
        ("document.head.append(Object.assign(document.createElement('script'), {textContent: '0'}))", "script-src"),
        ("document.body.setAttribute('style', 'color: red')", "style-src"),
        ("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))", "img-src"),
    ],
)
def test_the_policy_forbids_what_contributors_might_smuggle_in(
    browser: Browser, server: str, attempt: str, directive: str
) -> None:
    page, complaints = open_page(browser, 400)
    page.goto(f"{server}practices/ca-atd-programme/")
    assert not complaints
    page.evaluate(attempt)
    page.wait_for_timeout(100)
    assert any(complaint.startswith(directive) for complaint in complaints)
    page.context.close()


def test_the_language_menu_works_by_keyboard(browser: Browser, server: str) -> None:
    page, _ = open_page(browser, 400)
    page.goto(f"{server}practices/th-mou-atd-children-2019/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "atd-skip"
    menu = page.locator(".atd-menu-languages summary")
    menu.focus()
    page.keyboard.press("Enter")
    for _step in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.lang") == "ar"
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/practices/th-mou-atd-children-2019/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    page.context.close()


def test_everything_is_reached_without_javascript(browser: Browser, server: str) -> None:
    page, _ = open_page(browser, 400, java_script_enabled=False)
    page.goto(server)
    page.locator(".atd-menu:not(.atd-menu-languages) > summary").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Topics").click()
    page.get_by_role("link", name="Release", exact=True).first.click()
    page.locator(".card a").first.click()
    assert "/practices/" in page.url
    assert page.locator("#sources").is_visible()
    page.context.close()


@pytest.mark.parametrize("list_", ["practices/", "resources/", "topics/stage/release/"])
def test_lists_are_as_wide_without_javascript_as_with_it(browser: Browser, server: str, list_: str) -> None:
    widths = []
    for scripts in (True, False):
        page, _ = open_page(browser, DESK["width"], java_script_enabled=scripts)
        page.goto(f"{server}{list_}")
        cards = page.locator(".cards:not([hidden])").first
        widths.append(cards.evaluate("list => list.getBoundingClientRect().width"))
        page.context.close()
    assert widths[0] == pytest.approx(widths[1], rel=0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript_nothing_is_offered_that_needs_it(browser: Browser, server: str, kind: str) -> None:
    """No search in the header, and no way to a part of the page that is not shown."""
    page, _ = open_page(browser, DESK["width"], java_script_enabled=False)
    page.goto(f"{server}{kind}")
    assert not page.locator("input:visible, select:visible, textarea:visible").count()
    assert page.evaluate(LEADING_NOWHERE) == []
    page.context.close()


@pytest.mark.parametrize("language", PREFIXES)
def test_what_one_goes_to_in_a_long_list_stays_there(browser: Browser, server: str, language: str) -> None:
    """Nothing above it may change its height then, or a tap misses and the way back ends elsewhere."""
    page, _ = open_page(browser, 390)
    go(page, f"{server}{PREFIXES[language]}practices/")
    places = page.evaluate(STAYING, ".atd-footer a[href$='compare/']")
    assert len(set(places)) == 1, places
    page.context.close()


@pytest.mark.parametrize(("width", "visible"), [(400, False), (1280, True)])
def test_the_menu_is_open_on_wide_screens(browser: Browser, server: str, width: int, visible: bool) -> None:
    page, _ = open_page(browser, width)
    page.goto(server)
    assert page.get_by_role("link", name="Countries", exact=True).first.is_visible() is visible
    page.context.close()


@pytest.mark.parametrize("language", PREFIXES)
def test_the_header_fits_screens_and_telephones(browser: Browser, server: str, language: str) -> None:
    """Two rows on a screen: who we are with the search, and the menu. On a telephone menus open within it."""
    page, _ = open_page(browser, 1280, locale=language)
    page.goto(f"{server}{PREFIXES[language]}about/")
    middles = (
        "found => new Set(found.map(e => e.getBoundingClientRect()).map(r => Math.round((r.top + r.bottom) / 2))).size"
    )
    assert page.locator(".atd-menu:not(.atd-menu-languages) li").evaluate_all(middles) == 1
    assert page.locator(".atd-name, .atd-search input, .atd-menu-languages > summary").evaluate_all(middles) == 1
    page.context.close()
    page, _ = open_page(browser, 320, locale=language)
    page.goto(f"{server}{PREFIXES[language]}about/")
    for menu in (".atd-menu-languages", ".atd-menu:not(.atd-menu-languages)"):
        page.locator(f"{menu} > summary").click()
        box = page.locator(f"{menu} > nav").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert page.locator(f"{menu} a").first.is_visible()
        page.locator(f"{menu} > summary").click()
    page.context.close()


def test_dark_and_print_are_readable(browser: Browser, server: str) -> None:
    page, _ = open_page(browser, 1280, color_scheme="dark")
    page.goto(f"{server}practices/ca-atd-programme/")
    colours = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    assert page.evaluate(colours) == ["rgb(231, 236, 238)", "rgb(20, 25, 27)"]
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator(".atd-header").is_visible()
    assert page.locator("#sources").is_visible()
    page.context.close()


OWN_WORDS = """(contributed) => {
    const own = 'header, footer, h2, th, dt, summary, label, .badge, .notice, .path, .actions';
    const wanted = contributed ? own : own + ', h1, h3, .lead, .note';
    const words = [];
    for (const element of document.querySelectorAll(wanted)) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            const foreign = parent.closest('[lang]').lang !== document.documentElement.lang;
            const named = parent.closest('[translate=no], [dir=ltr]:not(html, body), code, pre, .files, .card, .atd-name, .waiting');
            if (!foreign && !named && parent.checkVisibility()) words.push(walker.currentNode.data);
        }
    }
    return words;
}"""
NAMES = {
    "ATD", "Practices", "CLDR", "Unicode", "MIT", "GCM", "COVID", "Poedit", "Weblate", "gettext", "GPS", "HTML", "BCP", "ISO", "LGBTIQ",
    "NFC", "UTF", "YAML", "JSON", "URL", "Natural", "Earth", "III",
}  # fmt: skip
"""Names and signs that are the same in every language."""


LABELS = """() => [...document.querySelectorAll('h1, h2, h3, dt, th, summary, .badge, .atd-footer p, .atd-header a, .note, .notice')]
    .filter(e => !e.closest('[lang]:not(html), [translate=no]') && !e.querySelector('[lang]')).map(e => e.innerText.trim()).filter(t => t)"""


@pytest.mark.parametrize(
    ("language", "script"), [("ar", "[\u0600-\u06ff]"), ("zh", "[\u4e00-\u9fff]"), ("ru", "[\u0400-\u04ff]")]
)
def test_no_english_word_is_left_among_the_words_of_the_site(
    browser: Browser, server: str, language: str, script: str
) -> None:
    """Labels hold the reader's script, and no other words of the site are English."""
    page, _complaints = open_page(browser, 1280)
    left: set[tuple[str, str]] = set()
    for kind in KINDS:
        go(page, f"{server}{PREFIXES[language]}{kind}")
        labels = page.evaluate(LABELS)
        left |= {
            (kind, text)
            for text in labels
            if re.search("[A-Za-z]{3}", text) and not re.search(script, text) and text != "ATD Practices"
        }
        contributed, title = "practices/" in kind or "organisations/" in kind or "?" in kind, page.title()
        for text in [*page.evaluate(OWN_WORDS, contributed), "" if contributed else title]:
            left |= {(kind, word) for word in re.findall(r"[A-Za-z]{3,}", text) if word not in NAMES}
    page.context.close()
    assert not left


def test_the_page_is_offered_in_the_language_of_the_reader(browser: Browser, server: str) -> None:
    page, complaints = open_page(browser, 390, locale="fr-CA")
    page.goto(f"{server}practices/zm-release-all/")
    offer = page.locator(".atd-offers p:visible")
    assert offer.get_attribute("lang") == "fr"
    offer.get_by_role("link").click()
    expect(page).to_have_url(f"{server}fr/practices/zm-release-all/")
    assert page.locator(".atd-offers p:visible").count() == 0
    page.goto(f"{server}practices/zm-release-all/")
    page.locator(".atd-offers button:visible").click()
    assert page.locator(".atd-offers p:visible").count() == 0
    page.reload()
    assert page.locator(".atd-offers p:visible").count() == 0
    assert not complaints
    page.context.close()


@pytest.mark.parametrize(
    "options", [{"locale": "en-GB"}, {"locale": "xx"}, {"locale": "fr-FR", "java_script_enabled": False}]
)
def test_nothing_is_offered_where_nothing_fits(browser: Browser, server: str, options: dict[str, object]) -> None:
    page, complaints = open_page(browser, 1280, **options)
    page.goto(server)
    assert page.locator(".atd-offers p:visible").count() == 0
    assert not complaints
    page.context.close()


DRAWN = """() => [...document.querySelectorAll('svg.heat')].flatMap(svg => [...svg.querySelectorAll('text')].map(text => {
    const own = text.getBoundingClientRect(), whole = svg.getBoundingClientRect();
    return {
        words: text.textContent, right: text.closest('a') && Math.abs(own.right - whole.right) < 2,
        size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
        inside: own.left >= whole.left - 1 && own.right <= whole.right + 1,
    };
}))"""


@pytest.mark.parametrize("language", PREFIXES)
def test_heat_tables_can_be_read_on_a_small_telephone(browser: Browser, server: str, language: str) -> None:
    page, complaints = open_page(browser, 320)
    page.goto(f"{server}{PREFIXES[language]}coverage/")
    drawn = page.evaluate(DRAWN)
    assert len(drawn) > 5 * (8 + 9)
    assert not [text for text in drawn if text["size"] < 11 or not text["inside"]]
    sides = {text["right"] for text in drawn if text["right"] is not None}
    assert sides == {language == "ar"}
    assert not complaints
    page.context.close()


def test_heat_tables_lead_to_their_rows_by_keyboard(browser: Browser, server: str) -> None:
    page, _complaints = open_page(browser, 390)
    page.goto(f"{server}coverage/")
    row = page.locator("svg.heat a").first
    name = row.text_content()
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/practice-group/**")
    assert page.locator("h1").inner_text() == name
    page.context.close()


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light")])
def test_a_table_tells_that_it_goes_on_beyond_the_edge(
    browser: Browser, server: str, language: str, scheme: str
) -> None:
    page, _ = open_page(browser, 390, color_scheme=scheme)
    page.goto(f"{server}{PREFIXES[language]}translate/")
    table = page.locator(".table").first
    table.scroll_into_view_if_needed()
    area = table.bounding_box()
    assert area

    def corner(x: float) -> bytes:
        """Look at a few points above the words of the head."""
        return page.screenshot(clip={"x": x, "y": area["y"] + 1, "width": 4, "height": 4})

    def edges() -> tuple[bytes, bytes]:
        left, right = corner(area["x"]), corner(area["x"] + area["width"] - 4)
        return (right, left) if language == "ar" else (left, right)

    near, far = edges()
    assert near != far, "nothing tells that there is more"
    table.evaluate("(table, way) => table.scrollTo(way * table.scrollWidth, 0)", -1 if language == "ar" else 1)
    page.wait_for_timeout(100)
    behind, end = edges()
    assert end == near, "the end looks as if there were more"
    assert behind != near, "nothing tells of what was left behind"
    page.context.close()
