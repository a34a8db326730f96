"""Former sites, removed while the next build reads: the disk keeps whoever removes thousands of files waiting.

They lie in ``.cache``, where they may be deleted at any time; most of their files are shared with the site.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from atd.sharing import meanwhile


def discard(root: Path, folder: Path) -> None:
    """Put a folder away; it is removed at once where that cannot be, as between two disks."""
    home = _home(root)
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder.rename(Path(tempfile.mkdtemp(dir=home)) / folder.name)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def clearing(root: Path) -> Iterator[None]:
    """Remove what was put away before while something else is done; wait for it at the end."""
    waiting = list(_home(root).glob("*"))
    if not waiting:
        yield
        return
    with meanwhile(partial(_remove, waiting)):
        yield


def _remove(folders: Sequence[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _home(root: Path) -> Path:
    return root / ".cache" / "atd" / "former"
