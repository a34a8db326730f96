"""Readers’ questions, each with the page that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atd.pages.model import term_path
from atd.pages.studio import Studio


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the reader’s own words."""

    label: str
    definition: str
    path: str
    """Address of the page that answers it."""


def questions(studio: Studio) -> Iterator[Question]:
    """Yield the questions whose term has entries, in the order of the vocabulary."""
    vocabulary = studio.catalogue.vocabularies.get("question")
    for term in vocabulary.terms if vocabulary else ():
        if not term.replaced_by and term.leads_to and term.leads_to in studio.catalogue.index:
            yield Question(
                label=studio.html.label("question", term.id),
                definition=studio.locale.term_definition("question", term.id),
                path=term_path(*term.leads_to),
            )
