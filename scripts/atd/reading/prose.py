"""Contributed prose: CommonMark without HTML, made harmless before rendering.

cmarkgfm binds the reference parser in C: 0.1 ms a text where pure Python takes
ten times longer. Every ``<`` and ``&`` is escaped first, so no markup of a
contributor survives, and the reader sees what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import cmarkgfm

from atd.findings import Phrase, phrase

_BLOCK_START = re.compile(r"(?:[-*+]|1[.)])\s|#|>|\||`{3}|~{3}|\s{4}|(?:[-*_]\s*){3,}$")
_NUMBERED = re.compile(r"\d{1,9}[.)]\s")
"""Only a list that begins with 1 can interrupt a paragraph (CommonMark 5.2); later numbers go on with one."""
_GAP = re.compile(r"\n{3,}")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
HTML = re.compile(
    r"<(?=[a-zA-Z/!?])(?!https?://[^\s<>]+>)[^<>]{0,200}>?|&(?:[a-zA-Z]{2,12}|#\d{1,6}|#x[0-9a-fA-F]{1,6});"
)
_ADDRESS = re.compile(r"<(https?://[^\s<>]+)>")
_CHARACTER_REFERENCE = re.compile(r"&(?=#?[a-zA-Z0-9]{1,32};)")
_LINK = re.compile(r'<a href="([^"]*)"')
SAFE_LINK = re.compile(r"https?://[^\s]+\Z")
LINK_TARGET = re.compile(r"\]\(\s*([^)\s]*)")
"""Where a link in Markdown leads."""
_NOT_PLAIN = re.compile(r"[#`~>\x00-\x09\x0b-\x1f]")
_RULE = re.compile(r"[-=*_] *$", re.MULTILINE)
"""What no heading, block of code, rule or quotation can do without; most texts hold none of it.

Headings begin with ``#``, or stand above a line that ends in ``-`` or ``=``; a rule is a line that ends in ``-``,
``*`` or ``_``; code stands between backticks, below tildes or four columns to the right, which take four spaces or a tab.
"""
_FORBIDDEN = {
    "<h": phrase("a heading"),
    "<img": phrase("a picture"),
    "<pre": phrase("a block of code"),
    "<code": phrase("code"),
    "<hr": phrase("a rule"),
    "<blockquote": phrase("a quotation block"),
}


def unwrap(text: str) -> str:
    """Join the lines of each paragraph, so that wrapping carries no meaning.

    Lines of East Asian script are joined without a space.
    """
    if "\n" not in text:
        return text.strip()
    lines: list[str] = []
    for written in text.strip().split("\n"):
        line = written.rstrip()
        previous = lines[-1] if lines else ""
        goes_on = _NUMBERED.match(line) and _NUMBERED.match(previous)
        if not line or not previous or goes_on or _BLOCK_START.match(line):
            lines.append(line)
        else:
            more = line.lstrip()
            glue = "" if _WIDE.match(previous[-1]) and _WIDE.match(more[0]) else " "
            lines[-1] = f"{previous}{glue}{more}"
    return _GAP.sub("\n\n", "\n".join(lines))


@lru_cache(maxsize=20_000)
def render(text: str) -> str:
    """Render prose as HTML that holds only paragraphs, lists, emphasis and links."""
    html: str = cmarkgfm.markdown_to_html(_harmless(text))
    for opening in _FORBIDDEN:
        if opening in html:
            return f"<p>{_harmless(text)}</p>\n"
    return _LINK.sub(_checked_link, html)


def faults(text: str) -> Iterator[tuple[str, str, str | Phrase]]:
    """List what may not stand in prose: code, placeholder name and its value."""
    for match in HTML.finditer(text):
        yield "ATD413", "html", match.group()[:60]
    html = "" if is_plain(text) else cmarkgfm.markdown_to_html(_harmless(text))
    for opening, what in _FORBIDDEN.items() if html else ():
        if opening in html:
            yield "ATD415", "what", what
    for match in LINK_TARGET.finditer(text):
        if not SAFE_LINK.match(match.group(1)):
            yield "ATD414", "target", match.group(1)[:80]


def is_plain(text: str) -> bool:
    """Tell whether a text has paragraphs, lists, emphasis and links at most; of many that have no more this is not said."""
    # Four searches, each for signs of one kind, take a fifth of the time of one for all of them.
    return not (_NOT_PLAIN.search(text) or "    " in text or "![" in text or _RULE.search(text))


def html_in(text: str) -> Iterator[str]:
    """List what looks like HTML in a text that is not prose."""
    return (match.group()[:60] for match in HTML.finditer(text))


def _harmless(text: str) -> str:
    text = _ADDRESS.sub(r"[\1](\1)", text)
    return _CHARACTER_REFERENCE.sub("&amp;", text).replace("<", "&lt;")


def _checked_link(match: re.Match[str]) -> str:
    if SAFE_LINK.match(match.group(1)):
        return f'{match.group(0)} rel="noopener nofollow"'
    return "<a"
