"""The page for translators: how far each language is, and where a hand is needed most."""

from __future__ import annotations

from dataclasses import dataclass

from atd.exports import translation_path
from atd.localising import Coverage, LocalisedRecord, State, Text
from atd.localising.localised import po_file
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
    download: str
    """Address of its translation file on this site, or nothing where there is none yet."""
    changed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A text that was written anew since it was translated."""

    field: str
    former: Text
    now: Text


def translate_page(studio: Studio) -> PageModel:
    """Make the page for translators."""
    _ = studio.locale.messages.gettext
    title = _("Translate")
    headings = (
        Heading("languages", _("How far each language is")),
        Heading("how", _("How to help")),
        Heading("waiting", _("Entries that wait for you")),
    )
    return studio.page(
        kind="translate",
        path=PATH,
        title=title,
        description=_("Which entries can be read in which language, and how to translate or check one."),
        headings=headings,
        values=lambda: {
            "progress": [progress(studio, code) for code in studio.editions],
            "waiting": waiting(studio),
            "total": len(studio.edition.records),
        },
    )


def progress(studio: Studio, code: str) -> Progress:
    """Count what a language has."""
    edition = studio.editions[code]
    covers = [record.coverage for record in edition.records.values()]
    whole = sum(cover.complete for cover in covers)
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
        _waiting(studio, record)
        for record in studio.edition.records.values()
        if (cover := record.coverage) and record.record.language != studio.language
        if cover.outdated or not cover.complete or cover.machine
    ]
    found.sort(key=lambda w: (not w.coverage.outdated, w.coverage.complete, w.record.record.last_change, w.record.id))
    return found


def _waiting(studio: Studio, record: LocalisedRecord) -> Waiting:
    file = po_file(studio.locale.folder, record.record)
    return Waiting(
        record,
        record.coverage,
        studio.translation_address(record.record),
        translation_path(record.record) if file.is_file() else "",
        tuple(_change(studio, record, context, former) for context, former in record.outdated.items()),
    )


def _change(studio: Studio, record: LocalisedRecord, context: str, former: str) -> Change:
    original, source = record.record.language, record.record.texts[context]
    field = studio.html.field(record.record.collection, context.partition(".")[0])
    return Change(field, Text(former, original, State.ORIGINAL), Text(source.text, original, State.ORIGINAL))
