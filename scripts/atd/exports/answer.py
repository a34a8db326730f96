"""Answers of the JSON API: a collection as a whole, and each of its records.

Both have the same shape, so a program needs to know only one: ``records`` holds
all records or one, ``tombstones`` what stands in place of those that are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from atd.exports.download import Download, DownloadFolder
from atd.exports.volume import Volume

ROOT = "data/v1/"
"""Where the API stands; a version keeps its shapes for ever, and may gain fields."""


def answers(volume: Volume) -> Iterator[Download | DownloadFolder]:
    """List the answers about a collection."""
    place = f"{ROOT}{volume.speech.language}/" if volume.speech.language else ROOT
    yield Download(f"{place}{volume.collection}.json", partial(_whole, volume), from_root=True)
    yield DownloadFolder(f"{place}{volume.collection}", partial(_each, volume), _names(volume))


def _names(volume: Volume) -> tuple[str, ...]:
    return tuple(f"{name}.json" for name in (*volume.outline.records, *volume.outline.tombstones))


def _whole(volume: Volume) -> bytes:
    return _answer(volume, volume.records.values(), volume.tombstones.values())


def _each(volume: Volume) -> Iterator[tuple[str, bytes]]:
    for name, record in volume.records.items():
        yield f"{name}.json", _answer(volume, [record], [])
    for name, tombstone in volume.tombstones.items():
        yield f"{name}.json", _answer(volume, [], [tombstone])


def _answer(volume: Volume, records: Iterable[bytes], tombstones: Iterable[bytes]) -> bytes:
    return b'%b,"records":[%b],"tombstones":[%b]}\n' % (volume.frame, b",".join(records), b",".join(tombstones))
