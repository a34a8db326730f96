"""How much memory and time a repository takes that has grown a hundredfold.

Run with ``make large``: it builds 10,000 practices in six languages, which takes long, and fails when
the processes together need more than a standard hosted runner has.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import make_corpus

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
LIMIT = 7 * 1024**3
"""Memory of a standard hosted runner, in bytes."""
_PAUSE = 0.5


def main() -> int:
    """Build once and report; 1 when the build fails or needs too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="where the repository is made; a folder that goes away if left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = make_corpus((options.folder or Path(folder)) / "repository", options.practices, ("practices",))
        _keep_languages(root)
        started = time.monotonic()
        building = subprocess.Popen([sys.executable, "-m", "atd", "build", "--root", str(root)])
        peak = 0
        while building.poll() is None:
            peak = max(peak, _memory(building.pid))
            time.sleep(_PAUSE)
        took = time.monotonic() - started
        size = sum(file.stat().st_size for file in (root / "site").rglob("*") if file.is_file())
        print(
            f"{options.practices} practices, {len(LANGUAGES)} languages: {took / 60:.1f} minutes on {os.cpu_count()} cores,"
        )
        print(
            f"at most {peak / 1024**3:.2f} GB of memory in all processes, {size / 1024**3:.1f} GB of site, exit code {building.returncode}"
        )
        shutil.rmtree(root, ignore_errors=True)
    return 1 if building.returncode or peak > LIMIT else 0


def _keep_languages(root: Path) -> None:
    config = root / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    named = [(re.search(r"- \{locale: ([\w-]+)", line), line) for line in lines]
    config.write_text("".join(line for found, line in named if not found or found[1] in LANGUAGES), encoding="utf-8")
    for folder in (*(root / "docs" / "pages").iterdir(), *(root / "locales").iterdir()):
        if folder.is_dir() and folder.name not in LANGUAGES:
            shutil.rmtree(folder)


def _memory(process: int) -> int:
    """Add up what a process and those it started hold, what they share counted once (Linux: PSS)."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        try:
            told = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            total += int(told.split("\nPss:")[1].split()[0]) * 1024
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except (OSError, IndexError):
            continue  # it has ended meanwhile
    return total


if __name__ == "__main__":
    sys.exit(main())
