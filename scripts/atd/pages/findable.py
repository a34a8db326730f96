"""What the search knows of each record: its words, its terms and how it is shown when found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from atd.catalogue import Catalogue, Facet, Record
from atd.pages.fragments import from_root
from atd.pages.listing import in_order
from atd.pages.studio import Studio

COLLECTION = "collection"
SETBACK = "setback"
READABLE = "readable"
YES = "yes"


@dataclass(frozen=True)
class Findable:
    """One record in one language, as it is given to the search."""

    address: str
    """Path of its page below the language."""
    title: str
    words: str
    """Every text of the record in the language, and the labels of its terms."""
    card: str
    """The record in a list, as HTML, with links as seen from the list of its collection."""
    facets: Mapping[str, tuple[str, ...]]
    """Values by the name of the filter."""
    order: Mapping[str, str]
    """What lists are ordered by."""


@dataclass(frozen=True)
class Listed:
    """A record that the search finds, made when it is asked for."""

    address: str
    make: Callable[[], Findable]


def listed(studio: Studio, collection: str) -> Iterator[Listed]:
    """Give every record of a collection, in the order of the list; withdrawn ones follow, with their reason alone."""
    withdrawn = [record for record in studio.catalogue.records[collection] if record.withdrawn]
    others = in_order(studio, (r for r in studio.catalogue.records[collection] if not r.withdrawn))
    for make, records in ((_findable, others), (_tombstone, withdrawn)):
        yield from (Listed(f"{collection}/{record.id}/", partial(make, studio, record)) for record in records)


def _tombstone(studio: Studio, record: Record) -> Findable:
    """Let those who look for a withdrawn record learn that it was taken back; no filter finds it."""
    opened = studio.edition.open(record)
    base = f"{opened.record.collection}/"
    return Findable(
        address=f"{base}{opened.id}/",
        title=opened.text("title").value,
        words="\n".join(opened.text(context).value for context in ("title", "withdrawn.reason")),
        card=str(from_root(studio.card(opened), base)),
        facets={COLLECTION: (opened.record.collection,)},
        order={"changed": opened.record.last_change},
    )


def _findable(studio: Studio, record: Record) -> Findable:
    opened = studio.edition.open(record)
    base = f"{record.collection}/"
    return Findable(
        address=f"{base}{record.id}/",
        title=opened.text("title").value,
        words="\n".join((*(opened.text(context).value for context in record.texts), *_labels(studio, record))),
        card=str(from_root(studio.card(opened), base)),
        facets={name: tuple(sorted(values)) for name, values in record_facets(studio, record).items()},
        order={"changed": record.last_change},
    )


def _labels(studio: Studio, record: Record) -> Iterator[str]:
    """Give the labels of its terms, so that a record is found by them too.

    The class is left out: its name would make every practice fit a search for detention.
    """
    for facet in studio.catalogue.facets[record.collection]:
        if facet.path == (record.schema.marks.standing,):
            continue
        for vocabulary, term in sorted(studio.catalogue.found_by(record, facet)):
            yield studio.html.label(vocabulary, term) if vocabulary else term
    for mention in record.mentions.values():
        vocabulary_of = studio.catalogue.vocabularies[mention.vocabulary].by_id
        for term in () if mention.aside else mention.terms:
            yield from (studio.html.label(mention.vocabulary, term), *vocabulary_of[term].aliases)


def record_facets(studio: Studio, record: Record) -> Mapping[str, set[str]]:
    """Give the values by which the filters of a list find a record."""
    return studio.remembered(_facets, record)


def _facets(studio: Studio, record: Record) -> dict[str, set[str]]:
    catalogue = studio.catalogue
    found = {
        facet.name: {
            facet_value(facet, *mark) for mark in catalogue.found_by(record, facet) if _offered(catalogue, mark)
        }
        for facet in catalogue.facets[record.collection]
    }
    if record.has_setback:
        found[SETBACK] = {YES}
    if studio.language in studio.languages_of(record):
        found[READABLE] = {YES}
    found[COLLECTION] = {record.collection}
    return {name: values for name, values in found.items() if values}


def facet_value(facet: Facet, vocabulary: str, term: str) -> str:
    """Name a term within its filter; one of a broader vocabulary carries that vocabulary's name."""
    return term if vocabulary in ("", facet.vocabulary) else f"{vocabulary}.{term}"


def _offered(catalogue: Catalogue, mark: tuple[str, str]) -> bool:
    """Leave out regions within regions; countries are offered by review region."""
    return mark[0] != catalogue.vocabularies["country"].broader_vocabulary
