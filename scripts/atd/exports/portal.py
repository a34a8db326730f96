"""The catalogue for data portals (DCAT 3): what there is, in which format, under which licence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from atd.exports.download import Download
from atd.exports.graph import Graph, Kind, Node, Property, jsonld
from atd.exports.offers import CC0, CC_BY, Offered, title
from atd.findings import Phrase, phrase
from atd.localising import Edition, Locale
from atd.reading.dates import first_day

PATH = "data/catalog.jsonld"
HOME = "data/"
"""The page on which people find the same; its places name the datasets."""

_ENTRIES, _VOCABULARIES, _SERVICE = "#entries", "#vocabularies", "#service"
_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"

_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_WORDS, _LINK = Kind.WORDS, Kind.LINK
_PROPERTIES = {
    "title": Property("dcterms:title", _WORDS),
    "description": Property("dcterms:description", _WORDS),
    "name": Property("foaf:name", _WORDS),
    "publisher": Property("dcterms:publisher", _LINK),
    "license": Property("dcterms:license", _LINK),
    "language": Property("dcterms:language", _LINK),
    "modified": Property("dcterms:modified", Kind.DAY),
    "conformsTo": Property("dcterms:conformsTo", _LINK),
    "dataset": Property("dcat:dataset", _LINK),
    "service": Property("dcat:service", _LINK),
    "distribution": Property("dcat:distribution", _LINK),
    "landingPage": Property("dcat:landingPage", _LINK),
    "accessURL": Property("dcat:accessURL", _LINK),
    "downloadURL": Property("dcat:downloadURL", _LINK),
    "mediaType": Property("dcat:mediaType", _LINK),
    "endpointURL": Property("dcat:endpointURL", _LINK),
    "endpointDescription": Property("dcat:endpointDescription", _LINK),
    "servesDataset": Property("dcat:servesDataset", _LINK),
}

_NAMES = {
    _ENTRIES: (
        phrase("Entries"),
        None,  # the repository's own description
    ),
    _VOCABULARIES: (phrase("Vocabularies"), phrase("The controlled lists of terms that the entries use, with labels and definitions in every language.")),
}  # fmt: skip


def portal_file(editions: Mapping[str, Edition], files: Callable[[], Sequence[Offered]]) -> Download:
    """Give the catalogue of files that are known when it is written."""
    return Download(PATH, lambda: jsonld(portal_graph(editions, files())))


def portal_graph(editions: Mapping[str, Edition], files: Sequence[Offered]) -> Graph:
    """Describe every file that is offered."""
    repository = next(iter(editions.values())).catalogue.repository
    return Graph(f"{repository.address}{HOME}", _PREFIXES, _PROPERTIES, list(_nodes(editions, files)))


def _nodes(editions: Mapping[str, Edition], files: Sequence[Offered]) -> Iterator[Node]:
    catalogue = next(iter(editions.values())).catalogue
    repository, locales = catalogue.repository, [edition.locale for edition in editions.values()]
    default, home = repository.default_language, f"{repository.address}{HOME}"
    languages = [_language(code) for code in editions]
    shared = {"publisher": "#publisher", "language": languages, "modified": str(first_day(catalogue.newest))}
    described = [one for one in files if one.path != PATH]
    interface = [one for one in described if one.offer.conforms.startswith("https://spec.openapis.org/")]
    yield {
        "id": "#catalog",
        "type": "dcat:Catalog",
        "title": {default: repository.config["site_name"]},
        "description": {default: repository.config["site_description"]},
        **shared,
        "license": CC0,
        "landingPage": home,
        "dataset": [_ENTRIES, _VOCABULARIES],
        **({"service": [_SERVICE]} if interface else {}),
    }
    yield {"id": "#publisher", "type": "foaf:Agent", "name": {default: str(repository.settings["short_name"])}}
    for dataset, licence in ((_ENTRIES, CC_BY), (_VOCABULARIES, CC0)):
        members = [one for one in described if _dataset(one) == dataset]
        distributions = [node for one in members for node in _distributions(one, locales, repository.address)]
        name, description = _NAMES[dataset]
        yield {
            "id": dataset,
            "type": "dcat:Dataset",
            "title": _said(name, locales),
            "description": _said(description or Phrase(repository.words("description")[0]), locales),
            **shared,
            "license": licence,
            "landingPage": home,
            "distribution": [str(node["id"]) for node in distributions],
        }
        yield from distributions
    for one in interface:
        yield {
            "id": _SERVICE,
            "type": "dcat:DataService",
            "title": _titles(one, locales),
            "license": CC_BY,
            "endpointURL": f"{repository.address}{one.path.rpartition('/')[0]}/",
            "endpointDescription": f"{repository.address}{one.path}",
            "conformsTo": one.offer.conforms,
            "servesDataset": [_ENTRIES],
        }


def _dataset(one: Offered) -> str:
    return _VOCABULARIES if one.offer.group == "vocabularies" else _ENTRIES


def _distributions(one: Offered, locales: Sequence[Locale], site: str) -> Iterator[Node]:
    """Describe a file, or that of each language; of many only where they are found."""
    default = locales[0].repository.default_language
    for locale in locales if one.everywhere else locales[:1]:
        below = f"{locale.code}/" if one.everywhere and locale.code != default else ""
        address = f"{site}{below}{one.path}"
        # One of many would stand for all: its address is no place to load them from.
        yield {
            "id": f"#{below}{_pattern(one) if one.offer.many else one.path}",
            "type": "dcat:Distribution",
            "title": _titles(one, locales),
            "accessURL": f"{site}{below}{HOME}#{one.offer.group}" if one.offer.many else address,
            **({} if one.offer.many else {"downloadURL": address}),
            "mediaType": f"{_MEDIA_TYPE}{one.offer.media_type}",
            "license": one.offer.licence,
            **({"language": [_language(locale.code)]} if one.everywhere else {}),
            **({"conformsTo": one.offer.conforms} if one.offer.conforms else {}),
        }


def _pattern(one: Offered) -> str:
    """Name many files by what they share: their pattern, for one collection."""
    collection = dict(one.varied).get("collection", "")
    return one.offer.pattern.replace("{collection}", collection or "collection").replace("{", "").replace("}", "")


def _language(code: str) -> str:
    return f"{_LANGUAGE}{code.partition('-')[0]}"


def _titles(one: Offered, locales: Sequence[Locale]) -> dict[str, str]:
    default = locales[0].repository.default_language
    original = next(title(one, locale) for locale in locales if locale.code == default)
    said = {locale.code: title(one, locale) for locale in locales}
    return {code: words for code, words in said.items() if code == default or words != original}


def _said(sentence: Phrase, locales: Sequence[Locale]) -> dict[str, str]:
    """Say a sentence in every language into which it is translated."""
    default = locales[0].repository.default_language
    said = {locale.code: sentence.said(locale.messages) for locale in locales}
    return {code: words for code, words in said.items() if code == default or words != sentence.text}
