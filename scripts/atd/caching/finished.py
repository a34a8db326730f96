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
from dataclasses import asdict
from pathlib import Path

from atd.caching.origin import Origin

_TICK = 0.02
"""Seconds after which a file that is changed gets another time on every system."""


def finished(root: Path, target: Path, origin: Origin) -> Mapping[str, int] | None:
    """Give the numbers told when the site at ``target`` was built, where it was made from this and stands untouched."""
    try:
        content = _note(root, target).read_text(encoding="utf-8")
        digest, _line, stated = content.partition("\n")
        if hashlib.sha256(stated.encode()).hexdigest() != digest:
            return None
        note = json.loads(stated)
        if note["origin"] != asdict(origin) or note["state"] != _state(target):
            return None
        return {str(name): int(number) for name, number in note["numbers"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def finish(root: Path, target: Path, origin: Origin, numbers: Mapping[str, int]) -> None:
    """Note that the site at ``target`` is finished; a tree that cannot be written to costs time only."""
    time.sleep(_TICK)
    stated = json.dumps({"origin": asdict(origin), "state": _state(target), "numbers": dict(numbers)})
    note = _note(root, target)
    unfinished = note.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(f"{hashlib.sha256(stated.encode()).hexdigest()}\n{stated}", encoding="utf-8")
        unfinished.replace(note)


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
