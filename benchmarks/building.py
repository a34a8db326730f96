"""Building the same site with others: cold, unchanged, and with one record touched."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import yaml
from pagefind_bin_extended import get_executable

from benchmarks import hugo_site, naive_site
from benchmarks.corpus import ROOT, make_corpus, shuffled
from benchmarks.entries import open_library
from benchmarks.ours import FILES, SEARCH
from benchmarks.pieces import COLLECTION
from benchmarks.timing import Measured, TooLongError, median, timed

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
COLD, UNCHANGED, TOUCHED = "cold", "unchanged", "one record touched"
STATES = (COLD, UNCHANGED, TOUCHED)
NAIVE_LIMIT = 1000
"""The naive stack is not asked for more practices: the time that it takes grows with their square."""
_ROOM, _ROOM_FOR_EACH, _ROOM_FOR_NAIVE = 600_000_000, 4_500_000, 2_500_000
"""Bytes on the disk that a round takes, that it takes for each practice, and that the naive stack adds to these; measured
with 100 and with 1,000."""
OURS, OURS_SEARCH, OURS_WHOLE = "ours, pages", "ours, pages and search", "ours, whole"
HUGO, HUGO_SEARCH = "Hugo", "Hugo and Pagefind"
NAIVE, NAIVE_PLAIN = "MkDocs with lunr and tags", "MkDocs without lunr and tags"


@dataclass(frozen=True)
class Size:
    """What a built site takes."""

    pages: int
    octets: int
    """Of all its files."""


@dataclass(frozen=True)
class Builder:
    """A way to build the site of a corpus."""

    names: tuple[str, ...]
    """Of the results after each step."""
    folder: Path
    output: Path
    steps: tuple[tuple[str, ...], ...]
    """Commands, one after another; a later result includes the steps before it."""
    forgotten: tuple[Path, ...]
    """What is set aside before a cold build, besides the output."""
    touch: Callable[[int], None]
    """Change one practice; each number gives other bytes."""
    prepare: Callable[[], None] = lambda: None
    states: tuple[str, ...] = STATES

    def forget(self) -> None:
        """Set the site and everything that was remembered aside.

        It goes with all else at the end. Where many files were removed, ext4 takes long to make new ones for minutes,
        and whoever builds next would be measured with that.
        """
        for path in (self.output, *self.forgotten):
            if path.exists():
                path.rename(Path(tempfile.mkdtemp(prefix="aside-", dir=self.folder.parent), path.name))


@dataclass
class Results:
    """What was measured at one number of practices; by builder and state."""

    practices: int
    rounds: int
    runs: dict[tuple[str, str], list[Measured]] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    stopped: dict[tuple[str, str], float] = field(default_factory=dict)
    """Builds that took longer than they may, with the limit in seconds."""

    def get(self, name: str, state: str) -> Measured | None:
        """Give the medians; nothing where it was not measured or took too long."""
        runs = self.runs.get((name, state))
        return median(runs) if runs and (name, state) not in self.stopped else None


def room(practices: int, rounds: int) -> int:
    """Tell how many bytes all sites of a size take together, of which none is removed before the end."""
    return rounds * (_ROOM + (_ROOM_FOR_EACH + _ROOM_FOR_NAIVE * (practices <= NAIVE_LIMIT)) * practices)


def measure(folder: Path, practices: int, rounds: int, limit: float) -> Results:
    """Build a corpus in every way, round by round, every second round in the other order."""
    results = Results(practices, rounds)
    builders = list(prepared(folder, practices))
    for number in range(rounds):
        for builder in builders if number % 2 == 0 else reversed(builders):
            _round(builder, number, limit, results)
            builder.forget()
    return results


def _round(builder: Builder, number: int, limit: float, results: Results) -> None:
    """Measure every state, after a build that does not count.

    Whoever builds after another is measured with what that one left in memory and on the disk. So everybody follows
    itself, with its files and libraries read already.
    """
    builder.prepare()
    builder.forget()
    try:
        timed(builder.steps[0], builder.folder, limit=limit)
        builder.forget()
        for state in builder.states:
            if state == TOUCHED:
                builder.touch(number)
            _measure(builder, state, limit, results)
    except TooLongError:
        results.stopped.update({(name, state): limit for name in builder.names for state in builder.states})


def _measure(builder: Builder, state: str, limit: float, results: Results) -> None:
    os.sync()  # what was written before would be written to the disk during the measurement
    done = Measured(0, 0)
    for name, step in zip(builder.names, builder.steps, strict=True):
        done += timed(step, builder.folder, limit=limit, watched=True)
        results.runs.setdefault((name, state), []).append(done)
        results.sizes.setdefault(name, weigh(builder.output))
        print(f"{results.practices:>6} {name:<30} {state:<20} {done.seconds:8.2f} s {done.cpu_seconds:8.2f} s {done.peak / 1e6:7.0f} MB", flush=True)  # fmt: skip


def weigh(site: Path) -> Size:
    """Count the pages of a site and the bytes of all its files."""
    files = [Path(folder, name) for folder, _folders, names in os.walk(site) for name in names]
    return Size(sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files))


def prepared(folder: Path, practices: int) -> Iterator[Builder]:
    """Write the corpus and the projects of the rivals, and give the ways to build them."""
    corpus = make_corpus(folder / "ours", practices, (COLLECTION,), LANGUAGES)
    library = open_library(corpus)
    records = sorted(file.stem for file in (corpus / COLLECTION).glob("*.yaml"))
    touched = records[len(records) // 2]
    yield from _ours(corpus, touched)
    project = folder / "hugo"
    hugo_site.write_site(library, project)
    build = (str(hugo_site.executable()), "--cacheDir", str((project / "cache").absolute()), "--quiet")
    index = (get_executable(), "--site", "public", "--quiet")
    changed = [project / "content" / code / COLLECTION / f"{touched}.md" for code in LANGUAGES]
    yield Builder(
        (HUGO, HUGO_SEARCH), project, project / "public", (build, index),
        (project / "cache", project / "resources"), partial(_append, changed),
    )  # fmt: skip
    if practices <= NAIVE_LIMIT:
        for name, search in ((NAIVE, True), (NAIVE_PLAIN, False)):
            project = folder / f"naive-{'search' if search else 'plain'}"
            naive_site.write_site(library, project, search)
            command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
            yield Builder((name,), project, project / "site", (command,), (), lambda _number: None, states=(COLD,))


def _ours(corpus: Path, touched: str) -> Iterator[Builder]:
    record, settings = corpus / COLLECTION / f"{touched}.yaml", corpus / "mkdocs.yml"
    original, plain = record.read_bytes(), yaml.safe_load(settings.read_text(encoding="utf-8"))

    def touch(number: int) -> None:
        """Change a text, so that its translations are out of date and every language is concerned."""
        values = yaml.safe_load(original)
        values["summary"] = shuffled(values["summary"], f"touched {number}")
        record.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def prepare(left_out: Sequence[str]) -> None:
        record.write_bytes(original)
        plain["extra"]["atd"]["leave_out"] = list(left_out)
        settings.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")

    partly = (sys.executable, str(ROOT / "benchmarks" / "ours.py"), "build")
    whole = (sys.executable, "-m", "atd", "build")
    for name, command, left_out in (
        (OURS, partly, (SEARCH, FILES)),
        (OURS_SEARCH, partly, (FILES,)),
        (OURS_WHOLE, whole, ()),
    ):
        yield Builder(
            (name,), corpus, corpus / "site", (command,), (corpus / ".cache",), touch,
            prepare=partial(prepare, left_out),
        )  # fmt: skip


def _append(files: Sequence[Path], number: int) -> None:
    for file in files:
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{number}\n", encoding="utf-8")
