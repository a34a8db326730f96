"""Run the comparisons and write them into the documents."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.checking import CASES, RECORDS, RUNS, measure, told
from benchmarks.corpus import ROOT

PAGE = ROOT / "docs" / "development" / "checking-compared.md"


def main() -> None:
    """Measure, print the ratios and write the page."""
    measured = measure()
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
        f"## {RECORDS:,} records",
        "",
        f"Medians of {RUNS} runs in turn, whole commands, one process each; {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores,",
        f"Python {platform.python_version()}, check-jsonschema {version('check-jsonschema')}.",
        "",
        "| | time | processor time | ratio |",
        "|---|---|---|---|",
        *rows,
        "",
        "## What a contributor is told",
    ]
    for case, title in CASES:
        ours, theirs = told(case)
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
