"""What readers are told before they read a practice, as text without markup."""

from __future__ import annotations

from collections.abc import Iterator

from atd.localising import LocalisedRecord
from atd.pages.studio import Studio
from benchmarks.pieces import interface


def warning(studio: Studio, opened: LocalisedRecord) -> list[str]:
    """Say that an entry is not listed as an alternative, where it is not: what is said, and why."""
    standing = studio.catalogue.standing(opened.record)
    if standing == "context":
        said = interface(studio, "Shown for context: this is not listed as an alternative to detention.")
        return [said, studio.locale.term_definition("classification", opened.values["classification"])]
    if standing == "neutral":
        said = "We could not confirm from the sources whether people are free to leave. This entry is not counted as an alternative."  # fmt: skip
        return ["", interface(studio, said)]
    return []


def notices(studio: Studio, opened: LocalisedRecord) -> Iterator[list[str]]:
    """Say how far an entry is translated, what is only announced, when it was checked; with how to help, or nothing."""
    coverage, language = opened.coverage, studio.locale.language_name(opened.record.language)
    if opened.record.language != studio.language and not coverage.complete:
        one = "%(done)s of %(num)s text is translated here; the rest is shown in the original language (%(language)s)."
        many = (
            "%(done)s of %(num)s texts are translated here; the rest is shown in the original language (%(language)s)."
        )
        said = studio.locale.messages.ngettext(one, many, coverage.total)
        told = said % {"done": coverage.translated, "num": coverage.total, "language": language}
        yield [told, interface(studio, "Help translate this page")]
    if opened.record.language != studio.language and coverage.machine:
        said = "Machine translation from the original language (%(language)s), not yet checked by a person."
        yield [interface(studio, said, language=language), interface(studio, "Help check it")]
    if opened.values["status"] == "announced":
        yield [interface(studio, "Announced only: no source used here shows that it was put into practice."), ""]
    if opened.record.stale(studio.catalogue.today):
        day = studio.locale.date(opened.values["last_verified"])
        yield [
            interface(studio, "Last checked on %(date)s, more than a year ago. Things may have changed.", date=day),
            "",
        ]
