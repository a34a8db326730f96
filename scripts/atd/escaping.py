"""Text as HTML, as a plain string: what is put together in thousands of pieces needs no Markup for each of them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]


def escaped(text: str) -> str:
    """Escape a text, for bodies and quoted attributes alike; ``escape`` would make Markup of it, which takes eight times as long."""
    made: str = _escape_inner(text)
    return made


def shown(value: Any) -> str:
    """Escape what is no HTML yet; anything but text is shown as it is written."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)
