"""The page of ratios: how long building takes beside others, and what was wanted."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.building import (
    COLD,
    HUGO,
    HUGO_SEARCH,
    NAIVE,
    NAIVE_PLAIN,
    OURS,
    OURS_SEARCH,
    OURS_WHOLE,
    STATES,
    TOUCHED,
    UNCHANGED,
    Results,
)
from benchmarks.corpus import ROOT
from benchmarks.timing import Measured

PAGE = ROOT / "docs" / "development" / "building-compared.md"
INTRODUCTION = ROOT / "benchmarks" / "building.md"
"""How rivals are set up, in words; the tables follow it."""
NOTHING = "–"


@dataclass(frozen=True)
class Target:
    """What a ratio should be at most."""

    said: str
    ours: tuple[str, str]
    """Builder and state."""
    rival: tuple[str, str]
    most: dict[int, float]
    """Highest wanted ratio by the number of practices; nothing is wanted at others."""
    memory: bool = False
    """Whether it is about memory and not about time."""


TARGETS = (
    Target("pages, cold: beside Hugo", (OURS, COLD), (HUGO, COLD), {1000: 1.0, 5000: 0.8}),
    Target("pages and search, cold: beside Hugo and Pagefind", (OURS_SEARCH, COLD), (HUGO_SEARCH, COLD), {1000: 0.8, 5000: 0.8}),
    Target("everything that we publish, cold: beside Hugo and Pagefind", (OURS_WHOLE, COLD), (HUGO_SEARCH, COLD), {}),
    Target("everything, one record touched: beside Hugo and Pagefind", (OURS_WHOLE, TOUCHED), (HUGO_SEARCH, TOUCHED), {1000: 0.25}),
    Target("everything, unchanged: beside Hugo and Pagefind", (OURS_WHOLE, UNCHANGED), (HUGO_SEARCH, UNCHANGED), {}),
    Target("pages, cold: beside MkDocs with lunr and tags", (OURS, COLD), (NAIVE, COLD), {1000: 0.1}),
    Target("pages, cold: beside MkDocs without lunr and tags", (OURS, COLD), (NAIVE_PLAIN, COLD), {1000: 0.1}),
    Target("pages and search, cold: beside MkDocs with lunr and tags", (OURS_SEARCH, COLD), (NAIVE, COLD), {1000: 0.1}),
    Target("memory, pages, cold: beside Hugo", (OURS, COLD), (HUGO, COLD), {5000: 0.5}, memory=True),
)  # fmt: skip
SECONDS = ((OURS_WHOLE, TOUCHED, 3.0), (OURS_WHOLE, UNCHANGED, 2.0))
"""Builds that should take at most so many seconds at 1,000 practices."""
GROWTH = (1000, 5000, 5.2)
"""From so many practices to so many, time should grow at most so many fold."""


def report(results: Sequence[Results], load: float) -> str:
    """Write the page; ``load`` is how many processes wanted to run before the first build, near 0 on a quiet machine."""
    parts = [
        INTRODUCTION.read_text(encoding="utf-8").strip(),
        "## This run",
        f"{datetime.now(UTC):%Y-%m-%d}; {_machine()}. {_versions()}. "
        f"Rounds: {_rounds(results)}. Load of the machine before the first build: {load:.1f} (a quiet one has less than 0.5). Figures are medians; ratios are ratios of medians.",
        "## Ratios",
        "Ours divided by the other’s: below 1, ours is faster. In brackets the same for processor time, which tells more where "
        "the machine was busy with other work. What was wanted at most stands behind the slash.",
        "\n".join(ratios(results)),
        *(part for found in results for part in (f"## {found.practices:,} practices", "\n".join(table(found)))),
    ]
    return "\n\n".join(parts) + "\n"


def ratios(results: Sequence[Results]) -> Iterator[str]:
    """Give the table of ratios, the smallest corpus first."""
    yield "| | " + " | ".join(f"{found.practices:,}" for found in results) + " |"
    yield "|---|" + "---|" * len(results)
    for target in TARGETS:
        yield f"| {target.said} | " + " | ".join(_ratio(target, found) for found in results) + " |"
    for name, state, most in SECONDS:
        cells = (_seconds(found.get(name, state), most if found.practices == 1000 else 0) for found in results)
        yield f"| seconds: {name}, {state} | " + " | ".join(cells) + " |"
    by_size = {found.practices: found for found in results}
    before, after, most = GROWTH
    if {before, after} <= by_size.keys():
        few, many = by_size[before].get(OURS, COLD), by_size[after].get(OURS, COLD)
        grown = (
            f"{many.seconds / few.seconds:.2f} ({many.cpu_seconds / few.cpu_seconds:.2f})" if few and many else NOTHING
        )
        cells = (f"{grown} / {most:g}" if found.practices == after else "" for found in results)
        yield f"| growth of time since {before:,}: {OURS}, cold | " + " | ".join(cells) + " |"


def _rounds(results: Sequence[Results]) -> str:
    return ", ".join(f"{found.rounds} with {found.practices:,} practices" for found in results)


def _ratio(target: Target, found: Results) -> str:
    ours, rival = found.get(*target.ours), found.get(*target.rival)
    wanted = f" / {target.most[found.practices]:g}" if found.practices in target.most else ""
    if ours is None or rival is None:
        limit = found.stopped.get(target.rival)
        # The rival took longer than the limit, so the ratio is below what the limit gives.
        return f"< {ours.seconds / limit:.2f}{wanted}" if ours and limit else NOTHING
    if target.memory:
        return f"{ours.peak / rival.peak:.2f}{wanted}"
    return f"{ours.seconds / rival.seconds:.2f} ({ours.cpu_seconds / rival.cpu_seconds:.2f}){wanted}"


def _seconds(measured: Measured | None, most: float) -> str:
    if measured is None:
        return NOTHING
    return f"{measured.seconds:.2f} ({measured.cpu_seconds:.2f})" + (f" / {most:g}" if most else "")


def table(found: Results) -> Iterator[str]:
    """Give what was measured at one number of practices."""
    yield "| | | time | processor time | memory | pages | output |"
    yield "|---|---|---|---|---|---|---|"
    for name in dict.fromkeys(name for name, _state in (*found.runs, *found.stopped)):
        size = found.sizes.get(name)
        for state in STATES:
            measured, limit = found.get(name, state), found.stopped.get((name, state))
            if measured is None and limit is None:
                continue
            times = f"{measured.seconds:.2f} s | {measured.cpu_seconds:.2f} s | {measured.peak / 1e6:,.0f} MB" if measured else f"over {limit:g} s | | "  # fmt: skip
            weight = f"{size.pages:,} | {size.octets / 1e6:,.0f} MB" if size and state == COLD else " | "
            yield f"| {name} | {state} | {times} | {weight} |"


def _machine() -> str:
    return f"{os.cpu_count()} cores ({_processor()}), {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    """Name the processor as Linux knows it."""
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _versions() -> str:
    named = {
        "Hugo": "hugo", "Pagefind": "pagefind-bin-extended", "MkDocs": "mkdocs", "Material": "mkdocs-material",
        "static-i18n": "mkdocs-static-i18n",
    }  # fmt: skip
    pinned = dict(
        re.findall(r"^([\w-]+)==(\S+)", (ROOT / "requirements-bench.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    return ", ".join(f"{name} {pinned[package]}" for name, package in named.items())
