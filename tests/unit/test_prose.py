"""Contributed prose is harmless, and wrapping its lines changes nothing."""

import unicodedata

import cmarkgfm
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atd.reading.names import fold
from atd.reading.prose import _FORBIDDEN, _harmless, faults, render, unwrap


def test_paragraphs_lists_emphasis_and_links_are_kept() -> None:
    html = render("One **two**.\n\n- a\n- b\n\n[more](https://example.org/?a=1&b=2)")
    assert html == (
        "<p>One <strong>two</strong>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow">more</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        "![x](https://example.org/x.png)",
        "# heading",
        "&lt;script&gt;",
        "<javascript:alert(1)>",
        "```\ncode\n```",
    ],
)
def test_what_may_not_stand_in_prose_is_shown_as_text(text: str) -> None:
    html = render(text)
    for forbidden in ("<script", "<img", "<h1", "<pre", 'javascript:alert(1)"', 'href="data:'):
        assert forbidden not in html


@given(st.text(alphabet="<>&;:/()[]!\"'`#*ahref srcjavt\n", max_size=60))
def test_only_known_tags_come_out(text: str) -> None:
    import re

    tags = set(re.findall(r"</?([a-z0-9]+)", render(text)))
    assert tags <= {"p", "ul", "ol", "li", "em", "strong", "a", "br"}


@settings(max_examples=1000)
@given(
    st.lists(
        st.sampled_from(
            (
                "a",
                "b",
                " ",
                "  ",
                "    ",
                "\n",
                "\r",
                "\t",
                "\v",
                "\f",
                "\0",
                "\u2028",
                "\u00a0",
                *"#`~>!=-*_+<&;[]()0:|\\",
                "1.",
                "- ",
            )
        ),
        max_size=14,
    ).map("".join)
)
@example("a\n-")
@example("- a\n  =")
@example("1. * * *")
@example("-\ta")
def test_texts_without_a_sign_of_markup_need_no_parser(text: str) -> None:
    html = cmarkgfm.markdown_to_html(_harmless(text))
    told = [what for code, _name, what in faults(text) if code == "ATD415"]
    assert told == [what for opening, what in _FORBIDDEN.items() if opening in html]


@given(st.text(alphabet="aZÉé’ ١:.：\u00a0\u0301\t\x1fßİ") | st.text())
def test_plain_letters_are_compared_like_all_others(text: str) -> None:
    plain = unicodedata.normalize("NFKD", text.strip(" \t\u00a0.:："))
    assert fold(text) == "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def test_faults_name_what_is_wrong() -> None:
    assert [code for code, _, _ in faults("<b>x</b> [y](ftp://x)")] == ["ATD413", "ATD413", "ATD414"]
    assert not list(faults("5 < 6 and <https://example.org> [a](https://b.org)"))


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("- a\n- b\n  more", "- a\n- b more"),
        ("拘留\n替代", "拘留替代"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("a\n\n\n\nb", "a\n\nb"),
    ],
)
def test_wrapping_carries_no_meaning(wrapped: str, joined: str) -> None:
    assert unwrap(wrapped) == joined
    assert unwrap(joined) == joined


def test_a_year_at_the_start_of_a_line_begins_no_list() -> None:
    assert unwrap("They came by 9 May\n2023. Later it ended.") == "They came by 9 May 2023. Later it ended."
    assert unwrap("Steps:\n1. one\n2. two\n   still two\n3. three") == "Steps:\n1. one\n2. two still two\n3. three"
