"""How much memory and time a repository takes that has grown a hundredfold.

Run with ``make large``: it builds 10,000 practices in six languages, translated as the real ones
are, and fails when the processes together need more than a standard hosted runner has.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.building import LANGUAGES, weigh
from benchmarks.corpus import make_corpus
from benchmarks.timing import timed

MEMORY = 7 * 1024**3
"""Memory of a standard hosted runner, in bytes."""
_HOURS = 4
"""A build that takes longer is ended."""


def main() -> int:
    """Build once and report; 1 when it needs too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="where the repository is made; a folder that goes away if left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        root = make_corpus(Path(folder) / "repository", options.practices, ("practices",), LANGUAGES)
        # The memory of a runner bears one language at a time, so a larger machine is given one core as well.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
        built = timed((sys.executable, "-m", "atd", "build"), root, limit=_HOURS * 3600, watched=True)
        size = weigh(root / "site")
    print(
        f"{options.practices:,} practices in {len(LANGUAGES)} languages: {size.pages:,} pages, {size.octets / 1024**3:.1f} GB; "
        f"{built.seconds / 60:.1f} minutes on one core; "
        f"at most {built.peak / 1024**3:.2f} GB of memory in all processes"
    )
    return int(built.peak > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
