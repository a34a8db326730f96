"""How much memory a command and everything it starts need at most (Linux)."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from threading import Event, Thread

_PROC = Path("/proc")
_SHARE = 25
"""Between two looks passes so many times the time that one look takes, so that looking costs at most 4 % of a core."""
_LEAST = 0.02


class Watch:
    """Looks at a process and its descendants again and again until it is told to stop.

    What is added up is the proportional set size: memory that several processes
    share counts once. The resident sizes of forked processes would count it for each.
    """

    def __init__(self, process: int) -> None:
        self.peak = 0
        """Highest sum seen so far, in bytes."""
        self._process = process
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        pause = _LEAST
        while not self._ended.wait(pause):
            started = time.perf_counter()
            self.peak = max(self.peak, sum(_proportional(process) for process in family(self._process)))
            pause = max(_LEAST, _SHARE * (time.perf_counter() - started))


def family(process: int) -> list[int]:
    """List a process and all its descendants that are running."""
    found = [process]
    for member in found:  # it grows while it is read
        with contextlib.suppress(OSError):
            for children in (_PROC / str(member) / "task").glob("*/children"):
                with contextlib.suppress(OSError):
                    found += map(int, children.read_text().split())
    return found


def _proportional(process: int) -> int:
    with contextlib.suppress(OSError):
        for line in (_PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
