"""What Pagefind read before, in a file that may be deleted at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from atd.caching import recall, retain
from atd.site.readings import Kit, Reading


class Memory:
    """Readings of the records of a language by the digest of what was read."""

    def __init__(self, file: Path, mark: str) -> None:
        self.file = file
        self.mark = mark
        """What the readings depend on beside the texts: the program and its libraries."""
        self.kit = Kit({}, "", ())
        self._written: dict[bytes, bytes] = {}
        self._made: dict[bytes, Reading] = {}
        if known := recall(file, mark):
            (files, version, fields), self._written = known
            self.kit = Kit(files, version, tuple(fields))

    def __contains__(self, key: bytes) -> bool:
        """Tell whether there is a reading."""
        return key in self._made or key in self._written

    def get(self, key: bytes) -> Reading:
        """Give a reading; raises KeyError where there is none."""
        return self._made[key] if key in self._made else Reading.of(self._written[key])

    def add(self, kit: Kit, readings: Mapping[bytes, Reading]) -> None:
        """Take in what was read now."""
        self.kit = kit
        self._made |= readings

    def keep(self, wanted: Iterable[bytes]) -> None:
        """Write these readings for the next build, where any was made now."""
        if not self._made:
            return
        kit = [dict(self.kit.files), self.kit.version, list(self.kit.fields)]
        written = {key: self._written[key] if key in self._written else self._made[key].written for key in wanted}
        retain(self.file, self.mark, [kit, written])
