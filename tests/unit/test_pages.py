"""Page models: addresses, escaping, grouping, availability."""

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.pages import Library
from atd.pages.model import relative, url
from atd.pages.records import DESCRIPTION_LENGTH, shorten
from conftest import copy_repository, find, library

XSS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "javascript:alert(1)", "</title><script>x</script>",
    "{{ 7*7 }}", "{% raw %}", "' onmouseover='alert(1)", "&lt;script&gt;", "</script><script>alert(1)</script>", "%(num)s",
)  # fmt: skip


@pytest.fixture(scope="module")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    yield library(copy_repository(tmp_path_factory.mktemp("pages") / "r"))


@pytest.mark.parametrize(
    ("start", "target", "expected"),
    [
        ("", "practices/", "practices/"),
        ("practices/x/", "", "../../"),
        ("practices/x/", "practices/y/", "../y/"),
        ("practices/x/", "countries/zm/", "../../countries/zm/"),
        ("topics/a/b/", "topics/a/", "../"),
        ("practices/", "practices/page-2/", "page-2/"),
        ("a/", "a/", "./"),
        ("", "", "./"),
        ("fr/practices/x/", "practices/x/", "../../../practices/x/"),
    ],
)
def test_relative_addresses(start: str, target: str, expected: str) -> None:
    assert relative(start, target) == expected


PATHS = st.lists(st.sampled_from(["a", "b", "practices"]), max_size=4).map(
    lambda parts: "".join(f"{p}/" for p in parts)
)


@given(PATHS, PATHS)
def test_relative_addresses_lead_to_their_target(start: str, target: str) -> None:
    from urllib.parse import urljoin

    assert urljoin(f"https://example.org/{start}", relative(start, target)) == f"https://example.org/{target}"


def test_the_default_language_stands_at_the_root() -> None:
    assert url("practices/", "en", "en") == "practices/"
    assert url("practices/", "fr", "en") == "fr/practices/"


def test_long_descriptions_end_at_a_word() -> None:
    assert shorten("word " * 80).endswith("word…")
    assert len(shorten("拘留" * 200)) == DESCRIPTION_LENGTH


def test_a_page_is_available_only_where_it_is_translated(small_library: Library) -> None:
    assert find(small_library, "en", "practices/us-isap/").available == ("en",)
    assert find(small_library, "ar", "practices/ma-regularisation-2014/").available == (
        "en",
        "fr",
        "es",
        "ar",
        "ru",
        "zh",
    )
    assert find(small_library, "fr", "practices/").available == ("en", "fr", "es", "ar", "ru", "zh", "ms")


def test_untranslated_texts_are_marked_with_their_language(small_library: Library) -> None:
    page = find(small_library, "ar", "practices/us-isap/")
    assert page.title_language == "en"
    assert '<h1><span lang="en" dir="ltr">' in page.render()


def test_context_entries_stand_under_a_heading_of_their_own(small_library: Library) -> None:
    html = find(small_library, "en", "practices/").render()
    promising, context = html.index('id="promising"'), html.index('id="context"')
    assert promising < html.index("ma-regularisation-2014/") < context < html.index("us-isap/")


def test_the_start_page_leaves_context_entries_out(small_library: Library) -> None:
    html = find(small_library, "en", "").render()
    assert "practices/us-isap/" not in html
    assert "practices/ca-atd-programme/" not in html


def test_long_lists_are_divided(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atd.pages.division.PAGE_SIZE", 4)
    pages = [page for page in small_library.pages("en") if page.kind == "list" and page.path.startswith("practices/")]
    assert [page.path for page in pages] == ["practices/", "practices/page-2/"]
    assert sum(page.render().count('class="card"') for page in pages) == 6
    assert 'href="../../practices/"' in pages[1].render()


@pytest.mark.parametrize("vector", XSS)
def test_contributed_text_is_inert(vector: str, tmp_path: Path) -> None:
    """Even if the check were passed, nothing a contributor writes becomes markup."""
    root = copy_repository(tmp_path / "r", ("us-isap",))
    file = root / "practices" / "us-isap.yaml"
    text = file.read_text(encoding="utf-8")
    quoted = vector.replace('"', '\\"')
    lines = [f'title: "Title {quoted} here"' if line.startswith("title:") else line for line in text.splitlines()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    built = library(root)
    for path in ("practices/us-isap/", "practices/", "countries/us/"):
        page = find(built, "fr", path)
        html = page.render()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<svg onload" not in html
        assert "{{ 7*7 }}" not in vector or "{{ 7*7 }}" in html, "template code is shown, not run"
        assert " onmouseover='alert" not in html


def test_a_withdrawn_record_leaves_a_page_with_its_reason(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", ("us-isap", "zm-release-all"))
    file = root / "practices" / "us-isap.yaml"
    with file.open("a", encoding="utf-8") as record:
        record.write('withdrawn:\n  date: "2026-11-01"\n  reason: The source was found to be wrong.\n')
    built = library(root)
    page = find(built, "en", "practices/us-isap/")
    assert page.kind == "withdrawn"
    assert "The source was found to be wrong." in page.render()
    assert "us-isap" not in find(built, "en", "practices/").render()


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_what_is_not_known_is_never_said_without_telling_what(whole_library: Library, language: str) -> None:
    studio = whole_library.studio(language)
    silent = {studio.html.label("answer", "not-reported"), studio.html.label("status", "unknown")}
    assert len(silent) == 2
    for record in whole_library.catalogue.by_id.values():
        page = find(whole_library, language, f"{record.collection}/{record.id}/").render()
        for shown in (page, studio.card(studio.edition.open(record))):
            facts = lxml.html.fromstring(f"<div>{shown}</div>").find_class("meta")
            alone = [fact.text_content() for line in facts for fact in line if fact.text_content().strip() in silent]
            assert not alone, record.path
