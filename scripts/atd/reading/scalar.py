"""What a plain word in YAML means: the core schema of YAML 1.2, nothing more.

PyYAML follows YAML 1.1, in which the country code NO is false, 012 is ten and
2020-03-16 is a date object. https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_BASED = re.compile(r"0(?:o[0-7]{1,20}|x[0-9a-fA-F]{1,16})\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?\Z")
_NUMBER_START = frozenset("+-.0123456789")


def resolve(plain: str) -> Scalar:
    """Give the value of a plain (unquoted) scalar.

    Numbers that a machine cannot hold stay text: infinity and not-a-number have
    no place in a record, and digits beyond 18 would lose precision in JSON.
    """
    if plain in _WORDS:
        return _WORDS[plain]
    if plain[0] not in _NUMBER_START:
        return plain
    if _INTEGER.match(plain):
        return int(plain)
    if _BASED.match(plain):
        return int(plain, 0)
    if _FLOAT.match(plain) and len(plain) <= 40:
        number = float(plain)
        return number if math.isfinite(number) else plain
    return plain
