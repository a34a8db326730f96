"""All collections in the words of a speech, and what is made from them together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from atd.catalogue import Catalogue
from atd.exports.outline import outlines
from atd.exports.plan import plan
from atd.exports.sheet import Sheet, record_sheets, vocabulary_sheet
from atd.exports.volume import Volume
from atd.exports.words import Speech
from atd.localising import Edition, Locale


@dataclass(frozen=True)
class Shelf:
    """The volumes of every collection."""

    catalogue: Catalogue
    edition: Edition | None
    """The edition in whose language the texts are; None for each text in its own."""
    locale: Locale
    """Explains what stands in the tables."""

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """One volume for each collection."""
        speech = Speech(self.catalogue, self.edition)
        return tuple(Volume(name, speech, made) for name, made in outlines(self.catalogue).items())

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables of every collection, and of the vocabularies whose terms stand in them."""
        vocabularies = self.catalogue.vocabularies
        known = [vocabulary_sheet(self.catalogue, vocabularies[name], self.locale) for name in self.vocabularies]
        return (*(sheet for volume in self.volumes for sheet in record_sheets(volume, self.locale)), *known)

    @cached_property
    def vocabularies(self) -> tuple[str, ...]:
        """Vocabularies whose terms stand in records, and those of their broader terms."""
        used = set().union(*(plan(volume.schema).vocabularies() for volume in self.volumes))
        waiting = set(used)
        while waiting:
            vocabulary = self.catalogue.vocabularies[waiting.pop()]
            further = {vocabulary.broader_vocabulary} if vocabulary.broader_vocabulary else set()
            further |= {"review-region"} if any(term.review_region for term in vocabulary.terms) else set()
            waiting |= further - used
            used |= further
        return tuple(name for name in self.catalogue.vocabularies if name in used)
