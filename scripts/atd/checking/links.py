"""Links of the file system among the sources: what they lead to is no part of the repository.

A link in a proposal could lead to any file of the machine that builds the site, and
its contents would be published. Records, vocabularies and translation files are held
against this when they are read; here are the folders, and what is copied as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from atd.findings import Finding, Place, phrase
from atd.reading import Repository


def link_findings(repository: Repository) -> Iterator[Finding]:
    """Name every link among the folders of sources and the files of the theme and the written pages."""
    for path in (*_folders(repository), *_copied(repository)):
        if path.is_symlink():
            # Resolved, the name would be that of the target.
            name = path.relative_to(repository.root).as_posix()
            yield Finding.of("ATD113", Place(name), detail=phrase("it is a link, a folder or missing"))


def _folders(repository: Repository) -> Iterator[Path]:
    """List the folders that hold records, schemas and translations; thousands of files in them are not asked."""
    root = repository.root
    yield from (root / collection.name for collection in repository.collections)
    yield from (root / name for name in ("docs", "schema", "locales"))
    for pattern in ("schema/*", "locales/*", "locales/*/*"):
        yield from sorted(root.glob(pattern))


def _copied(repository: Repository) -> Iterator[Path]:
    """List everything below the folder whose files reach the site as they are."""
    for place, folders, files in os.walk(repository.root / "docs"):
        folders.sort()
        yield from (Path(place) / name for name in (*folders, *sorted(files)))
