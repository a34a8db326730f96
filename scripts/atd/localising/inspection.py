"""Translations checked like originals: a broken or hostile file is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atd.caching import Outcome, Store, recalled
from atd.catalogue import Record
from atd.findings import Finding, Place
from atd.localising.canonical import understood
from atd.localising.entries import entry_findings, text_findings
from atd.localising.glossary import FILE as GLOSSARY
from atd.localising.glossary import Glossary
from atd.localising.po import Translations, UnreadablePoError, po_text
from atd.localising.sheet import Sheet
from atd.reading import Repository

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Python takes for the end of a line, and nobody else."""
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
    names: frozenset[str] = frozenset()
    """Vocabularies whose labels are proper names."""


Examined = tuple[Translations | None, list[Finding]]
"""What a file says, where it could be read, and what is wrong in it."""


def examine(asked: Asked, store: Store) -> Examined:
    """Read a PO file and check every entry."""
    return next(examine_all([asked], store))


def examine_all(files: Sequence[Asked], store: Store) -> Iterator[Examined]:
    """Read PO files, of whatever languages, all at once: so all cores have something to do until the last."""
    sheets = [_opened(asked.file, asked.name) for asked in files]
    keys = [
        b""
        if isinstance(sheet, Finding)
        else store.key("po", asked.name.encode(), sheet.text.encode(), asked.glossary.digest)
        for sheet, asked in zip(sheets, files, strict=True)
    ]

    def known(number: int, plain: list[Any]) -> Examined:
        po = Translations.restored(plain)
        return po, _compared(po, sheets[number], files[number].record)

    def fresh(number: int) -> Outcome[Examined]:
        sheet, asked = sheets[number], files[number]
        if isinstance(sheet, Finding):
            return Outcome((None, [sheet]))
        po = _parsed(sheet)
        if isinstance(po, Finding):
            return Outcome((None, [po]))
        found = list(entry_findings(po, sheet, asked.glossary, asked.record, asked.names))
        return Outcome((po, [*found, *_compared(po, sheet, asked.record)]), b"" if found else store.written(po.plain()))

    return recalled(store, keys, known, fresh)


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


def _compared(po: Translations, sheet: Sheet | Finding, record: Record | None) -> list[Finding]:
    return list(text_findings(po, sheet, record)) if record and isinstance(sheet, Sheet) else []


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
