"""What can be wrong with the translation of a single text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice

from atd.catalogue import Record
from atd.checking.contents import MANY
from atd.checking.likeness import nearest
from atd.findings import Finding
from atd.localising.figures import missing_figures
from atd.localising.glossary import Glossary
from atd.localising.po import Entry, Translations, unfillable
from atd.localising.sheet import Sheet
from atd.reading.hidden import HIDDEN_IN_TRANSLATIONS
from atd.reading.prose import faults, html_in, is_plain

LONGER = 1.5
"""Translations may be longer than their originals by this, before lists and telephones suffer."""
_TELLING = 40
"""Texts of so many characters are sentences; shorter ones may be names that stay as they are."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_LINK = re.compile(r"\]\((https?://[^)\s]+)\)")
_MARKED = re.compile(r"[<&%{\]]")
"""What no placeholder, link or HTML can do without; most texts hold none of it."""
_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)]) ", re.MULTILINE)


def entry_findings(
    po: Translations,
    sheet: Sheet,
    glossary: Glossary,
    record: Record | None = None,
    names: frozenset[str] = frozenset(),
) -> Iterator[Finding]:
    """Check entries by themselves: twice there, unlike their original, hostile, or against the glossary.

    ``names`` are vocabularies whose labels are proper names, for which the glossary does not speak.
    """
    prose = record is not None
    seen = set()
    for entry in po.entries:
        mark = (entry.context, "" if prose else entry.source)
        if mark in seen:
            yield sheet.finding("ATD502", entry, words=entry.context or "", in_name=True)
        seen.add(mark)
        # What no longer fits its original is not shown, and the translator will see to it.
        for text in () if entry.fuzzy else (entry.text, *entry.plurals):
            if text:
                yield from _text(entry, text, sheet, prose=prose)
                if not _is_name(entry, record) and (entry.context or "").partition(".")[0] not in names:
                    yield from _terms(entry, text, sheet, glossary)


def text_findings(po: Translations, sheet: Sheet, record: Record) -> Iterator[Finding]:
    """Compare the translation of a record with its texts."""
    texts = record.texts
    for entry in po.entries:
        source = texts.get(entry.context or "")
        if source is None:
            missing = set(texts) - {entry.context for entry in po.entries}
            near = nearest(entry.context or "", sorted(missing))
            yield sheet.finding("ATD503", entry, words=entry.context or "", in_name=True, suggestion=near)
        elif entry.text and not entry.fuzzy:
            if source.limit and len(entry.text) > (limit := int(source.limit * LONGER)):
                yield sheet.finding("ATD510", entry, length=len(entry.text), limit=limit)
            if entry.text == entry.source and len(entry.text) >= _TELLING and not _is_name(entry, record):
                yield sheet.finding("ATD507", entry)


def _is_name(entry: Entry, record: Record | None) -> bool:
    """Tell whether a text is the name of an organisation, a place, a law or a document, which may stay as it is."""
    context = entry.context or ""
    source = record.texts.get(context) if record else None
    return bool(source and source.name) or (context.count(".") > 1 and context.endswith((".name", ".title")))


def _text(entry: Entry, text: str, sheet: Sheet, *, prose: bool) -> Iterator[Finding]:
    if _is_marked(entry.source, text, prose=prose):
        yield from _markup(entry, text, sheet, prose=prose)
    if hidden := HIDDEN_IN_TRANSLATIONS.search(text):
        yield sheet.finding("ATD508", entry, words=hidden.group(), name=f"U+{ord(hidden.group()):04X}")
    if not unicodedata.is_normalized("NFC", text):
        word = next(word for word in text.split() if not unicodedata.is_normalized("NFC", word))
        yield sheet.finding("ATD509", entry, words=word, suggestion=unicodedata.normalize("NFC", word))
    if prose and (shape := _shape(entry.source)) != _shape(text):
        yield sheet.finding("ATD511", entry, paragraphs=shape[0], items=shape[1])
    if missing := missing_figures(entry.source, text):
        instead = missing_figures(text, entry.source)
        yield sheet.finding("ATD514", entry, words="".join(instead[:1]), missing=", ".join(missing))


def _is_marked(source: str, text: str, *, prose: bool) -> bool:
    """Tell whether a placeholder, a link or any markup may stand there; what has none is not searched for each of them."""
    return bool(_MARKED.search(source) or _MARKED.search(text)) or (prose and not is_plain(text))


def _markup(entry: Entry, text: str, sheet: Sheet, *, prose: bool) -> Iterator[Finding]:
    for pattern in (_PLACEHOLDER, _LINK):
        wanted = pattern.findall(entry.source)
        if wanted and (missing := set(wanted) - set(pattern.findall(text))):
            yield sheet.finding("ATD504", entry, missing=", ".join(sorted(missing)))
    unfit = chain(html_in(text), (d for c, _, d in faults(text) if c != "ATD413") if prose else ())
    for what in islice(unfit, MANY):
        yield sheet.finding("ATD505", entry, words=str(what), what=what)
    if not prose and (stray := unfillable(entry.source, text, counts=bool(entry.plurals))):
        yield sheet.finding("ATD505", entry, words=stray, what=stray)


def _shape(text: str) -> tuple[int, int]:
    """Count paragraphs and items of lists."""
    if "\n" not in text:
        return (1, 1 if _ITEM.match(text) else 0)
    return (text.count("\n\n") + 1, len(_ITEM.findall(text)))


def _terms(entry: Entry, text: str, sheet: Sheet, glossary: Glossary) -> Iterator[Finding]:
    for term in glossary.concerned(entry.source, text):
        for word in term.misused(entry.source, text):
            yield sheet.finding(
                "ATD512", entry, words=word, word=word, agreed=" | ".join(term.agreed), term=term.english
            )
        if term.missing(entry.source, text):
            yield sheet.finding("ATD513", entry, agreed=" | ".join(term.agreed), term=term.english)
