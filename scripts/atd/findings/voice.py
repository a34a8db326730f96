"""In which language findings are told, and where each code is explained."""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations

from atd.findings.phrase import ENGLISH, Phrase


@dataclass(frozen=True)
class Voice:
    """The language of a report."""

    translations: NullTranslations = field(default=ENGLISH, repr=False)
    language: str = "en"
    """BCP 47 tag."""
    codes: str = ""
    """Address below which every code has its page; nothing where there is no site."""

    def say(self, phrase: Phrase) -> str:
        """Say a sentence in this language."""
        return phrase.said(self.translations)

    def clause(self, phrase: Phrase) -> str:
        """Say a sentence without its full stop, to stand beside others that have none."""
        return phrase.said(self.translations).rstrip(".。।۔")

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Say a sentence with ``{num}`` in the grammatical number it needs."""
        return self.translations.ngettext(one, many, number).replace("{num}", str(number))

    def page(self, code: str) -> str:
        """Address of the page that explains a code, or nothing."""
        return f"{self.codes}{code.lower()}/" if self.codes else ""
