"""What happened to the practices: every dated update and every withdrawal, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from atd.catalogue import Record
from atd.localising import LocalisedRecord, Text
from atd.pages.division import Part, divide
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio

PATH = "changes/"
SETBACKS = "changes/setbacks/"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a practice on a day, in a month or in a year."""

    date: str
    kind: str
    """Of the update; empty for a withdrawal."""
    record: LocalisedRecord
    text: Text
    standing: str
    """How the record is listed."""

    @property
    def year(self) -> str:
        """The year in which it happened."""
        return self.date[:4]


def change_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the list of all changes and that of setbacks alone."""
    _ = studio.locale.messages.gettext
    found = events(studio)
    yield from _pages(
        studio, PATH, found,
        # Translators: name of the page in the menu: the list of dated updates of all entries
        _("What changed"), _("Every dated update of the entries, the newest first: progress, setbacks, new evidence."),
    )  # fmt: skip
    yield from _pages(
        studio, SETBACKS, [event for event in found if event.kind == "setback"],
        _("Setbacks"), _("Practices that were narrowed, breached, contradicted or undone, the newest first."),
    )  # fmt: skip


def events(studio: Studio) -> list[Event]:
    """List the updates of living records and the withdrawals of the others, the newest first."""
    found = [event for record in studio.catalogue.assessed for event in _of(studio, record)]
    return sorted(found, key=lambda event: (event.date, event.record.id), reverse=True)


def _of(studio: Studio, record: Record) -> Iterator[Event]:
    opened, standing = studio.edition.open(record), studio.catalogue.standing(record)
    if record.withdrawn:
        yield Event(str(record.values["withdrawn"]["date"]), "", opened, opened.text("withdrawn.reason"), standing)
        return
    for update in record.updates:
        yield Event(str(update["date"]), update["kind"], opened, opened.text(f"updates.{update['key']}"), standing)


def _pages(studio: Studio, base: str, found: Sequence[Event], title: str, description: str) -> Iterator[PageModel]:
    years = [(f"y{year}", list(members)) for year, members in groupby(found, key=lambda event: event.year)]
    for part in divide(years, base):
        yield _page(studio, part, title, description)


def _page(studio: Studio, part: Part[Event], title: str, description: str) -> PageModel:
    headings = tuple(Heading(group.id, studio.locale.date(group.members[0].year)) for group in part.groups)
    title = part.numbered(title)
    return PageModel(
        path=part.path,
        kind="changes",
        language=studio.language,
        title=title,
        title_language=studio.language,
        description=description,
        available=studio.complete,
        modified=studio.newest,
        source="",
        headings=headings,
        structured=None,
        render=lambda: studio.render(
            "changes.html", part.path, title=title, description=description,
            part=part, titles={h.id: h.title for h in headings}, all_changes=PATH, setbacks=SETBACKS,
        ),
    )  # fmt: skip
