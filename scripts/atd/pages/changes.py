"""What happened to the practices: every dated update and every withdrawal, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from atd.catalogue import Record
from atd.localising import LocalisedRecord, Text
from atd.pages.division import Part, divide
from atd.pages.head import feed_links
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio
from atd.pages.subscribing import PATH, SETBACKS_PATH, Feed, changes_feed, setbacks_feed
from atd.pages.watching import watched


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
    name: str
    """Name of the event within its record, which never changes."""
    setback: bool = False
    """Whether a practice was narrowed, breached, contradicted or undone, as the schema says of the kind."""

    @property
    def year(self) -> str:
        """The year in which it happened."""
        return self.date[:4]


@watched
def change_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the list of all changes and that of setbacks alone."""
    _ = studio.locale.messages.gettext
    found = events(studio)
    described = _("Every dated update of the entries, the newest first: progress, setbacks, new evidence.")
    yield from _pages(studio, changes_feed(studio), found, described)
    setbacks = [event for event in found if event.setback]
    described = _("Practices that were narrowed, breached, contradicted or undone, the newest first.")
    yield from _pages(studio, setbacks_feed(studio), setbacks, described)


def events(studio: Studio) -> list[Event]:
    """List the updates of living records and the withdrawals of the others, the newest first."""
    found = [event for record in studio.catalogue.assessed for event in _of(studio, record)]
    return sorted(found, key=lambda event: (event.date, event.record.id), reverse=True)


def _of(studio: Studio, record: Record) -> Iterator[Event]:
    opened, standing = studio.edition.open(record), studio.catalogue.standing(record)
    if record.withdrawn:
        yield Event(
            str(record.values["withdrawn"]["date"]), "", opened, opened.text("withdrawn.reason"), standing, "withdrawn"
        )
        return
    for update in record.updates:
        name = f"updates.{update['key']}"
        yield Event(
            str(update["date"]), update["kind"], opened, opened.text(name), standing, name, update in record.setbacks
        )


def _pages(studio: Studio, feed: Feed, found: Sequence[Event], description: str) -> Iterator[PageModel]:
    years = [(f"y{year}", list(members)) for year, members in groupby(found, key=lambda event: event.year)]
    for part in divide(years, feed.page):
        yield _page(studio, feed, part, description)


def _page(studio: Studio, feed: Feed, part: Part[Event], description: str) -> PageModel:
    headings = tuple(Heading(group.id, studio.locale.date(group.members[0].year)) for group in part.groups)
    return studio.page(
        kind="changes",
        path=part.path,
        title=part.numbered(feed.title),
        description=description,
        headings=headings,
        values=lambda: {"feed": feed, "part": part, "all_changes": PATH, "setbacks": SETBACKS_PATH},
        head=lambda: feed_links(feed, part.path),
    )
