"""Results by the bytes they were made from, kept beside the repository.

The file may be deleted at any time. A result is found only by the digest of
every byte it depends on, and everything is forgotten when the program, its
libraries, the schemas or the day of the build change, so nothing stale is used.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

from atd.caching.origin import program

_PAGE = 65_536
"""Bytes that are written at once; results of some thousand bytes, in the order of their keys, take a third of the time."""


class Store:
    """What was worked out before, and what was worked out now."""

    def __init__(self, kept: dict[bytes, bytes]) -> None:
        self._kept = kept
        self.new: dict[bytes, bytes] = {}
        """Results that were not known before, by the digest of their origin."""

    @staticmethod
    def key(kind: str, *parts: bytes) -> bytes:
        """Name a result by everything it is made from."""
        digest = hashlib.sha256(kind.encode())
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.digest()

    def __contains__(self, key: bytes) -> bool:
        """Tell whether there is a result, fit for use or not."""
        return key in self._kept

    def get(self, key: bytes) -> Any:
        """Give a result as JSON holds it, or None when it is not known."""
        kept = self._kept.get(key)
        try:
            return None if kept is None else orjson.loads(kept)
        except orjson.JSONDecodeError:
            return None

    @staticmethod
    def written(value: Any) -> bytes:
        """Write a result as it is kept; nothing where JSON cannot hold it, such as a number of a hundred digits."""
        try:
            return orjson.dumps(value)
        except orjson.JSONEncodeError:
            return b""

    def keep(self, key: bytes, written: bytes) -> None:
        """Keep a result that was written already, maybe by another process."""
        self.new[key] = written

    def put(self, key: bytes, value: Any) -> None:
        """Keep a result where JSON can hold it."""
        if written := self.written(value):
            self.keep(key, written)


@contextmanager
def open_store(root: Path, *depends: str) -> Iterator[Store]:
    """Open the results of a repository; new ones are written at the end.

    ``depends`` names what else the results depend on, such as the day. Where the
    file cannot be read or written the work is simply done again.
    """
    file = root / ".cache" / "atd" / "results.sqlite"
    mark = _fingerprint(root, depends)
    store = Store(_read(file, mark))
    yield store
    if store.new:
        _write(file, mark, store.new)


def _fingerprint(root: Path, depends: Iterable[str]) -> str:
    digest = hashlib.sha256(program().encode())
    for file in sorted((root / "schema").rglob("*.*")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() if file.is_file() else b"")
    digest.update("\0".join(depends).encode())
    return digest.hexdigest()


def _read(file: Path, mark: str) -> dict[bytes, bytes]:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=2)) as database:
            if database.execute("SELECT value FROM mark").fetchone() != (mark,):
                return {}
            return dict(database.execute("SELECT key, value FROM result"))
    except (sqlite3.Error, ValueError):
        return {}


def _write(file: Path, mark: str, new: dict[bytes, bytes]) -> None:
    """Add results in one transaction, which another process cannot see half done."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file, timeout=2)) as database, database:
            database.execute(f"PRAGMA page_size = {_PAGE}")
            database.execute("CREATE TABLE IF NOT EXISTS mark (value TEXT)")
            database.execute("CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
            if database.execute("SELECT value FROM mark").fetchone() != (mark,):
                database.execute("DELETE FROM result")
                database.execute("DELETE FROM mark")
                database.execute("INSERT INTO mark VALUES (?)", (mark,))
            database.executemany("INSERT OR REPLACE INTO result VALUES (?, ?)", sorted(new.items()))
    except sqlite3.DatabaseError:
        _discard(file)
    except OSError:
        pass  # a tree that cannot be written is read without memory


def _discard(file: Path) -> None:
    """Delete a file that is no database; a locked one is left to its owner."""
    try:
        with closing(sqlite3.connect(file, timeout=2)) as database:
            database.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        pass
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
