"""What people need who cannot see, see little or use the keyboard alone: axe-core and focus."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from axe import AXE, violations
from surfing import KINDS, PREFIXES, go, open_page

UNFOLD = "document.querySelectorAll('details:not(.atd-menu)').forEach(part => { part.open = true; })"
FOLD = "document.querySelectorAll('details').forEach(part => { part.open = false; })"
TELEPHONE, DESK = {"width": 390, "height": 800}, {"width": 1280, "height": 800}


@dataclass(frozen=True)
class State:
    """How a page lies before the reader while it is judged."""

    name: str
    size: dict[str, int]
    script: str
    contrast: bool = False
    """Colours take as long as everything else together, so they are measured where they can differ."""


NARROW = (State("unfolded, telephone", TELEPHONE, UNFOLD),)
WIDE = (State("unfolded, desk", DESK, UNFOLD),)
BOTH = (*NARROW, *WIDE)
FOLDED = (State("folded, telephone", TELEPHONE, FOLD), State("folded, desk", DESK, FOLD))
COLOURS = (State("colours, telephone", TELEPHONE, UNFOLD, contrast=True),)
OTHERS = tuple(language for language in PREFIXES if language not in ("en", "ar"))
"""Languages in which only words differ: there a telephone shows nearly all that a desk does."""
LAY_OUT = """document.querySelectorAll('.cards, tbody, ul, ol, dl').forEach(list => [...list.children].slice(15).forEach(e => e.remove()));
    document.querySelectorAll('.card').forEach(card => { card.style.contentVisibility = 'visible'; })"""
"""The sixteenth entry of a list is made as the first fifteen are; what is far down the page is measured too."""


@pytest.mark.parametrize(
    ("language", "scheme", "states"),
    [
        *((language, "light", BOTH) for language in ("en", "ar")),
        *((language, "light", NARROW) for language in ("ru", "zh")),
        *(pytest.param(language, "light", NARROW, marks=pytest.mark.thorough) for language in ("es", "fr")),
        *(pytest.param(language, "light", WIDE, marks=pytest.mark.thorough) for language in OTHERS),
        pytest.param("ar", "light", FOLDED, marks=pytest.mark.thorough),
        ("en", "light", COLOURS),
        ("en", "dark", COLOURS),
    ],
    ids=lambda value: "+".join(state.name for state in value) if isinstance(value, tuple) else value,
)
def test_axe_finds_nothing_wrong(
    browser: Browser, server: str, language: str, scheme: str, states: tuple[State, ...]
) -> None:
    page, complaints = open_page(browser, DESK["width"], color_scheme=scheme)
    found = []
    for kind in KINDS:
        go(page, f"{server}{PREFIXES[language]}{kind}")
        page.evaluate(LAY_OUT)
        page.evaluate(AXE)
        for state in states:
            page.set_viewport_size(state.size)  # type: ignore[arg-type]
            page.evaluate(state.script)
            found += [f"/{kind}, {state.name}: {said}" for said in violations(page, contrast=state.contrast)]
    page.context.close()
    assert not found, "\n".join(found)
    assert not complaints


@pytest.mark.parametrize("language", PREFIXES)
def test_axe_finds_nothing_wrong_in_open_menus(browser: Browser, server: str, language: str) -> None:
    page, _complaints = open_page(browser, TELEPHONE["width"])
    found = []
    go(page, f"{server}{PREFIXES[language]}about/")
    page.evaluate(AXE)
    for size in (TELEPHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for number, menu in enumerate(page.locator("details.atd-menu").all()):
            menu.evaluate("menu => { menu.open = true; menu.id = 'judged'; }")
            found += [f"menu {number}, {size['width']} px: {said}" for said in violations(page, "#judged")]
            menu.evaluate("menu => { menu.open = false; menu.removeAttribute('id'); }")
    page.context.close()
    assert not found, "\n".join(found)


def test_axe_would_find_what_is_wrong(browser: Browser, server: str) -> None:
    page, _complaints = open_page(browser, DESK["width"])
    go(page, f"{server}about/")
    page.evaluate("document.querySelector('h1').outerHTML = '<img src=\"assets/favicon.svg\"><a href=\"#x\"></a>'")
    page.evaluate(AXE)
    assert {said.partition(":")[0] for said in violations(page)} == {"image-alt", "link-name", "page-has-heading-one"}
    page.context.close()


WATCH = """() => {
    const usable = 'a[href], button, summary, input, select, textarea, [tabindex="0"]';
    const seen = element => element.checkVisibility() && element.getClientRects().length;
    const one = input => input.type !== 'radio' || input.checked;
    window.wanted = [...document.querySelectorAll(usable)].filter(e => seen(e) && !e.disabled && one(e));
    window.reached = new Map();
    addEventListener('focusin', ({target}) => {
        const style = getComputedStyle(target), box = target.getBoundingClientRect();
        const drawn = getComputedStyle(target.querySelector('.map-target') || target);
        window.reached.set(target, {
            ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                || drawn.stroke !== 'none' && parseFloat(drawn.strokeWidth) >= 2,
            shown: box.bottom > 0 && box.top < innerHeight,
        });
    });
    const groups = new Set([...document.querySelectorAll('input[type=radio]')].filter(seen).map(e => e.name));
    const open = [...groups].filter(name => !document.querySelector(`input[name="${name}"]:checked`));
    const parts = [...document.querySelectorAll('input[type=date]')].filter(seen).length * 3;
    return window.wanted.length + open.length + parts;
}"""
"""Groups of which nothing is chosen have a stop too, and days have one for each of their parts."""
FAILED = """() => window.wanted.map(e => [e, window.reached.get(e)])
    .filter(([, seen]) => !seen || !seen.ring || !seen.shown)
    .map(([e, seen]) => `${seen ? JSON.stringify(seen) : 'not reached'}: ${e.outerHTML.slice(0, 120)}`)"""


OTHER_ON_A_TELEPHONE = ("", "practices/", "practices/ca-atd-programme/", *(kind for kind in KINDS if "?" in kind))
"""Kinds of pages that are not only narrower there."""


@pytest.mark.parametrize(
    ("size", "kinds"), [(TELEPHONE, OTHER_ON_A_TELEPHONE), (DESK, KINDS)], ids=["telephone", "desk"]
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, server: str, size: dict[str, int], kinds: tuple[str, ...]
) -> None:
    page, _complaints = open_page(browser, size["width"])
    for kind in kinds:
        go(page, f"{server}{kind}")
        for _step in range(page.evaluate(WATCH)):
            page.keyboard.press("Tab")
        failed = page.evaluate(FAILED)
        assert not failed, kind
    page.context.close()
