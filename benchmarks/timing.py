"""Whole commands, timed in turn so that a slow moment of the machine strikes all alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


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
    """Medians of a contender."""

    seconds: float
    cpu_seconds: float


def compare(contenders: Sequence[Contender], runs: int) -> dict[str, Measured]:
    """Run every contender so many times, in turn, and give the medians."""
    seen: dict[str, list[tuple[float, float]]] = {contender.name: [] for contender in contenders}
    for _run in range(runs):
        for contender in contenders:
            contender.prepare()
            seen[contender.name].append(_timed(contender))
    return {
        name: Measured(statistics.median(t for t, _ in times), statistics.median(c for _, c in times))
        for name, times in seen.items()
    }


def _timed(contender: Contender) -> tuple[float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        contender.command, cwd=contender.folder, capture_output=True, check=False, env={**os.environ, "NO_COLOR": "1"}
    )
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != int(contender.fails):
        raise RuntimeError(
            f"{contender.name}: exit {done.returncode}\n{done.stdout[-2000:]!r}\n{done.stderr[-2000:]!r}"
        )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu
