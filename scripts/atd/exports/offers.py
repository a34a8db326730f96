"""What is said about downloads: on the page of data, and to data portals.

A download is offered when its path fits one of these lines, so an exporter has
nothing to do but give files and stand in this register. ``{words in braces}``
stand for what varies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from atd.findings import Phrase, phrase
from atd.localising import Locale

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
MIT = "https://opensource.org/license/mit"
LICENCES = {CC_BY: "CC BY 4.0", CC0: "CC0", MIT: "MIT"}
"""Names of the licences, which are the same in every language."""

GROUPS = {
    "tables": phrase("Tables"),
    "api": phrase("Data for programs (JSON)"),
    "changes": phrase("Changes and feeds"),
    "citation": phrase("Citations"),
    "vocabularies": phrase("Vocabularies"),
    "portals": phrase("For data portals, libraries and harvesters"),
}
"""Headings under which downloads are offered, in their order."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What readers are told about a kind of file."""

    pattern: str
    """Path below the language or the site."""
    group: str
    title: Phrase
    """May name what stands in the braces of the pattern."""
    media_type: str
    licence: str = CC_BY
    conforms: str = ""
    """Address of the standard that the file follows."""
    many: bool = False
    """Whether there is a file for each entry, term or the like, so that one line stands for all."""


_JSON, _CSV, _JSONLD, _ATOM = "application/json", "text/csv", "application/ld+json", "application/atom+xml"
_BIBTEX, _RIS = "application/x-bibtex", "application/x-research-info-systems"
_CSL = "application/vnd.citationstyles.csl+json"
_RFC_ATOM = "https://www.rfc-editor.org/rfc/rfc4287"

OFFERS = (
    Offer("data/csv/{table}.csv", "tables", phrase("Table “{table}”"), _CSV, conforms="https://www.rfc-editor.org/rfc/rfc4180"),
    Offer("data/{language}/csv/{table}.csv", "tables", phrase("The same tables in one language"), _CSV, conforms="https://www.rfc-editor.org/rfc/rfc4180", many=True),
    Offer("data/{language}/datapackage.json", "tables", phrase("What the tables in one language and their columns mean"), _JSON, conforms="https://specs.frictionlessdata.io/data-package/", many=True),
    Offer("data/v1/vocabularies.json", "vocabularies", phrase("All vocabularies (JSON)"), _JSON, CC0),
    Offer("data/datapackage.json", "tables", phrase("What the tables and their columns mean (Frictionless Data Package)"), _JSON, conforms="https://specs.frictionlessdata.io/data-package/"),
    Offer("data/{name}.zip", "tables", phrase("Everything in one archive: {name}"), "application/zip"),
    Offer("data/{name}.tar.gz", "tables", phrase("Everything in one archive: {name}"), "application/gzip"),
    Offer("data/{name}.sha256", "tables", phrase("Checksum of the archive"), "text/plain", CC0),
    Offer("data/{collection}.geojson", "tables", phrase("Points on a map, a point for each country: {collection}"), "application/geo+json", CC0, "https://www.rfc-editor.org/rfc/rfc7946"),
    Offer("data/v1/index.json", "api", phrase("Where to begin: what there is"), _JSON),
    Offer("data/v1/openapi.json", "api", phrase("Description of the interface (OpenAPI)"), _JSON, MIT, "https://spec.openapis.org/oas/v3.1.0"),
    Offer("data/v1/{collection}.json", "api", phrase("All entries: {collection}"), _JSON),
    Offer("data/v1/{language}/{collection}.json", "api", phrase("All entries in one language: {collection}"), _JSON, many=True),
    Offer("data/v1/{language}/{collection}/{id}.json", "api", phrase("One entry in one language: {collection}"), _JSON, many=True),
    Offer("data/v1/{collection}/{id}.json", "api", phrase("One entry: {collection}"), _JSON, many=True),
    Offer("schema/v1/{name}.json", "api", phrase("Schema of a contribution: {name}"), "application/schema+json", MIT, "https://json-schema.org/draft/2020-12/schema"),
    Offer("data/changes.json", "changes", phrase("Every dated change, with setbacks, withdrawals and former identifiers"), _JSON),
    Offer("feeds/changes.atom", "changes", phrase("Feed of all changes (Atom)"), _ATOM, conforms=_RFC_ATOM),
    Offer("feeds/setbacks.atom", "changes", phrase("Feed of setbacks alone (Atom)"), _ATOM, conforms=_RFC_ATOM),
    Offer("feeds/{path}.atom", "changes", phrase("Feeds of topics, countries and collections (Atom)"), _ATOM, conforms=_RFC_ATOM, many=True),
    Offer("feeds/{path}.json", "changes", phrase("The same feeds as JSON Feed"), "application/feed+json", conforms="https://www.jsonfeed.org/version/1.1/", many=True),
    Offer("{name}.ics", "changes", phrase("Calendar of exchanges"), "text/calendar", conforms="https://www.rfc-editor.org/rfc/rfc5545"),
    Offer("{collection}/cite.bib", "citation", phrase("BibTeX: {collection}"), _BIBTEX),
    Offer("{collection}/cite.ris", "citation", phrase("RIS: {collection}"), _RIS),
    Offer("{collection}/cite.csl.json", "citation", phrase("CSL-JSON: {collection}"), _CSL),
    Offer("{collection}/{id}/cite.bib", "citation", phrase("BibTeX of one entry: {collection}"), _BIBTEX, many=True),
    Offer("{collection}/{id}/cite.ris", "citation", phrase("RIS of one entry: {collection}"), _RIS, many=True),
    Offer("{collection}/{id}/cite.csl.json", "citation", phrase("CSL-JSON of one entry: {collection}"), _CSL, many=True),
    Offer("data/vocabularies.ttl", "vocabularies", phrase("All vocabularies (SKOS, Turtle)"), "text/turtle", CC0, "http://www.w3.org/2004/02/skos/core"),
    Offer("data/vocabularies.jsonld", "vocabularies", phrase("All vocabularies (SKOS, JSON-LD)"), _JSONLD, CC0, "http://www.w3.org/2004/02/skos/core"),
    Offer("data/catalog.jsonld", "portals", phrase("Catalogue of everything on this page (DCAT)"), _JSONLD, CC0, "https://www.w3.org/TR/vocab-dcat-3/"),
    Offer("data/oai.xml", "portals", phrase("Dublin Core of every entry (OAI-PMH static repository)"), "text/xml", conforms="http://www.openarchives.org/OAI/2.0/static-repository"),
    Offer("{collection}/{id}/index.txt", "portals", phrase("Plain text of one entry: {collection}"), "text/plain", many=True),
    Offer("llms.txt", "portals", phrase("Guide to this site in plain text, for language models"), "text/plain", conforms="https://llmstxt.org/"),
)  # fmt: skip
"""The more special pattern stands first where two fit."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that is offered, or many of a kind under one line."""

    offer: Offer
    path: str
    """Of the file; of one of them where there are many."""
    varied: tuple[tuple[str, str], ...]
    """What stands in the braces of the pattern."""
    files: int
    everywhere: bool
    """Whether each language has a file of its own here."""


