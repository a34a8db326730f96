"""What must be said of a record wherever it goes: how it is listed, and what state its words are in."""

from __future__ import annotations

from atd.localising import LocalisedRecord
from atd.pages.studio import Studio


def notices(studio: Studio, opened: LocalisedRecord) -> list[str]:
    """Give the sentences that go with a record into feeds, citations and plain text."""
    return [said for said in (standing_notice(studio, opened), *translation_notices(studio, opened)) if said] + [
        listing_notice(studio, opened.record.collection)
    ]


def standing_notice(studio: Studio, opened: LocalisedRecord) -> str:
    """Say of a record that is not promising how it is listed."""
    _ = studio.locale.messages.gettext
    return {
        "context": _("Shown for context: this is not listed as an alternative to detention."),
        "neutral": _("We could not confirm from the sources whether people are free to leave. This entry is not counted as an alternative."),
    }.get(studio.catalogue.standing(opened.record), "")  # fmt: skip


def listing_notice(studio: Studio, collection: str) -> str:
    """Say what being listed does not mean."""
    return studio.collection(collection, "notice")


def class_label(studio: Studio, opened: LocalisedRecord) -> str:
    """Name the class of a record; nothing where its collection has none."""
    vocabulary, term = class_of(opened)
    return studio.html.label(vocabulary, term) if term else ""


def class_of(opened: LocalisedRecord) -> tuple[str, str]:
    """Give the vocabulary and the term that decide how a record is listed."""
    schema = opened.record.schema
    name = schema.marks.standing
    return (schema.root["properties"][name]["x-vocabulary"], str(opened.record.plain[name])) if name else ("", "")


def translation_state(opened: LocalisedRecord) -> str:
    """Name the state of the words of a record in the language: original, translated, machine, partial or missing."""
    if opened.record.language == opened.language:
        return "original"
    coverage = opened.coverage
    if not coverage.translated:
        return "missing"
    if not coverage.complete:
        return "partial"
    return "machine" if coverage.machine else "translated"


def translation_notices(studio: Studio, opened: LocalisedRecord) -> list[str]:
    """Say how much of a record is translated and by whom."""
    if opened.record.language == opened.language:
        return []
    coverage, messages = opened.coverage, studio.locale.messages
    original = studio.locale.language_name(opened.record.language)
    said = []
    if not coverage.complete:
        sentence = messages.ngettext("%(done)s of %(num)s text is translated here; the rest is shown in the original language (%(language)s).", "%(done)s of %(num)s texts are translated here; the rest is shown in the original language (%(language)s).", coverage.total)  # fmt: skip
        number = studio.locale.number
        said.append(sentence % {"num": number(coverage.total), "done": number(coverage.translated), "language": original})  # fmt: skip
    if coverage.machine:
        sentence = messages.gettext("Machine translation from the original language (%(language)s), not yet checked by a person.")  # fmt: skip
        said.append(sentence % {"language": original})
    return said
