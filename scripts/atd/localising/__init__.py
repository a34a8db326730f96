"""The catalogue in a language: every text knows its language and its state."""

from atd.localising.edition import Edition, languages_of, load_editions, renew_edition
from atd.localising.locale import Locale, load_locale
from atd.localising.localised import Coverage, LocalisedRecord
from atd.localising.synchronising import Change, confirm, start_translation, synchronise
from atd.localising.text import State, Text

__all__ = [
    "Change",
    "Coverage",
    "Edition",
    "Locale",
    "LocalisedRecord",
    "State",
    "Text",
    "confirm",
    "languages_of",
    "load_editions",
    "load_locale",
    "renew_edition",
    "start_translation",
    "synchronise",
]
