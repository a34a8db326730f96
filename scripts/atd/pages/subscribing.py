"""The feeds to which readers can subscribe, each with the page that shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atd.pages.model import term_path
from atd.pages.studio import Studio

PATH = "changes/"
SETBACKS_PATH = "changes/setbacks/"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in one language, in the two formats that feed readers know."""

    name: str
    """Never changes, such as ``gcm-action/h``."""
    title: str
    page: str
    """Address of the page below the language."""

    @property
    def atom(self) -> str:
        """Address below the language, as Atom."""
        return f"feeds/{self.name}.atom"

    @property
    def json(self) -> str:
        """Address below the language, as JSON Feed."""
        return f"feeds/{self.name}.json"


def changes_feed(studio: Studio) -> Feed:
    """Give the feed of everything that happened."""
    _ = studio.locale.messages.gettext
    # Translators: name of the page in the menu: the list of dated updates of all entries
    return Feed("changes", _("What changed"), PATH)


def setbacks_feed(studio: Studio) -> Feed:
    """Give the feed of what was narrowed, breached or undone."""
    return Feed("setbacks", studio.locale.messages.gettext("Setbacks"), SETBACKS_PATH)


def collection_feed(studio: Studio, collection: str) -> Feed:
    """Give the feed of a whole collection, whatever the class of its records."""
    return Feed(collection, studio.collection(collection, "label"), f"{collection}/")


def term_feed(studio: Studio, vocabulary: str, term: str) -> Feed | None:
    """Give the feed of what is listed as promising under a term; none where the schema asks for none."""
    if not any(vocabulary in studio.catalogue.schema(name).marks.feeds.values() for name in studio.catalogue.records):
        return None
    return Feed(f"{vocabulary}/{term.lower()}", studio.html.label(vocabulary, term), term_path(vocabulary, term))


def term_feeds(studio: Studio) -> Iterator[tuple[tuple[str, str], Feed]]:
    """Give the feeds of all terms that have a page, by vocabulary and term."""
    for mark in studio.catalogue.index:
        if feed := term_feed(studio, *mark):
            yield mark, feed
