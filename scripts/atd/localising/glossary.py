"""Words that a language agreed on, and words that it never uses.

A language keeps them in ``glossary.po``: ``msgid`` is the English term, ``msgstr``
the agreed one. Comments of the translator name other good forms (``# also: …``)
and words that judge people or mislead (``# never: …``), parted by ``|``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

FILE = "glossary.po"
_ARTICLE = "ال"
"""The Arabic article melts with the word before it."""


@dataclass(frozen=True)
class Term:
    """A term with its agreed translations and the words to keep out."""

    english: str
    agreed: tuple[str, ...]
    never: tuple[str, ...]

    @cached_property
    def sign(self) -> str:
        """What every original holds, folded, that names the term."""
        return folded(self.english)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){re.escape(self.english)}(?!\w)", re.IGNORECASE)

    def missing(self, source: str, text: str) -> bool:
        """Tell whether the English term was translated otherwise than agreed.

        Languages inflect their words, so the beginning of each is enough. A name
        that stays in English is no translation.
        """
        if not self.agreed or not self._pattern.search(source) or self._pattern.search(text):
            return False
        folded = text.casefold()
        return not any(all(stem in folded for stem in _stems(form)) for form in self.agreed)

    def misused(self, source: str, text: str) -> Iterator[str]:
        """List the words to keep out that stand in a text, unless the original itself speaks so."""
        folded = text.casefold()
        quoted = self.english.split()[0].casefold() in source.casefold()
        return (word for word in self.never if not quoted and word.casefold() in folded)


@dataclass(frozen=True)
class Glossary:
    """The terms of a language."""

    terms: tuple[Term, ...] = ()
    digest: bytes = b""
    """The bytes of the file, on which results depend."""

    @cached_property
    def _unwanted(self) -> tuple[str, ...]:
        return tuple(word.casefold() for term in self.terms for word in term.never)

    def concerned(self, source: str, text: str) -> tuple[Term, ...]:
        """Leave out the terms that have nothing to say of a translation, at once and for all of them.

        A term misses its agreed form only where the original names it, and complains only of words that are there.
        """
        told = text.casefold()
        if any(word in told for word in self._unwanted):
            return self.terms
        said = folded(source)
        return tuple(term for term in self.terms if term.sign in said)


def folded(text: str) -> str:
    """Make equal what patterns take for equal without regard to case, sign by sign.

    They take “İ” and “ı” for “i” as well, which casefold keeps apart.
    """
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def load_glossary(folder: Path) -> Glossary:
    """Read the glossary of a language; an unreadable or missing one is empty."""
    try:
        data = (folder / FILE).read_bytes()
        po = polib.pofile(data.decode("utf-8") + "\n")
    except (OSError, ValueError):
        return Glossary()
    return Glossary(tuple(_term(entry) for entry in po if not entry.obsolete), data)


def _term(entry: polib.POEntry) -> Term:
    notes = dict.fromkeys(("also", "never"), "")
    for line in (entry.tcomment or "").splitlines():
        name, _colon, words = line.partition(":")
        if name.strip() in notes:
            notes[name.strip()] = words
    also, never = ([word.strip() for word in notes[name].split("|") if word.strip()] for name in ("also", "never"))
    return Term(entry.msgid, tuple(form for form in (entry.msgstr, *also) if form), tuple(never))


def _stems(form: str) -> list[str]:
    """Cut each word to the part that stays when it is inflected."""
    words = [word.removeprefix(_ARTICLE) for word in re.findall(r"\w+", form.casefold())]
    return [word[: max(4, len(word) - 3)] for word in words if len(word) > 3] or words
