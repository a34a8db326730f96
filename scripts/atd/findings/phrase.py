"""A sentence that can be said in any language, with what fills it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import NullTranslations

ENGLISH = NullTranslations()
"""The language in which every sentence is written."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English sentence and the values of its ``{placeholders}``.

    A value may be a phrase itself, such as the name of a field.
    """

    text: str
    context: str | None = None
    """Its name in the translation files, where it has one."""
    values: tuple[tuple[str, object], ...] = ()

    def said(self, translations: NullTranslations = ENGLISH) -> str:
        """Say the sentence in a language, or in English where it is not translated.

        Placeholders are replaced one by one, never with ``str.format``: a
        translation comes from a contributor and must not reach into objects.
        """
        if self.context is None:
            sentence = translations.gettext(self.text)
        else:
            sentence = translations.pgettext(self.context, self.text)
        known = {
            name: value.said(translations) if isinstance(value, Phrase) else str(value) for name, value in self.values
        }
        return _PLACEHOLDER.sub(lambda match: known.get(match.group(1), match.group()), sentence)

    def __str__(self) -> str:
        return self.said()


def phrase(text: str, **values: object) -> Phrase:
    """Write a sentence down; translators find it by this function's name."""
    return Phrase(text, None, tuple(values.items()))
