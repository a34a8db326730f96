"""A record from the text of an issue, checked, with a report for the person who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from atd.checking import check_repository
from atd.exports.writing import written
from atd.findings import RENDERERS, Finding, Report, Voice, phrase
from atd.findings.rendering.markdown import literal
from atd.intake.answers import answers
from atd.intake.keys import distinct, slug
from atd.intake.questions import questions
from atd.localising import load_locale
from atd.reading import Collection, Repository

LARGEST = 400_000
"""Characters; an issue holds at most 65,536."""


@dataclass(frozen=True)
class Submission:
    """A record as it was written into its folder."""

    file: Path
    findings: tuple[Finding, ...]
    report: str
    """Markdown; contributed words in it are escaped."""


def receive(repository: Repository, collection: Collection, body: str, today: date, voice: Voice) -> Submission | None:
    """Write a record from the answers of a form; None when the text holds no answer.

    The file is always new and lies in the folder of its collection, whatever the
    text says: an identifier that does not fit is replaced.
    """
    asked = questions(collection.schema, load_locale(repository, repository.default_language))
    values = answers(body[:LARGEST], asked, collection.schema)
    if not values:
        return None
    values = _completed(repository, collection, values, today)
    file = repository.root / collection.name / f"{values['id']}.yaml"
    lines = [line for name, value in values.items() for line in written(name, value)]
    head = f"# yaml-language-server: $schema=../schema/editor/{collection.schema.name}.schema.json"
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    findings = check_repository(repository, today=today, only=[file]).findings
    return Submission(file, findings, _report(repository, file, findings, voice))


def _completed(repository: Repository, collection: Collection, values: dict[str, Any], today: date) -> dict[str, Any]:
    """Add what the form does not ask for: the name of the file, and the day."""
    taken = {file.stem for file in repository.files(collection.name)}
    values = {**values, "id": distinct(_identifier(collection, values), taken)}
    days = {
        name: today.isoformat()
        for name in collection.schema.root["required"]
        if name not in values and name in collection.schema.source["x-issue-form"].get("without", ())
    }
    return {name: {**values, **days}[name] for name in collection.schema.order if name in values or name in days}


def _identifier(collection: Collection, values: dict[str, Any]) -> str:
    """Take the identifier that was asked for if it can be one, else make one of places and title."""
    wished = values.get("id")
    if isinstance(wished, str) and collection.schema.fits(("id",), wished):
        return wished
    places = [
        str(code).lower()
        for code in values.get(collection.schema.marks.places, ())
        if str(code).isalpha() and len(str(code)) == 2
    ]
    name = "-".join(filter(None, [*places[:2], slug(str(values.get("title", "")))]))
    return name if collection.schema.fits(("id",), name) else f"new-{collection.schema.name}"


def _report(repository: Repository, file: Path, findings: tuple[Finding, ...], voice: Voice) -> str:
    written_to = voice.say(phrase("written: {file}", file=repository.relative(file)))
    return f"{literal(written_to)}\n\n{RENDERERS['markdown'](Report(findings, voice))}"
