"""Calendar files (iCalendar, RFC 5545): one for each entry whose days are known, one for a whole collection.

What a field is to a calendar is said by ``x-means`` in the schema. Nothing
depends on the clock: an event is stamped with the last change of its record.
Those who took part are never written. icalendar needs up to a millisecond for an
event, 5 s for 5,000 entries in a language; so each event, each time zone and the
beginning of a calendar is written once for all files in which it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache, partial
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, vText

from atd.catalogue import Occasion, Record
from atd.catalogue.record import NOT_REPORTED
from atd.exports.download import Download
from atd.localising import Edition, Locale, LocalisedRecord
from atd.reading.dates import first_day

_END = b"END:VCALENDAR\r\n"
_RENEWED = timedelta(days=1)
"""A calendar that was subscribed to is fetched again after so long."""

Writer = Callable[[str, str], bytes]
"""Writes an event by the collection and the identifier of its record."""


def calendar_path(record: Record) -> str:
    """Address below a language at which the calendar file of a record can be downloaded."""
    return f"{record.collection}/{record.id}.ics"


def collection_calendar_path(collection: str) -> str:
    """Address below a language at which the calendar of a whole collection can be downloaded."""
    return f"{collection}.ics"


def dated(record: Record) -> bool:
    """Tell whether a record can stand in a calendar, which knows days but no months or years."""
    return not record.withdrawn and record.occasion is not None and record.occasion.days is not None


def calendar_files(edition: Edition) -> Iterator[Download]:
    """List the calendar files of a language."""
    write: Writer = cache(lambda *mark: _event(edition, edition.catalogue.by_id[mark]))
    for name, records in edition.catalogue.records.items():
        if chosen := [record for record in records if dated(record)]:
            head, whole_head = (_head(edition, name, whole=whole) for whole in (False, True))
            yield Download(collection_calendar_path(name), partial(_calendar, whole_head, chosen, write))
            for record in chosen:
                yield Download(calendar_path(record), partial(_calendar, head, (record,), write))


def _calendar(head: bytes, records: Sequence[Record], write: Writer) -> bytes:
    """Write a calendar: what it begins with, its time zones and its events."""
    zones = _zones(record.occasion for record in records if record.occasion)
    events = (write(record.collection, record.id) for record in records)
    return b"".join((head, *zones, *events, _END))


def _head(edition: Edition, collection: str, *, whole: bool) -> bytes:
    """Begin a calendar; one of a whole collection has a name and is fetched again by those who subscribe to it."""
    locale, schema = edition.locale, edition.catalogue.schema(collection)
    calendar = Calendar()
    calendar.add("prodid", f"-//{_host(locale)}//{collection}//{locale.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if whole:
        for names, part in ((("name", "x-wr-calname"), "label"), (("description", "x-wr-caldesc"), "description")):
            for name in names:  # the second is what came before RFC 7986 and is still read
                calendar.add(name, vText(schema.collection(part).said(locale.messages)))
        calendar.add("refresh-interval", _RENEWED, parameters={"VALUE": "DURATION"})
    return bytes(calendar.to_ical()).removesuffix(_END)


def _zones(occasions: Iterable[Occasion]) -> Iterator[bytes]:
    """Describe each time zone in use, for the years in which it is used."""
    years: dict[str, set[int]] = {}
    for occasion in occasions:
        for moment in filter(None, occasion.hours or ()):
            years.setdefault(occasion.zone, set()).add(moment.year)
    years.pop("UTC", None)  # such hours are written with a Z instead
    for name, used in sorted(years.items()):
        yield _zone(name, min(used), max(used))


@lru_cache(maxsize=1_000)  # a zone without summer time takes a hundredth of a second
def _zone(name: str, first: int, last: int) -> bytes:
    return bytes(Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 12, 31)).to_ical())


def _event(edition: Edition, record: Record) -> bytes:
    """Write the event of a record."""
    locale, opened, occasion = edition.locale, edition.open(record), record.occasion
    assert occasion is not None and occasion.days is not None  # noqa: S101, the caller chose it
    address = locale.address(f"{record.collection}/{record.id}/")
    changed = datetime.combine(first_day(record.last_change) or occasion.days[0], time(), UTC)
    event = Event()
    event.add("uid", f"{record.id}.{record.collection}@{_host(locale)}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    if occasion.hours:
        begin, end = occasion.hours
        event.add("dtstart", begin)
        if end:
            event.add("dtend", end)
    else:
        event.add("dtstart", occasion.days[0])
        event.add("dtend", occasion.days[1] + timedelta(days=1))  # the first day on which it is over
    event.add("transp", "TRANSPARENT")
    _say(event, "summary", opened, "title")
    language = opened.text("summary").language
    event.add("description", _description(locale, opened, address), parameters={"LANGUAGE": language})
    if (place := _context(record, "place")) and opened.has(place):
        _say(event, "location", opened, place)
    if kind := _term(locale, record, "type"):
        event.add("categories", [kind[1]])
    event.add("url", address)
    return bytes(event.to_ical())


def _say(event: Event, name: str, opened: LocalisedRecord, context: str) -> None:
    """Add a text with the language in which it stands."""
    text = opened.text(context)
    event.add(name, text.value, parameters={"LANGUAGE": text.language})


def _description(locale: Locale, opened: LocalisedRecord, address: str) -> str:
    """Give the summary, what must be said with it, and the address of the page."""
    parts = [opened.text("summary").value]
    if notice := _term(locale, opened.record, "access"):
        vocabulary, label, term = notice[0], notice[1], notice[2]
        parts.append(f"{label}. {locale.term_definition(vocabulary, term)}")
    if opened.coverage.machine:
        sentence = locale.messages.gettext(
            "Machine translation from the original language (%(language)s), not yet checked by a person."
        )
        parts.append(sentence % {"language": locale.language_name(opened.record.language)})
    return "\n\n".join((*parts, address))


def _term(locale: Locale, record: Record, role: str) -> tuple[str, str, str] | None:
    """Give vocabulary, label and identifier of the term with a meaning to calendars, where one is reported."""
    context = _context(record, role)
    term = str(record.values.get(context, NOT_REPORTED))
    if term == NOT_REPORTED:
        return None
    vocabulary = str(record.schema.node((context,))["x-vocabulary"])
    return vocabulary, locale.term_label(vocabulary, term), term


def _context(record: Record, role: str) -> str:
    return ".".join(record.schema.calendar.get(role, ()))


def _host(locale: Locale) -> str:
    """Name the site, by which identifiers of events differ from those of others."""
    return urlsplit(locale.address("")).hostname or "localhost"
