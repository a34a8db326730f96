"""Translations checked like originals: a broken or hostile file is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from atd.catalogue import Catalogue, Record
from atd.findings import Finding, Place
from atd.localising.messages import record_messages
from atd.localising.po import UnreadablePoError, read_po
from atd.reading import Repository
from atd.reading.prose import faults, html_in

SHARED = ("interface.po", "vocabularies.po")
"""Files of a language that belong to no record."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_LINK = re.compile(r"\]\((https?://[^)\s]+)\)")


def open_po(file: Path, name: str) -> polib.POFile | Finding:
    """Parse a PO file, or say why it cannot be read."""
    try:
        return read_po(file)
    except UnreadablePoError as error:
        return Finding.of("ATD501", Place(name, error.line or 1), detail=str(error))


def record_findings(po: polib.POFile, name: str, record: Record) -> Iterator[Finding]:
    """Check the translation of a record, whose entries are known by their context."""
    known = {message.context for message in record_messages(record)}
    for entry in po:
        if not entry.obsolete and entry.msgctxt not in known:
            yield Finding.of("ATD503", Place(name, entry.linenum or 1), context=entry.msgctxt or entry.msgid[:60])
    yield from _entries(po, name, prose=True)


def shared_findings(repository: Repository, folder: Path) -> Iterator[Finding]:
    """Check the translations of the interface and of the vocabularies."""
    for file_name in SHARED:
        file = folder / file_name
        if file.is_file():
            po = open_po(file, name := repository.relative(file))
            yield from [po] if isinstance(po, Finding) else _entries(po, name, prose=False)


def stray_findings(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    """Name the files that translate nothing."""
    wanted = {folder / name for name in SHARED}
    wanted |= {folder / collection / f"{identifier}.po" for collection, identifier in catalogue.by_id}
    for file in sorted(folder.glob("**/*.po")):
        if file not in wanted:
            yield Finding.of("ATD506", Place(catalogue.repository.relative(file)))


def _entries(po: polib.POFile, name: str, *, prose: bool) -> Iterator[Finding]:
    seen = set()
    for entry in po:
        if entry.obsolete:
            continue
        mark = (entry.msgctxt, "" if prose else entry.msgid)
        context = entry.msgctxt or entry.msgid[:60]
        place = Place(name, entry.linenum or 1)
        if mark in seen:
            yield Finding.of("ATD502", place, context=context)
        seen.add(mark)
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            yield from _text(entry.msgid, text, context, place, prose=prose)


def _text(source: str, text: str, context: str, place: Place, *, prose: bool) -> Iterator[Finding]:
    if not text:
        return
    for pattern in (_PLACEHOLDER, _LINK):
        if missing := set(pattern.findall(source)) - set(pattern.findall(text)):
            yield Finding.of("ATD504", place, context=context, missing=", ".join(sorted(missing)))
    for what in [*html_in(text), *(d for c, _, d in faults(text) if prose and c != "ATD413")]:
        yield Finding.of("ATD505", place, context=context, what=what)
