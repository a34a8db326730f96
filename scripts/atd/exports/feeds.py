"""Feeds of what changed and of what is listed: the newest first, from the records and never from the clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlsplit

from atd.catalogue import Record
from atd.exports.download import Download
from atd.exports.item import Category, Item, moment, xml
from atd.localising import LocalisedRecord, Text
from atd.pages.changes import Event, events
from atd.pages.notices import class_label, class_of, notices, translation_state
from atd.pages.reference import LICENCE, site_author, site_name, text_meant
from atd.pages.studio import Studio
from atd.pages.subscribing import Feed, changes_feed, collection_feed, setbacks_feed, term_feeds

NEWEST = 40
"""So many entries a feed holds; a reader who was away for months still sees all that happened."""
UPDATES = 3
"""So many of its dated updates stand in the entry of a record."""


class Press:
    """Makes the feeds of one language; each entry is rendered once."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self._printed: dict[str, tuple[str, str]] = {}
        self._members: dict[tuple[str, str], Item] = {}
        self._categories: dict[tuple[str, str], Category] = {}

    @cached_property
    def authority(self) -> str:
        """What begins every identifier; it stays when the site moves."""
        repository = self.studio.catalogue.repository
        host = urlsplit(str(repository.config.get("site_url") or "")).hostname or "localhost"
        return str(repository.settings.get("tag") or f"{host},2026")

    @cached_property
    def happened(self) -> list[Event]:
        """Everything that happened, the newest first."""
        return events(self.studio)

    @property
    def _setbacks(self) -> list[Event]:
        return [event for event in self.happened if event.setback]

    def files(self) -> Iterator[Download]:
        """Give every feed in both formats."""
        studio = self.studio
        yield from self._feed(changes_feed(studio), lambda: map(self._of_event, self.happened[:NEWEST]))
        yield from self._feed(setbacks_feed(studio), lambda: map(self._of_event, self._setbacks[:NEWEST]))
        for name, records in studio.catalogue.records.items():
            yield from self._feed(collection_feed(studio, name), partial(self._of_records, records))
        for (vocabulary, term), feed in term_feeds(studio):
            listed = [r for r in studio.catalogue.index[vocabulary, term] if self._promising(r, vocabulary)]
            yield from self._feed(feed, partial(self._of_records, listed))

    def _promising(self, record: Record, vocabulary: str) -> bool:
        """Keep what is not promising, and what the schema leaves out, from the feeds of terms."""
        return vocabulary in record.schema.marks.feeds.values() and self.studio.catalogue.standing(record) in (
            "promising",
            "",
        )

    def _feed(self, feed: Feed, choose: Callable[[], Iterable[Item]]) -> Iterator[Download]:
        chosen: list[Item] = []

        def items() -> list[Item]:
            if not chosen:
                chosen.extend(choose())
            return chosen

        yield Download(feed.atom, lambda: self._atom(feed, items()).encode("utf-8", "replace"))
        yield Download(feed.json, lambda: self._json(feed, items()).encode("utf-8", "replace"))

    def _of_records(self, records: Iterable[Record]) -> list[Item]:
        living = [record for record in records if (record.collection, record.id) in self._turns]
        newest = sorted(living, key=lambda record: self._turns[record.collection, record.id])[:NEWEST]
        return [self._of_record(record) for record in newest]

    @cached_property
    def _turns(self) -> Mapping[tuple[str, str], int]:
        """Places of all living records, the newest first."""
        living = [r for records in self.studio.catalogue.records.values() for r in records if not r.withdrawn]
        living.sort(key=lambda r: (r.last_change, r.collection, r.id), reverse=True)
        return {(record.collection, record.id): place for place, record in enumerate(living)}

    def _of_record(self, record: Record) -> Item:
        mark = (record.collection, record.id)
        if mark not in self._members:
            opened = self.studio.edition.open(record)
            happened = [self._told(opened, update) for update in record.updates[:UPDATES]]
            body = [part for told in happened for part in told]
            self._members[mark] = self._item(opened, "", record.last_change, body, ())
        return self._members[mark]

    def _told(self, opened: LocalisedRecord, update: Mapping[str, Any]) -> tuple[Text | str, ...]:
        kind = self.studio.html.label("update-kind", update["kind"])
        return f"{self.studio.locale.date(str(update['date']))} · {kind}", opened.text(f"updates.{update['key']}")

    def _of_event(self, event: Event) -> Item:
        studio = self.studio
        _ = studio.locale.messages.gettext
        kind = studio.html.label("update-kind", event.kind) if event.kind else _("Entry withdrawn")
        body = (f"{studio.locale.date(event.date)} · {kind}", event.text)
        categories = (self._category("update-kind", event.kind),) if event.kind else ()
        return self._item(event.record, event.name, event.date, body, categories)

    def _item(
        self,
        opened: LocalisedRecord,
        name: str,
        date: str,
        body: Sequence[Text | str],
        categories: tuple[Category, ...],
    ) -> Item:
        studio, record = self.studio, opened.record
        title, summary, label = text_meant(opened, "title"), text_meant(opened, "summary"), class_label(studio, opened)
        path = f"{record.collection}/{record.id}"
        said: tuple[Text | str, ...] = (*((label,) if label else ()), *(() if record.withdrawn else (summary,)), *body)
        marked = studio.catalogue.standing(record) in ("context", "neutral")
        return Item(
            id=f"tag:{self.authority}:{studio.language}/{path}{f'#{name}' if name else ''}",
            language=studio.language,
            address=f"{studio.absolute(f'{path}/')}",
            title=f"{title.value} [{label}]" if marked else title.value,
            title_language=title.language,
            date=date,
            summary=body[-1] if name and isinstance(body[-1], Text) else summary,
            body=(*said, *notices(studio, opened)),
            categories=(*self._terms(opened), *categories),
        )

    def _terms(self, opened: LocalisedRecord) -> Iterator[Category]:
        """Give the class, the terms that have feeds and the state of the words of a record."""
        vocabulary, term = class_of(opened)
        if term:
            yield self._category(vocabulary, term)
        for path, vocabulary in opened.record.schema.marks.feeds.items():
            for term in opened.record.plain.get(path[0], ()):
                yield self._category(vocabulary, term)
        yield self._category("", translation_state(opened))

    def _category(self, vocabulary: str, term: str) -> Category:
        mark = (vocabulary, term)
        if mark not in self._categories:
            label = self.studio.html.label(vocabulary, term) if vocabulary else ""
            scheme = f"tag:{self.authority}:{vocabulary or 'translation'}"
            self._categories[mark] = Category(term, scheme, label)
        return self._categories[mark]

    def _printed_once(self, item: Item) -> tuple[str, str]:
        if item.id not in self._printed:
            self._printed[item.id] = item.atom(), item.json()
        return self._printed[item.id]

    def _updated(self, items: Sequence[Item]) -> str:
        return max((item.moment for item in items), default=moment(self.studio.newest))

    def _atom(self, feed: Feed, items: Sequence[Item]) -> str:
        studio = self.studio
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{studio.language}">\n'
            f"<id>{xml(f'tag:{self.authority}:{studio.language}/feeds/{feed.name}')}</id>\n"
            f"<title>{xml(f'{feed.title} – {site_name(studio)}')}</title>\n"
            f"<subtitle>{xml(self._notice)}</subtitle>\n"
            f"<updated>{self._updated(items)}</updated>\n"
            f"<author><name>{xml(site_author(studio))}</name></author>\n"
            f"<rights>{xml(LICENCE)}</rights>\n"
            f'<link rel="self" type="application/atom+xml" href="{xml(studio.absolute(feed.atom))}"/>\n'
            f'<link rel="alternate" type="text/html" href="{xml(studio.absolute(feed.page))}"/>\n'
            f"{''.join(self._printed_once(item)[0] for item in items)}</feed>\n"
        )

    def _json(self, feed: Feed, items: Sequence[Item]) -> str:
        studio = self.studio
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{feed.title} – {site_name(studio)}",
            "home_page_url": studio.absolute(feed.page),
            "feed_url": studio.absolute(feed.json),
            "description": self._notice,
            "language": studio.language,
            "authors": [{"name": site_author(studio)}],
            "_licence": {"url": LICENCE},
        }
        printed = ",\n".join(self._printed_once(item)[1] for item in items)
        return f'{json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]},"items":[\n{printed}\n]}}\n'

    @cached_property
    def _notice(self) -> str:
        return self.studio.collection(next(iter(self.studio.catalogue.records)), "notice")


def feed_files(studio: Studio) -> Iterator[Download]:
    """Give the feeds of a language."""
    return Press(studio).files()
