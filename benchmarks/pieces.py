"""What the page of a practice shows, piece by piece, as text without markup."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from atd.localising import LocalisedRecord
from atd.pages.records import links
from atd.pages.studio import Studio

COLLECTION = "practices"
LIBERTY = ("leave_at_will", "closed_premises", "device", "biometric", "curfew", "cumulative_effect")
ROWS = (
    ("Where", (("countries", "country"), ("localities", ""), ("scope", "scope"))),
    ("When", (("period", ""), ("status", "status"))),
    ("For whom", (("populations", "population"), ("legal_status", "legal-status"))),
    ("What is done", (("practice_types", "practice-type"),)),
    ("", (("stages", "stage"),)),
    ("", (("atd_elements", "atd-element"),)),
    ("", (("gcm_actions", "gcm-action"),)),
    ("", (("instrument", "instrument"), ("legal_references", ""))),
    ("", (("evidence_level", "evidence-level"), ("definition", ""))),
    ("", (("state_label", ""),)),
)
"""Rows of the facts: what they are called, or nothing where the first field says so; their fields with their vocabularies."""
PROSE = (
    ("how", ("context", "description")),
    ("results", ("results",)),
    ("takeaway", ("transferability", "success_factors", "lessons")),
)
"""Sections of running text with their fields."""


def interface(studio: Studio, message: str, **values: object) -> str:
    """Say words of the interface in the language, as translators wrote them."""
    said = studio.locale.messages.gettext(message)
    return said % values if values else said


def period(studio: Studio, values: Mapping[str, Any]) -> str:
    """Say when a practice was in force."""
    given, date = values["period"], studio.locale.date
    if given["start"] == "not-reported":
        return interface(studio, "Start not reported")
    if given.get("end", given["start"]) != given["start"]:
        return f"{date(given['start'])} – {date(given['end'])}"
    if "end" in given:
        return date(given["start"])
    said = "since %(date)s" if values["status"] in ("active", "scaled", "pilot") else "began: %(date)s"
    return interface(studio, said, date=date(given["start"]))


def state(studio: Studio, values: Mapping[str, Any]) -> str:
    """Say whether a practice goes on."""
    said = studio.html.label("status", values["status"])
    return f"{interface(studio, 'Status:')} {said}" if values["status"] == "unknown" else said


def facts(studio: Studio, opened: LocalisedRecord) -> Iterator[dict[str, Any]]:
    """Give the rows of the facts: a label, and parts that are ``terms`` of a ``vocabulary``, ``texts`` or ``links``."""
    for label, fields in ROWS:
        parts = [part for name, vocabulary in fields for part in _part(studio, opened, name, vocabulary)]
        if parts:
            yield {"label": interface(studio, label) if label else _field(studio, fields[0][0]), "parts": parts}


def _part(studio: Studio, opened: LocalisedRecord, name: str, vocabulary: str) -> Iterator[dict[str, Any]]:
    values = opened.values
    given = values.get(name, ())
    if vocabulary:
        terms = [given] if isinstance(given, str) else list(given)
        if terms:
            yield {"vocabulary": vocabulary, "terms": [term.lower() for term in terms]}
    elif name == "localities" and given:
        yield {"texts": [opened.text(f"localities.{place['key']}.name").value for place in given]}
    elif name == "period":
        context = given.get("context", "none")
        said = [studio.html.label("period-context", context)] if context != "none" else []
        named = [interface(studio, "Status:")] if values["status"] == "unknown" else []
        yield {"texts": [period(studio, values), *said, *named]}
    elif name == "legal_references" and given:
        titles = {law["key"]: opened.text(f"legal_references.{law['key']}.title").value for law in given}
        yield {"links": [{"text": titles[law["key"]], "url": law.get("url", "")} for law in given]}
    elif name == "definition":
        yield {"texts": [studio.locale.term_definition("evidence-level", values["evidence_level"])]}
    elif name == "state_label" and opened.has(name):
        yield {"texts": [opened.text(name).value]}


def actors(studio: Studio, opened: LocalisedRecord) -> Iterator[dict[str, str]]:
    """Give those who act, with their pages."""
    for number, actor in enumerate(opened.values["actors"]):
        mention = opened.record.mentions.get(("actors", number, "name"))
        yield {
            "name": opened.text(f"actors.{actor['key']}.name").value,
            "role": studio.html.label("actor-role", actor["role"]),
            "type": actor["type"],
            "organisation": next(iter(mention.terms), "") if mention else "",
        }


def answers(studio: Studio, given: Mapping[str, str], group: str, questions: Iterable[str]) -> Iterator[list[str]]:
    """Give questions and answers."""
    schema = studio.catalogue.schema(COLLECTION)
    for question in questions:
        if question in given:
            vocabulary = schema.node((group, question))["x-vocabulary"]
            yield [_field(studio, group, question), studio.html.label(vocabulary, given[question])]


def conditions(studio: Studio, opened: LocalisedRecord) -> Iterator[dict[str, Any]]:
    """Give the conditions: a label, a note, and rows of what is asked with the answer."""
    silent = studio.html.label("answer", "not-reported")
    for condition in opened.values.get("conditions", ()):
        told = {
            name: opened.text(f"conditions.{condition['key']}.{name}").value
            if opened.has(f"conditions.{condition['key']}.{name}")
            else silent
            for name in ("note", "frequency", "consequence_of_breach")
            if name in condition
        }
        note = told.pop("note", "")
        rows = [[f"{_field(studio, 'conditions', '0', name)}:", text] for name, text in told.items()]
        rows += [
            [_field(studio, "conditions", "0", name), studio.html.label("answer", condition[name])]
            for name in ("means_provided", "voice_or_face_recognition")
            if name in condition
        ]
        yield {"label": studio.html.label("practice-type", condition["type"]), "note": note, "rows": rows}


def technology(studio: Studio, opened: LocalisedRecord) -> str:
    """Say which technology is used, where the record tells of any."""
    given = opened.values.get("technology")
    if not given:
        return ""
    said = f"{_field(studio, 'technology')}: {studio.html.label('answer', given['used'])}"
    if opened.has("technology.kind"):
        said += f" ({opened.text('technology.kind').value})"
    if "risk_assessment" in given:
        asked = _field(studio, "technology", "risk_assessment")
        said += f". {asked} {studio.html.label('answer', given['risk_assessment'])}"
    return said


def prose(studio: Studio, opened: LocalisedRecord) -> Iterator[tuple[str, str, str]]:
    """Give the sections of running text, as Markdown below a heading."""
    titles = {section.id: section.title.said(studio.locale.messages) for section in opened.record.schema.sections}
    for section, names in PROSE:
        texts = []
        for name in names:
            if opened.has(name):
                texts += [f"### {_field(studio, name)}"] if name in ("success_factors", "lessons") else []
                texts.append(opened.text(name).value)
        lived = opened.values.get("lived_experience", "not-reported")
        if section == "how" and lived != "not-reported":
            texts.append(f"{_field(studio, 'lived_experience')}: {studio.html.label('lived-experience', lived)}")
        if texts or (section == "results" and not opened.values.keys().isdisjoint(("outcomes", "scale", "cost"))):
            yield section, titles[section], "\n\n".join(texts)


def outcomes(studio: Studio, opened: LocalisedRecord, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Give what was measured, with the numbers of the sources."""
    for outcome in opened.values.get("outcomes", ()):
        yield {
            "label": studio.html.label("outcome-indicator", outcome["indicator"]),
            "text": opened.text(f"outcomes.{outcome['key']}.value").value,
            "sources": [numbers[key] for key in outcome["sources"]],
        }


