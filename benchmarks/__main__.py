"""Run the comparisons and write them into the documents."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path

from benchmarks import building, checking, comparing, speed
from benchmarks.corpus import ROOT
from benchmarks.timing import LIMIT

PAGE = ROOT / "docs" / "development" / "checking-compared.md"
SIZES = (100, 1000, 5000)
ROUNDS = (3,)


def main() -> None:
    """Measure, print the ratios and write the pages."""
    given = _options()
    if given.only in (None, "checking"):
        compare_checking()
    if given.only in (None, "building"):
        compare_building(given.sizes, given.rounds, given.limit, given.folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=("checking", "building"), help="one of the comparisons; both if left out")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="numbers of practices to build (%(default)s)"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        nargs="+",
        default=ROUNDS,
        help="how often everything is built: for each size, the last for those that follow (%(default)s)",
    )
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds after which a build is ended (%(default)g)")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where corpora and sites are written; about 23 GB for each round with 5,000 practices",
    )
    return parser.parse_args()


def compare_building(sizes: list[int], rounds: Sequence[int], limit: float, where: Path | None) -> None:
    """Build corpora of these sizes in every way, once it is sure that the sites hold the same.

    The page is written after each size, so a run that is cut off leaves what it has measured.
    """
    if where:
        _make(where)
    load, results = os.getloadavg()[0], []
    wanted = sorted(zip_longest(sizes, rounds[: len(sizes)], fillvalue=rounds[-1]))
    with tempfile.TemporaryDirectory(dir=where) as folder:
        _find_room(Path(folder), sum(building.room(size, times) for size, times in wanted))
        comparing.check(Path(folder) / "few")
        for size, times in wanted:
            results.append(building.measure(Path(folder) / str(size), size, times, limit))
            speed.PAGE.write_text(speed.report(results, load), encoding="utf-8")
    print("\n".join(speed.ratios(results)))


def _make(folder: Path) -> None:
    """Make the folder that was named, where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(f"{folder} cannot be made: {error.strerror}. Name another folder with --folder.") from error


def _find_room(folder: Path, wanted: int) -> None:
    """End now rather than after half an hour, with the disk full."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise SystemExit(
            f"The sites need {wanted / 1e9:.0f} GB of disk and {folder.parent} has {free / 1e9:.0f}. "
            "Name another folder with --folder, or ask for less with --sizes or --rounds."
        )


def compare_checking() -> None:
    """Check records beside check-jsonschema."""
    measured = checking.measure()
    base = measured["check-jsonschema"].seconds
    rows = [
        f"| {name} | {m.seconds:.2f} s | {m.cpu_seconds:.2f} s | {m.seconds / base:.2f} |"
        for name, m in measured.items()
    ]
    print("\n".join(rows))
    parts = [
        "# The check beside check-jsonschema",
        "",
        "<!-- Written by `make bench`; do not edit. -->",
        "",
        "[check-jsonschema](https://check-jsonschema.readthedocs.io) is what most repositories check YAML with. It reads",
        "the same files against the schema that editors use (`schema/editor`), and does not look at sources, dates,",
        "translations or copied sentences.",
        "",
        f"## {checking.RECORDS:,} records",
        "",
        f"Medians of {checking.RUNS} runs in turn, whole commands, one process each; {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores,",
        f"Python {platform.python_version()}, check-jsonschema {version('check-jsonschema')}.",
        "",
        "| | time | processor time | ratio |",
        "|---|---|---|---|",
        *rows,
        "",
        "## What a contributor is told",
    ]
    for case, title in checking.CASES:
        ours, theirs = checking.told(case)
        parts += [
            "",
            f"### {title.capitalize()}",
            "",
            "atd:",
            "",
            "```",
            ours,
            "```",
            "",
            "check-jsonschema:",
            "",
            "```",
            theirs,
            "```",
        ]
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
