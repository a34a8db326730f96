"""A record as a reference: what someone writes who cites it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atd.catalogue import NOT_REPORTED
from atd.localising import LocalisedRecord, Text
from atd.pages.notices import class_label, standing_notice
from atd.pages.studio import Studio
from atd.reading.meaning import first_meant, meant

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of entries and translations."""
CITATIONS = {"bib": ("BibTeX", "application/x-bibtex"), "ris": ("RIS", "application/x-research-info-systems"), "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json")}  # fmt: skip
"""Forms in which records can be cited, with their names and types, by the ending of the file."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: our entry or, where a page is about a document, that document."""

    key: str
    type: str
    """In the Citation Style Language, such as ``webpage`` or ``report``."""
    title: str
    language: str
    """Of the title."""
    authors: tuple[str, ...]
    """Organisations; no persons are named here."""
    container: str
    """The repository, where our entry is cited."""
    issued: str
    """Day, month or year; nothing where it is not known."""
    url: str
    abstract: str
    keywords: tuple[str, ...]
    note: str


def citation_path(cited: str, ending: str) -> str:
    """Address of a citation below the root of the site; ``cited`` is the path of a record or names a collection."""
    return f"{cited.rstrip('/')}/cite.{ending}"


def site_name(studio: Studio) -> str:
    """Name of the repository in the language."""
    return studio.word("title")


def site_author(studio: Studio) -> str:
    """Name of those who make the repository."""
    config = studio.catalogue.repository.config
    return str(config.get("site_author") or config.get("site_name", ""))


def reference(studio: Studio, opened: LocalisedRecord) -> Reference:
    """Describe what is cited by the page of a record."""
    record, known = opened.record, opened.record.schema.meanings
    address = studio.absolute(f"{record.collection}/{record.id}/")
    title, summary = text_meant(opened, "title"), text_meant(opened, "summary")
    shared: dict[str, Any] = {
        "key": f"{record.collection}-{record.id}",
        "abstract": summary.value,
        "keywords": keywords(studio, opened),
    }
    if record.schema.work == "document":
        return Reference(
            **shared,
            type=mapped(studio, opened, "type", "csl", "document"),
            title=first_meant(record.plain, known, "original-title") or record.texts[".".join(known["title"][0])].text,
            language=first_meant(record.plain, known, "language") or record.language,
            authors=tuple(map(str, meant(record.plain, known, "publisher"))),
            container="",
            issued=date_meant(opened, "published"),
            url=first_meant(record.plain, known, "address") or address,
            note=f"{first_meant(record.plain, known, 'citation')} {site_name(studio)}: {address}".strip(),
        )
    return Reference(
        **shared,
        type="webpage",
        title=title.value,
        language=title.language,
        authors=(site_author(studio),),
        container=site_name(studio),
        issued=date_meant(opened, "checked"),
        url=address,
        note=": ".join(said for said in (class_label(studio, opened), standing_notice(studio, opened)) if said),
    )


def text_meant(opened: LocalisedRecord, meaning: str) -> Text:
    """Give the text of a meaning that every record has: its title or its summary."""
    return opened.text(".".join(opened.record.schema.meanings[meaning][0]))


def keywords(studio: Studio, opened: LocalisedRecord) -> tuple[str, ...]:
    """Name the subjects of a record in the language, and its countries."""
    schema, plain = opened.record.schema, opened.record.plain
    return tuple(
        studio.html.label(schema.node(path)["items"]["x-vocabulary"], term)
        for meaning in ("subject", "country")
        for path in schema.meanings.get(meaning, ())
        for term in plain.get(path[0], ())
    )


def mapped(studio: Studio, opened: LocalisedRecord, meaning: str, scheme: str, otherwise: str) -> str:
    """Give what the term of a field comes nearest to in a list of others."""
    schema = opened.record.schema
    term = first_meant(opened.record.plain, schema.meanings, meaning)
    if not term:
        return otherwise
    vocabulary = schema.node(schema.meanings[meaning][0])["x-vocabulary"]
    return studio.catalogue.vocabularies[vocabulary].by_id[term].mapped(scheme, otherwise)


def date_meant(opened: LocalisedRecord, meaning: str) -> str:
    """Give a day, month or year; nothing where it is not reported."""
    value = first_meant(opened.record.plain, opened.record.schema.meanings, meaning)
    return "" if value == NOT_REPORTED else value
