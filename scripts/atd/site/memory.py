"""What Pagefind read before, in a file that may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import cbor2

from atd.site.readings import Kit, Reading

_DIGEST = 32
"""Bytes of the digest with which a file begins; a file of which a byte differs is not used."""


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


def recall(file: Path, mark: str) -> Any:
    """Read what was retained under this mark; None where there is nothing or anything else."""
    with contextlib.suppress(OSError, ValueError):
        content = file.read_bytes()
        digest, body = content[:_DIGEST], memoryview(content)[_DIGEST:]
        if _digest(mark, body) == digest:
            return cbor2.loads(body)
    return None


def retain(file: Path, mark: str, told: Any) -> None:
    """Write something, whole or not at all; a tree that cannot be written to costs time only."""
    body = cbor2.dumps(told)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(_digest(mark, body) + body)
        unfinished.replace(file)


def _digest(mark: str, body: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(mark.encode())
    digest.update(body)
    return digest.digest()
