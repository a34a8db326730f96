"""How terms and fields are called in the languages of the site.

Read from the translation files, and only when a word was not understood: a
contributor who writes “familias” or “Resumen” is then led to the right one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib


@dataclass(frozen=True)
class Names:
    """Names in every language, found without regard to case and accents."""

    locales: Path
    """Folder with a folder for each language."""

    def term(self, vocabulary: str, name: str) -> str:
        """Give the term of a vocabulary that is called so, or nothing."""
        exact = self._terms.get((vocabulary, fold(name)), "")
        return exact or self._by_word.get((vocabulary, fold(name)), "")

    def field(self, schema: str, group: str, name: str) -> str:
        """Give the field of a group (a dotted path, or nothing) that is called so, or nothing."""
        return self._fields.get((".".join(part for part in (schema, group) if part), fold(name)), "")

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], str]:
        return _by_name(self.locales, "vocabularies.po")

    @cached_property
    def _by_word(self) -> Mapping[tuple[str, str], str]:
        """Terms by a word that only their label begins with, such as “mujeres” of “Mujeres y niñas”."""
        found: dict[tuple[str, str], set[str]] = {}
        for (vocabulary, label), term in self._terms.items():
            found.setdefault((vocabulary, label.split()[0]), set()).add(term)
        return {mark: terms.pop() for mark, terms in found.items() if len(terms) == 1}

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], str]:
        return _by_name(self.locales, "interface.po")


def fold(text: str) -> str:
    """Compare without case, accents, colons, full stops and surrounding space."""
    bare = text.strip(" \t\u00a0.:：")
    if bare.isascii():
        return bare.lower()  # has no accents, and is its own normal form
    plain = unicodedata.normalize("NFKD", bare)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _by_name(locales: Path, file_name: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for file in sorted(locales.glob(f"*/{file_name}")):
        for context, text in _entries(file):
            group, _dot, last = context.rpartition(".")
            if group and last not in ("definition", "description", "why", "fix", "problem"):
                found.setdefault((group, fold(text)), last)
    return found


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    try:
        po = polib.pofile(file.read_text(encoding="utf-8") + "\n")
    except (OSError, ValueError):
        return  # the check reports it; here the word stays unknown
    for entry in po:
        if entry.msgctxt and entry.msgstr:
            yield entry.msgctxt, entry.msgstr
            yield entry.msgctxt, entry.msgid
