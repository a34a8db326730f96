"""Contributed prose is harmless, and wrapping its lines changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.reading.prose import faults, render, unwrap


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
