"""Pages of vocabulary terms, and the index of all topics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from atd.catalogue import Record
from atd.pages.listing import list_page, parts
from atd.pages.model import Heading, PageModel, term_path
from atd.pages.structured import term_page
from atd.pages.studio import Studio
from atd.pages.subscribing import term_feed
from atd.pages.watching import alone, watched
from atd.reading import Vocabulary
from atd.reading.marks import COUNTRY


def topic_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the index of topics and a page for each term with entries."""
    yield from alone(_index, studio)
    for (vocabulary, term), records in studio.catalogue.index.items():
        if vocabulary != "country":
            yield from _term(studio, vocabulary, term, records)


@watched
def _term(studio: Studio, vocabulary: str, term: str, records: tuple[Record, ...]) -> Iterator[PageModel]:
    words = studio.catalogue.vocabularies[vocabulary]
    definition = studio.locale.term_definition(vocabulary, term)
    label = studio.html.label(vocabulary, term)
    broader = [mark for mark in studio.catalogue.with_broader(vocabulary, term) if mark != (vocabulary, term)]
    feed = term_feed(studio, vocabulary, term)
    for part in parts(studio, records, term_path(vocabulary, term)):
        page = list_page(
            studio, kind="term", path=part.path, template="term.html", title=label,
            description=definition or label, part=part, vocabulary=words, term=words.by_id[term],
            definition=definition, broader=broader, narrower=studio.catalogue.narrower.get((vocabulary, term), ()), feed=feed,
        )  # fmt: skip
        yield page.changed(structured=partial(term_page, studio, page, vocabulary, term))


def _index(studio: Studio) -> PageModel:
    _ = studio.locale.messages.gettext
    index = studio.catalogue.index
    shown = []
    order = [*_standing(studio), *studio.subjects, "review-region"]
    # Countries have pages of their own; broader terms are the headings of narrower ones.
    hidden = {COUNTRY, *(v.broader_vocabulary for v in studio.catalogue.vocabularies.values() if _apart(v))}
    order = [_narrow(studio, name) for name in order]
    for vocabulary in studio.catalogue.vocabularies.values():
        terms = [term.id for term in vocabulary.terms if (vocabulary.id, term.id) in index]
        if terms and vocabulary.id not in hidden:
            shown.append((vocabulary, terms))
    shown.sort(key=lambda item: order.index(item[0].id) if item[0].id in order else len(order))
    return studio.page(
        kind="topics",
        path="topics/",
        title=_("Topics"),
        description=studio.word("topics") or studio.word("description"),
        headings=(Heading(v.id, studio.locale.vocabulary_label(v.id)) for v, _terms in shown),
        values=lambda: {"shown": shown, "index": index},
    )


def _apart(vocabulary: Vocabulary) -> bool:
    """Tell whether the broader terms of a vocabulary stand in another one and serve as its headings."""
    return vocabulary.id not in (COUNTRY, vocabulary.broader_vocabulary)


def _standing(studio: Studio) -> Iterator[str]:
    """Name the vocabularies that decide how records are listed."""
    for name in studio.catalogue.records:
        schema = studio.catalogue.schema(name)
        if schema.marks.standing:
            yield str(schema.root["properties"][schema.marks.standing]["x-vocabulary"])


def _narrow(studio: Studio, vocabulary: str) -> str:
    """Name the vocabulary below whose headings the terms of a broader one stand."""
    others = studio.catalogue.vocabularies.values()
    return next((v.id for v in others if v.broader_vocabulary == vocabulary and _apart(v)), vocabulary)
