"""How an index of Pagefind is written: CBOR, compressed, behind a mark of twelve bytes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache

import cbor2
import deflate

_MARK = b"pagefind_dcd"
_LEVEL = 6


class Packed:
    """Compressed contents by the digest of what they hold; what was compressed before is not compressed again."""

    def __init__(self, former: Mapping[bytes, bytes]) -> None:
        self.former = former
        self.used: dict[bytes, bytes] = {}
        """What this index holds, for the next one."""

    def put(self, content: bytes) -> bytes:
        """Compress a content, unless that was done before; gives its digest (SHA-256)."""
        digest = hashlib.sha256(content).digest()
        if digest not in self.used:
            known = self.former.get(digest)
            self.used[digest] = known or bytes(deflate.gzip_compress(_MARK + content, _LEVEL))
        return digest

    def get(self, digest: bytes) -> bytes:
        """Give the compressed content of a digest; raises KeyError where it was never compressed."""
        if digest not in self.used:
            self.used[digest] = self.former[digest]
        return self.used[digest]


def opened(packed: bytes) -> bytes:
    """Give the content of a file of an index."""
    return gzip.decompress(packed).removeprefix(_MARK)


@lru_cache(maxsize=20_000)
def places(*places: tuple[int, ...]) -> bytes:
    """Write where a word stands; most stand in one place only, at which others stand in other records."""
    return b"".join(part for numbers in places for part in (array(len(numbers)), *map(number, numbers)))


@cache
def number(value: int) -> bytes:
    """Write a number."""
    return bytes(cbor2.dumps(value))


@cache
def array(length: int) -> bytes:
    """Begin an array: its length with the major type 4 in the upper bits."""
    head = number(length)
    return bytes((head[0] | 0x80,)) + head[1:]
