"""What was built last, so that nothing is built again from the very same files.

A note beside the repository says what a site was made from and how its files stood when it
was finished: name, size, times and number of each, as Git does it. The time of the last
change of a file (ctime) cannot be set, so a site of which a byte was changed is built anew.
The note may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atd.caching.origin import TICK, Origin

_READS = ".reads"
"""Ending of the file beside a note that tells what the files of the site were made from."""


@dataclass(frozen=True)
class Finished:
    """A site that stands as it was built."""

    folder: Path
    origin: Origin
    numbers: Mapping[str, int]
    """What was told when it was built."""
    reads: bytes = field(default=b"", repr=False)
    """What each of its files was made from, as it was told; nothing where that is not known."""


def finished(root: Path, target: Path) -> Finished | None:
    """Give the site at ``target``, where one was built there and stands untouched."""
    note = _note(root, target)
    try:
        digest, _line, stated = note.read_text(encoding="utf-8").partition("\n")
        if hashlib.sha256(stated.encode()).hexdigest() != digest:
            return None
        told = json.loads(stated)
        origin, numbers = Origin(**told["origin"]), {str(name): int(number) for name, number in told["numbers"].items()}
        if told["state"] != _state(target):
            return None
        return Finished(target, origin, numbers, _told(note, told["reads"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def finish(root: Path, site: Finished) -> None:
    """Note that a site is finished; a tree that cannot be written to costs time only."""
    time.sleep(TICK / 1e9)
    told = {
        "origin": site.origin.stated,
        "state": _state(site.folder),
        "numbers": dict(site.numbers),
        "reads": hashlib.sha256(site.reads).hexdigest(),
    }
    stated = json.dumps(told)
    note = _note(root, site.folder)
    with contextlib.suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        _write(note.with_suffix(_READS), site.reads)
        _write(note, f"{hashlib.sha256(stated.encode()).hexdigest()}\n{stated}".encode())


def _told(note: Path, digest: str) -> bytes:
    """Read what the files of a site were made from; nothing where it is not what was written with the note."""
    try:
        reads = note.with_suffix(_READS).read_bytes()
    except OSError:
        return b""
    return reads if hashlib.sha256(reads).hexdigest() == digest else b""


def _write(file: Path, content: bytes) -> None:
    """Write a file beside its place and put it there at once."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def _note(root: Path, target: Path) -> Path:
    name = hashlib.sha256(os.fsencode(target)).hexdigest()[:16]
    return root / ".cache" / "atd" / "sites" / f"{name}.json"


def _state(target: Path) -> str:
    """Digest of what the system says about every file below a folder."""
    digest = hashlib.sha256()
    waiting = [str(target)]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                told = entry.stat(follow_symlinks=False)
                stood = (told.st_mode, told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino)
                digest.update(f"{entry.path}\0{stood}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
