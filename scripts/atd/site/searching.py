"""Search indexes as files of the site; only records whose texts changed are read again."""

from __future__ import annotations

import fcntl
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path

from atd.caching import Store, program
from atd.exports import Download
from atd.noting import noting
from atd.pages import SEARCH, Findable, Library, Listed
from atd.site.former import Former
from atd.site.index import Entry, make_entry, put_together
from atd.site.indexing import build_index
from atd.site.keeping import Keeping
from atd.site.memory import Memory
from atd.site.packing import Packed
from atd.site.readings import take_apart

WORDS = 3000
"""So many words are offered to readers who misspell; about 15 KB compressed."""
_MANY = 2000
"""Of more records than these one language is read at a time: Pagefind takes 2 GB for 10,000."""
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{4,30}")
"""Chinese and Japanese are written without spaces, so nothing there is a word by itself."""


def search_files(library: Library, language: str, keeping: Keeping) -> Iterator[Download]:
    """Give the files of a language's index, and the words to offer when nothing is found."""
    folder = library.catalogue.repository.root / ".cache" / "atd" / "search"
    files = index_files(language, list(library.listed(language)), folder, keeping)
    for path, content in files.items():
        yield Download(f"{SEARCH}{path}", partial(bytes, content))


def index_files(language: str, listed: Sequence[Listed], folder: Path, keeping: Keeping) -> dict[str, bytes]:
    """Make the index of what was read in each record, now or before; ``folder`` remembers it."""
    if not listed:
        return {**build_index(language, ()), "words.json": _offered({})}
    mark, last = f"{program()} {language}", folder / f"{language}.index"
    memory, former = Memory(folder / f"{language}.cbor", mark), Former.read(last, mark)
    packed, standing = Packed(former.packed), former.standing(keeping, memory)
    made, origins = {}, dict(former.origins)
    for one in listed:
        if one.address not in standing:
            with noting(apart=True) as read:
                made[one.address] = one.make()
            origins[one.address] = keeping.signature(read), tuple(read)
    _read(language, made.values(), memory, folder)
    fresh = {address: _entry(findable, memory, packed) for address, findable in made.items()}
    entries = {one.address: (fresh if one.address in fresh else standing)[one.address] for one in listed}
    now = Former(
        entries,
        {address: origins[address] for address in entries},
        former.words_with(entries, memory),
        former.counted_with(entries),
        packed.used,
    )
    files = put_together(language, memory.kit, list(entries.values()), now.words, packed)
    if keeping.ground.records and list(former.entries.values()) != list(entries.values()):
        now.keep(last, mark)
    memory.keep(entry.reading for entry in entries.values())
    return {**files, "words.json": _offered(now.counted)}


def _read(language: str, findables: Iterable[Findable], memory: Memory, folder: Path) -> None:
    """Let Pagefind read the records that it never read as they are."""
    unread = {key: one for one in findables if (key := _key(one)) not in memory}
    if not unread:
        return
    with _alone(folder) if len(unread) > _MANY else nullcontext():
        kit, read = take_apart(build_index(language, unread.values()))
    memory.add(kit, {key: read[one.address] for key, one in unread.items()})


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


def _entry(found: Findable, memory: Memory, packed: Packed) -> Entry:
    key = _key(found)
    return make_entry(key, found, memory.get(key), "\n".join(_WORD.findall(found.words.casefold())), packed)


def _offered(counted: Mapping[str, int]) -> bytes:
    """List the words of all texts, the most frequent first."""
    often = sorted(counted.values(), reverse=True)[:WORDS]
    likely = (word for word, times in counted.items() if times >= often[-1])
    ordered = sorted(likely, key=lambda word: (-counted[word], word))
    return json.dumps(ordered[:WORDS], ensure_ascii=False, separators=(",", ":")).encode()
