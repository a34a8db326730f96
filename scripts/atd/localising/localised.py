"""A record in a language, text by text, with an honest count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atd.catalogue import Record
from atd.localising.po import Translations
from atd.localising.text import State, Text
from atd.noting import noted


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a record is in a language."""

    total: int
    translated: int
    machine: int
    outdated: int

    @property
    def complete(self) -> bool:
        """Tell whether every text is in the language and current."""
        return self.translated == self.total


@dataclass(frozen=True)
class LocalisedRecord:
    """A record with its texts in one language, or in the original where none is."""

    record: Record
    language: str
    translated: Mapping[str, tuple[str, State]] = field(repr=False)
    """Current translations by context; anything else is shown in the original."""
    outdated: Mapping[str, str]
    """What the original said when it was translated, for each context that has changed since."""

    @property
    def path(self) -> str:
        """File of the record in the repository."""
        return self.record.path

    @property
    def id(self) -> str:
        """Identifier of the record."""
        return self.record.id

    @property
    def values(self) -> Mapping[str, Any]:
        """The values that need no translation."""
        return self.record.values

    def text(self, context: str) -> Text:
        """Give a text by its context; raises KeyError for an unknown one."""
        source = self.record.texts[context]
        if context in self.translated:
            value, state = self.translated[context]
            return Text(value, self.language, state, source.prose)
        if self.record.language == self.language:
            state = State.ORIGINAL
        else:
            state = State.OUTDATED if context in self.outdated else State.MISSING
        return Text(source.text, self.record.language, state, source.prose)

    def has(self, context: str) -> bool:
        """Tell whether the record holds a text of this name."""
        return context in self.record.texts

    @noted
    def coverage(self) -> Coverage:
        """Count the texts by state."""
        total = len(self.record.texts)
        shown = total if self.record.language == self.language else len(self.translated)
        machine = sum(state is State.MACHINE for _, state in self.translated.values())
        return Coverage(total, shown, machine, len(self.outdated))


def localise(record: Record, language: str, po: Translations | None) -> LocalisedRecord:
    """Put a record into a language with what its PO file says; without one it stays as it is."""
    if po is None or record.language == language:
        return LocalisedRecord(record, language, {}, {})
    entries = po.by_context
    translated, outdated = {}, {}
    for context, source in record.texts.items():
        entry = entries.get(context)
        if entry is None or not entry.text:
            continue
        if entry.fuzzy or entry.source != source.text:
            outdated[context] = entry.former or entry.source
        else:
            state = State.MACHINE if po.machine and not entry.confirmed else State.TRANSLATED
            translated[context] = (entry.text, state)
    return LocalisedRecord(record, language, translated, outdated)


def po_file(folder: Path, record: Record) -> Path:
    """Name the translation file of a record in the folder of a language."""
    return folder / po_name(record)


def po_name(record: Record) -> str:
    """Name the translation file of a record below the folder of a language."""
    return f"{record.collection}/{record.id}.po"
