"""An index of Pagefind in an order that is always the same.

Pagefind keeps filters and their values in tables whose order is drawn by lot, so
the same records give other bytes each time. Files named after their contents are
put in order here, and named and listed anew. They hold numbers, texts and lists
in CBOR (RFC 8949), behind a mark and compressed; nothing else of CBOR is known.
"""

from __future__ import annotations

import hashlib
import json
from gzip import decompress
from typing import Any

import deflate

_MARK = b"pagefind_dcd"
_LEVEL = 6
_UNSIGNED, _TEXT, _LIST = 0, 3, 4
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}

Value = int | str | list["Value"]


def settled(files: dict[str, bytes]) -> dict[str, bytes]:
    """Give the files of an index so that the same records always give the same bytes.

    Raises ValueError when they hold what is not known here.
    """
    entry = json.loads(files["pagefind-entry.json"])
    settled = {path: content for path, content in files.items() if not path.endswith((".pf_meta", ".pf_filter"))}
    for code, language in entry["languages"].items():
        meta = _opened(files[f"pagefind.{language['hash']}.pf_meta"])
        filters = []
        for name, mark in meta[3]:
            of_filter = _opened(files[f"filter/{mark}.pf_filter"])
            content = _closed([of_filter[0], sorted(of_filter[1])])
            filters.append([name, _named(code, content, 7)])
            settled[f"filter/{filters[-1][1]}.pf_filter"] = content
        meta[3] = sorted(filters)
        content = _closed(meta)
        language["hash"] = _named(code, content, 10)
        settled[f"pagefind.{language['hash']}.pf_meta"] = content
    settled["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(settled.items()))


def _named(code: str, content: bytes, length: int) -> str:
    return f"{code}_{hashlib.sha256(content).hexdigest()[:length]}"


def _opened(content: bytes) -> list[Any]:
    plain = decompress(content)
    if not plain.startswith(_MARK):
        raise ValueError("no file of Pagefind")
    value, end = decoded(plain, len(_MARK))
    if end != len(plain) or not isinstance(value, list):
        raise ValueError("not one list")
    return value


def _closed(value: Value) -> bytes:
    return bytes(deflate.gzip_compress(_MARK + encoded(value), _LEVEL))


def decoded(data: bytes, at: int) -> tuple[Value, int]:
    """Give the value that begins at a place, and the place behind it."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size in _SIZES:
        at, size = at + _SIZES[size], int.from_bytes(data[at : at + _SIZES[size]])
    elif size > max(_SIZES):
        raise ValueError("a value without a known length")
    if kind == _UNSIGNED:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _LIST:
        raise ValueError(f"a value of kind {kind}")
    items: list[Value] = []
    for _item in range(size):
        item, at = decoded(data, at)
        items.append(item)
    return items, at


def encoded(value: Value) -> bytes:
    """Write a value as Pagefind does."""
    match value:
        case int():
            return _head(_UNSIGNED, value)
        case str():
            return _head(_TEXT, len(text := value.encode())) + text
    return _head(_LIST, len(value)) + b"".join(map(encoded, value))


def _head(kind: int, size: int) -> bytes:
    if size < min(_SIZES):
        return bytes([kind << 5 | size])
    mark, width = next((mark, width) for mark, width in _SIZES.items() if size < 1 << 8 * width)
    return bytes([kind << 5 | mark]) + size.to_bytes(width)
