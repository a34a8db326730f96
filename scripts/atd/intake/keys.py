"""Short names for new items and records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Any

LENGTH = 40


def slug(text: str, words: int = 4) -> str:
    """Give the first words of a text in small Latin letters; nothing where it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:words])[:LENGTH].strip("-")


def key_of(values: dict[str, Any]) -> str:
    """Make a key from the first words of an item; ``item`` where they have no Latin letters."""
    names = (slug(value) for value in values.values() if isinstance(value, str))
    return next((name for name in names if any(map(str.isalpha, name))), "item")


def distinct(name: str, taken: Container[str]) -> str:
    """Add a number to a name that is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name[: LENGTH - 4]}-{number}", number + 1
    return free
