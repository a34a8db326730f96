"""Answers of the JSON API: a collection as a whole, and each of its records.

Both have the same shape, so a program needs to know only one: ``records`` holds
all records or one, ``tombstones`` what stands in place of those that are gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from atd.exports.download import Download
from atd.exports.volume import Volume

ROOT = "data/v1/"
"""Where the API stands; a version keeps its shapes for ever, and may gain fields."""


def answers(volume: Volume) -> Iterator[Download]:
    """List the answers about a collection."""
    place = f"{ROOT}{volume.speech.language}/" if volume.speech.language else ROOT
    yield Download(f"{place}{volume.collection}.json", partial(_whole, volume), from_root=True)
    for record in volume.catalogue.records[volume.collection]:
        yield Download(f"{place}{volume.collection}/{record.id}.json", partial(_one, volume, record.id), from_root=True)
    for former in volume.former:
        yield Download(f"{place}{volume.collection}/{former}.json", partial(_one, volume, former), from_root=True)


def _whole(volume: Volume) -> bytes:
    return _answer(volume, volume.contents.records, volume.contents.tombstones)


def _one(volume: Volume, identifier: str) -> bytes:
    contents = volume.contents
    if identifier in contents.records:
        return _answer(volume, {identifier: contents.records[identifier]}, {})
    return _answer(volume, {}, {identifier: contents.tombstones[identifier]})


def _answer(volume: Volume, records: Mapping[str, bytes], tombstones: Mapping[str, bytes]) -> bytes:
    parts = volume.frame, b",".join(records.values()), b",".join(tombstones.values())
    return b'%b,"records":[%b],"tombstones":[%b]}\n' % parts
