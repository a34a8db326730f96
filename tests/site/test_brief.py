"""Picking, comparing and making a brief in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

FOUR = ("zm-release-all", "th-mou-atd-children-2019", "us-isap", "be-icam-coaches")
HOSTILE = '<img src="x" onerror="alert(1)"><script>alert(2)</script>{title}'
WATCH = "addEventListener('securitypolicyviolation', event => console.error('CSP ' + event.violatedDirective))"
Reader = tuple[Page, list[str]]
Meet = Callable[..., Reader]


@pytest.fixture
def meet(browser: Browser, server: str) -> Iterator[Meet]:
    """Meet readers who each have a browser of their own."""
    opened: list[BrowserContext] = []

    def newcomer(**options: object) -> Reader:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        opened.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        own = (server, "blob:", "data:", "file:")
        page.on("request", lambda request: None if request.url.startswith(own) else complaints.append(request.url))
        return page, complaints

    yield newcomer
    for context in opened:
        context.close()


@pytest.fixture
def reader(meet: Meet) -> Iterator[Page]:
    """A new reader, for whom nothing may go wrong and nothing may leave the site."""
    page, complaints = meet()
    yield page
    assert not complaints


def pick(page: Page, server: str, ids: tuple[str, ...] = FOUR) -> None:
    page.goto(f"{server}about/")
    page.evaluate("ids => ids.forEach(id => window.atd.picks.add(`practices/${id}`))", ids)


def columns(page: Page) -> list[str]:
    page.locator(".comparison thead th").first.wait_for()
    return page.locator(".comparison thead th").evaluate_all("cells => cells.map(cell => cell.dataset.id)")


def chapters(page: Page) -> list[str]:
    page.locator(".brief-chapter").first.wait_for()
    return page.locator(".brief-chapter h3").evaluate_all("all => all.map(h => h.id.replace('entry--', ''))")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    target.focus()
    page.keyboard.press(key)


def pick_and_compare(page: Page, ids: list[str]) -> None:
    buttons = page.locator("button[data-pick]")
    for place in (0, 1):
        press(page, buttons.nth(place))
        expect(buttons.nth(place)).to_have_attribute("aria-pressed", "true")
    assert page.locator(".atd-tray-status").text_content() == "Picked: 2"
    page.keyboard.press("Tab")  # the links stand right after the button that was pressed
    expect(page.locator(".atd-shortcut a").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/")
    assert columns(page) == ids
    press(page, page.locator("[name=later]").first)
    assert columns(page) == ids[::-1]
    assert page.url.endswith(f"?p={ids[1]},{ids[0]}")
    assert page.evaluate("document.activeElement.closest('th').dataset.id") == ids[0]
    press(page, page.locator("[name=remove]").first, "Space")
    assert columns(page) == [ids[0]]
    assert page.evaluate("document.activeElement.name") == "remove"


def write_a_brief(page: Page, ids: list[str]) -> None:
    press(page, page.locator(".atd-tray a", has_text="Brief"))
    page.wait_for_url("**/brief/")
    assert chapters(page) == ids
    press(page, page.locator("[name=earlier]").nth(1))
    expect(page.locator(".brief-chapter h3").first).to_have_id(f"entry--{ids[1]}")
    for field, words in (("#brief-title", "Our brief"), ("[name=note]", "Ask about 2025")):
        page.locator(field).first.focus()
        page.keyboard.type(words)
    press(page, page.locator("[value=how]"), "Space")


def assert_written(page: Page, ids: list[str]) -> None:
    assert chapters(page) == ids[::-1]
    assert page.locator(".brief-title").text_content() == "Our brief"
    assert page.locator(".brief-chapter").first.locator(".brief-words").inner_text().endswith("Ask about 2025")
    assert page.locator(".brief-chapter h4", has_text="How it works").count() == 2


def test_the_whole_way_by_keyboard(reader: Page, meet: Meet, server: str) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"{server}practices/")
    marks = reader.locator("button[data-pick]").evaluate_all("all => all.map(button => button.dataset.pick)")
    ids = [mark.partition("/")[2] for mark in marks[:2]]
    pick_and_compare(reader, ids)
    write_a_brief(reader, ids)
    assert_written(reader, ids)
    reader.reload()
    assert_written(reader, ids)

    press(reader, reader.locator("[name=copy]"))
    expect(reader.locator("[data-told]")).not_to_be_empty()
    link = reader.evaluate("navigator.clipboard.readText()")
    assert "Our" not in link.partition("#")[0], "words stand where they are never sent"
    colleague, complaints = meet()
    colleague.goto(link)
    assert_written(colleague, ids)
    assert not complaints


def test_a_shared_brief_leaves_the_readers_own_alone_until_it_is_kept(reader: Page, server: str) -> None:
    page = reader
    pick(page, server, ("us-isap",))
    page.goto(f"{server}brief/")
    page.fill("#brief-title", "Mine")
    words = quote(json.dumps({"title": "Theirs", "notes": {"zm-release-all": "Look"}}))
    page.goto(f"{server}brief/?p=zm-release-all,be-icam-coaches#{words}")
    assert chapters(page) == ["zm-release-all", "be-icam-coaches"]
    expect(page.locator(".brief-form")).to_be_hidden()
    page.locator(".brief-contents a").last.click()
    assert page.evaluate("document.activeElement.id") == "entry--be-icam-coaches"
    page.keyboard.press("Tab")
    page.reload()
    assert page.locator(".brief-title").text_content() == "Theirs", "a jump in the document keeps the words"

    page.get_by_role("link", name="See my own brief").click()
    assert chapters(page) == ["us-isap"]
    assert page.locator(".brief-title").text_content() == "Mine"

    page.go_back()
    assert chapters(page) == ["zm-release-all", "be-icam-coaches"]
    page.locator("[name=keep]").click()
    expect(page.locator("#brief-title")).to_have_value("Theirs")
    page.goto(f"{server}fr/brief/")
    assert chapters(page) == ["zm-release-all", "be-icam-coaches"]
    assert page.locator("[name=note]").first.input_value() == "Look"
    page.locator(".brief-delete summary").click()
    page.locator("[name=delete]").click()
    expect(page.locator("[data-notice=none]")).to_be_visible()
    assert page.evaluate("[localStorage['atd-brief'] ?? null, localStorage['atd-picks']]") == [None, "[]"]


@pytest.mark.parametrize(
    "fragment",
    [
        quote(json.dumps({"title": HOSTILE, "introduction": HOSTILE, "notes": {"us-isap": HOSTILE}})),
        quote('{"title": {"a": 1}, "introduction": 5, "notes": [["x"]], "parts": "all", "__proto__": {"marks": 1}}'),
        "%E0%A4%A", quote("[1, 2"), "null", "",
    ],
)  # fmt: skip
def test_words_that_came_with_a_link_stay_words(reader: Page, server: str, tmp_path: Path, fragment: str) -> None:
    page = reader
    page.goto(f"{server}brief/?p=us-isap,../../evil,JAVASCRIPT:1,us-isap#{fragment}")
    assert chapters(page) == ["us-isap"]
    expect(page.locator(".brief-chapter h4", has_text="Limits and setbacks")).to_be_visible()
    with page.expect_download() as download:
        page.locator("[name=save]").click()
    file = tmp_path / "brief.html"
    download.value.save_as(file)
    if "onerror" in fragment:
        assert page.locator(".brief-document").inner_text().count(HOSTILE) == 3
        assert HOSTILE.replace("<", "&lt;").replace(">", "&gt;") in file.read_text(encoding="utf-8")
    assert page.locator(".brief-document :is(img, script)").count() == 0
    assert not re.search(r"<(img|script|link|iframe)\b", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["", "ar/"])
def test_the_brief_on_paper_and_as_a_file(reader: Page, meet: Meet, server: str, tmp_path: Path, language: str) -> None:
    page = reader
    pick(page, server)
    page.goto(f"{server}{language}brief/")
    assert chapters(page) == list(FOUR)
    with page.expect_download() as download:
        page.locator("[name=save]").click()
    page.emulate_media(media="print")
    for hidden in (".atd-header", ".atd-footer", ".atd-tray", ".brief-form", "h1", "[name=print]"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in (
        ".brief-title",
        ".brief-contents",
        ".sources",
        ".brief-address",
        ".notice-red",
        ".brief-document > footer",
    ):
        expect(page.locator(shown).first).to_be_visible()
    sheets = len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))
    assert sheets > len(FOUR), "each entry starts on a new sheet"
    own = page.locator(".brief-document")
    assert own.locator(".sources [lang=zh]").count() == 1, "titles keep their language"
    assert "CC BY 4.0" in own.inner_text()
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size === document.querySelectorAll('[id]').length"
    )

    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert re.fullmatch(r"brief-\d{4}-\d\d-\d\d\.html", file.name)
    assert server not in text
    assert f"https://atd-practices.example/{language}practices/us-isap/" in text
    reading, complaints = meet()
    requested: list[str] = []
    reading.on("request", lambda request: requested.append(request.url))
    reading.goto(file.as_uri())
    assert requested == [file.as_uri()]
    assert not complaints
    assert reading.evaluate("document.documentElement.lang") == (language.strip("/") or "en")
    assert reading.evaluate("getComputedStyle(document.body).direction") == ("rtl" if language else "ltr")
    headings = reading.locator("h1, h2, h3, h4").evaluate_all("all => all.map(h => Number(h.localName[1]))")
    assert headings[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    broken = (
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert reading.evaluate(broken) == 0


@pytest.mark.parametrize("language", ["", "ar/"])
def test_what_is_no_alternative_can_never_be_taken_for_one(reader: Page, server: str, language: str) -> None:
    page = reader
    page.goto(f"{server}{language}practices/us-isap/")
    warning = page.locator(".notice-red strong").inner_text()
    page.goto(f"{server}{language}compare/?p=be-icam-coaches,us-isap,au-curfew-ankle-devices")
    assert columns(page) == ["be-icam-coaches", "us-isap", "au-curfew-ankle-devices"]
    heads = page.locator(".comparison thead th")
    for place, marked in enumerate((False, True, True)):
        assert (warning in heads.nth(place).inner_text()) is marked
        assert (warning in (heads.nth(place).get_attribute("aria-label") or "")) is marked
    cells = page.locator(".comparison tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].slice(1).map(cell => cell.classList.contains('context')))"
    )
    assert len(cells) > 15
    assert all(row == [False, True, True] for row in cells)
    side = "[...document.querySelectorAll('.comparison thead th')].map(cell => cell.getBoundingClientRect().x)"
    places = page.evaluate(side)
    assert places == sorted(places, reverse=bool(language))
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("td.context .whose .badge").first).to_be_visible()


def test_a_comparison_is_in_the_words_of_the_pages(reader: Page, server: str) -> None:
    page = reader
    page.goto(f"{server}fr/practices/us-isap/")
    labels = page.locator(".facts dt, .answers tbody th").all_inner_texts()
    page.goto(f"{server}fr/compare/?p=us-isap,be-icam-coaches")
    columns(page)
    heads = page.locator(".comparison tbody th").all_inner_texts()
    assert [head for head in heads if head in labels] == labels
    assert page.locator(".comparison .meta").count() == 0
    links = page.locator(".comparison a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links
    assert all(re.match(r"https?://", link) for link in links)
    same = page.locator(".comparison tr[data-same]")
    texts = same.evaluate_all(
        "rows => rows.map(row => [...row.cells].slice(1).map(c => c.lastChild.textContent.trim()))"
    )
    assert texts
    assert all(first == second for first, second in texts)
    colour = "row => getComputedStyle(row.cells[1]).color"
    before = same.first.evaluate(colour)
    page.locator("[name=same]").check()
    assert same.first.evaluate(colour) != before
    other = page.locator(".atd-languages a[hreflang=es]").get_attribute("href") or ""
    assert other.endswith("/es/compare/?p=us-isap,be-icam-coaches")


def test_what_cannot_be_compared_is_said(meet: Meet, server: str, site: Path) -> None:
    page, complaints = meet()
    page.goto(f"{server}compare/?p=zm-release-all,no-such-practice")
    assert columns(page) == ["zm-release-all"]
    assert "no-such-practice" in page.locator(".problems").inner_text()
    expect(page.locator("[data-notice=one]")).to_be_visible()
    assert len(complaints) == 1, "the browser itself reports the missing page"
    page.goto(f"{server}compare/?p=%00,..%2F,A")
    expect(page.locator("[data-notice=none]")).to_be_visible()
    complaints.clear()
    for kind in ("compare", "brief"):
        page.goto(f"{(site / kind / 'index.html').as_uri()}?p=zm-release-all")
        expect(page.locator("[data-notice=local]")).to_be_visible()
    assert not [text for text in complaints if not text.startswith("file:")]


def test_the_tray_is_shared_by_pages_and_languages_and_can_be_restored(reader: Page, server: str) -> None:
    page = reader
    page.goto(f"{server}practices/zm-release-all/")
    expect(page.locator(".atd-tray")).to_be_hidden()
    button = page.locator("article button[data-pick]")
    size = button.bounding_box()
    button.click()
    assert button.bounding_box() == size, "nothing moves"
    expect(button).to_have_accessible_name(re.compile("^In your brief – remove: Announced release"))
    page.goto(f"{server}ar/practices/zm-release-all/")
    expect(page.locator("article button[data-pick]")).to_have_attribute("aria-pressed", "true")
    page.locator(".atd-tray [name=clear]").click()
    assert page.evaluate("atd.picks.list()") == []
    page.locator(".atd-tray [name=restore]").click()
    assert page.evaluate("atd.picks.list()") == ["practices/zm-release-all"]


def test_cards_that_come_later_can_be_picked_and_thirty_is_enough(reader: Page, server: str) -> None:
    page = reader
    page.goto(f"{server}practices/")
    page.evaluate("for (let n = 0; n < 29; n++) atd.picks.add(`practices/p-${n}`)")
    page.evaluate("""() => {
        const card = document.querySelector('.card').cloneNode(true);
        card.querySelector('[data-pick]').dataset.pick = 'practices/later';
        document.querySelector('.whole .cards').prepend(card);
    }""")
    page.locator("[data-pick='practices/later']").click()
    assert page.evaluate("atd.picks.has('practices/later')")
    page.locator("button[data-pick]").nth(5).click()
    expect(page.locator(".atd-tray-full")).to_be_visible()
    assert page.evaluate("atd.picks.list().length") == 30
    assert page.evaluate("atd.picks.add('practices/../evil')") is False
    page.evaluate("atd.picks.move('practices/later', -29)")
    assert page.evaluate("atd.picks.list()[0]") == "practices/later"


def test_a_browser_that_keeps_nothing_does_not_fail(reader: Page, server: str) -> None:
    page = reader
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied') }})")
    page.goto(f"{server}practices/")
    for place in (0, 1):
        page.locator("button[data-pick]").nth(place).click()
    page.locator(".atd-tray a", has_text="Compare").click()
    assert len(columns(page)) == 2, "the address carries what the browser does not keep"


def test_a_link_that_is_too_long_is_not_copied(reader: Page, server: str) -> None:
    page = reader
    pick(page, server)
    page.goto(f"{server}brief/")
    chapters(page)
    page.fill("#brief-introduction", "слово " * 300)
    page.locator("[name=copy]").click()
    expect(page.locator("[data-told]")).to_contain_text("6,000")


@pytest.mark.parametrize("language", ["", "ar/", "ru/"])
def test_both_pages_fit_a_small_telephone(reader: Page, server: str, language: str) -> None:
    page = reader
    page.set_viewport_size({"width": 320, "height": 640})
    pick(page, server)
    for kind, ready in (("compare/", columns), ("brief/", chapters)):
        page.goto(f"{server}{language}{kind}")
        ready(page)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, kind
        small = page.locator("main button:visible").evaluate_all(
            "all => all.filter(b => b.getBoundingClientRect().height < 24 || b.getBoundingClientRect().width < 24).length"
        )
        assert small == 0


def test_without_scripts_both_pages_say_what_they_need(meet: Meet, server: str) -> None:
    page, complaints = meet(java_script_enabled=False)
    page.goto(f"{server}practices/")
    expect(page.locator("button[data-pick]").first).to_be_hidden()
    expect(page.locator(".atd-tray")).to_be_hidden()
    for kind in ("compare/", "brief/"):
        page.locator(f".atd-footer a[href$='{kind}']").click()
        expect(page).to_have_url(f"{server}{kind}")
        expect(page.locator("noscript .notice")).to_contain_text("JavaScript")
        expect(page.locator("main button:visible")).to_have_count(0)
        page.locator("noscript a").click()
        expect(page).to_have_url(f"{server}practices/")
    assert not complaints
