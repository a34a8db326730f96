"""Whole commands, timed in turn so that a slow moment of the machine strikes all alike."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from benchmarks.memory import Watch

LIMIT = 900.0
"""So many seconds a command may take unless another limit is given."""


_SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Python keeps what it compiled, as it does wherever nobody forbids it."""


class TooLongError(Exception):
    """A command was ended because it took longer than it may."""


@dataclass(frozen=True)
class Contender:
    """A command that is compared with others."""

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = lambda: None
    """Called before every run, outside the measurement."""
    fails: bool = False
    """Whether the command is meant to find something and exit with 1."""


@dataclass(frozen=True)
class Measured:
    """What a command took, or the medians of several runs."""

    seconds: float
    cpu_seconds: float
    """Of all processors together, everything that the command started included."""
    peak: int = 0
    """Memory in bytes, of all its processes at the same time; 0 where nobody looked."""

    def __add__(self, after: Measured) -> Measured:
        """Add what is done after this: times add up, and the higher need of memory counts."""
        return Measured(self.seconds + after.seconds, self.cpu_seconds + after.cpu_seconds, max(self.peak, after.peak))


def compare(contenders: Sequence[Contender], runs: int) -> dict[str, Measured]:
    """Run every contender so many times, in turn, and give the medians."""
    seen: dict[str, list[Measured]] = {contender.name: [] for contender in contenders}
    for _run in range(runs):
        for contender in contenders:
            contender.prepare()
            seen[contender.name].append(timed(contender.command, contender.folder, fails=contender.fails))
    return {name: median(runs) for name, runs in seen.items()}


def median(runs: Iterable[Measured]) -> Measured:
    """Give the median of each figure."""
    known = list(runs)
    return Measured(
        statistics.median(run.seconds for run in known),
        statistics.median(run.cpu_seconds for run in known),
        round(statistics.median(run.peak for run in known)),
    )


def timed(
    command: Sequence[str], folder: Path, *, fails: bool = False, limit: float = LIMIT, watched: bool = False
) -> Measured:
    """Run a command; ``watched`` looks at its memory as well.

    Raises TooLongError after ``limit`` seconds, when it is ended with all it
    started, and RuntimeError when it ends otherwise than it should.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            env={**_SURROUNDINGS, "NO_COLOR": "1"},
        )  # fmt: skip
        ended: list[bool] = []
        timer = Timer(limit, _end, (process.pid, ended))
        timer.start()
        with Watch(process.pid) if watched else contextlib.nullcontext() as watch:
            _pid, status, used = os.wait4(process.pid, 0)  # with what its own children used
            seconds = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if ended:
            raise TooLongError(f"{Path(command[0]).name}: more than {limit:g} s")
        if process.returncode != int(fails):
            said.seek(0)
            raise RuntimeError(
                f"{command[0]}: exit {process.returncode}\n{said.read()[-4000:].decode(errors='replace')}"
            )
    return Measured(seconds, used.ru_utime + used.ru_stime, watch.peak if watch else 0)


def _end(process: int, ended: list[bool]) -> None:
    """End a command and everything in the session that was begun for it."""
    ended.append(True)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
