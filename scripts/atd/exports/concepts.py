"""The vocabularies as SKOS: one concept scheme each, in every language, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from atd.exports.download import Download
from atd.exports.graph import Graph, Kind, Node, Property, jsonld, turtle
from atd.exports.offers import CC0
from atd.localising import Edition, Locale
from atd.reading import Repository, Vocabulary
from atd.reading.vocabulary import Term

PATH = "data/vocabularies/"
"""Page on which every term stands; with its place there, the address is the name of the term."""
TURTLE = "data/vocabularies.ttl"
JSONLD = "data/vocabularies.jsonld"

_PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
}
_WORDS, _LINK, _PLAIN = Kind.WORDS, Kind.LINK, Kind.PLAIN
_PROPERTIES = {
    "title": Property("dcterms:title", _WORDS),
    "prefLabel": Property("skos:prefLabel", _WORDS),
    "definition": Property("skos:definition", _WORDS),
    "editorialNote": Property("skos:editorialNote", _WORDS),
    "notation": Property("skos:notation", _PLAIN),
    "source": Property("dcterms:source", _PLAIN),
    "license": Property("dcterms:license", _LINK),
    "inScheme": Property("skos:inScheme", _LINK),
    "topConceptOf": Property("skos:topConceptOf", _LINK),
    "hasTopConcept": Property("skos:hasTopConcept", _LINK),
    "broader": Property("skos:broader", _LINK),
    "narrower": Property("skos:narrower", _LINK),
    "broadMatch": Property("skos:broadMatch", _LINK),
    "narrowMatch": Property("skos:narrowMatch", _LINK),
    "relatedMatch": Property("skos:relatedMatch", _LINK),
    "isReplacedBy": Property("dcterms:isReplacedBy", _LINK),
    "deprecated": Property("owl:deprecated", _PLAIN),
}

Mark = tuple[str, str]
"""A vocabulary and one of its terms."""


def vocabulary_files(editions: Mapping[str, Edition]) -> Iterator[Download]:
    """Give the vocabularies in two formats that say the same."""
    graph = cache(lambda: concept_graph(editions))
    yield Download(TURTLE, lambda: turtle(graph()))
    yield Download(JSONLD, lambda: jsonld(graph()))


def anchor(vocabulary: str, term: str = "") -> str:
    """Name a vocabulary or a term on the page of vocabularies; it never changes."""
    return f"{vocabulary}.{term}" if term else vocabulary


def concept_graph(editions: Mapping[str, Edition]) -> Graph:
    """Say everything that is known about the vocabularies and their terms."""
    locales = [edition.locale for edition in editions.values()]
    repository = locales[0].repository
    return Graph(f"{repository.address}{PATH}", _PREFIXES, _PROPERTIES, list(_nodes(repository, locales)))


def _nodes(repository: Repository, locales: Sequence[Locale]) -> Iterator[Node]:
    upwards = {
        (vocabulary.id, term.id): list(_broader(vocabulary, term))
        for vocabulary in repository.vocabularies.values()
        for term in vocabulary.terms
    }
    downwards: dict[Mark, list[Mark]] = {}
    for mark, others in upwards.items():
        for other in others:
            downwards.setdefault(other, []).append(mark)
    asked = _asked(repository)
    for vocabulary in repository.vocabularies.values():
        tops = [t.id for t in vocabulary.terms if not any(m[0] == vocabulary.id for m in upwards[vocabulary.id, t.id])]
        yield _scheme(vocabulary, locales, tops)
        for term in vocabulary.terms:
            mark = (vocabulary.id, term.id)
            place = {
                **({"topConceptOf": f"#{anchor(vocabulary.id)}"} if term.id in tops else {}),
                **_links(mark, upwards[mark], "broader", "broadMatch"),
                **_links(mark, downwards.get(mark, ()), "narrower", "narrowMatch"),
                **_links(mark, asked.get(mark, ()), "", "relatedMatch"),
            }
            yield _concept(vocabulary, term, locales, place)


def _scheme(vocabulary: Vocabulary, locales: Sequence[Locale], tops: Iterable[str]) -> Node:
    name, definition = vocabulary.id, f"{vocabulary.id}.definition"
    labels = _words(locales, name, vocabulary.label)
    machine = [locale.code for locale in locales if locale.machine_terms]
    return {
        "id": f"#{anchor(name)}",
        "type": "skos:ConceptScheme",
        "title": labels,
        "prefLabel": labels,
        "definition": _words(locales, definition, vocabulary.definition),
        **({"source": vocabulary.source} if vocabulary.source else {}),
        **({"editorialNote": {"en": _note(vocabulary, machine)}} if machine else {}),
        "license": CC0,
        "hasTopConcept": [f"#{anchor(name, term)}" for term in tops],
    }


def _note(vocabulary: Vocabulary, machine: Iterable[str]) -> str:
    what = "Definitions" if vocabulary.labels_from else "Labels and definitions"
    return f"{what} in these languages were translated by machine and await a person’s review: {', '.join(machine)}."


def _concept(vocabulary: Vocabulary, term: Term, locales: Sequence[Locale], place: Mapping[str, Any]) -> Node:
    context = f"{vocabulary.id}.{term.id}"
    if vocabulary.labels_from:
        named = ((locale.code, locale.own_territory(term.id)) for locale in locales)
        labels = {code: name for code, name in named if name}
    else:
        labels = _words(locales, context, term.label)
    return {
        "id": f"#{anchor(vocabulary.id, term.id)}",
        "type": "skos:Concept",
        "notation": term.id,
        "prefLabel": labels,
        **({"definition": _words(locales, f"{context}.definition", term.definition)} if term.definition else {}),
        **({"source": term.source} if term.source else {}),
        "inScheme": f"#{anchor(vocabulary.id)}",
        **place,
        **(
            {"deprecated": True, "isReplacedBy": f"#{anchor(vocabulary.id, term.replaced_by)}"}
            if term.replaced_by
            else {}
        ),
    }


def _words(locales: Iterable[Locale], context: str, original: str) -> dict[str, str]:
    """Give a text in every language that has one of its own; never English under another name."""
    said = ((locale.code, locale.own_words(context, original)) for locale in locales)
    return {code: words for code, words in said if words}


def _broader(vocabulary: Vocabulary, term: Term) -> Iterator[Mark]:
    if term.broader:
        yield vocabulary.broader_vocabulary or vocabulary.id, term.broader
    if term.review_region:
        yield "review-region", term.review_region


def _asked(repository: Repository) -> dict[Mark, list[Mark]]:
    """Connect questions with the terms that answer them, in both directions."""
    found: dict[Mark, list[Mark]] = {}
    for vocabulary in repository.vocabularies.values():
        for term in vocabulary.terms:
            if term.leads_to:
                found.setdefault((vocabulary.id, term.id), []).append(term.leads_to)
                found.setdefault(term.leads_to, []).append((vocabulary.id, term.id))
    return found


def _links(mark: Mark, others: Iterable[Mark], within: str, across: str) -> dict[str, list[str]]:
    """Link to other terms; a link into another scheme is a mapping, which SKOS has words of its own for."""
    found: dict[str, list[str]] = {}
    for other in others:
        target = f"#{anchor(*other)}"
        if other[0] == mark[0]:
            found.setdefault(within, []).append(target)
        else:
            for name in filter(None, (within, across)):
                found.setdefault(name, []).append(target)
    return found
