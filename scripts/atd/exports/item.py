"""One entry of a feed, as Atom and as JSON Feed; rendered once for all feeds that carry it.

Written here and not with feedgen, which builds a tree for every entry of every feed: it
needs 1.5 ms for one, this 0.03. The tests read every feed back with feedparser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import orjson

from atd.escaping import escaped
from atd.localising import Text
from atd.localising.locale import direction
from atd.reading.dates import first_day

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, however they are written."""


@dataclass(frozen=True)
class Category:
    """A term under which an entry stands."""

    term: str
    scheme: str
    """Address of the list to which the term belongs."""
    label: str
    """What readers see; empty where only programs need it."""

    @cached_property
    def atom(self) -> str:
        """The category as an element; it is the same in all entries."""
        label = f' label="{xml(self.label)}"' if self.label else ""
        return f'<category term="{xml(self.term)}" scheme="{xml(self.scheme)}"{label}/>\n'


@dataclass(frozen=True)
class Item:
    """What a reader who subscribed is told."""

    id: str
    """A ``tag:`` address that never changes."""
    language: str
    """Language of the feed."""
    address: str
    title: str
    title_language: str
    date: str
    """Day, month or year of the newest change."""
    summary: Text
    body: Sequence[Text | str] = field(repr=False)
    """Paragraphs; those that are no ``Text`` are in the language of the feed."""
    categories: Sequence[Category] = field(repr=False)

    @property
    def moment(self) -> str:
        """The beginning of the day, month or year, as feeds write it."""
        return moment(self.date)

    @cached_property
    def html(self) -> str:
        """Write the paragraphs, each marked with its language where it is in another."""
        return "".join(self._paragraph(part) for part in self.body)

    def _paragraph(self, part: Text | str) -> str:
        if isinstance(part, str):
            return f"<p>{escaped(part)}</p>"
        if part.language == self.language:
            return f"<p>{escaped(part.value)}</p>"
        return f'<p lang="{part.language}" dir="{direction(part.language)}">{escaped(part.value)}</p>'

    def atom(self) -> str:
        """Write the entry for an Atom feed."""
        language = self.language
        return _FORBIDDEN.sub(
            "",
            f"<entry>\n<id>{escaped(self.id)}</id>\n"
            f'<title xml:lang="{self.title_language}">{escaped(self.title)}</title>\n'
            f"<updated>{self.moment}</updated>\n"
            f'<link rel="alternate" type="text/html" hreflang="{language}" href="{escaped(self.address)}"/>\n'
            f"{''.join(category.atom for category in self.categories)}"
            f'<summary xml:lang="{self.summary.language}">{escaped(self.summary.value)}</summary>\n'
            f'<content type="html" xml:lang="{language}">{escaped(self.html)}</content>\n</entry>\n',
        )

    def json(self) -> str:
        """Write the item for a JSON Feed."""
        item = {
            "id": self.id,
            "url": self.address,
            "title": self.title,
            "summary": self.summary.value,
            "content_html": self.html,
            "date_modified": self.moment,
            "tags": [category.label for category in self.categories if category.label],
            "language": self.language,
            "_terms": self._terms(),
        }
        return orjson.dumps(item).decode()

    def _terms(self) -> dict[str, list[str]]:
        """Give the terms by the name of their list."""
        found: dict[str, list[str]] = {}
        for category in self.categories:
            found.setdefault(category.scheme.rpartition(":")[2], []).append(category.term)
        return found


def moment(date: str) -> str:
    """Write the first moment of a day, month or year."""
    day = first_day(date)
    return f"{day or date[:4] + '-01-01'}T00:00:00Z"


def xml(text: str) -> str:
    """Write a text so that XML can hold it, in an attribute as well."""
    return escaped(_FORBIDDEN.sub("", text))
