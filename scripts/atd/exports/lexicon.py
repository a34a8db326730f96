"""Vocabularies with their labels and definitions in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from atd.catalogue import Catalogue
from atd.exports.licence import LICENCES
from atd.exports.words import said
from atd.localising import Edition, Locale, State, Text
from atd.reading import Term, Vocabulary


def lexicon(editions: Mapping[str, Edition]) -> bytes:
    """Write all vocabularies; a language that has no words of its own for a term is left out there."""
    catalogue: Catalogue = next(iter(editions.values())).catalogue
    locales = [edition.locale for edition in editions.values()]
    vocabularies = [_vocabulary(vocabulary, locales) for vocabulary in catalogue.vocabularies.values()]
    licence = LICENCES["vocabularies"]["path"]
    return orjson.dumps({"licence": licence, "vocabularies": vocabularies}, option=orjson.OPT_APPEND_NEWLINE)


def _vocabulary(vocabulary: Vocabulary, locales: list[Locale]) -> dict[str, Any]:
    name = vocabulary.id
    return {
        "id": name,
        "labels": _in_all(locales, name, vocabulary.label),
        "definitions": _in_all(locales, f"{name}.definition", vocabulary.definition),
        **({"source": vocabulary.source} if vocabulary.source else {}),
        **({"broader_vocabulary": vocabulary.broader_vocabulary} if vocabulary.broader_vocabulary else {}),
        "terms": [_term(vocabulary, term, locales) for term in vocabulary.terms],
    }


def _term(vocabulary: Vocabulary, term: Term, locales: list[Locale]) -> dict[str, Any]:
    context = f"{vocabulary.id}.{term.id}"
    if vocabulary.labels_from:
        labels = [_territory(locale, term.id) for locale in locales if locale.own_territory(term.id)]
    else:
        labels = _in_all(locales, context, term.label)
    found: dict[str, Any] = {"id": term.id, "labels": labels}
    found["definitions"] = _in_all(locales, f"{context}.definition", term.definition) if term.definition else []
    for name in ("broader", "review_region", "standing", "source", "replaced_by"):
        if value := getattr(term, name):
            found[name] = value
    if term.point:
        found["longitude"], found["latitude"] = term.point
    return found


def _territory(locale: Locale, code: str) -> dict[str, str]:
    default = locale.code == locale.repository.default_language
    state = State.ORIGINAL if default else State.TRANSLATED
    return said(Text(locale.own_territory(code), locale.code, state))


def _in_all(locales: list[Locale], context: str, original: str) -> list[dict[str, str]]:
    found = []
    for locale in locales:
        if words := locale.own_words(context, original):
            translated = State.MACHINE if locale.machine_terms else State.TRANSLATED
            state = State.ORIGINAL if locale.code == locale.repository.default_language else translated
            found.append(said(Text(words, locale.code, state)))
    return found
