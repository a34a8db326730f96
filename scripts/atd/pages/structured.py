"""What a page is in terms of schema.org; no review and no rating, for a listing is no endorsement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from atd.localising import LocalisedRecord
from atd.pages.model import PageModel
from atd.pages.notices import class_label, class_of, standing_notice
from atd.pages.reference import LICENCE, Reference, date_meant, mapped, site_author, site_name, text_meant
from atd.pages.studio import Studio
from atd.reading.meaning import first_meant, meant

Described = dict[str, Any]
Trail = tuple[tuple[str, str], ...]
"""Titles and addresses of the pages that lead to one, from the start page on."""
_LISTS = ("list", "term", "country", "changes", "topics", "countries")


def structured(studio: Studio, page: PageModel, way: Trail) -> Described:
    """Describe a page, and the way to it where there is one."""
    stated = page.structured() if callable(page.structured) else page.structured
    return {"@graph": [dict(stated or plain_page(studio, page)), *_breadcrumbs(studio, page.title, page.path, way)]}


def written_page(studio: Studio, path: str, title: str, description: str) -> Described:
    """Describe a page that is written by hand."""
    way = ((site_name(studio), ""),)
    return {"@graph": [_page(studio, "WebPage", path, title, description), *_breadcrumbs(studio, title, path, way)]}


def trail(titles: Mapping[str, str], path: str) -> Trail:
    """Give the pages above one, as far as there are any, from the start page on."""
    folders = path.strip("/").split("/") if path else []
    above = ("/".join((*folders[:depth], "")) for depth in range(len(folders)))
    return tuple((titles[one], one) for one in above if one in titles)


def plain_page(studio: Studio, page: PageModel) -> Described:
    """Describe a page of which nothing special can be said."""
    if page.kind == "home":
        return {
            "@type": "WebSite",
            "@id": _site(studio),
            "name": site_name(studio),
            "description": page.description,
            "url": studio.absolute(page.path),
            "inLanguage": list(studio.complete),
            "license": LICENCE,
            "publisher": _organisation(site_author(studio)),
        }
    type_ = "CollectionPage" if page.kind in _LISTS else "WebPage"
    return _page(studio, type_, page.path, page.title, page.description)


def _page(studio: Studio, type_: str, path: str, title: str, description: str) -> Described:
    return {
        "@type": type_,
        "name": title,
        "description": description,
        "url": studio.absolute(path),
        "inLanguage": studio.language,
        "isPartOf": {"@id": _site(studio)},
    }


def term_page(studio: Studio, page: PageModel, vocabulary: str, term: str) -> Described:
    """Describe the page of a term or a country."""
    if vocabulary == "country":
        return {**plain_page(studio, page), "about": _country(studio, term)}
    about = {
        "@type": "DefinedTerm",
        "name": studio.html.label(vocabulary, term),
        "termCode": term,
        "inDefinedTermSet": studio.locale.vocabulary_label(vocabulary),
    }
    return {**plain_page(studio, page), "about": about}


def record_page(
    studio: Studio, opened: LocalisedRecord, path: str, available: Sequence[str], cited: Reference
) -> Described:
    """Describe the page of a record by what it is about: an entry of ours, a document or an event."""
    record = opened.record
    about = {"document": _document, "event": _event}.get(record.schema.work)
    title = text_meant(opened, "title")
    page = {
        "@type": "WebPage" if about else "Article",
        "@id": studio.absolute(path),
        "url": studio.absolute(path),
        "headline": title.value,
        "description": text_meant(opened, "summary").value,
        "inLanguage": title.language,
        "dateModified": record.last_change,
        "license": LICENCE,
        "isPartOf": {"@id": _site(studio)},
        "author": _organisation(site_author(studio)),
        "publisher": _organisation(site_author(studio)),
        "keywords": list(cited.keywords),
        "spatialCoverage": _countries(studio, opened),
        "isBasedOn": [_source(studio, opened, source) for source in meant(record.plain, record.schema.meanings, "source")],
        **_translations(studio, opened, path, available),
    }  # fmt: skip
    if not about:
        page["temporalCoverage"] = _period(opened)
    if not record.withdrawn:
        page["mainEntity"] = about(studio, opened, cited) if about else _subject(studio, opened)
    return {name: value for name, value in page.items() if value}


def _subject(studio: Studio, opened: LocalisedRecord) -> Described:
    """Describe what an entry tells of; its class goes with it, so that nothing is taken for an alternative that is none."""
    vocabulary, term = class_of(opened)
    definition = studio.locale.term_definition(vocabulary, term) if term else ""
    said = (f"{class_label(studio, opened)}." if term else "", definition, standing_notice(studio, opened))
    return {
        "@type": "Thing",
        "name": text_meant(opened, "title").value,
        "description": text_meant(opened, "summary").value,
        "disambiguatingDescription": " ".join(one for one in said if one),
    }


def _document(studio: Studio, opened: LocalisedRecord, cited: Reference) -> Described:
    known, plain = opened.record.schema.meanings, opened.record.plain
    return _filled(
        {
            "@type": mapped(studio, opened, "type", "schema", "CreativeWork"),
            "name": cited.title,
            "description": cited.abstract,
            "url": first_meant(plain, known, "address"),
            "publisher": [_organisation(name) for name in cited.authors],
            "datePublished": cited.issued,
            "inLanguage": list(map(str, meant(plain, known, "language"))),
        }
    )


def _event(studio: Studio, opened: LocalisedRecord, _cited: Reference) -> Described:
    known, plain = opened.record.schema.meanings, opened.record.plain
    attendance = mapped(studio, opened, "attendance", "schema", "")
    names = (".".join(field) for field in known.get("place", ()))
    places = [{"@type": "Place", "name": opened.text(name).value} for name in names if opened.has(name)]
    return _filled(
        {
            "@type": mapped(studio, opened, "type", "schema", "Event"),
            "name": text_meant(opened, "title").value,
            "description": text_meant(opened, "summary").value,
            "startDate": date_meant(opened, "start"),
            "endDate": date_meant(opened, "end"),
            "eventAttendanceMode": f"https://schema.org/{attendance}" if attendance else "",
            "location": places or _countries(studio, opened),
            "organizer": [_organisation(str(name)) for name in meant(plain, known, "organizer")],
        }
    )


def _source(studio: Studio, opened: LocalisedRecord, source: Mapping[str, Any]) -> Described:
    known = opened.record.schema.source_meanings
    kind = first_meant(source, known, "type")
    terms = studio.catalogue.vocabularies[opened.record.schema.source_types].by_id
    return _filled(
        {
            "@type": terms[kind].mapped("schema", "CreativeWork") if kind else "CreativeWork",
            "name": first_meant(source, known, "title"),
            "url": first_meant(source, known, "address"),
            "publisher": _organisation(first_meant(source, known, "publisher")),
            "datePublished": first_meant(source, known, "published"),
            "inLanguage": first_meant(source, known, "language"),
        }
    )


def _translations(studio: Studio, opened: LocalisedRecord, path: str, available: Sequence[str]) -> Described:
    """Name the page in the languages in which it can be read as a whole, and the one from which it was translated."""
    original = opened.record.language
    others = [_version(studio, path, code) for code in available if code not in (studio.language, original)]
    if studio.language == original:
        return {"workTranslation": others}
    published = any(language.code == original for language in studio.catalogue.repository.languages)
    if not published or studio.language not in available:
        return {}
    return {"translationOfWork": _version(studio, path, original)}


def _version(studio: Studio, path: str, language: str) -> Described:
    address = studio.absolute(path, language)
    return {"@type": "CreativeWork", "@id": address, "url": address, "inLanguage": language}


def _breadcrumbs(studio: Studio, title: str, path: str, way: Trail) -> list[Described]:
    if not way:
        return []
    steps = [*way, (title, path)]
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": studio.absolute(path)}
        for number, (title, path) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _period(opened: LocalisedRecord) -> str:
    """Write when a practice was in force as an interval of ISO 8601-2, ``2020/`` where no end is known."""
    start, end = date_meant(opened, "start"), date_meant(opened, "end")
    return f"{start}/{end}" if start else ""


def _countries(studio: Studio, opened: LocalisedRecord) -> list[Described]:
    codes = meant(opened.record.plain, opened.record.schema.meanings, "country")
    return [_country(studio, str(code)) for code in codes]


def _country(studio: Studio, code: str) -> Described:
    return {"@type": "Place", "name": studio.html.label("country", code), "identifier": code}


def _organisation(name: str) -> Described:
    return {"@type": "Organization", "name": name}


def _site(studio: Studio) -> str:
    return studio.absolute("", studio.catalogue.repository.default_language) + "#site"


def _filled(described: Described) -> Described:
    return {name: value for name, value in described.items() if value}
