"""What a build is made from: the files of the repository, the program with its libraries, and the day."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).parents[1]
_BYWORK = frozenset({"build", "node_modules", "__pycache__"})
"""Folders with what programs made; nothing is read from them."""
PART = "part.json"
"""What stands in a folder of languages that wait to be merged; it is no part of the repository either."""
TICK = 20_000_000
"""Nanoseconds after which a file that is changed gets another time on every system."""


@dataclass(frozen=True)
class Origin:
    """Digests of everything that decides what a build gives; the same origin gives the same bytes."""

    contents: str
    program: str
    day: str
    files: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    """Digest of each file of the repository, by its path from the root."""
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What the system said of each file before it was read; nothing where one had only just changed."""

    @property
    def stated(self) -> dict[str, str]:
        """The three digests as they are written down."""
        return {"contents": self.contents, "program": self.program, "day": self.day}


def origin_of(root: Path, day: date, *made: Path) -> Origin:
    """Look at every byte of the repository, of the program and of what it runs on; ``made`` are folders of sites."""
    names = sorted(_files(root, {str(folder) for folder in made}))
    marks = _marks(root, names)
    if any(mark[-1] > time.time_ns() - TICK for mark in marks.values()):
        marks = {}  # another change now could give the same time
    files = _digests(root, names)
    return Origin(combined(files), program(), day.isoformat(), files, marks)


def lasts(origin: Origin, root: Path, day: date, *made: Path) -> bool:
    """Tell whether everything is still as it was; where the system says so of all files, none is read again."""
    names = sorted(_files(root, {str(folder) for folder in made}))
    if origin.day == day.isoformat() and origin.marks and origin.marks == _marks(root, names):
        return True
    return origin_of(root, day, *made) == origin


def combined(files: Mapping[str, bytes]) -> str:
    """Digest of several files, from that of each."""
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(b"%b\0%b" % (os.fsencode(name), content))
    return digest.hexdigest()


@cache
def program() -> str:
    """Digest of the program, and of the names and versions of all that is installed beside it."""
    digest = hashlib.sha256(combined(_digests(_PROGRAM, _program_files())).encode())
    digest.update("\0".join((platform.python_version(), *sorted(set(_installed())))).encode())
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    """Name what is installed: its folders of metadata carry name and version."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208, names are enough
        except OSError:
            continue
        yield from (
            name for name in names if name.endswith((".dist-info", ".egg-info")) and "atd_practices" not in name
        )


def _program_files() -> Iterator[str]:
    for file in _PROGRAM.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(_PROGRAM).as_posix()


def _files(root: Path, made: Collection[str]) -> Iterator[str]:
    """List everything in the repository but hidden files and what programs made.

    What a page is made from is listed nowhere, so nothing else is left out.
    """
    for place, folders, files in os.walk(root):
        if place in made or PART in files:
            folders[:] = []
            continue
        folders[:] = [name for name in folders if name not in _BYWORK and not name.startswith(".")]
        below = os.path.relpath(place, root)
        for name in files:
            if not name.startswith("."):
                yield name if below == "." else f"{below}/{name}"


def _marks(root: Path, names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Ask the system for number, size and times of files; one that is a link to nowhere has none of them."""
    found: dict[str, tuple[int, ...]] = {}
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            told = os.stat(f"{root}/{name}")  # noqa: PTH116, thousands of paths
            found[name] = (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
    return found


def _digests(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Digest of each file, in the order of their names; one that is a link to nowhere is left out."""
    base, found = f"{root}/", {}
    for name in sorted(names):
        try:
            with open(base + name, "rb", buffering=0) as file:  # noqa: PTH123, thousands of paths
                found[name] = hashlib.sha256(file.read()).digest()
        except FileNotFoundError:
            continue
    return found
