"""PO files in step with the originals: nothing guessed, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

from atd.caching import Store
from atd.catalogue import Catalogue
from atd.localising.localised import po_file
from atd.localising.messages import (
    Message,
    catalogue_messages,
    interface_messages,
    record_messages,
    vocabulary_messages,
)
from atd.localising.po import CONFIRMED, MACHINE, ORIGIN, new_po, read_po
from atd.sharing import shared


@dataclass(frozen=True, slots=True)
class Change:
    """What a synchronisation did to one file."""

    path: str
    added: int
    outdated: int
    removed: int


def synchronise(catalogue: Catalogue, *, write: bool = True, store: Store | None = None) -> list[Change]:
    """Bring every existing PO file up to date and list what changed.

    With ``write=False`` nothing is written; the list tells what would be.
    ``store`` knows the files that were in step before. Raises
    UnreadablePoError when a file cannot be parsed.
    """
    known = store or Store({})
    pairs = [pair for pair in _pairs(catalogue) if pair.file.is_file() or pair.create]
    waiting = [pair for pair in pairs if known.get(pair.key) is None]
    changes = list(shared(lambda pair: _synchronise(pair, write), waiting))
    for pair, change in zip(waiting, changes, strict=True):
        if change is None:
            known.put(pair.key, True)
    return [change for change in changes if change is not None]


def start_translation(
    catalogue: Catalogue, language: str, identifiers: Sequence[str], *, machine: bool = False
) -> list[Path]:
    """Create empty translation files for records that have none in a language."""
    folder = catalogue.repository.root / "locales" / language
    started = []
    for records in catalogue.records.values():
        for record in records:
            file = po_file(folder, record)
            if record.id in identifiers and record.language != language and not file.exists():
                po = _merge(new_po(language, record.id), record_messages(record))[0]
                if machine:
                    po.metadata[ORIGIN] = MACHINE
                _write(po, file)
                started.append(file)
    return started


def confirm(catalogue: Catalogue, language: str, identifier: str, contexts: Sequence[str]) -> list[str]:
    """Mark translations of a record as looked at by a person; no context means all that are current.

    Gives the contexts that were marked. Raises LookupError with the name of what
    cannot be confirmed: no such record, no file, no such text, or one that is
    missing or out of date.
    """
    record = next((r for records in catalogue.records.values() for r in records if r.id == identifier), None)
    if record is None or not (file := po_file(catalogue.repository.root / "locales" / language, record)).is_file():
        raise LookupError(identifier)
    po = read_po(file)
    current = {e.msgctxt: e for e in po if e.msgstr and not e.fuzzy and not e.obsolete}
    for context in contexts:
        if context not in current:
            raise LookupError(context)
    wanted = [current[context] for context in contexts or list(current)]
    marked = [entry for entry in wanted if CONFIRMED not in (entry.tcomment or "")]
    for entry in marked:
        entry.tcomment = "\n".join(part for part in (entry.tcomment, CONFIRMED) if part)
    if marked:
        _write(po, file)
    return [str(entry.msgctxt) for entry in marked]


@dataclass(frozen=True)
class _Pair:
    """A translation file and the messages that it should hold."""

    file: Path
    name: str
    language: str
    messages: tuple[Message, ...]
    create: bool
    """Whether the file is made when it is missing."""

    @cached_property
    def key(self) -> bytes:
        """What it depends on whether the file is in step."""
        data = self.file.read_bytes() if self.file.is_file() else b""
        return Store.key("in step", self.name.encode(), data, repr(self.messages).encode())


def _pairs(catalogue: Catalogue) -> Iterator[_Pair]:
    repository = catalogue.repository
    shared = {
        "interface.po": tuple(interface_messages(repository)),
        "vocabularies.po": tuple(vocabulary_messages(repository)),
    }
    records = [(record, tuple(messages)) for record, messages in catalogue_messages(catalogue)]
    for language in repository.languages:
        folder, name = repository.root / "locales" / language.code, f"locales/{language.code}"
        if language.code != repository.default_language:
            for file, messages in shared.items():
                yield _Pair(folder / file, f"{name}/{file}", language.code, messages, create=True)
        for record, messages in records:
            if record.language != language.code:
                file_name = f"{name}/{record.collection}/{record.id}.po"
                yield _Pair(po_file(folder, record), file_name, language.code, messages, create=False)


def _synchronise(pair: _Pair, write: bool) -> Change | None:
    exists = pair.file.is_file()
    before = read_po(pair.file) if exists else new_po(pair.language, pair.file.stem)
    after, change = _merge(before, pair.messages)
    if exists and _meaning(before) == _meaning(after):
        return None
    if write:
        _write(after, pair.file)
    return Change(pair.name, *change)


def _merge(before: polib.POFile, messages: Sequence[Message]) -> tuple[polib.POFile, tuple[int, int, int]]:
    """Carry translations forward by name: within their context, never by likeness."""
    old = {_mark(entry): entry for entry in before if not entry.obsolete}
    after = polib.POFile(wrapwidth=0)
    after.metadata = dict(before.metadata)
    after.header = before.header
    added = outdated = 0
    forms = _plural_count(before)
    for message in messages:
        former = old.pop((message.context, "" if message.context else message.text), None)
        entry = _entry(message, former, forms)
        added += former is None
        outdated += entry.fuzzy and former is not None and former.msgid != message.text
        after.append(entry)
    return after, (added, outdated, len(old))


_FORMATS = (("python-format", re.compile(r"%\(\w+\)[sd]")), ("python-brace-format", re.compile(r"\{\w+\}")))
"""Flags by which gettext's own tools and translators' editors watch over placeholders."""


def _mark(entry: polib.POEntry) -> tuple[str | None, str]:
    return (entry.msgctxt, "" if entry.msgctxt else entry.msgid)


def _plural_count(po: polib.POFile) -> int:
    match = re.search(r"nplurals=(\d)", str(po.metadata.get("Plural-Forms", "")))
    return int(match.group(1)) if match else 2


def _entry(message: Message, former: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=message.context, msgid=message.text, msgid_plural=message.plural, comment=message.comment
    )
    if message.plural:
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    entry.flags = [flag for flag, pattern in _FORMATS if pattern.search(message.text)]
    if former is None:
        return entry
    entry.tcomment = former.tcomment
    entry.flags += [flag for flag in former.flags if flag and flag not in dict(_FORMATS)]
    if message.plural and former.msgstr_plural:
        entry.msgstr_plural |= former.msgstr_plural
    elif not message.plural:
        entry.msgstr = former.msgstr
    entry.previous_msgid = former.previous_msgid
    if former.msgid != message.text and (former.msgstr or former.msgstr_plural):
        entry.previous_msgid = former.previous_msgid if former.fuzzy and former.previous_msgid else former.msgid
        entry.flags = [*(f for f in entry.flags if f != "fuzzy"), "fuzzy"]
    if not entry.fuzzy:
        entry.previous_msgid = None
    return entry


def _meaning(po: polib.POFile) -> list[tuple[object, ...]]:
    """What a file says, without its wrapping."""
    return [
        (e.msgctxt, e.msgid, e.msgid_plural, e.msgstr, tuple(sorted(e.msgstr_plural.items())), tuple(sorted(e.flags)),
         e.previous_msgid, e.comment, e.tcomment)
        for e in po if not e.obsolete
    ]  # fmt: skip


def _write(po: polib.POFile, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(str(po).removeprefix("#\n").strip("\n") + "\n", encoding="utf-8")
