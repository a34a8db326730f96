"""Translations of single texts: nothing is overlooked because a rule was not asked."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from atd.localising.entries import _is_marked, _markup
from atd.localising.po import Entry
from atd.localising.sheet import Sheet

PIECES = (
    "a",
    "9",
    " ",
    "    ",
    "\n",
    "\t",
    "%",
    "%(num)s",
    "{name}",
    "[x](https://a.example)",
    "](",
    *"%<>&;[](){}#`~!-=*_\\:/",
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.booleans(),
)
@example("a\n-", "a\n-", True)
@example("%(num)s", "a", False)
def test_texts_without_a_sign_hold_nothing_that_rules_about_markup_find(source: str, text: str, prose: bool) -> None:
    entry = Entry("summary", source, text, (), False, False, 1)
    if not _is_marked(source, text, prose=prose):
        assert not list(_markup(entry, text, Sheet("x.po", text), prose=prose))
