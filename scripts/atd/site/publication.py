"""What one build publishes: the checked records and their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from atd.caching import Store, open_store
from atd.catalogue import build_catalogue
from atd.checking import check_repository
from atd.findings import Finding, Severity
from atd.pages import Library, build_library
from atd.reading import Repository
from atd.reading.dates import build_day
from atd.sharing import meanwhile


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


def open_publication(root: Path, progress: Progress = ignore_progress) -> Publication:
    """Read and check a repository and prepare its pages.

    Records with errors are left out of the pages; ``errors`` tells whether there are any.
    """
    repository = Repository.find(root)
    today = build_day()
    with open_store(repository.root, today.isoformat()) as store:
        return _publication(repository, today, store, progress)


def _publication(repository: Repository, today: date, store: Store, progress: Progress) -> Publication:
    check = check_repository(repository, today=today, store=store, copies=False)
    with meanwhile(check.copies) as copies:
        library = build_library(build_catalogue(repository, check.sound, today), store)
        found = sorted((*check.findings, *copies()), key=lambda finding: finding.sort_key)
    # A broken record would make its translations look stray.
    translations = [] if not check.passed else [f for edition in library.editions.values() for f in edition.findings]
    return Publication(repository, library, (*found, *translations), progress)
