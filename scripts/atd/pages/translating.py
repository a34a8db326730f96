"""The page for translators: how far each language is, and where a hand is needed most."""

from __future__ import annotations

from dataclasses import dataclass

from atd.localising import Coverage, LocalisedRecord, languages_of
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio

PATH = "translate/"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a language is."""

    code: str
    whole_interface: bool
    records: int
    """Records that can be read as a whole."""
    texts: Coverage
    """All texts of all records together."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record with texts that nobody has translated or confirmed."""

    record: LocalisedRecord
    coverage: Coverage
    file: str
    """Address at which its translation file can be changed, or nothing."""


def translate_page(studio: Studio) -> PageModel:
    """Make the page for translators."""
    _ = studio.locale.messages.gettext
    title = _("Translate")
    headings = (
        Heading("languages", _("How far each language is")),
        Heading("how", _("How to help")),
        Heading("waiting", _("Entries that wait for you")),
    )
    return PageModel(
        path=PATH,
        kind="translate",
        language=studio.language,
        title=title,
        title_language=studio.language,
        description=_("Which entries can be read in which language, and how to translate or check one."),
        available=studio.complete,
        modified=studio.newest,
        source="",
        headings=headings,
        structured=None,
        render=lambda: studio.render(
            "translate.html", PATH, title=title, titles={h.id: h.title for h in headings},
            progress=[progress(studio, code) for code in studio.editions], waiting=waiting(studio),
            total=len(studio.edition.records),
        ),
    )  # fmt: skip


def progress(studio: Studio, code: str) -> Progress:
    """Count what a language has."""
    edition = studio.editions[code]
    covers = [record.coverage for record in edition.records.values()]
    whole = sum(code in languages_of(record.record, studio.editions) for record in edition.records.values())
    texts = Coverage(
        sum(c.total for c in covers),
        sum(c.translated for c in covers),
        sum(c.machine for c in covers),
        sum(c.outdated for c in covers),
    )
    return Progress(code, edition.locale.complete, whole, texts)


def waiting(studio: Studio) -> list[Waiting]:
    """List the records that wait: those out of date first, then the incomplete, then the unconfirmed, oldest first."""
    found = [
        Waiting(
            record, cover, studio.edit_address(f"locales/{studio.language}/{record.record.collection}/{record.id}.po")
        )
        for record in studio.edition.records.values()
        if (cover := record.coverage) and record.record.language != studio.language
        if cover.outdated or not cover.complete or cover.machine
    ]
    found.sort(key=lambda w: (not w.coverage.outdated, w.coverage.complete, w.record.record.last_change, w.record.id))
    return found
