"""Under which licences the data may be used, and what listing does not mean."""

from __future__ import annotations

from collections.abc import Mapping

from atd.catalogue import Catalogue
from atd.exports.words import Speech, sentence

ENTRIES = "https://creativecommons.org/licenses/by/4.0/"
"""Licence of entries and their translations."""
LICENCES: Mapping[str, Mapping[str, str]] = {
    "entries": {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International", "path": ENTRIES},
    "vocabularies": {
        "name": "CC0-1.0",
        "title": "Creative Commons Zero 1.0 Universal",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    },
}
"""Licences by what is under them."""


def notice(catalogue: Catalogue, collection: str, speech: Speech) -> dict[str, str]:
    """Say what listing does not mean, in the language of a speech or in that of the schema; nothing where none is stated."""
    english = str(catalogue.schema(collection).source.get("x-collection", {}).get("notice", ""))
    default = catalogue.repository.default_language
    if speech.edition is None or not english:
        return {"text": english, "language": default, "state": "original"}
    return sentence(speech.edition.locale, english)
