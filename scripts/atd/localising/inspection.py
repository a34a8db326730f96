"""Translations checked like originals: a broken or hostile file is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from atd.caching import Store
from atd.catalogue import Catalogue, Record
from atd.findings import Finding, Place
from atd.localising.po import Translations, UnreadablePoError, parse_po, translations
from atd.reading import Repository
from atd.reading.prose import faults, html_in

SHARED = ("interface.po", "vocabularies.po")
"""Files of a language that belong to no record."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_LINK = re.compile(r"\]\((https?://[^)\s]+)\)")


def examine(file: Path, name: str, store: Store, *, prose: bool = True) -> tuple[Translations | None, list[Finding]]:
    """Read a PO file and check every entry that needs no other file."""
    try:
        data = file.read_bytes()
        key = store.key("po", name.encode(), data, bytes([prose]))
        if (plain := store.get(key)) is not None:
            return Translations.restored(plain), []
        po = translations(parse_po(data.decode("utf-8")))
    except UnreadablePoError as error:
        return None, [Finding.of("ATD501", Place(name, error.line or 1), detail=str(error))]
    except (OSError, UnicodeDecodeError) as error:
        return None, [Finding.of("ATD501", Place(name), detail=str(error)[:200])]
    found = list(_entries(po, name, prose=prose))
    if not found:
        store.put(key, po.plain())
    return po, found


def unknown_texts(po: Translations, name: str, record: Record) -> Iterator[Finding]:
    """Name the entries of a record's translation that the record does not have."""
    for entry in po.entries:
        if entry.context not in record.texts:
            yield Finding.of("ATD503", Place(name, entry.line), context=entry.context or entry.source[:60])


def shared_findings(repository: Repository, folder: Path, store: Store) -> Iterator[Finding]:
    """Check the translations of the interface and of the vocabularies."""
    for file_name in SHARED:
        file = folder / file_name
        if file.is_file():
            yield from examine(file, repository.relative(file), store, prose=False)[1]


def stray_findings(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    """Name the files that translate nothing."""
    wanted = {folder / name for name in SHARED}
    wanted |= {folder / collection / f"{identifier}.po" for collection, identifier in catalogue.by_id}
    for file in sorted(folder.glob("**/*.po")):
        if file not in wanted:
            yield Finding.of("ATD506", Place(catalogue.repository.relative(file)))


def _entries(po: Translations, name: str, *, prose: bool) -> Iterator[Finding]:
    seen = set()
    for entry in po.entries:
        mark = (entry.context, "" if prose else entry.source)
        context = entry.context or entry.source[:60]
        place = Place(name, entry.line)
        if mark in seen:
            yield Finding.of("ATD502", place, context=context)
        seen.add(mark)
        # What no longer fits its original is not shown, and the translator will see to it.
        for text in () if entry.fuzzy else (entry.text, *entry.plurals):
            yield from _text(entry.source, text, context, place, prose=prose)


def _text(source: str, text: str, context: str, place: Place, *, prose: bool) -> Iterator[Finding]:
    if not text:
        return
    for pattern in (_PLACEHOLDER, _LINK):
        if missing := set(pattern.findall(source)) - set(pattern.findall(text)):
            yield Finding.of("ATD504", place, context=context, missing=", ".join(sorted(missing)))
    for what in [*html_in(text), *(d for c, _, d in faults(text) if c != "ATD413")] if prose else html_in(text):
        yield Finding.of("ATD505", place, context=context, what=what)
