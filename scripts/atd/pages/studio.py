"""What every page needs: its edition, the templates, links and ways to show a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup

from atd.catalogue import Catalogue, Record
from atd.exports.offers import Offered
from atd.localising import Edition, Locale, LocalisedRecord, Text, languages_of
from atd.localising.localised import po_name
from atd.localising.notation import written_sentences
from atd.localising.text import plain_text
from atd.noting import Remembered, aggregate
from atd.pages.facts import Fact, facts
from atd.pages.fragments import Fragments, from_root, from_there
from atd.pages.model import Heading, PageModel, listed_path
from atd.pages.ordering import positions
from atd.pages.selection import Selection, select
from atd.pages.templates import Templates, page_templates
from atd.reading import Vocabulary
from atd.reading.marks import COUNTRY

_NOTE = "\ue001"
"""Stands in a card for what a single list has to say about it."""
FEW = 4
"""So many subjects stand on the start page where mkdocs.yml names none."""


Made = TypeVar("Made")


class Studio:
    """The workplace in which the pages of one language are made."""

    def __init__(
        self,
        editions: Mapping[str, Edition],
        language: str,
        complete: tuple[str, ...],
        offered: Callable[[], Sequence[Offered]] = tuple,
    ) -> None:
        self.editions = editions
        self.edition = editions[language]
        self.language = language
        self.complete = complete
        """Languages whose interface and vocabularies are translated."""
        self.offered = offered
        """Give the files that readers are offered."""
        schemas = {name: self.catalogue.schema(name) for name in self.catalogue.records}
        self.html = Fragments(self.locale, schemas)
        self._made: Remembered[tuple[Any, str, str], Any] = Remembered()

    @property
    def catalogue(self) -> Catalogue:
        """The records."""
        return self.edition.catalogue

    @property
    def locale(self) -> Locale:
        """The language's names, dates and messages."""
        return self.edition.locale

    @cached_property
    def environment(self) -> Templates:
        """Templates of page bodies, with this language's messages."""
        environment = page_templates(self.catalogue.repository.root)
        environment.globals |= {
            "_": self.html.gettext,
            "ngettext": self.html.ngettext,
            "html": self.html,
            "link": from_there,
            "locale": self.locale,
            "prose": self.html.prose,
            "show": self.html.show,
            "studio": self,
        }
        return environment

    def render(self, template: str, path: str, **values: Any) -> Markup:
        """Render a page body; its links, and those of what was made for many pages, lead from here."""
        return from_root(self.environment.get_template(template).render(path=path, **values), path)

    @aggregate
    def order(self) -> Mapping[tuple[str, str], int]:
        """Position of each record in lists of this language, as if one list held all."""
        return positions(self.edition)

    @property
    def newest(self) -> str:
        """Day of the newest change of any record, for pages made from many."""
        return self.catalogue.newest

    def opened(self, collection: str, identifier: str) -> LocalisedRecord:
        """Give a record of this language by its collection and identifier."""
        return self.edition.records[collection, identifier]

    def living(self, collection: str, identifiers: Iterable[str]) -> list[LocalisedRecord]:
        """Give those of the named records that are published and were not taken back."""
        found = (self.edition.records.get((collection, identifier)) for identifier in identifiers)
        return [record for record in found if record is not None and not record.record.withdrawn]

    def selected(self, record: Record, *path: str | int) -> Selection:
        """Give the records that a group of fields of a record picks by their terms."""
        return select(self, record, path)

    def collection(self, name: str, part: str) -> str:
        """Give the label, description or invitation to search of a collection."""
        return self.catalogue.schema(name).collection(part).said(self.locale.messages)

    def word(self, name: str) -> str:
        """Say words that belong to this repository: ``title``, ``description``, ``notice`` and others of mkdocs.yml."""
        return written_sentences(map(self.locale.messages.gettext, self.catalogue.repository.words(name)))

    def template(self, folder: str, form: str, ending: str = ".html") -> str:
        """Name the template of a kind of record, or the one that shows any record by its schema."""
        own = f"{folder}{form}{ending}"
        return own if own in self._templates else f"{folder}any{ending}"

    @cached_property
    def _templates(self) -> frozenset[str]:
        return frozenset(self.environment.list_templates())

    def facts(self, record: LocalisedRecord) -> list[Fact]:
        """List what a record says, in the order of its schema, for templates that know no field by name."""
        return list(facts(self.html, record))

    @cached_property
    def relations(self) -> frozenset[str]:
        """How records of a kind can belong together; nothing where there is no such vocabulary."""
        vocabulary = self.catalogue.vocabularies.get("relation")
        return frozenset(vocabulary.by_id if vocabulary else ())

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Vocabularies by which the start page leads to entries: those of mkdocs.yml, or the first filters."""
        stated = self.catalogue.repository.settings.get("subjects")
        filters = (facet.vocabulary for facets in self.catalogue.facets.values() for facet in facets)
        found = dict.fromkeys(name for name in stated or filters if name and name != COUNTRY)
        return tuple(name for name in found if self.with_entries(name))[: None if stated else FEW]

    def page(
        self,
        *,
        kind: str,
        path: str,
        title: str,
        description: str,
        headings: Iterable[Heading] = (),
        template: str = "",
        values: Callable[[], Mapping[str, object]] = dict,
        **others: Any,
    ) -> PageModel:
        """Make a page in the words of the site: readable in its languages, and as new as the newest record.

        Its template is named after the kind unless it is stated. It gets title, description, the
        titles of the headings, and what ``values`` makes when the page is rendered.
        """
        shown = tuple(headings)
        given = {"title": title, "description": description, "titles": {h.id: h.title for h in shown}}
        return PageModel(
            path=path, kind=kind, language=self.language, title=title, title_language=self.language,
            description=description, available=self.complete, modified=self.newest, source="", headings=shown,
            render=lambda: self.render(template or f"{kind}.html", path, **{**given, **values()}),
            **{"structured": None, **others},
        )  # fmt: skip

    def absolute(self, path: str, language: str = "") -> str:
        """Full address of a page, in this or another language."""
        return self.editions[language or self.language].locale.address(path)

    def edit_address(self, source: str) -> str:
        """Address at which a file of the repository can be changed, or nothing."""
        base = str(self.catalogue.repository.settings.get("edit_url", ""))
        return f"{base}{source}" if base else ""

    def translation_address(self, record: Record) -> str:
        """Address at which the translation of a record can be changed, or nothing."""
        return self.edit_address(f"{self._translations}/{po_name(record)}")

    @cached_property
    def _translations(self) -> str:
        return self.locale.folder.relative_to(self.catalogue.repository.root).as_posix()

    def languages_of(self, record: Record) -> tuple[str, ...]:
        """Languages in which a record can be read as a whole."""
        return languages_of(record, self.editions)

    def card(self, record: LocalisedRecord, note: Markup | str = "") -> Markup:
        """Show a record in a list, with a note, from ``ROOT``; each is made once for all lists."""
        card, place = self.remembered(_card, record.record)
        return card[:place] + note + card[place:] if note and place >= 0 else card

    def remembered(self, make: Callable[[Studio, Record], Made], record: Record) -> Made:
        """Make something of a record once, however many pages need it."""
        made: Made = self._made.get((make, record.collection, record.id), lambda: make(self, record))
        return made

    def named(self, record: LocalisedRecord, place: tuple[str | int, ...], text: Text | str) -> Markup:
        """Show a name that stands at a place of a record, linked to the pages of what it names, from ``ROOT``."""
        shown = text if isinstance(text, Text) else plain_text(text, self.language)
        mention = record.record.mentions.get(place)
        if mention is None:  # the schema does not say that it names anything
            return self.html.linked(shown, [(shown.value, "")])
        pieces = [(piece.words, self._directory(mention.vocabulary, piece.term)) for piece in mention.pieces]
        if "".join(words for words, _target in pieces) != shown.value:  # a translation is not cut
            pieces = [(shown.value, pieces[0][1] if len(pieces) == 1 else "")]
        return self.html.linked(shown, pieces)

    def _directory(self, vocabulary: str, term: str) -> str:
        """Address of the page of a named term from ``ROOT``, or nothing where it has none."""
        if (vocabulary, term) not in self.catalogue.named:
            return ""
        return from_there(listed_path(self.catalogue.vocabularies[vocabulary], term))

    def places(self, record: Record) -> str:
        """Countries of a record as one phrase, or its reach where none is named."""
        codes = record.places
        if not codes:
            return self.html.label("scope", record.values["scope"]) if "scope" in record.values else ""
        if len(codes) > 8:
            return self.html.ngettext("%(num)s country", "%(num)s countries", len(codes))
        return self.locale.list(self.html.label("country", code) for code in codes)

    def with_entries(self, vocabulary: str) -> list[str]:
        """List the terms that have entries, in the order of the vocabulary."""
        terms = self.catalogue.vocabularies[vocabulary].terms
        return [term.id for term in terms if (vocabulary, term.id) in self.catalogue.index]

    def grouped(self, vocabulary: Vocabulary, terms: list[str]) -> list[tuple[str, list[str]]]:
        """Put terms under their broader terms, in the order of the broader vocabulary."""
        groups: dict[str, list[str]] = {}
        for term in terms:
            groups.setdefault(vocabulary.by_id[term].broader, []).append(term)
        order = [term.id for term in self.catalogue.vocabularies[vocabulary.broader_vocabulary].terms]
        return sorted(groups.items(), key=lambda item: order.index(item[0]))


def _card(studio: Studio, record: Record) -> tuple[Markup, int]:
    """Show a record in a list; gives as well the place for what a list says about it, -1 for none."""
    kind = "withdrawn" if record.withdrawn else record.schema.name
    template = studio.environment.get_template(studio.template("cards/", kind))
    html = template.render(r=studio.edition.open(record), note=_NOTE)
    return Markup(html.replace(_NOTE, "")), html.find(_NOTE)
