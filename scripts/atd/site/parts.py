"""Languages built apart, on as many machines as there are, and joined afterwards.

A part is a folder with a folder for each of its languages, as MkDocs wrote it, and
beside them what the joining must know: what it was made from, and a digest of every
language, so that parts that do not belong together are not joined.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atd.caching import PART, Origin, origin_of
from atd.reading import Repository
from atd.reading.dates import build_day
from atd.site.keeping import Keeping
from atd.site.publication import Publication
from atd.site.workshop import Part, build_parts, join


class UnfitPartError(Exception):
    """Parts do not belong together, or not to this repository; the message says which and why."""


@dataclass(frozen=True)
class _Batch:
    """What stands in one folder of parts."""

    folder: Path
    origin: Origin
    parts: tuple[Part, ...]


def write_parts(publication: Publication, languages: Sequence[str], origin: Origin, work: Path) -> list[Part]:
    """Build languages into ``work``, to be joined with others."""
    parts = build_parts(publication, {language: Keeping() for language in languages}, work)
    stated = {
        "origin": origin.stated,
        "parts": [
            {
                "language": part.language,
                "pages": part.pages,
                "sitemap": part.sitemap,
                "digest": _digest(work / part.language),
            }
            for part in parts
        ],
    }
    (work / PART).write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    return parts


def join_parts(repository: Repository, folders: Sequence[Path], work: Path) -> int:
    """Join the languages of several folders into a site in ``work``; give the number of pages.

    Raises UnfitPartError when a part was made from something else, was changed
    since, or when a language is missing or there twice.
    """
    batches = [_opened(folder) for folder in folders]
    _compare(batches, repository, origin_of(repository.root, build_day(), *(f.resolve() for f in folders)))
    there = {part.language: (batch.folder, part) for batch in batches for part in batch.parts}
    order = [language.code for language in repository.languages]
    copies = work / ".parts"
    for code in order:
        shutil.copytree(there[code][0] / code, copies / code)
    parts = [there[code][1] for code in order]
    join(repository, parts, copies, work)
    shutil.rmtree(copies)
    return sum(part.pages for part in parts)


def _opened(folder: Path) -> _Batch:
    try:
        stated = json.loads((folder / PART).read_text(encoding="utf-8"))
        parts = tuple(Part(p["language"], p["pages"], str(p["sitemap"])) for p in stated["parts"])
        digests = {p["language"]: p["digest"] for p in stated["parts"]}
        origin = Origin(**stated["origin"])
    except FileNotFoundError:
        raise UnfitPartError(f"{folder} holds no languages to be joined; make them with: atd build --lang") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UnfitPartError(f"{folder / PART} cannot be read: {error}") from error
    for language, digest in digests.items():
        if _digest(folder / language) != digest:
            raise UnfitPartError(f"{folder / language} is not as it was built: files are missing or were changed")
    return _Batch(folder, origin, parts)


_OTHERWISE = {
    "contents": "from other files of the repository (another commit, perhaps)",
    "program": "by another version of the program or of its libraries",
    "day": "on another day; set SOURCE_DATE_EPOCH for all of them",
}


def _compare(batches: Sequence[_Batch], repository: Repository, here: Origin) -> None:
    """Refuse parts that differ in what they were made from, and languages that are missing or there twice."""
    first = batches[0]
    wanted = replace(here, day=first.origin.day)
    for batch in batches:
        for name, one in batch.origin.stated.items():
            if one != wanted.stated[name]:
                beside = first.folder if name == "day" else repository.root
                raise UnfitPartError(f"{batch.folder} was built {_OTHERWISE[name]} than {beside}")
    found = [part.language for batch in batches for part in batch.parts]
    languages = [language.code for language in repository.languages]
    if twice := sorted({code for code in found if found.count(code) > 1}):
        raise UnfitPartError(f"there twice: {', '.join(twice)}")
    if missing := [code for code in languages if code not in found]:
        raise UnfitPartError(f"missing: {', '.join(missing)}; build them with: atd build --lang {missing[0]}")


def _digest(folder: Path) -> str:
    """Digest of every file below a folder, with its name."""
    digest = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(place, name)  # noqa: PTH118, thousands of paths
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                content = hashlib.sha256(file.read()).digest()
            digest.update(os.fsencode(os.path.relpath(path, folder)) + b"\0" + content)
    return digest.hexdigest()
