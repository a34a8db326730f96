"""Texts that name a term of a list in their own words: by its label, an alias or an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from atd.findings import Phrase
from atd.reading.document import FieldPath
from atd.reading.linking import Node, leading, texts_at
from atd.reading.names import fold
from atd.reading.vocabulary import Term, Vocabulary

INTERNATIONAL = "international"
"""Stands for a country where a body belongs to none."""
NEAR = 88
"""So alike, of 100, are two names that probably mean the same."""
_TELLING = 6
"""Shorter names are abbreviations, of which many differ in one letter."""

REMARK = re.compile(r"(?P<name>.+?)(?:\s*[(（](?P<more>[^()（）]+)[)）]|,\s+(?P<tail>.+))")
BETWEEN = re.compile(r"(\s*[/;；、،]\s*|\s*,\s+(?:and\s+)?|\s+(?:and|et|y|и|&)\s+|\s+و|和)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, with the term that it names, or nothing."""

    words: str
    term: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of a record that may name terms."""

    path: FieldPath
    vocabulary: str
    pieces: tuple[Piece, ...]
    role: tuple[str, str]
    """Vocabulary and term of what is done under this name, where a field beside it says so."""
    said: Phrase | None
    """What is done under this name, where the schema says it for the whole field."""
    aside: bool
    """Whether it is only quoted here and has no part in what the record is about."""

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that are named, each once."""
        return tuple(dict.fromkeys(piece.term for piece in self.pieces if piece.term))


@dataclass(frozen=True)
class Register:
    """A vocabulary whose terms are called by many names."""

    vocabulary: Vocabulary

    @cached_property
    def names(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Terms and names as written, by country and compared name; names that hold everywhere have no country."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for term in self.vocabulary.terms:
            for place, name in _names(term):
                found.setdefault((place, _compared(name)), {}).setdefault(term.id, name)
        return {mark: tuple(terms.items()) for mark, terms in found.items()}

    def pieces(self, text: str, countries: Iterable[str] = ()) -> tuple[Piece, ...]:
        """Cut a text where it names several terms; what is not known as a whole stays whole."""
        if term := self._term(text, countries):
            return (Piece(text, term),)
        parts = BETWEEN.split(text)
        terms = [self._term(part, countries) for part in parts[::2]]
        if len(terms) < 2 or not all(terms):
            return (Piece(text, ""),)
        return tuple(Piece(words, "" if place % 2 else terms[place // 2]) for place, words in enumerate(parts))

    def near(self, text: str, countries: Iterable[str] = ()) -> str:
        """Give the known name that is probably meant by one that is not known, or nothing.

        Names of bodies of countries that the record is not about are left out, since “Government of
        Gambia” is no misspelt “Government of Zambia”. Among 3,000 bodies a name takes 0.2 ms.
        """
        match = REMARK.fullmatch(text.strip())
        spelled = _in_order(match["name"] if match and match["more"] else text)
        if len(spelled) < _TELLING or any(piece.term for piece in self.pieces(text, countries)):
            return ""
        from rapidfuzz import fuzz, process  # noqa: PLC0415, only names that are not known need it

        for place in (INTERNATIONAL, *countries):
            names, keys = self._spelled.get(place, ((), ()))
            if found := process.extractOne(spelled, keys, scorer=fuzz.ratio, score_cutoff=NEAR):
                return names[found[2]]
        return ""

    def _term(self, text: str, countries: Iterable[str]) -> str:
        """Find the term that a text names by itself.

        Brackets may repeat the name in another way. In them, or after a comma, may stand a remark, which
        begins with a small letter: “UNHCR, on ReliefWeb”.
        """
        if known := self._exact(text, countries):
            return known
        match = REMARK.fullmatch(text.strip())
        outer = self._exact(match["name"], countries) if match else ""
        if match and outer:
            remark = match["more"] or match["tail"]
            return outer if remark[0].islower() or self._exact(remark, countries) == outer else ""
        return ""

    def _exact(self, text: str, countries: Iterable[str]) -> str:
        key = _compared(text)
        for places in (("",), tuple(countries)):
            if terms := {term for place in places for term, _name in self.names.get((place, key), ())}:
                return terms.pop() if len(terms) == 1 else ""
        return ""

    @cached_property
    def _spelled(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Names as they are written and as they are compared, by country."""
        found: dict[str, list[str]] = {}
        for term in self.vocabulary.terms:
            found.setdefault(term.country, []).extend(name for _place, name in _names(term))
        telling = {place: [n for n in names if len(_in_order(n)) >= _TELLING] for place, names in found.items()}
        return {place: (tuple(names), tuple(map(_in_order, names))) for place, names in telling.items()}


def naming(node: Node) -> Node:
    """Keep of a schema only what leads to fields that name terms in their own words."""

    def named(field: Node) -> Node:
        return {key: value for key, value in field.items() if key.startswith("x-names")} if "x-names" in field else {}

    return leading(node, named)


def mentions(values: Mapping[str, Any], root: Node, node: Node, registers: Mapping[str, Register]) -> Iterator[Mention]:
    """Resolve the names in a checked record."""
    countries = countries_of(values)
    for path, field, text in texts_at(values, node):
        vocabulary, role = field["x-names"], field.get("x-names-role", "")
        said = field.get("x-names-as", "")
        yield Mention(
            path,
            vocabulary,
            registers[vocabulary].pieces(text, countries),
            _beside(values, root, path, role) if role else ("", ""),
            Phrase(said) if said else None,
            bool(field.get("x-names-aside")),
        )


def countries_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the countries that a record is about."""
    codes = values.get("countries")
    return tuple(code for code in codes if isinstance(code, str)) if isinstance(codes, list) else ()


def _beside(values: Any, root: Node, path: FieldPath, name: str) -> tuple[str, str]:
    """Give vocabulary and term of the field called ``name`` in the group of another."""
    for part in path[:-1]:
        values = values[part]
        root = root["items"] if isinstance(part, int) else root["properties"][part]
    return root["properties"][name]["x-vocabulary"], values[name]


def _names(term: Term) -> Iterator[tuple[str, str]]:
    """Yield every name of a term with the country in whose records it holds, or none for all."""
    for name in (term.label, *term.aliases):
        yield "", name
    for name in term.local_aliases:
        yield term.country, name


def _compared(name: str) -> str:
    """Compare without case, accents, kind of apostrophe, spacing and a leading article."""
    return " ".join(fold(name).replace("’", "'").split()).removeprefix("the ")


def _in_order(name: str) -> str:
    """Compare without the order of words as well."""
    return " ".join(sorted(_WORD.findall(_compared(name))))
