"""What one build publishes: the checked records and their pages."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from atd.catalogue import build_catalogue
from atd.checking import Check, check_repository
from atd.findings import Finding, Severity
from atd.pages import Library, build_library
from atd.reading import Repository


def ignore_progress(language: str, done: int, total: int) -> None:
    """Take no notice of progress."""


Progress = Callable[[str, int, int], None]
"""Called with a language, the pages written and the pages to write."""


@dataclass(frozen=True)
class Publication:
    """A repository that was read and checked, and the pages it gives."""

    repository: Repository
    library: Library
    findings: tuple[Finding, ...]
    progress: Progress = field(default=ignore_progress, repr=False)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that forbid publishing."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


def build_day() -> date:
    """The day of the build; SOURCE_DATE_EPOCH sets it, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


def open_publication(root: Path, progress: Progress = ignore_progress) -> Publication:
    """Read and check a repository and prepare its pages.

    Records with errors are left out of the pages; ``errors`` tells whether there are any.
    """
    repository = Repository.find(root)
    today = build_day()
    check = check_repository(repository, today=today)
    broken = {finding.place.path for finding in check.findings if finding.severity is Severity.ERROR}
    sound = Check(check.findings, tuple(e for e in check.entries if e.document.path not in broken))
    library = build_library(build_catalogue(repository, sound, today))
    # A broken record would make its translations look stray.
    translations = () if broken else [f for edition in library.editions.values() for f in edition.findings]
    return Publication(repository, library, (*check.findings, *translations), progress)
