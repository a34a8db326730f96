"""``atd fix``: mend what needs no judgement."""

from __future__ import annotations

import difflib
import os
import tempfile
from pathlib import Path

import click

from atd.cli.check import record_files
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import Finding, Voice, phrase
from atd.mending import mend
from atd.reading import Repository, read_text

_TIDIED = phrase("fields put in order, spaces tidied")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@root_option
@language_option
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; show the changes and exit 1 if there are any."
)
def fix(paths: tuple[Path, ...], root: Path | None, speech: str | None, only_check: bool) -> int:
    """Mend how records are written, in all files or in the given PATHS.

    Fields are put in order, missing quotes and spaces added, dates and terms
    written in their current form. What a record says is never changed, and
    comments are kept.
    """
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    files = record_files(paths) if paths else [f for c in repository.collections for f in repository.files(c.name)]
    changed = [file for file in files if _fix(repository, file, voice, write=not only_check)]
    if not changed:
        click.echo(voice.say(phrase("Nothing that can be mended without a person’s judgement.")))
    elif not only_check:
        click.echo(voice.say(phrase("Look at the changes, then check with: {command}", command="atd check")))
    return 1 if only_check and changed else 0


def _fix(repository: Repository, file: Path, voice: Voice, *, write: bool) -> bool:
    """Mend one file and tell what was done; unreadable bytes are left to the check."""
    name = repository.relative(file)
    text = read_text(file, name)
    if isinstance(text, Finding):
        return False
    mended = mend(text, name, repository.collection_of(file).schema)
    if mended.text == text:
        return False
    if not write:
        click.echo("".join(difflib.unified_diff(text.splitlines(True), mended.text.splitlines(True), name, name)))
        return True
    _replace(file, mended.text)
    click.echo(voice.say(phrase("mended: {file}", file=name)))
    for finding in mended.followed:
        click.echo(f"  {finding.place.line:>4}  {finding.code}  {voice.say(finding.problem)} → {finding.suggestion!r}")
    if mended.tidied:
        click.echo(f"        {voice.say(_TIDIED)}")
    return True


def _replace(file: Path, text: str) -> None:
    """Exchange a file in one step, keeping its line ends and permissions."""
    ends = "\r\n" if b"\r\n" in file.read_bytes() else "\n"
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline=ends) as written:
            written.write(text)
        Path(temporary).chmod(file.stat().st_mode)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
