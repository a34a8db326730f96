"""What stands in the head of a page for other programs: links to feeds and files, and what the page is about."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from atd.escaping import escaped
from atd.localising import LocalisedRecord
from atd.pages.model import relative, url
from atd.pages.reference import CITATIONS, LICENCE, Reference, citation_path, site_name
from atd.pages.studio import Studio
from atd.pages.subscribing import Feed
from atd.reading.meaning import meant

TEXT = "index.txt"
"""The plain text of a record, beside its page."""
_DUBLIN_CORE = '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'


def feed_links(feed: Feed, path: str) -> Markup:
    """Tell programs that read feeds where the feed of the page at ``path`` is."""
    forms = ((feed.atom, "application/atom+xml"), (feed.json, "application/feed+json"))
    return Markup("\n".join(_link(relative(path, address), type_, feed.title) for address, type_ in forms))


def record_head(studio: Studio, opened: LocalisedRecord, cited: Reference) -> Markup:
    """Describe a record in Dublin Core and as reference managers and search engines for research read it."""
    path = f"{opened.record.collection}/{opened.id}/"
    lines = [_link(TEXT, "text/plain", cited.title)]
    for ending, (name, type_) in CITATIONS.items():
        lines.append(_link(citation_address(studio, path, path, ending), type_, name))
    lines.append(_DUBLIN_CORE)
    lines += [f'<meta name="{name}" content="{escaped(value)}">' for name, value in _described(studio, opened, cited) if value]  # fmt: skip
    return Markup("\n".join(lines))


def citation_address(studio: Studio, path: str, cited: str, ending: str) -> str:
    """Address of a citation as seen from the page at ``path``: of a collection, or of a record in it."""
    here = url(path, studio.language, studio.catalogue.repository.default_language)
    return relative(here, citation_path(cited, ending))


def _described(studio: Studio, opened: LocalisedRecord, cited: Reference) -> Iterator[tuple[str, str]]:
    known, plain = opened.record.schema.meanings, opened.record.plain
    issued = cited.issued.replace("-", "/")
    yield "DC.type", cited.type
    yield "DC.title", cited.title
    yield "citation_title", cited.title
    for name in cited.authors:
        yield "DC.creator", name
        yield "citation_author", name
    yield "DC.publisher", cited.container or ", ".join(cited.authors)
    institution = "technical_report_institution" if cited.type == "report" else "publisher"
    yield f"citation_{institution}", cited.container or ", ".join(cited.authors)
    yield "DC.date", cited.issued
    yield "citation_publication_date", issued
    yield "DC.language", cited.language
    yield "citation_language", cited.language
    yield "DC.identifier", cited.url
    yield "citation_public_url", cited.url
    yield "DC.description", cited.abstract
    for word in cited.keywords:
        yield "DC.subject", word
    for code in meant(plain, known, "country"):
        yield "DC.coverage", studio.html.label("country", code)
    yield "DC.relation", site_name(studio) if not cited.container else ""
    yield "DC.rights", LICENCE if cited.container else ""


def _link(address: str, type_: str, title: str) -> str:
    return f'<link rel="alternate" type="{type_}" href="{escaped(address)}" title="{escaped(title)}">'
