"""A whole site or none: built beside the old one and put in its place at once."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from mkdocs.exceptions import MkDocsException

from atd.caching import PART, Finished, Origin, discard
from atd.reading import Repository
from atd.site.keeping import Ground
from atd.site.parts import UnfitPartError, join_parts, write_parts
from atd.site.publication import Publication
from atd.site.sitemap import SITEMAP
from atd.site.workshop import Part, build_languages

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_PREFIX = ".site-building-"
_SITE = SITEMAP
"""What every site holds."""


Made = TypeVar("Made")


class BuildFailureError(Exception):
    """The site could not be built or put in place; the previous one is unchanged."""


def publish(
    publication: Publication, target: Path, ground: Ground | None = None, former: Finished | None = None
) -> Sequence[Part]:
    """Build the site and put it at ``target``; give its languages.

    What ``former`` holds already is taken over where it stands on the same ``ground``. Raises BuildFailureError, and
    leaves what was at ``target`` as it was, when anything fails. A killed build leaves only a folder that the next one removes.
    """

    def put_away(old: Path) -> None:
        discard(publication.repository.root, old)

    return _replace(
        target, _SITE, lambda work: build_languages(publication, work, ground, former), put_away if former else _remove
    )


def publish_parts(publication: Publication, languages: Sequence[str], origin: Origin, target: Path) -> Sequence[Part]:
    """Build some languages into ``target``, to be joined with others; otherwise as ``publish``."""
    return _replace(target, PART, lambda work: write_parts(publication, languages, origin, work))


def publish_joined(repository: Repository, parts: Sequence[Path], target: Path) -> int:
    """Join languages that were built apart into the site at ``target``; otherwise as ``publish``."""
    return _replace(target, _SITE, lambda work: join_parts(repository, parts, work))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _replace(target: Path, mark: str, make: Callable[[Path], Made], put_away: Callable[[Path], None] = _remove) -> Made:
    """Have a folder made beside the former one and put it in its place; ``mark`` is a file that both hold.

    The former one is put away.
    """
    _refuse_foreign_folder(target, mark)
    _remove_leftovers(target.parent)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=target.parent))
    except OSError as error:
        raise BuildFailureError(f"there is no room for the new site: {error.strerror}: {target.parent}") from error
    try:
        made = make(work)
        work.chmod(0o755)
        _put_in_place(work, target)
        if work.is_dir():
            put_away(work)
    except OSError as error:
        raise BuildFailureError(f"the new site could not be written: {_told(error)}") from error
    except UnfitPartError as error:
        raise BuildFailureError(str(error)) from error
    except (MkDocsException, BrokenProcessPool) as error:
        raise BuildFailureError(f"MkDocs stopped: {error}") from error
    finally:
        _remove(work)
    return made


def _told(error: OSError) -> str:
    """Say what the system refused, and for which file."""
    said = error.strerror or str(error)
    return f"{said}: {error.filename}" if error.filename else said


def _refuse_foreign_folder(target: Path, mark: str) -> None:
    """Never replace a folder that is not a site: the home folder, say; nor a site by some of its languages."""
    if target.is_dir() and any(target.iterdir()) and not (target / mark).is_file():
        what = "site" if mark == _SITE else "languages that were built apart"
        raise BuildFailureError(f"{target} is not empty and holds no {what}; choose another folder")
    if target.exists() and not target.is_dir():
        raise BuildFailureError(f"{target} is a file; choose another folder")


def _remove_leftovers(parent: Path) -> None:
    """Remove the folders of builds that were killed."""
    for folder in parent.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if not (owner.isdigit() and _runs(int(owner))):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _put_in_place(work: Path, target: Path) -> None:
    """Exchange the folders in one step where the system can, else in two."""
    if not target.exists() and _step_in(work, target):
        return
    if _exchange(work, target):
        return
    former = work.with_name(f"{work.name}-former")
    target.rename(former)
    try:
        work.rename(target)
    except OSError:
        former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _step_in(work: Path, target: Path) -> bool:
    """Take a free place; another build may be there first."""
    try:
        work.rename(target)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        return False
    return True


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders by renameat2(2), which Linux does without a moment between."""
    with contextlib.suppress(OSError, AttributeError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        done: int = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
        if done == 0:
            return True
        code = ctypes.get_errno()
        if code not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(code, os.strerror(code))
    return False
