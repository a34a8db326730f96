"""Small files by the thousand: feeds, citations, plain text, a guide for language models, and translations to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from atd.exports.citations import citation_files
from atd.exports.download import Download
from atd.exports.feeds import feed_files
from atd.exports.guide import guide_files
from atd.exports.plain import text_files
from atd.exports.translations import translation_files
from atd.pages.studio import Studio


def companions(studio: Studio) -> Iterator[Download]:
    """List the files of a language; citations and the guide stand once, in the default language."""
    yield from feed_files(studio)
    yield from text_files(studio)
    yield from translation_files(studio.edition)
    if studio.language == studio.catalogue.repository.default_language:
        yield from citation_files(studio)
        yield from guide_files(studio)
