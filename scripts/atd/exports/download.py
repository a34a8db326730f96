"""Files that stand beside the pages of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

SHARED = "data"
"""Folder at the root of the site to which every language adds files of its own."""


@dataclass(frozen=True)
class Download:
    """A file beside the pages of one language."""

    path: str
    """Address below the language, such as ``translate/practices/zm-release-all.po``."""
    content: Callable[[], bytes] = field(repr=False)
    """Make the file."""
    from_root: bool = False
    """The address begins at the root of the site, in the folder that all languages share."""
    watched: bool = False
    """Records are read for it when it is made and not before, so it may be taken over where none of them changed."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The one address."""
        return (self.path,)


@dataclass(frozen=True)
class DownloadFolder:
    """Many files in one folder, from the root of the site; written at once because there are thousands."""

    path: str
    """Address of the folder, in the one that all languages share."""
    contents: Callable[[], Iterable[tuple[str, bytes]]] = field(repr=False)
    """Make the files, each with its name."""
    names: tuple[str, ...] = field(default=(), repr=False)
    """Their names, known before they are made."""
    from_root: ClassVar[bool] = True

    @property
    def paths(self) -> tuple[str, ...]:
        """The address of each."""
        return tuple(f"{self.path}/{name}" for name in self.names)