def offered(shared: Iterable[str], each: Iterable[str]) -> Iterator[Offered]:
    """Find what is offered among the addresses of the whole site and those of each language, in the order of the register."""
    kept: dict[tuple[str, ...], Offered] = {}
    for everywhere, paths in ((False, shared), (True, each)):
        for path in paths:
            if (found := offer_of(path)) is None:
                continue
            offer, varied = found
            collection = dict(varied).get("collection", "")
            mark = (offer.pattern, collection) if offer.many else (offer.pattern, path)
            former = kept.get(mark)
            kept[mark] = Offered(
                offer, former.path if former else path, varied, former.files + 1 if former else 1, everywhere
            )
    order = {offer.pattern: place for place, offer in enumerate(OFFERS)}
    return iter(sorted(kept.values(), key=lambda one: order[one.offer.pattern]))


def offer_of(path: str) -> tuple[Offer, tuple[tuple[str, str], ...]] | None:
    """Find the line of the register that a path fits, with what stands in its braces."""
    if not (found := _together().fullmatch(path)):
        return None
    place = int(str(found.lastgroup).removeprefix("o"))
    single = _single(place).fullmatch(path)
    return OFFERS[place], tuple(single.groupdict().items()) if single else ()


def title(one: Offered, locale: Locale) -> str:
    """Say what a file is; the name of a collection is said in the language too."""
    values = {name: _named(locale, name, value) for name, value in one.varied}
    return Phrase(one.offer.title.text, None, tuple(values.items())).said(locale.messages)


def _named(locale: Locale, name: str, value: str) -> str:
    labels = {c.name: c.schema.collection("label") for c in locale.repository.collections if name == "collection"}
    return labels[value].said(locale.messages) if value in labels else value


@lru_cache
def _together() -> re.Pattern[str]:
    """All patterns as one, since there can be tens of thousands of files."""
    return re.compile("|".join(f"(?P<o{n}>{_regex(offer.pattern, named=False)})" for n, offer in enumerate(OFFERS)))


@lru_cache
def _single(place: int) -> re.Pattern[str]:
    return re.compile(_regex(OFFERS[place].pattern, named=True))


def _regex(pattern: str, *, named: bool) -> str:
    pieces = re.split(r"\{(\w+)\}", pattern)
    return "".join(
        re.escape(piece) if position % 2 == 0 else _hole(piece, named) for position, piece in enumerate(pieces)
    )


def _hole(name: str, named: bool) -> str:
    inside = {"path": ".+", "language": "[a-z]{2,3}(?:-[A-Za-z0-9]+)*"}.get(name, "[^/]+")
    return f"(?P<{name}>{inside})" if named else f"(?:{inside})"
