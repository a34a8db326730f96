"""The practices of a corpus as the rivals get them: every text and label ready, in each language.

Rivals know nothing of YAML records, vocabularies and PO files. What a script would
prepare for them is prepared here, and the time that it takes is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atd.localising import LocalisedRecord
from atd.pages import Library
from atd.pages.listing import in_order
from atd.pages.reference import reference
from atd.pages.studio import Studio
from atd.site.publication import open_publication
from benchmarks import pieces
from benchmarks.notices import notices, warning
from benchmarks.pieces import COLLECTION, interface

ORGANISATION = "organisation"


@dataclass(frozen=True)
class Entry:
    """A practice in one language."""

    id: str
    title: str
    summary: str
    why: str
    standing: str
    changed: str
    """Day of the last change, as YYYY-MM-DD."""
    setback: bool
    place: str
    period: str
    state: str
    notices: list[list[str]]
    """That it is translated in part or by machine, announced only, checked long ago; each with how to help, or nothing."""
    translate: str
    """Address where translators help."""
    warning: list[str]
    """That it is no alternative: what is said, and why."""
    available: list[str]
    """Languages in which it can be read as a whole."""
    terms: Mapping[str, list[str]]
    """Terms by vocabulary, broader ones included; bodies under ``organisation``."""
    facts: list[dict[str, Any]]
    actors: list[dict[str, str]]
    liberty: list[list[str]]
    note: str
    conditions: list[dict[str, Any]]
    technology: str
    prose: list[tuple[str, str, str]]
    """Sections of running text: identifier, heading, Markdown."""
    outcomes: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    caveats: list[str]
    updates: list[dict[str, Any]]
    safeguards: list[list[str]]
    sources: list[dict[str, str]]
    related: list[dict[str, Any]]
    checked: str
    """When it was last checked, as a sentence."""
    keywords: list[str]
    covered: list[str]
    """Names of its countries."""
    written: str
    """Language in which its title is shown."""
    headings: Mapping[str, str]


def open_library(corpus: Path) -> Library:
    """Read a corpus; its records are expected to be sound."""
    publication = open_publication(corpus)
    if publication.errors:
        raise RuntimeError(f"the corpus has errors: {publication.errors[0].problem}")
    return publication.library


def entries(library: Library, language: str) -> Iterator[Entry]:
    """Give every practice of a language, in the order of the list."""
    studio = library.studio(language)
    for record in in_order(studio, (r for r in studio.catalogue.records[COLLECTION] if not r.withdrawn)):
        yield _entry(studio, studio.edition.open(record))


def _entry(studio: Studio, opened: LocalisedRecord) -> Entry:
    record, values, locale = opened.record, opened.values, studio.locale
    numbers = {source["key"]: n for n, source in enumerate(values["sources"], 1)}
    terms = _terms(studio, opened)
    return Entry(
        id=record.id,
        title=opened.text("title").value,
        summary=opened.text("summary").value,
        why=opened.text("why_listed").value,
        standing=studio.catalogue.standing(record),
        changed=f"{record.last_change}-01-01"[:10],
        setback=record.has_setback,
        place=studio.places(record),
        period=pieces.period(studio, values),
        state=pieces.state(studio, values),
        notices=list(notices(studio, opened)),
        translate=studio.translation_address(record),
        warning=warning(studio, opened),
        available=list(studio.languages_of(record)),
        terms=terms,
        facts=list(pieces.facts(studio, opened)),
        actors=list(pieces.actors(studio, opened)),
        liberty=list(pieces.answers(studio, values["liberty"], "liberty", pieces.LIBERTY)),
        note=opened.text("liberty.note").value if opened.has("liberty.note") else "",
        conditions=list(pieces.conditions(studio, opened)),
        technology=pieces.technology(studio, opened),
        prose=list(pieces.prose(studio, opened)),
        outcomes=list(pieces.outcomes(studio, opened, numbers)),
        figures=list(pieces.figures(studio, opened, numbers)),
        caveats=[opened.text(f"caveats.{caveat['key']}").value for caveat in values["caveats"]],
        updates=[
            {
                "date": u["date"],
                "said": locale.date(u["date"]),
                "kind": u["kind"],
                "label": studio.html.label("update-kind", u["kind"]),
                "text": opened.text(f"updates.{u['key']}").value,
                "sources": [numbers[key] for key in u["sources"]],
            }
            for u in record.updates
        ],
        safeguards=list(
            pieces.answers(studio, values.get("safeguards", {}), "safeguards", values.get("safeguards", ()))
        ),
        sources=[pieces.source(studio, opened, n, terms.get(ORGANISATION, ())) for n in range(len(numbers))],
        related=list(pieces.related(studio, opened)),
        checked=interface(studio, "Last checked on %(date)s.", date=locale.date(values["last_verified"])),
        keywords=list(reference(studio, opened).keywords),
        covered=[studio.html.label("country", code) for code in values.get("countries", ())],
        written=opened.text("title").language,
        headings={section.id: section.title.said(locale.messages) for section in record.schema.sections},
    )


def _terms(studio: Studio, opened: LocalisedRecord) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for facet in studio.catalogue.facets[COLLECTION]:
        for vocabulary, term in studio.catalogue.found_by(opened.record, facet):
            if vocabulary:
                found.setdefault(vocabulary, set()).add(term.lower())
    for mention in opened.record.mentions.values():
        if not mention.aside:
            found.setdefault(ORGANISATION, set()).update(mention.terms)
    return {vocabulary: sorted(terms) for vocabulary, terms in sorted(found.items())}
