"""Messages of the interface as gettext gives them."""

from __future__ import annotations

import gettext
import io

import polib

from atd.localising.po import Entry, Translations, plural_forms, unfillable


def speech(interface: Translations | None, language: str) -> gettext.NullTranslations:
    """Give the messages of a language; one without a translation that can be used stays as it is.

    The file's own rule for plurals and its encoding are not believed: both would be run.
    """
    if interface is None:
        return gettext.NullTranslations()
    living = polib.POFile()
    living.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plural_forms(language)}
    usable = [_spoken(e) for e in interface.entries if not e.fuzzy and _can_be_filled(e)]
    living.extend(e for e in usable if e.msgctxt is None)
    living.extend(e for e in usable if e.msgctxt is not None)
    return gettext.GNUTranslations(io.BytesIO(living.to_binary()))


def _spoken(entry: Entry) -> polib.POEntry:
    """Write a translation as gettext finds it: by its original, whatever that says of many."""
    many = entry.source if entry.plurals else ""
    return polib.POEntry(
        msgctxt=entry.context, msgid=entry.source, msgid_plural=many, msgstr=entry.text,
        msgstr_plural=dict(enumerate(entry.plurals)),
    )  # fmt: skip


def _can_be_filled(entry: Entry) -> bool:
    """Tell whether a translation takes the values of its original; one that does not would stop the build."""
    return not any(unfillable(entry.source, text, counts=bool(entry.plurals)) for text in (entry.text, *entry.plurals))
