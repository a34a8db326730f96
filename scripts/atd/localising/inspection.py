"""Translations checked like originals: a broken or hostile file is a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from atd.caching import Outcome, Store, recalled
from atd.catalogue import Record
from atd.findings import Finding, Place
from atd.localising.canonical import understood
from atd.localising.entries import entry_findings, text_findings
from atd.localising.glossary import FILE as GLOSSARY
from atd.localising.glossary import Glossary
from atd.localising.localised import Rendering, rendering
from atd.localising.po import Translations, UnreadablePoError, po_text
from atd.localising.sheet import Sheet
from atd.reading import Repository

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Python takes for the end of a line, and nobody else."""
Result = TypeVar("Result")
SHARED = ("interface.po", "vocabularies.po")
"""Files of a language that belong to no record."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A PO file that is to be read."""

    file: Path
    name: str
    glossary: Glossary
    record: Record | None = None
    """What it translates, if that is a record."""
    origin: bytes = b""
    """Digest of what it translates."""
    names: frozenset[str] = frozenset()
    """Vocabularies whose labels are proper names."""


Found = tuple[Result | None, list[Finding]]
"""What is taken from a file, where it could be read, and what is wrong in it."""


def examine_all(files: Sequence[Asked], store: Store) -> Iterator[Found[Translations]]:
    """Read PO files that belong to no record and check every entry."""
    return _examined(files, store, lambda _asked, po: po, Translations.plain, Translations.restored)


def render_all(files: Sequence[Asked], store: Store) -> Iterator[Found[Rendering]]:
    """Check the PO files of records, of whatever languages, and take what they give.

    All are asked for at once, so that all cores have something to do until the last.
    """
    return _examined(files, store, _rendering, list, lambda plain: Rendering(*plain))


def _rendering(asked: Asked, po: Translations) -> Rendering:
    return rendering(asked.record.texts if asked.record else {}, po)


def _examined(
    files: Sequence[Asked],
    store: Store,
    take: Callable[[Asked, Translations], Result],
    plain: Callable[[Result], list[Any]],
    restored: Callable[[list[Any]], Result],
) -> Iterator[Found[Result]]:
    """Read files and take something from each, which the store remembers where nothing is wrong."""
    sheets = [_opened(asked.file, asked.name) for asked in files]
    keys = [
        b""
        if isinstance(sheet, Finding)
        else store.key("po", asked.name.encode(), sheet.text.encode(), asked.glossary.digest, asked.origin)
        for sheet, asked in zip(sheets, files, strict=True)
    ]

    def fresh(number: int) -> Outcome[Found[Result]]:
        sheet, asked = sheets[number], files[number]
        if isinstance(sheet, Finding):
            return Outcome((None, [sheet]))
        po = _parsed(sheet)
        if isinstance(po, Finding):
            return Outcome((None, [po]))
        found = list(entry_findings(po, sheet, asked.glossary, asked.record, asked.names))
        if asked.record:
            found += text_findings(po, sheet, asked.record)
        taken = take(asked, po)
        return Outcome((taken, found), b"" if found else store.written(plain(taken)))

    return recalled(store, keys, lambda _number, kept: (restored(kept), []), fresh)


def _opened(file: Path, name: str) -> Sheet | Finding:
    try:
        text = po_text(file)
    except UnreadablePoError as error:
        return Finding.of("ATD501", Place(name, error.line or 1), detail=str(error))
    return Sheet(name, text)


def _parsed(sheet: Sheet) -> Translations | Finding:
    if broken := _BREAKS.search(sheet.text):
        # The parser would take the line for two and lose what follows.
        place = Place(sheet.name, sheet.text.count("\n", 0, broken.start()) + 1)
        return Finding.of("ATD111", place, name=f"U+{ord(broken.group()):04X}")
    try:
        return understood(sheet.text)
    except UnreadablePoError as error:
        return Finding.of("ATD501", Place(sheet.name, error.line or 1), detail=str(error))


def shared_files(repository: Repository, folder: Path, glossary: Glossary) -> list[Asked]:
    """List the translations of the interface and of the vocabularies, as far as they are there."""
    names = frozenset(v.id for v in repository.vocabularies.values() if v.proper_names)
    files = [folder / name for name in SHARED]
    return [Asked(file, repository.relative(file), glossary, names=names) for file in files if file.is_file()]


def stray_findings(repository: Repository, folder: Path, wanted: Iterable[str]) -> Iterator[Finding]:
    """Name the files of a language that translate nothing; ``wanted`` are those that records may have."""
    known = {*wanted, *(str(folder / name) for name in (*SHARED, GLOSSARY))}
    for file in sorted(file for file in folder.glob("**/*.po") if str(file) not in known):
        yield Finding.of("ATD506", Place(repository.relative(file)))
