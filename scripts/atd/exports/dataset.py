"""The data set as one file: the same bytes for the same content."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from atd.exports.archive import packable
from atd.reading import Repository

_ALSO = ("LICENSE-CONTENT", "CITATION.cff")
_SUMS = "SHA256SUMS"


def write_dataset(repository: Repository, folder: Path, today: date) -> Path:
    """Pack records, schemas, vocabularies and translations; beside them stand the checksums."""
    name = f"{repository.root.resolve().name}-{today.isoformat()}"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for member in sorted(m for m in _members(repository) if packable(m, m.relative_to(repository.root).as_posix())):
            # The day of the build stands for the time of each file, which differs from copy to copy.
            entry = zipfile.ZipInfo(
                f"{name}/{repository.relative(member)}", (today.year, today.month, today.day, 0, 0, 0)
            )
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, member.read_bytes())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / _SUMS).write_text(f"{digest}  {file.name}\n", encoding="utf-8")
    return file


def _members(repository: Repository) -> Iterator[Path]:
    for collection in repository.collections:
        yield from repository.files(collection.name)
    yield from (repository.root / "schema").rglob("*.json")
    yield from (repository.root / "schema").rglob("*.yaml")
    yield from (repository.root / "locales").rglob("*.po")
    yield from (file for name in _ALSO if (file := repository.root / name).is_file())
