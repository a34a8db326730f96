r"""Signs that nobody sees, but that change, reverse or hide what is read.

Written out they are found in the text of a file; written as an escape, such as
``"\\u202e"``, only in the value that comes of it.
"""

from __future__ import annotations

import os
import re

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_DIRECTION = "\u202a-\u202e\u2066-\u206f"
_INVISIBLE = "\u2061-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
"""Among them the tags of Unicode, in which whole sentences can be hidden from people."""
_PRIVATE = "\ue000-\uf8ff"
"""Signs without meaning, which pages use as marks of their own while they are made."""

HIDDEN = re.compile(f"[{_CONTROL}{_DIRECTION}{_INVISIBLE}{_PRIVATE}]")
"""What no text may hold. Line breaks and tabs are seen; a carriage return is no line break any more once a file was read."""
HIDDEN_IN_TRANSLATIONS = re.compile(f"[{_CONTROL}{_DIRECTION}{_INVISIBLE}{_PRIVATE}\t\u200e\u200f]")
"""The same with tabs and marks of direction, because pages set the direction of every text."""


def as_text(name: str) -> str:
    """Give the name of a file as text; bytes that are none, which some systems allow, are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
