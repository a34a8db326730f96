"""Regular expressions of the checker as JavaScript writes them (with the flag ``u``).

In Python, words and digits are those of every script; JavaScript means ASCII unless told.
"""

from __future__ import annotations

import re

_LETTERS = r"\p{L}\p{N}_"
_EDGE = rf"(?:(?<=[{_LETTERS}])(?![{_LETTERS}])|(?<![{_LETTERS}])(?=[{_LETTERS}]))"
_PIECE = re.compile(r"\\(?P<sign>.)|(?P<open>\[\^?)|(?P<close>\])|(?P<name>\(\?P<)|.", re.DOTALL)
_NEEDLESS = set("\"'#&,:;<=>@!%`~")
"""Signs that need no backslash; with the flag ``u`` JavaScript refuses one before them."""


def javascript(pattern: str, *, start: bool = False) -> str:
    """Write a pattern for ``new RegExp(…, "u")``; ``start`` holds it to the beginning, as ``re.match`` does."""
    inside, written = False, []
    for piece in _PIECE.finditer(pattern):
        if sign := piece["sign"]:
            written.append(_escaped(sign, inside))
        elif piece["name"]:
            written.append("(?<")
        else:
            inside = (inside or bool(piece["open"])) and not piece["close"]
            written.append(piece[0])
    whole = "".join(written)
    return f"^(?:{whole})" if start else whole


def _escaped(sign: str, inside: bool) -> str:
    known = {
        "w": _LETTERS if inside else f"[{_LETTERS}]",
        "d": r"\p{Nd}",
        "W": rf"[^{_LETTERS}]",
        "b": _EDGE,
        "Z": "$",
    }
    return known.get(sign, sign if sign in _NEEDLESS else f"\\{sign}")
