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
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection

MANY = 200
"""From so many pieces on, starting processes saves time."""
_AT_ONCE = 50
"""So many pieces are done before their results travel back."""
_PR_SET_PDEATHSIG = 1

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def shared(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
    """Give what comes of each piece, in their order; other processes begin at once, and this one may do something else.

    Results of other processes are copies, so they must be values. Asking for one raises what ``work`` raises, and
    BrokenProcessPool where one of the processes was ended from outside.
    """
    crew = min(cores(), len(pieces) // (MANY // 2))
    if crew < 2 or not may_fork():
        return map(work, pieces)

    from concurrent.futures.process import ProcessPoolExecutor  # noqa: PLC0415, most runs need none
    from multiprocessing import get_context  # noqa: PLC0415

    def lot(start: int) -> list[Any]:
        return [work(piece) for piece in pieces[start : start + _AT_ONCE]]

    pool = ProcessPoolExecutor(crew, get_context("fork"), initializer=_begin, initargs=(lot,))
    return _taken(pool, pool.map(_do, range(0, len(pieces), _AT_ONCE)))


def _taken(pool: ProcessPoolExecutor, lots: Iterator[list[Any]]) -> Iterator[Any]:
    """Yield the results of a crew, and send it home after the last one."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415, as above

    with pool:
        try:
            yield from chain.from_iterable(lots)
        except BrokenProcessPool as error:
            raise BrokenProcessPool(
                "a process that read files was ended from outside; was there too little memory?"
            ) from error


@contextlib.contextmanager
def meanwhile(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Have another process do something while this one goes on; whoever calls what is given waits for the result.

    The result is a copy, so it must be a value. Where the system cannot fork, this process does the work first; where
    the other one fails, this one does it again when it is asked for the result.
    """
    if not may_fork():
        result = work()
        yield lambda: result
        return

    from multiprocessing import get_context  # noqa: PLC0415

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, sender))
    process.start()
    sender.close()

    heard: list[Result] = []

    def listen() -> None:
        """Wait for the result; the other process ends only when somebody took it."""
        with contextlib.suppress(EOFError, OSError):
            heard.append(receiver.recv())
        receiver.close()

    def told() -> Result:
        if not receiver.closed:
            listen()
        return heard[0] if heard else work()

    try:
        yield told
    finally:
        if not receiver.closed:
            listen()
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


def _tell(work: Callable[[], object], sender: Connection) -> None:
    end_with_parent()
    with contextlib.suppress(
        Exception
    ):  # who asks does the work again, and meets the error; who does not need not know
        sender.send(work())


_lots: list[Callable[[int], list[Any]]] = []


def _begin(lot: Callable[[int], list[Any]]) -> None:
    """Make a fork ready: it got its work with the memory of its parent, which it leaves untouched where it can."""
    end_with_parent()
    gc.freeze()
    _lots[:] = [lot]


def _do(start: int) -> list[Any]:
    return _lots[0](start)
