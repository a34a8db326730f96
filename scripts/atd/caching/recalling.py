"""Many results: recalled where they are known, and else worked out, on all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from atd.caching.store import Store
from atd.sharing import shared

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """A result that was worked out; it may have come from another process."""

    result: Result
    kept: bytes = b""
    """How the store shall remember it, as ``Store.written`` gives it; nothing where it must be worked out again."""


def recalled(
    store: Store,
    keys: Sequence[bytes],
    known: Callable[[int, Any], Result],
    fresh: Callable[[int], Outcome[Result]],
) -> Iterator[Result]:
    """Give the results for all keys, in their order; other processes begin at once with those that are not known.

    An empty key stands for what is never remembered. ``known`` makes a result of its number
    and of what the store remembers, ``fresh`` works one out by its number. Only this process
    changes the store.
    """
    outcomes = shared(fresh, [number for number, key in enumerate(keys) if key not in store])
    return _in_order(store, keys, known, fresh, outcomes)


def _in_order(
    store: Store,
    keys: Sequence[bytes],
    known: Callable[[int, Any], Result],
    fresh: Callable[[int], Outcome[Result]],
    outcomes: Iterator[Outcome[Result]],
) -> Iterator[Result]:
    for number, key in enumerate(keys):
        kept = store.get(key)
        if kept is not None:
            yield known(number, kept)
            continue
        # What the store has but cannot read, because its file was damaged, is worked out here.
        outcome = fresh(number) if key in store else next(outcomes)
        if outcome.kept:
            store.keep(key, outcome.kept)
        yield outcome.result
