"""Translations checked like originals: a broken or hostile file is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from atd.caching import Store
from atd.catalogue import Record
from atd.findings import Finding, Place
from atd.localising.canonical import canonical
from atd.localising.entries import entry_findings, text_findings
from atd.localising.glossary import FILE as GLOSSARY
from atd.localising.glossary import Glossary
from atd.localising.po import Translations, UnreadablePoError, parse_po, po_text, translations
from atd.localising.sheet import Sheet
from atd.reading import Repository

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Python takes for the end of a line, and nobody else."""
SHARED = ("interface.po", "vocabularies.po")
"""Files of a language that belong to no record."""


def examine(
    file: Path,
    name: str,
    store: Store,
    glossary: Glossary,
    record: Record | None = None,
    *,
    names: frozenset[str] = frozenset(),
) -> tuple[Translations | None, list[Finding]]:
    """Read a PO file and check every entry; ``record`` is what it translates, if that is a record."""
    try:
        text = po_text(file)
        if broken := _BREAKS.search(text):
            # The parser would take the line for two and lose what follows.
            place = Place(name, text.count("\n", 0, broken.start()) + 1)
            return None, [Finding.of("ATD111", place, name=f"U+{ord(broken.group()):04X}")]
        key = store.key("po", name.encode(), text.encode(), glossary.digest)
        if (plain := store.get(key)) is not None:
            po, found = Translations.restored(plain), list[Finding]()
        else:
            po = canonical(text) or translations(parse_po(text))
            found = list(entry_findings(po, Sheet(name, text), glossary, record, names))
            if not found:
                store.put(key, po.plain())
    except UnreadablePoError as error:
        return None, [Finding.of("ATD501", Place(name, error.line or 1), detail=str(error))]
    return po, [*found, *(text_findings(po, Sheet(name, text), record) if record else ())]


def shared_findings(repository: Repository, folder: Path, store: Store, glossary: Glossary) -> Iterator[Finding]:
    """Check the translations of the interface and of the vocabularies."""
    names = frozenset(v.id for v in repository.vocabularies.values() if v.proper_names)
    for file_name in SHARED:
        file = folder / file_name
        if file.is_file():
            yield from examine(file, repository.relative(file), store, glossary, names=names)[1]


def stray_findings(repository: Repository, folder: Path, wanted: Iterable[str]) -> Iterator[Finding]:
    """Name the files of a language that translate nothing; ``wanted`` are those that records may have."""
    known = {*wanted, *(str(folder / name) for name in (*SHARED, GLOSSARY))}
    for file in sorted(file for file in folder.glob("**/*.po") if str(file) not in known):
        yield Finding.of("ATD506", Place(repository.relative(file)))
