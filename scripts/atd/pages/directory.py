"""Pages of the bodies that records name: a list by kind, and for each what it has a part in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from atd.catalogue import Named
from atd.localising import LocalisedRecord, Text
from atd.pages.division import divide
from atd.pages.listing import grouped, in_order, list_page
from atd.pages.model import PageModel, listed_path, term_path
from atd.pages.studio import Studio
from atd.pages.watching import watched
from atd.reading import Vocabulary
from atd.reading.naming import INTERNATIONAL
from atd.reading.vocabulary import Term

KINDS = "actor-type"
"""Vocabulary of the kinds of bodies, by which the list is grouped."""
OTHERS = "others"
"""The group of bodies of no such kind."""
CITED = "cited"
"""The group of entries that only cite a body."""
LINES = 500
"""So many lines stand on one page of the list; about 10 KB compressed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A body in a list."""

    name: Text
    path: str
    place: str
    """Its country, or the word for a body of none."""
    records: int = 0
    """So many entries name it."""


def directory_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the list of every vocabulary whose terms texts name, and a page for each term that is named."""
    for vocabulary in studio.catalogue.vocabularies.values():
        if vocabulary.folder:
            named = {t.id: t for t in vocabulary.terms if (vocabulary.id, t.id) in studio.catalogue.named}
            parts, former = _by(named, "broader"), _by(named, "successor")
            yield from _list(studio, vocabulary, named)
            for term in named.values():
                family = {
                    "whole": [vocabulary.by_id[term.broader]] if term.broader else [],
                    "parts": parts.get(term.id, []),
                    "former": former.get(term.id, []),
                    "successor": [vocabulary.by_id[term.successor]] if term.successor else [],
                }
                yield from _body(studio, vocabulary, term, family)


def _by(named: Mapping[str, Term], tie: str) -> Mapping[str, list[Term]]:
    """Find bodies by the other one with which a field ties them."""
    found: dict[str, list[Term]] = {}
    for term in named.values():
        found.setdefault(getattr(term, tie), []).append(term)
    return found


@watched
def _list(studio: Studio, vocabulary: Vocabulary, named: Mapping[str, Term]) -> Iterator[PageModel]:
    kinds = {term.id: studio.html.label(KINDS, term.id) for term in studio.catalogue.vocabularies[KINDS].terms}
    titles = {**kinds, OTHERS: studio.locale.messages.gettext("Other bodies")}
    groups: dict[str, list[Line]] = {kind: [] for kind in titles}
    for term in named.values():
        groups[term.type or OTHERS].append(_line(studio, vocabulary, term))
    for lines in groups.values():
        lines.sort(key=lambda line: studio.locale.sort_key(line.name.value))
    base = f"{vocabulary.folder}/"
    for part in divide(((kind, lines) for kind, lines in groups.items() if lines), base, LINES):
        yield list_page(
            studio, kind="directory", path=part.path, template="directory.html",
            title=studio.locale.vocabulary_label(vocabulary.id),
            description=studio.locale.vocabulary_definition(vocabulary.id), part=part, groups=titles,
        )  # fmt: skip


def _line(studio: Studio, vocabulary: Vocabulary, term: Term) -> Line:
    return Line(
        studio.locale.term_name(vocabulary.id, term.id),
        listed_path(vocabulary, term.id),
        _place(studio, term),
        len(studio.catalogue.named[vocabulary.id, term.id]),
    )


def _place(studio: Studio, term: Term) -> str:
    if term.country == INTERNATIONAL:
        return studio.locale.messages.gettext("International")
    return studio.html.label("country", term.country) if term.country else ""


@watched
def _body(studio: Studio, vocabulary: Vocabulary, term: Term, family: Mapping[str, list[Term]]) -> Iterator[PageModel]:
    messages = studio.locale.messages
    name = studio.locale.term_name(vocabulary.id, term.id)
    members = {(m.record.collection, m.record.id): m for m in studio.catalogue.named[vocabulary.id, term.id]}

    def notes(opened: LocalisedRecord) -> Markup | str:
        member = members[opened.record.collection, opened.id]
        return "" if member.aside else _note(studio, member)

    groups: list[tuple[str, list[LocalisedRecord]]] = [
        *grouped(studio, (m.record for m in members.values() if not m.aside)),
        (CITED, [studio.edition.open(r) for r in in_order(studio, (m.record for m in members.values() if m.aside))]),
    ]
    description = messages.gettext("Entries that name %(name)s, with what it does in each.") % {"name": name.value}
    for part in divide(((id_, found) for id_, found in groups if found), listed_path(vocabulary, term.id)):
        page = list_page(
            studio, kind="body", path=part.path, template="body.html", title=name.value, description=description,
            part=part, groups={CITED: messages.gettext("Entries that only cite it")}, name=name, notes=notes,
            vocabulary=vocabulary, term=term, aliases=_other_names(term, name), place=_place(studio, term), country=_country_path(studio, term),
            family={tie: [_relative(studio, vocabulary, other) for other in others] for tie, others in family.items()},
            edit=studio.edit_address(f"schema/vocabularies/{vocabulary.id}.yaml"),
        )  # fmt: skip
        yield page.changed(title_language=name.language, structured=_structured(term, name))


def _other_names(term: Term, name: Text) -> list[str]:
    """List the names that its label does not show."""
    return [other for other in (*term.aliases, *term.local_aliases) if other not in name.value]


def _relative(studio: Studio, vocabulary: Vocabulary, other: Term) -> Line:
    named = (vocabulary.id, other.id) in studio.catalogue.named
    path = listed_path(vocabulary, other.id) if named else ""
    return Line(studio.locale.term_name(vocabulary.id, other.id), path, _place(studio, other))


def _country_path(studio: Studio, term: Term) -> str:
    """Address of the page of its country, or nothing where there is none."""
    mark = ("country", term.country)
    return term_path(*mark) if mark in studio.catalogue.index else ""


def _note(studio: Studio, member: Named) -> Markup:
    """Say what it does in an entry."""
    roles = []
    for mention in member.mentions:
        vocabulary, term = mention.role
        if term:
            roles.append(studio.html.label(vocabulary, term))
        elif mention.said and not mention.aside:
            roles.append(mention.said.said(studio.locale.messages))
    label = escape(studio.locale.vocabulary_label("actor-role"))
    return Markup('<p class="role">{}: <strong>{}</strong></p>').format(label, studio.locale.list(dict.fromkeys(roles)))


def _structured(term: Term, name: Text) -> dict[str, Any]:
    """Describe a body for search engines, as far as it is known."""
    known = {"alternateName": list(term.aliases), "url": term.website}
    return {"@type": "Organization", "name": name.value, **{key: value for key, value in known.items() if value}}
