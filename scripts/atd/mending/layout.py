"""How a file is written on disk: line ends, spaces at their end, letters in one form."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from atd.reading.composer import compose

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def tidy(text: str) -> str:
    """Compose letters (NFC), delete spaces at the end of lines, end with one line break.

    A change that would touch a value, such as spaces inside a quoted text that
    goes on in the next line, is left out.
    """
    for change in (
        lambda given: unicodedata.normalize("NFC", given),
        lambda given: _TRAILING.sub("", given),
        lambda given: given.rstrip("\n") + "\n",
    ):
        changed = change(text)
        if changed != text and _meaning(compose(changed).value) == _meaning(compose(text).value):
            text = changed
    return text


def _meaning(value: Any) -> Any:
    """What a value says, whatever its Unicode form and the spaces at the end of its lines."""
    if isinstance(value, str):
        return _TRAILING.sub("", unicodedata.normalize("NFC", value)).rstrip("\n")
    if isinstance(value, dict):
        return {_meaning(key): _meaning(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_meaning(item) for item in value]
    return value
