"""Dublin Core of every record as an OAI-PMH static repository, which libraries harvest through a gateway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from atd.catalogue import Record
from atd.exports.offers import CC_BY
from atd.localising import Edition, languages_of
from atd.reading.dates import first_day

PATH = "data/oai.xml"

Ways = Mapping[str, Any]
"""What of a schema leads to addresses."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository" xmlns:oai="http://www.openarchives.org/OAI/2.0/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/static-repository http://www.openarchives.org/OAI/2.0/static-repository.xsd http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">
<Identify>
<oai:repositoryName>{name}</oai:repositoryName>
<oai:baseURL>{base}</oai:baseURL>
<oai:protocolVersion>2.0</oai:protocolVersion>
<oai:adminEmail>{email}</oai:adminEmail>
<oai:earliestDatestamp>{earliest}</oai:earliestDatestamp>
<oai:deletedRecord>no</oai:deletedRecord>
<oai:granularity>YYYY-MM-DD</oai:granularity>
</Identify>
<ListMetadataFormats>
<oai:metadataFormat>
<oai:metadataPrefix>oai_dc</oai:metadataPrefix>
<oai:schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</oai:schema>
<oai:metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</oai:metadataNamespace>
</oai:metadataFormat>
</ListMetadataFormats>
<ListRecords metadataPrefix="oai_dc">
"""
_FOOT = "</ListRecords>\n</Repository>\n"


def static_repository(editions: Mapping[str, Edition]) -> bytes:
    """Write the file that a gateway serves; mkdocs.yml names the gateway and an institution's address."""
    catalogue = next(iter(editions.values())).catalogue
    repository = catalogue.repository
    settings, place = repository.settings["oai"], urlsplit(f"{repository.address}{PATH}")
    records = [record for group in catalogue.records.values() for record in group]
    head = _HEAD.format(
        name=escape(str(repository.config["site_name"])),
        base=escape(f"{settings['gateway'].rstrip('/')}/{place.netloc}{place.path}"),
        email=escape(settings["email"]),
        earliest=min(map(_day, records), default=catalogue.today.isoformat()),
    )
    ways = {name: _kept(catalogue.schema(name).root) for name in catalogue.records}
    told = (_record(editions, ways[record.collection], record, place.netloc) for record in records)
    return (head + "".join(told) + _FOOT).encode()


def _record(editions: Mapping[str, Edition], ways: Ways, record: Record, domain: str) -> str:
    elements = "\n".join(_elements(editions, ways, record))
    return (
        f"<oai:record>\n<oai:header><oai:identifier>oai:{domain}:{record.collection}/{record.id}</oai:identifier>"
        f"<oai:datestamp>{_day(record)}</oai:datestamp></oai:header>\n"
        f"<oai:metadata><oai_dc:dc>\n{elements}\n</oai_dc:dc></oai:metadata>\n</oai:record>\n"
    )


def _elements(editions: Mapping[str, Edition], ways: Ways, record: Record) -> Iterator[str]:
    """Describe a record; of a withdrawn one only its title and why it was withdrawn are left.

    A static repository cannot mark records as deleted, and harvesters would keep what is no longer listed.
    """
    repository = next(iter(editions.values())).catalogue.repository
    yield from _texts(editions, record, "title", "title")
    yield from _texts(editions, record, "description", "withdrawn.reason" if record.withdrawn else "summary")
    for name, value in () if record.withdrawn else _facts(editions[repository.default_language], ways, record):
        yield _element(name, value)
    yield _element("publisher", str(repository.config["site_name"]))
    yield _element("date", _day(record))
    yield _element("type", "Text")
    yield _element("identifier", f"{repository.address}{record.collection}/{record.id}/")
    for code in languages_of(record, editions):
        yield _element("language", code)
    yield _element("rights", CC_BY)


def _texts(editions: Mapping[str, Edition], record: Record, name: str, context: str) -> Iterator[str]:
    """Give a text in every language that has its own, the original first."""
    order = sorted(editions, key=lambda code: code != record.language)
    for code in order:
        text = editions[code].open(record).text(context)
        if text.shown_as_asked:
            yield _element(name, text.value, text.language)


def _facts(edition: Edition, ways: Ways, record: Record) -> Iterator[tuple[str, str]]:
    """Give the terms by which a record is found, places apart, and the addresses on which it rests."""
    catalogue, locale = edition.catalogue, edition.locale
    for facet in catalogue.facets[record.collection]:
        for vocabulary, term in sorted(catalogue.found_by(record, facet)):
            if vocabulary and vocabulary == facet.vocabulary:
                places = catalogue.vocabularies[vocabulary].labels_from
                yield "coverage" if places else "subject", locale.term_label(vocabulary, term)
    for address in dict.fromkeys(_addresses(record.plain, ways)):
        yield "source", address


def _kept(node: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a schema only what leads to addresses, so that most of a record need not be walked through."""
    properties = node.get("properties", {})
    own = [name for name, child in properties.items() if child.get("x-url")]
    below = {name: part for name, child in properties.items() if name not in own and (part := _kept(child))}
    items = _kept(node["items"]) if "items" in node else {}
    whole = {"own": own, "below": below, "items": items}
    return {name: part for name, part in whole.items() if part}


def _addresses(value: Any, node: Mapping[str, Any]) -> Iterator[str]:
    """Give the addresses of a record; where an item has several, the first is its own and others are copies."""
    if isinstance(value, dict):
        yield from [value[name] for name in node.get("own", ()) if name in value][:1]
        for name, child in node.get("below", {}).items():
            if name in value:
                yield from _addresses(value[name], child)
    elif isinstance(value, list) and "items" in node:
        for item in value:
            yield from _addresses(item, node["items"])


def _element(name: str, value: str, language: str = "") -> str:
    attribute = f' xml:lang="{language}"' if language else ""
    return f"<dc:{name}{attribute}>{escape(value)}</dc:{name}>"


def _day(record: Record) -> str:
    return str(first_day(record.last_change))
