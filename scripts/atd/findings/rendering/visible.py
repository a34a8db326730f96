"""Contributed words made visible, so that none rewrites a terminal, a log or a summary."""

from __future__ import annotations

import unicodedata

BOX = "\u2400"
_HARMLESS = "\n\u200c\u200d"
"""Our own line breaks, and the joiners that Persian and Indic scripts are written with."""


def visible(text: str, kept: str = "") -> str:
    """Show invisible signs, which could move a cursor or hide in a name, as a box; ``kept`` ones are escaped elsewhere."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(BOX if _invisible(sign) and sign not in kept else sign for sign in text)


def _invisible(sign: str) -> bool:
    return sign not in _HARMLESS and unicodedata.category(sign) in ("Cc", "Cf", "Cs")
