"""A text in the language in which it can be shown."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """How a text came to be in the language asked for."""

    ORIGINAL = "original"
    """It was written in this language."""
    TRANSLATED = "translated"
    """A person translated or confirmed it."""
    MACHINE = "machine"
    """A machine translated it and nobody has confirmed it yet."""
    OUTDATED = "outdated"
    """The original changed since it was translated; the original is shown."""
    MISSING = "missing"
    """It is not translated; the original is shown."""


class Text(NamedTuple):  # made by the hundred thousand, which takes a frozen dataclass three times as long
    """A text with the language it is in, which may not be the one asked for."""

    value: str
    language: str
    state: State
    prose: bool = False

    @property
    def shown_as_asked(self) -> bool:
        """Tell whether the text is in the language asked for."""
        return self.state in (State.ORIGINAL, State.TRANSLATED, State.MACHINE)


def plain_text(value: str, language: str) -> Text:
    """Wrap a text that needs no translation, such as the title of a source."""
    return Text(value, language, State.ORIGINAL)
