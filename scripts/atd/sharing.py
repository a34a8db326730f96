"""The same work on many pieces, shared among the cores of the machine.

Processes are forked, so they know everything that this one knows and only results travel back. Where the system cannot
fork, where threads run (a lock that one of them holds would stay closed in the copy for ever), for few pieces and on a
single core, this process does the work itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

MANY = 200
"""From so many pieces on, starting processes saves time."""
_AT_ONCE = 50
"""So many pieces are done before their results travel back."""
_PR_SET_PDEATHSIG = 1

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def shared(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
    """Yield what comes of each piece, in their order.

    Results of other processes are copies, so they must be values. Raises what ``work`` raises, and BrokenProcessPool
    where one of the processes was ended from outside.
    """
    crew = min(cores(), len(pieces) // (MANY // 2))
    if crew < 2 or not may_fork():
        yield from map(work, pieces)
        return

    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415, most runs need none
    from multiprocessing import get_context  # noqa: PLC0415

    def lot(start: int) -> list[Any]:
        return [work(piece) for piece in pieces[start : start + _AT_ONCE]]

    with ProcessPoolExecutor(crew, get_context("fork"), initializer=_begin, initargs=(lot,)) as pool:
        try:
            yield from chain.from_iterable(pool.map(_do, range(0, len(pieces), _AT_ONCE)))
        except BrokenProcessPool as error:
            raise BrokenProcessPool(
                "a process that read files was ended from outside; was there too little memory?"
            ) from error


@contextlib.contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Have another process do something while this one goes on, and wait for it at the end.

    Only files tell what it did. Where the system cannot fork, this process does it first.
    """
    if not may_fork():
        work()
        yield
        return

    from multiprocessing import get_context  # noqa: PLC0415

    process = get_context("fork").Process(target=_do_apart, args=(work,))
    process.start()
    try:
        yield
    finally:
        process.join()


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_with_parent() -> None:
    """Let this process end when the one that began it is killed, instead of going on for nobody (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextlib.contextmanager
def hoarding() -> Iterator[None]:
    """Keep what is made meanwhile as long as this process lives.

    Of all that is read hardly anything is thrown away, and looking through it for that, again and again as it grows,
    takes a quarter of the time. Left out of what is looked through later, it stays shared with processes forked then.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)  # glibc keeps what reading needed


def may_fork() -> bool:
    """Tell whether a copy of this process can work; what macOS is made of does not bear it."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _do_apart(work: Callable[[], object]) -> None:
    end_with_parent()
    work()


_lots: list[Callable[[int], list[Any]]] = []


def _begin(lot: Callable[[int], list[Any]]) -> None:
    """Make a fork ready: it got its work with the memory of its parent, which it leaves untouched where it can."""
    end_with_parent()
    gc.freeze()
    _lots[:] = [lot]


def _do(start: int) -> list[Any]:
    return _lots[0](start)
