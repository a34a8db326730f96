"""What the form judges by itself: the one list of codes, with the sentences that it says.

Sentences that speak of lines, columns and indents help in a file, not in a form, so each
code names the parts that are said. Everything else is left to the check: what needs the other
records (ATD404, ATD409, ATD417, ATD418, ATD420), a library that is too large for a telephone
(telephone numbers of ATD411, headings and pictures of ATD415, almost known names of ATD419),
and what cannot happen because a program writes the file (ATD1xx, ATD202, ATD214 to ATD216,
ATD401, ATD416).
"""

from __future__ import annotations

from collections.abc import Mapping

from atd.findings import CODES, Code
from atd.reading import Schema

_WHOLE = ("problem", "why", "fix")

SAID: Mapping[str, tuple[str, ...]] = {
    "ATD201": ("problem", "why"),
    "ATD203": ("problem", "why"),
    "ATD204": ("problem",),
    "ATD205": ("problem", "fix"),
    "ATD206": ("problem", "fix"),
    "ATD207": ("problem", "fix"),
    "ATD208": ("problem", "why"),
    "ATD209": ("problem", "fix"),
    "ATD210": ("problem", "why"),
    "ATD211": ("problem", "fix"),
    "ATD213": ("problem", "why"),
    "ATD402": ("problem", "fix"),
    "ATD403": ("problem", "why"),
    "ATD405": ("problem", "fix"),
    "ATD406": ("problem", "why"),
    "ATD407": ("problem", "fix"),
    "ATD408": _WHOLE,
    "ATD410": ("problem", "why"),
    "ATD411": _WHOLE,
    "ATD412": _WHOLE,
    "ATD413": _WHOLE,
    "ATD414": ("problem", "fix"),
}
"""Codes of the program; in a form, the advice of ATD207 is that of the field."""


def judged(schema: Schema) -> dict[str, tuple[Code, tuple[str, ...]]]:
    """Give every code that the form judges with the parts that it says; rules of the schema are said whole."""
    own = {code: (CODES[code], parts) for code, parts in SAID.items()}
    return {**own, **{code: (rule, _WHOLE) for code, rule in schema.rules.items()}}
