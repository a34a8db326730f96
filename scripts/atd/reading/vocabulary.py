"""Controlled lists of terms, one file each, in ``schema/vocabularies``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from atd.findings import Finding
from atd.reading.document import Document, read_document, read_text


@dataclass(frozen=True, slots=True)
class Term:
    """One term; its label and definition are the English originals.

    The label is empty where names come from Unicode CLDR (countries, regions).
    """

    id: str
    label: str = ""
    definition: str = ""
    broader: str = ""
    review_region: str = ""
    standing: str = ""
    """How entries with this term are listed: promising, neutral or context; empty where it does not decide."""
    source: str = ""
    replaced_by: str = ""
    point: tuple[float, float] | None = None
    """Longitude and latitude of a place inside a country, where it has one on a map."""
    leads_to: tuple[str, str] | None = None
    """Vocabulary and term whose page answers a question."""
    aliases: tuple[str, ...] = ()
    """Other names: former ones, abbreviations, names in other languages."""
    local_aliases: tuple[str, ...] = ()
    """Names that mean this body only in records about its country, such as “Ministry of the Interior”."""
    type: str = ""
    """Kind of body, a term of the vocabulary of kinds of actors."""
    country: str = ""
    """Country of a body, or ``international``."""
    website: str = ""
    successor: str = ""
    """The body that took over its work."""
    maps_to: tuple[str, ...] = ()
    """Nearest types elsewhere, each with its list: ``csl:report``, ``schema:Report``."""

    def mapped(self, scheme: str, otherwise: str) -> str:
        """Give the nearest type in a list of others, or what stands for any."""
        found = (name.removeprefix(f"{scheme}:") for name in self.maps_to if name.startswith(f"{scheme}:"))
        return next(found, otherwise)


@dataclass(frozen=True)
class Vocabulary:
    """An ordered list of terms with a label and a definition of its own."""

    id: str
    label: str
    definition: str
    terms: tuple[Term, ...]
    source: str = ""
    broader_vocabulary: str = ""
    """Vocabulary in which ``broader`` is looked up; this one when empty."""
    labels_from: str = ""
    """``cldr-territories`` where labels are names of countries or regions."""
    proper_names: bool = False
    """Whether labels are names that may stay as they are in every language."""
    folder: str = ""
    """Folder of the site in which each term that texts name has a page; empty where terms have none of this kind."""

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """Terms by identifier."""
        return {term.id: term for term in self.terms}

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """Terms in use by the terms that they replace, over any number of steps."""
        found = {}
        for term in self.terms:
            now, steps = term, 0
            while now.replaced_by in self.by_id and steps < len(self.terms):
                now, steps = self.by_id[now.replaced_by], steps + 1
            if now is not term and not now.replaced_by:
                found[term.id] = now.id
        return found

    def current(self, broader: tuple[str, ...] = ()) -> tuple[str, ...]:
        """List the identifiers that may be used, optionally under broader terms."""
        return tuple(
            term.id for term in self.terms if not term.replaced_by and (not broader or term.broader in broader)
        )


def load_vocabularies(folder: Path) -> dict[str, Vocabulary]:
    """Read every vocabulary of a folder; files that cannot be read are left out.

    The checker reports those files; here the rest stays usable.
    """
    loaded = {}
    for file in sorted(folder.glob("*.yaml")):
        text = read_text(file, file.name)
        document = [] if isinstance(text, Finding) else read_document(text, file.name)
        if isinstance(document, Document) and (vocabulary := _vocabulary(document)):
            loaded[vocabulary.id] = vocabulary
    return loaded


def _vocabulary(document: Document) -> Vocabulary | None:
    values = document.values
    try:
        terms = tuple(_term(term) for term in values["terms"])
        return Vocabulary(
            id=values["id"],
            label=values["label"],
            definition=values["definition"],
            terms=terms,
            source=values.get("source", ""),
            broader_vocabulary=values.get("broader_vocabulary", ""),
            labels_from=values.get("labels_from", ""),
            proper_names=values.get("proper_names") is True,
            folder=str(values.get("folder", "")),
        )
    except (KeyError, TypeError, AttributeError):
        return None


def _term(values: Any) -> Term:
    """Read a term; what is of a wrong kind is left out, for the checker to report."""
    known = {name: value for name, value in values.items() if name in Term.__dataclass_fields__}
    match known.pop("point", None):
        case [int() | float() as longitude, int() | float() as latitude]:
            known["point"] = (longitude, latitude)
    match known.pop("leads_to", None):
        case {"vocabulary": str(vocabulary), "term": str(term)}:
            known["leads_to"] = (vocabulary, term)
    for part in ("aliases", "local_aliases"):
        names = known.pop(part, ())
        known[part] = tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
    match known.pop("maps_to", None):
        case list(names):
            known["maps_to"] = tuple(name for name in names if isinstance(name, str))
    return Term(**known)
