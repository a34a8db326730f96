"""The practices of a corpus as the rivals get them: every text and label ready, in each language.

Rivals know nothing of YAML records, vocabularies and PO files. What a script would
prepare for them is prepared here, and the time that it takes is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atd.localising import LocalisedRecord
from atd.pages import Library
from atd.pages.listing import in_order
from atd.pages.studio import Studio
from atd.site.publication import open_publication

COLLECTION = "practices"
ORGANISATION = "organisation"
LIBERTY = ("leave_at_will", "closed_premises", "device", "biometric", "curfew", "cumulative_effect")
FACTS = {
    "countries": "country",
    "scope": "scope",
    "status": "status",
    "populations": "population",
    "legal_status": "legal-status",
    "practice_types": "practice-type",
    "stages": "stage",
    "atd_elements": "atd-element",
    "gcm_actions": "gcm-action",
    "instrument": "instrument",
    "evidence_level": "evidence-level",
}
"""Fields of the facts at the top of a page, each with the vocabulary of its terms."""


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
    machine: bool
    original: str
    """Name of the language in which it was written."""
    terms: Mapping[str, list[str]]
    """Terms by vocabulary, broader ones included; bodies under ``organisation``."""
    facts: list[dict[str, Any]]
    """Rows of the facts: ``label``, and ``vocabulary`` with ``terms`` or ``text``."""
    actors: list[dict[str, str]]
    liberty: list[list[str]]
    notes: list[str]
    prose: list[tuple[str, str, str]]
    """Sections of running text: identifier, heading, Markdown."""
    outcomes: list[list[str]]
    caveats: list[str]
    updates: list[dict[str, Any]]
    safeguards: list[list[str]]
    sources: list[dict[str, str]]
    related: list[str]
    headings: Mapping[str, str] = field(default_factory=dict)


def open_library(corpus: Path) -> Library:
    """Read a corpus; its records are expected to be sound."""
    publication = open_publication(corpus)
    if publication.errors:
        raise RuntimeError(f"the corpus has errors: {publication.errors[0].problem}")
    return publication.library


def interface(studio: Studio, message: str) -> str:
    """Say words of the interface in the language, as translators wrote them."""
    return studio.locale.messages.gettext(message)


def entries(studio: Studio) -> Iterator[Entry]:
    """Give every practice of a language, in the order of the list."""
    for record in in_order(studio, (r for r in studio.catalogue.records[COLLECTION] if not r.withdrawn)):
        yield _entry(studio, studio.edition.open(record))


def _entry(studio: Studio, opened: LocalisedRecord) -> Entry:
    record, values, locale = opened.record, opened.values, studio.locale
    numbers = {source["key"]: n for n, source in enumerate(values["sources"], 1)}
    return Entry(
        id=record.id,
        title=opened.text("title").value,
        summary=opened.text("summary").value,
        why=opened.text("why_listed").value,
        standing=studio.catalogue.standing(record),
        changed=f"{record.last_change}-01-01"[:10],
        setback=record.has_setback,
        place=studio.places(record),
        period=_period(studio, values["period"]),
        machine=opened.coverage.machine > 0,
        original=locale.language_name(record.language),
        terms=_terms(studio, opened),
        facts=list(_facts(studio, opened)),
        actors=list(_actors(studio, opened)),
        liberty=list(_answers(studio, values["liberty"], "liberty", LIBERTY)),
        notes=list(_notes(studio, opened)),
        prose=list(_prose(studio, opened)),
        outcomes=[
            [studio.html.label("outcome-indicator", o["indicator"]), opened.text(f"outcomes.{o['key']}.value").value]
            for o in values.get("outcomes", ())
        ],
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
        safeguards=list(_answers(studio, values.get("safeguards", {}), "safeguards", values.get("safeguards", ()))),
        sources=[_source(studio, source) for source in values["sources"]],
        related=[target for collection, target in record.references if collection == COLLECTION],
        headings={section.id: section.title.said(locale.messages) for section in record.schema.sections},
    )


def _period(studio: Studio, period: Mapping[str, Any]) -> str:
    ends = [
        studio.locale.date(period[end]) for end in ("start", "end") if period.get(end, "not-reported") != "not-reported"
    ]
    return " – ".join(dict.fromkeys(ends))


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


def _facts(studio: Studio, opened: LocalisedRecord) -> Iterator[dict[str, Any]]:
    for name, vocabulary in FACTS.items():
        given = opened.values.get(name, ())
        terms = [given] if isinstance(given, str) else list(given)
        if terms:
            label = studio.html.field(COLLECTION, name)
            yield {"label": label, "vocabulary": vocabulary, "terms": [term.lower() for term in terms]}
    if opened.has("state_label"):
        yield {"label": studio.html.field(COLLECTION, "state_label"), "text": opened.text("state_label").value}
    for law in opened.values.get("legal_references", ()):
        title = opened.text(f"legal_references.{law['key']}.title").value
        yield {"label": studio.html.field(COLLECTION, "legal_references"), "text": title, "url": law.get("url", "")}


def _actors(studio: Studio, opened: LocalisedRecord) -> Iterator[dict[str, str]]:
    for number, actor in enumerate(opened.values["actors"]):
        mention = opened.record.mentions.get(("actors", number, "name"))
        yield {
            "name": opened.text(f"actors.{actor['key']}.name").value,
            "role": studio.html.label("actor-role", actor["role"]),
            "type": actor["type"],
            "organisation": next(iter(mention.terms), "") if mention else "",
        }


def _answers(studio: Studio, given: Mapping[str, str], group: str, questions: Any) -> Iterator[list[str]]:
    schema = studio.catalogue.schema(COLLECTION)
    for question in questions:
        if question in given:
            vocabulary = schema.node((group, question))["x-vocabulary"]
            yield [studio.html.field(COLLECTION, group, question), studio.html.label(vocabulary, given[question])]


def _notes(studio: Studio, opened: LocalisedRecord) -> Iterator[str]:
    """Give what stands below the liberty test: its note, conditions, technology."""
    if opened.has("liberty.note"):
        yield opened.text("liberty.note").value
    for condition in opened.values.get("conditions", ()):
        label = studio.html.label("practice-type", condition["type"])
        parts = ("note", "frequency", "consequence_of_breach")
        names = [f"conditions.{condition['key']}.{part}" for part in parts]
        yield " ".join([f"{label}:", *(opened.text(name).value for name in names if opened.has(name))])
    if opened.has("technology.kind"):
        yield f"{studio.html.field(COLLECTION, 'technology')}: {opened.text('technology.kind').value}"


def _prose(studio: Studio, opened: LocalisedRecord) -> Iterator[tuple[str, str, str]]:
    """Give the sections of running text, as Markdown below a heading."""
    sections = {section.id: section.title.said(studio.locale.messages) for section in opened.record.schema.sections}
    fields = (("how", ("context", "description")), ("results", ("results",)), ("takeaway", ("transferability", "success_factors", "lessons")))  # fmt: skip
    for section, names in fields:
        texts = [opened.text(name).value for name in names if opened.has(name)]
        if texts:
            yield section, sections[section], "\n\n".join(texts)


def _source(studio: Studio, source: Mapping[str, Any]) -> dict[str, str]:
    date = studio.locale.date(source["date"]) if "date" in source else ""
    _ = studio.locale.messages.gettext
    remarks = [studio.locale.language_name(source["language"])]
    remarks += [_("independent of the practice")] if source.get("independent") is True else []
    return {
        "title": source["title"],
        "language": source["language"],
        "publisher": source["publisher"],
        "date": date,
        "url": source.get("url", ""),
        "citation": source.get("citation", ""),
        "remarks": " · ".join(remarks),
    }
