"""What the last build made and from what, so that a page is made again only where something that it shows has changed.

A page depends on the records that were read for it (``atd.noting``), and on all else alike: other files, the program, the
day, and what was worked out of all records together. So where anything else changed, every page is made again; where
records changed, those that read them. The others are taken over from the former site as they stand.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import cbor2

from atd.caching import Finished, Origin
from atd.caching.origin import combined
from atd.localising.localised import po_name
from atd.site.publication import Publication


@dataclass(frozen=True)
class Ground:
    """What all pages are made from."""

    rest: str = ""
    """Digest of everything but the files of records."""
    records: Mapping[str, str] = field(default_factory=dict)
    """Digest of each record with its translations, by its file."""
    mask: int = 0
    """Rights that new files do not get (umask)."""


def ground_of(publication: Publication, origin: Origin) -> Ground:
    """Part what a build is made from into records and the rest."""
    repository, catalogue = publication.repository, publication.library.catalogue
    folders = [repository.relative(edition.locale.folder) for edition in publication.library.editions.values()]
    own = {
        record.path: (record.path, *(f"{folder}/{po_name(record)}" for folder in folders))
        for record in catalogue.by_id.values()
    }
    files, rest = origin.files, dict(origin.files)
    records = {}
    for path, names in own.items():
        there = [name for name in names if name in files]
        records[path] = combined({name: files[name] for name in there})
        for name in there:
            del rest[name]
    stated = (combined(rest), origin.program, origin.day, catalogue.digest)
    mask = os.umask(0)
    os.umask(mask)
    return Ground(hashlib.sha256("\0".join(stated).encode()).hexdigest(), records, mask)


@dataclass
class Keeping:
    """What one language can take over from the former site, and what its files are made from now."""

    ground: Ground = Ground()
    """What everything is made from; where that is not known, nothing is taken over or told."""
    folder: Path | None = None
    """The former site; None where nothing can be taken over."""
    changed: frozenset[str] = frozenset()
    """Files of records that changed since."""
    former: bytes = field(default=b"", repr=False)
    """What ``told`` gave for this language when the former site was built."""
    mark: str = ""
    """What all pages of the language have in common besides."""
    _reads: dict[str, tuple[bytes, Iterable[int]]] = field(default_factory=dict, repr=False, init=False)

    def stands(self, address: str, *key: object) -> bool:
        """Tell whether the file at an address from the root was made from the same; then it is kept."""
        known = self._former.get(address)
        if known is None or known[0] != self._key(key) or not self._changed.isdisjoint(known[1]):
            return False
        self._reads[address] = known
        return True

    def put(self, address: str, target: str, content: bytes) -> None:
        """Write a file, or take it over where it holds the same; a new file costs the system ten times as much."""
        if self.folder and _holds(f"{self.folder}/{address}", content):
            self.take(address, target)
            return
        with open(target, "wb", buffering=0) as file:  # noqa: PTH123, thousands of paths
            file.write(content)

    def take(self, address: str, target: str) -> None:
        """Take a file over; both sites share its bytes where the system can."""
        source = f"{self.folder}/{address}"
        try:
            os.link(source, target)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(source, target)

    def note(self, address: str, reads: Iterable[str], *key: object) -> None:
        """Note which records a file was made from; ``key`` is what else was known of it before it was made."""
        if self.ground.records:
            self._reads[address] = self._key(key), sorted(map(self._numbers.__getitem__, reads))

    def signature(self, reads: Iterable[str]) -> bytes:
        """Digest of all that something is made from that shows these records; empty where that is not known."""
        if not self.ground.records:
            return b""
        records = [(path, self.ground.records.get(path, "")) for path in sorted(reads)]
        return hashlib.sha256(repr((self.ground.rest, self.mark, records)).encode("utf-8", "surrogatepass")).digest()

    def told(self) -> bytes:
        """Tell what every file of the language was made from."""
        return cbor2.dumps(self._reads)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {path: number for number, path in enumerate(self.ground.records)}

    @cached_property
    def _changed(self) -> frozenset[int]:
        return frozenset(map(self._numbers.__getitem__, self.changed))

    @cached_property
    def _former(self) -> dict[str, Any]:
        return dict(cbor2.loads(self.former)) if self.former else {}

    def _key(self, key: tuple[object, ...]) -> bytes:
        return hashlib.sha256(repr((self.mark, *key)).encode("utf-8", "surrogatepass")).digest()[:16]


def _holds(path: str, content: bytes) -> bool:
    """Tell whether there is a file with this content."""
    with contextlib.suppress(OSError), open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
    return False


def keepings(ground: Ground | None, languages: Iterable[str], former: Finished | None) -> dict[str, Keeping]:
    """Prepare each language to take over what it can from the former site; without a ground nothing is known of it."""
    if ground is None:
        return {language: Keeping() for language in languages}
    rest, mask, known, told = _read(former.reads) if former else _NOTHING
    folder = former.folder if former and mask == ground.mask else None
    if folder is None or rest != ground.rest:
        return {language: Keeping(ground, folder) for language in languages}
    changed = frozenset(path for path, digest in ground.records.items() if known.get(path) != digest)
    return {language: Keeping(ground, folder, changed, told.get(language, b"")) for language in languages}


def written(ground: Ground, told: Mapping[str, bytes]) -> bytes:
    """Write what every language told, for the next build."""
    return cbor2.dumps([ground.rest, ground.mask, dict(ground.records), dict(told)])


_NOTHING: tuple[str, int, dict[str, str], dict[str, bytes]] = ("", -1, {}, {})


def _read(told: bytes) -> tuple[str, int, dict[str, str], dict[str, bytes]]:
    """Read what ``written`` wrote; nothing where it is something else."""
    try:
        rest, mask, records, reads = cbor2.loads(told)
    except (cbor2.CBORDecodeError, ValueError, TypeError):
        return _NOTHING
    return rest, mask, records, reads
