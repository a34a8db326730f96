"""Search indexes as files of the site; only records whose texts changed are read again."""

from __future__ import annotations

import fcntl
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path

from atd.caching import Store, program
from atd.exports import Download
from atd.pages import SEARCH, Findable, Library
from atd.site.indexing import build_index
from atd.site.memory import Memory
from atd.site.postings import put_together, take_apart

WORDS = 3000
"""So many words are offered to readers who misspell; about 15 KB compressed."""
_MANY = 2000
"""Of more records than these one language is read at a time: Pagefind takes 2 GB for 10,000."""
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
    """Make the index of what was read in each record, now or before."""
    if not found:
        return build_index(language, found)
    memory = Memory(folder / f"{language}.cbor", f"{program()} {language}")
    keys = [_key(one) for one in found]
    unread = [one for key, one in zip(keys, found, strict=True) if key not in memory.readings]
    if unread or memory.kit is None:
        with _alone(folder) if len(unread) > _MANY else nullcontext():
            memory.kit, read = take_apart(build_index(language, unread or found[:1]))
        memory.readings |= {_key(one): read[one.address] for one in unread}
    index = put_together(
        language, memory.kit, [(one, memory.readings[key]) for key, one in zip(keys, found, strict=True)]
    )
    if unread:
        memory.keep(keys)
    return index


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process has records read; a tree that cannot be written to costs memory only."""
    with ExitStack() as held:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            fcntl.flock(held.enter_context((folder / "lock").open("a")), fcntl.LOCK_EX)
        yield


def _key(found: Findable) -> bytes:
    """Name what Pagefind is given of a record."""
    return Store.key(
        "search", *(text.encode("utf-8", "surrogatepass") for text in (found.address, found.title, found.words))
    )


def _words(found: Iterable[Findable]) -> bytes:
    """List the words of all texts, the most frequent first."""
    counted: Counter[str] = Counter()
    for one in found:
        counted.update(_WORD.findall(one.words.casefold()))
    ordered = sorted(counted, key=lambda word: (-counted[word], word))
    return json.dumps(ordered[:WORDS], ensure_ascii=False, separators=(",", ":")).encode()
