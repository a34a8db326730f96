"""The index of a language as it was put together last, in a file that may be deleted at any time.

An entry stands as long as everything stands that its record is shown from; the words of all entries are
then as they were, but for those of the records that changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atd.caching import recall, retain
from atd.site.index import Entry
from atd.site.keeping import Keeping
from atd.site.memory import Memory
from atd.site.postings import Change, collected, renewed

_FEW = 4
"""Where more than one page of so many changed, all words are collected anew."""


@dataclass(frozen=True)
class Former:
    """An index of a language, taken apart into what the next one may take over."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """Entries by address, in the order in which they are listed."""
    origins: Mapping[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    """What each was made from: the signature (``Keeping``), and the files of the records that were read."""
    words: Mapping[str, bytes] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)
    """How often each word stands in the texts."""
    packed: Mapping[bytes, bytes] = field(default_factory=dict)
    """Compressed contents by their digest."""

    @classmethod
    def read(cls, file: Path, mark: str) -> Former:
        """Read what was kept under this mark; nothing where there is nothing or anything else."""
        known = recall(file, mark)
        if known is None:
            return cls()
        entries, origins, words, counted, packed = known
        return cls({address: Entry(*told) for address, told in entries.items()}, origins, words, counted, packed)

    def keep(self, file: Path, mark: str) -> None:
        """Write it for the next build."""
        entries = {address: list(vars(entry).values()) for address, entry in self.entries.items()}
        retain(file, mark, [entries, self.origins, self.words, self.counted, self.packed])

    def standing(self, keeping: Keeping, memory: Memory) -> dict[str, Entry]:
        """Give the entries that would be made again as they are, and whose words are known."""
        return {
            address: self.entries[address]
            for address, (signature, reads) in self.origins.items()
            if signature and signature == keeping.signature(reads) and self.entries[address].reading in memory
        }

    def words_with(self, entries: Mapping[str, Entry], memory: Memory) -> Mapping[str, bytes]:
        """Give the words of entries, with their pages; only what changed is collected where that is little."""
        before = [entry.reading for entry in self.entries.values()]
        now = [entry.reading for entry in entries.values()]
        changed = [page for page, (former, new) in enumerate(zip(before, now, strict=False)) if former != new]
        if (
            len(before) != len(now)
            or len(changed) * _FEW > len(now)
            or any(before[page] not in memory for page in changed)
        ):
            return collected(map(memory.get, now))
        return renewed(self.words, [Change(page, memory.get(before[page]), memory.get(now[page])) for page in changed])

    def counted_with(self, entries: Mapping[str, Entry]) -> Mapping[str, int]:
        """Count the words that entries offer."""
        counted = Counter(self.counted)
        for entry in _missing(self.entries, entries):
            counted.subtract(entry.offered.split())
        for entry in _missing(entries, self.entries):
            counted.update(entry.offered.split())
        return +counted


def _missing(these: Mapping[str, Entry], others: Mapping[str, Entry]) -> Iterable[Entry]:
    return (entry for address, entry in these.items() if others.get(address) is not entry)
