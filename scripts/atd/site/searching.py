"""Search indexes as files of the site, made anew only when what they hold has changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import multiprocessing
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from functools import partial
from importlib.metadata import version
from pathlib import Path

from atd.exports import Download
from atd.pages import SEARCH, Findable, Library
from atd.site.indexing import build_index

WORDS = 3000
"""So many words are offered to readers who misspell; about 15 KB compressed."""
_MANY = 2000
_ALONE = multiprocessing.get_context("fork").Lock()
"""Held while the index of many records is made: the service takes 2 GB for 10,000, as much as a process that writes pages."""
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{4,30}")
"""Chinese and Japanese are written without spaces, so nothing there is a word by itself."""


def search_files(library: Library, language: str) -> Iterator[Download]:
    """Give the files of a language's index, and the words to offer when nothing is found."""
    found = list(library.findables(language))
    folder = library.catalogue.repository.root / ".cache" / "atd" / "search"
    files = {**_index(language, found, folder), "words.json": _words(found)}
    for path, content in files.items():
        yield Download(f"{SEARCH}{path}", partial(bytes, content))


def _index(language: str, found: Sequence[Findable], folder: Path) -> dict[str, bytes]:
    """Make the index, or take the one that was made of the very same."""
    kept = folder / f"{language}-{_digest(found)}.zip"
    with contextlib.suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(kept) as archive:
        return {name: archive.read(name) for name in archive.namelist()}  # each is held against its checksum
    with _ALONE if len(found) > _MANY else contextlib.nullcontext():
        files = build_index(language, found)
    with contextlib.suppress(OSError):  # a tree that cannot be written to costs time only
        _keep(kept, files)
        for former in folder.glob(f"{language}-*.zip"):
            if former != kept:
                former.unlink()
    return files


def _digest(found: Iterable[Findable]) -> str:
    digest = hashlib.sha256(f"{version('pagefind')} {Path(__file__).with_name('indexing.py').read_text()}".encode())
    for one in found:
        digest.update(json.dumps(astuple(one)).encode())
    return digest.hexdigest()[:32]


def _keep(file: Path, files: dict[str, bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # the clock may show a year that archives do not know
    unfinished.replace(file)


def _words(found: Iterable[Findable]) -> bytes:
    """List the words of all texts, the most frequent first."""
    counted: Counter[str] = Counter()
    for one in found:
        counted.update(word.casefold() for word in _WORD.findall(one.words))
    ordered = sorted(counted, key=lambda word: (-counted[word], word))
    return json.dumps(ordered[:WORDS], ensure_ascii=False, separators=(",", ":")).encode()
