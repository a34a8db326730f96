"""The option that every command has: which repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from atd.reading import Repository

F = TypeVar("F", bound=Callable[..., Any])

root_option: Callable[[F], F] = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the repository; the nearest one holding mkdocs.yml if left out.",
)


def open_repository(root: Path | None) -> Repository:
    """Open the repository of a command; raises RepositoryError when there is none."""
    return Repository.find((root or Path.cwd()).resolve())
