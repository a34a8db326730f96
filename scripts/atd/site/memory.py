"""What Pagefind read before, in a file that may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import cbor2

from atd.site.postings import Kit, Reading

_DIGEST = 32
"""Bytes of the digest with which the file begins; a file of which a byte differs is not used."""


class Memory:
    """Readings of the records of a language by the digest of what was read."""

    def __init__(self, file: Path, mark: str) -> None:
        self.file = file
        self.mark = mark
        """What the readings depend on beside the texts: the program and its libraries."""
        self.kit: Kit | None = None
        self.readings: dict[bytes, Reading] = {}
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._load(file.read_bytes())

    def _load(self, content: bytes) -> None:
        digest, body = content[:_DIGEST], content[_DIGEST:]
        if hashlib.sha256(self.mark.encode() + body).digest() != digest:
            return
        (files, version, fields), readings = cbor2.loads(body)
        self.kit = Kit(files, version, tuple(fields))
        self.readings = {
            key: Reading(fragment, length, tuple(words.split("\n")) if words else (), tuple(places))
            for key, (fragment, length, words, places) in readings.items()
        }

    def keep(self, wanted: Iterable[bytes]) -> None:
        """Write these readings, whole or not at all; a tree that cannot be written to costs time only."""
        if self.kit is None:
            return
        readings = {
            key: (r.fragment, r.length, "\n".join(r.words), r.places) for key in wanted for r in (self.readings[key],)
        }
        body = cbor2.dumps([[dict(self.kit.files), self.kit.version, list(self.kit.fields)], readings])
        unfinished = self.file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(hashlib.sha256(self.mark.encode() + body).digest() + body)
            unfinished.replace(self.file)
