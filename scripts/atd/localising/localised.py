"""A record in a language, text by text, with an honest count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from atd.catalogue import Record, Source
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


class Rendering(NamedTuple):
    """What a PO file gives of the texts of a record, in a form that JSON can hold."""

    translated: dict[str, str]
    """Current translations by context."""
    outdated: dict[str, str]
    """What the original said when it was translated, for each context that has changed since."""
    unconfirmed: list[str]
    """Contexts of current translations that a machine made and nobody confirmed."""


@dataclass(frozen=True)
class LocalisedRecord:
    """A record with its texts in one language, or in the original where none is."""

    record: Record
    language: str
    translated: Mapping[str, str] = field(repr=False)
    """Current translations by context; anything else is shown in the original."""
    outdated: Mapping[str, str]
    """What the original said when it was translated, for each context that has changed since."""
    unconfirmed: Collection[str] = field(repr=False)
    """Contexts of translations by a machine that nobody confirmed."""

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
            state = State.MACHINE if context in self.unconfirmed else State.TRANSLATED
            return Text(self.translated[context], self.language, state, source.prose)
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
        return Coverage(total, shown, len(self.unconfirmed), len(self.outdated))


def rendering(texts: Mapping[str, Source], po: Translations) -> Rendering:
    """Tell what a PO file gives of the texts of a record as they are now."""
    entries, found = po.by_context, Rendering({}, {}, [])
    for context, source in texts.items():
        entry = entries.get(context)
        if entry is None or not entry.text:
            continue
        if entry.fuzzy or entry.source != source.text:
            found.outdated[context] = entry.former or entry.source
        else:
            found.translated[context] = entry.text
            if po.machine and not entry.confirmed:
                found.unconfirmed.append(context)
    return found


def localise(record: Record, language: str, given: Rendering | None) -> LocalisedRecord:
    """Put a record into a language with what its PO file gives; without one it stays as it is."""
    if given is None or record.language == language:
        return LocalisedRecord(record, language, {}, {}, ())
    return LocalisedRecord(record, language, given.translated, given.outdated, frozenset(given.unconfirmed))


def po_file(folder: Path, record: Record) -> Path:
    """Name the translation file of a record in the folder of a language."""
    return folder / po_name(record)


def po_name(record: Record) -> str:
    """Name the translation file of a record below the folder of a language."""
    return f"{record.collection}/{record.id}.po"
