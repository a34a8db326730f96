"""What a page is, before any site generator sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from atd.reading import Vocabulary
from atd.reading.address import url

__all__ = ["Heading", "PageModel", "listed_path", "relative", "term_path", "url"]

Structured = Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page; the id is the same in every language."""

    id: str
    title: str


@dataclass(frozen=True)
class PageModel:
    """One page in one language."""

    path: str
    """Address below the language, such as ``practices/zm-release-all/``; empty for the start page."""
    kind: str
    """Kind of page, such as ``practice`` or ``term``; pages of a kind share a frame."""
    language: str
    title: str
    title_language: str
    """Language of the title, which is the original's where it is not translated."""
    description: str
    available: tuple[str, ...]
    """Languages in which the page can really be read."""
    modified: str
    """Day of the last change of what the page shows, for the sitemap."""
    source: str
    """File of the repository from which the page was made, or nothing."""
    headings: tuple[Heading, ...]
    structured: Structured
    """Description of the page in schema.org terms, or what makes it; nothing where there is nothing special to say."""
    render: Callable[[], Markup] = field(repr=False)
    """Make the body as HTML."""
    scripts: tuple[str, ...] = ()
    """Names of the scripts that the page needs besides those of every page."""
    head: Callable[[], Markup] | None = field(default=None, repr=False)
    """Make what stands in the head for other programs."""
    leads_to: str = ""
    """Address below the language of the page that took this one's place, where readers are led at once."""
    way: tuple[tuple[str, str], ...] = ()
    """Titles and addresses of the pages that lead here, from the start page on."""
    reads: frozenset[str] = field(default=frozenset(), repr=False)
    """Files of the records that were read so far; rendering reads more."""

    def changed(self, **values: Any) -> PageModel:
        """Give the page with other values; every page changes twice, and ``dataclasses.replace`` looks at all fields."""
        page = object.__new__(PageModel)
        page.__dict__.update(self.__dict__, **values)
        return page

    @property
    def known(self) -> tuple[object, ...]:
        """What is known of the page before it is rendered, besides its address."""
        return (
            self.kind, self.title, self.title_language, self.description, self.available, self.modified, self.source,
            tuple((h.id, h.title) for h in self.headings), self.scripts, self.leads_to, self.way,
        )  # fmt: skip


def term_path(vocabulary: str, term: str) -> str:
    """Address of a term's page below the language; countries have their own branch."""
    if vocabulary == "country":
        return f"countries/{term.lower()}/"
    return f"topics/{vocabulary}/{term}/"


def listed_path(vocabulary: Vocabulary, term: str) -> str:
    """Address of the page of a term that texts name, below the language."""
    return f"{vocabulary.folder}/{term}/"


def relative(start: str, target: str) -> str:
    """Address of a page as seen from another page, both from the same root."""
    here, there = start.strip("/").split("/"), target.split("/")
    if not start.strip("/"):
        here = []
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + there[shared:]
    return "/".join(steps) or "./"
