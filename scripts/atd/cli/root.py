"""The options that every command has: which repository, and in which language to speak."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from atd.findings import Voice
from atd.localising import load_locale
from atd.reading import Repository
from atd.reading.dates import build_day

F = TypeVar("F", bound=Callable[..., Any])

root_option: Callable[[F], F] = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the repository; the nearest one holding mkdocs.yml if left out.",
)

language_option: Callable[[F], F] = click.option(
    "--messages",
    "speech",
    metavar="LANGUAGE",
    help="Language of the messages, such as fr; that of the terminal if left out, or English.",
)


def open_repository(root: Path | None) -> Repository:
    """Open the repository of a command; raises RepositoryError when there is none.

    Raises click.UsageError when the day that was stated is none, before anything depends on it.
    """
    try:
        build_day()
    except (ValueError, OverflowError, OSError) as error:
        stated = os.environ.get("SOURCE_DATE_EPOCH")
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {stated!r} and no moment in seconds since 1970") from error
    return Repository.find((root or Path.cwd()).resolve())


def open_voice(repository: Repository, speech: str | None) -> Voice:
    """Speak the language asked for, or that of the terminal where the site has it.

    Raises click.UsageError when the site lacks the language asked for.
    """
    known = [language.code for language in repository.languages]
    if speech is not None and speech not in known:
        raise click.UsageError(f"{speech!r} is no language of this site; it has {', '.join(known)}")
    code = speech or next((code for code in _terminal() if code in known), repository.default_language)
    base = str(repository.config.get("site_url", "")).rstrip("/")
    below = "" if code == repository.default_language else f"{code}/"
    return Voice(load_locale(repository, code).messages, code, f"{base}/{below}contribute/codes/" if base else "")


def _terminal() -> list[str]:
    """List the languages of the terminal, as gettext finds them."""
    named = next(
        (os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    tags = [tag.partition(".")[0].partition("@")[0].replace("_", "-") for tag in named.split(":")]
    return [form for tag in tags for form in (tag, tag.partition("-")[0]) if form]