def figures(studio: Studio, opened: LocalisedRecord, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Say how many people were reached and what it cost, with the numbers of the sources."""
    values, locale = opened.values, studio.locale
    if scale := values.get("scale"):
        as_of = f" ({locale.date(scale['as_of'])})" if "as_of" in scale else ""
        note = f". {opened.text('scale.note').value}" if opened.has("scale.note") else ""
        said = f"{_field(studio, 'scale', 'people_reached')}: {locale.number(scale['people_reached'])}{as_of}{note}"
        yield {"text": said, "sources": []}
    if cost := values.get("cost"):
        amount = f"{locale.number(cost['amount'])} {cost.get('currency', '')}" if "amount" in cost else ""
        unit = f" {_field(studio, 'cost', 'unit')} {opened.text('cost.unit').value}" if opened.has("cost.unit") else ""
        year = f" ({cost['year']})" if "year" in cost else ""
        beside = "cost.compared_with_detention"
        compared = f". {opened.text(beside).value}" if opened.has(beside) else ""
        said = f"{_field(studio, 'cost')}: {amount}{unit}{year}{compared}"
        yield {"text": said, "sources": [numbers[key] for key in cost["sources"]]}


def source(studio: Studio, opened: LocalisedRecord, number: int, paged: Collection[str]) -> dict[str, str]:
    """Give a source as it is listed, with its publisher's page where that is among those that have one."""
    given = opened.values["sources"][number]
    mention = opened.record.mentions.get(("sources", number, "publisher"))
    remarks = [studio.locale.language_name(given["language"])]
    remarks += [interface(studio, "independent of the practice")] if given.get("independent") is True else []
    remarks += [interface(studio, "copy on another site")] if given.get("mirror") is True else []
    return {
        "title": given["title"],
        "language": given["language"],
        "publisher": given["publisher"],
        "organisation": next((term for term in mention.terms if term in paged), "") if mention else "",
        "date": studio.locale.date(given["date"]) if "date" in given else "",
        "url": given.get("url", ""),
        "locator": given.get("locator", ""),
        "citation": given.get("citation", ""),
        "archived": given.get("archive_url", ""),
        "remarks": " · ".join(remarks),
    }


def related(studio: Studio, opened: LocalisedRecord) -> Iterator[dict[str, Any]]:
    """Give the practices that belong with one, in groups with a label or the country that they share."""
    for group in links(studio, opened.record):
        label = group.label or interface(
            studio, "Also in %(country)s", country=studio.html.label("country", group.place)
        )
        yield {"label": label, "country": group.place.lower(), "practices": [other.id for other in group.records]}


def _field(studio: Studio, *path: str) -> str:
    return studio.html.field(COLLECTION, *path)
