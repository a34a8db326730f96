"""Years, figures and shares that a translation must hold as its original does.

A mistyped year or sum is a sentence without fault, so whoever reads the translation alone cannot see it. Numbers of one or
two digits are left aside, unless they are shares: languages write them in words (“three years”, “the 85th session”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_RUN = re.compile(r"\d+")
_TELLING = re.compile(r"\d{3,}|\d+(?=(?:[.,]\d+)?\s?%(?!\())")
"""Three digits, or a share; a sign of per cent may begin a placeholder as well."""
_GROUPED = re.compile("(?<!\\d)\\d{1,3}(?:[.,'’٬\u00a0\u202f]\\d{3})+(?!\\d)")
_APART = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
"""Groups parted by plain spaces, which in an original may as well be two numbers."""
_COUNTED = re.compile(r"(\d{1,9}(?:[.,٫]\d{1,9})?)\s?(?=[^\W\d_])")
"""A number with a word behind it, which may be “million” or “万”."""
_POWERS = (3, 4, 6, 8, 9)
"""Powers of ten that have such words: thousand, 万, million, 亿, milliard."""


def missing_figures(source: str, text: str) -> list[str]:
    """List the telling numbers of an original that its translation does not hold, in their order.

    Groups of digits may be parted otherwise, digits be of another script, and round numbers be said with a word.
    """
    digits = _RUN.findall(source)
    if not digits or digits == _RUN.findall(text):
        return []
    told = dict.fromkeys(map(_plain, _TELLING.findall(_joined(_GROUPED, source))))
    said = set(_said(text))
    return [figure for figure in told if figure not in said]


def _said(text: str) -> Iterator[str]:
    """Give every number that a text may mean."""
    joined = _joined(_GROUPED, text)
    for form in (text, joined, _joined(_APART, joined)):
        yield from map(_plain, _RUN.findall(form))
    for number in _COUNTED.findall(text):
        value = Decimal(number.replace(",", ".").replace("٫", "."))
        for power in _POWERS:
            if (whole := value.scaleb(power)) == whole.to_integral_value():
                yield f"{whole:.0f}"


def _joined(groups: re.Pattern[str], text: str) -> str:
    """Write grouped digits without what parts them."""
    return groups.sub(lambda found: "".join(_RUN.findall(found.group())), text)


def _plain(digits: str) -> str:
    """Write digits of any script as those of ASCII, without leading zeros."""
    ascii_digits = digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)
    return ascii_digits.lstrip("0") or "0"
