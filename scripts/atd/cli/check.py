"""``atd check``: is everything fit to be published?"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from atd.caching import Store, open_store
from atd.catalogue import build_catalogue
from atd.checking import Check, VocabularyError, check_repository
from atd.cli.changes import changed_files
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import RENDERERS, Report, Severity, Voice, phrase
from atd.findings.rendering.markdown import summary
from atd.localising import Edition, load_editions
from atd.reading import Repository
from atd.reading.dates import build_day
from atd.sharing import hoarding


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@root_option
@language_option
@click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="human", help="How findings are written.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write them to a file.")
@click.option("--changed-since", metavar="COMMIT", help="Tell first what is wrong in files changed since this commit.")
@click.option(
    "--compare-with",
    "sources",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also look for words copied from this text file; may be given several times.",
)
@click.option("--summary", "counted", is_flag=True, help="Also count what the repository holds; human or json.")
def check(
    *,
    paths: tuple[Path, ...],
    root: Path | None,
    speech: str | None,
    form: str,
    output: Path | None,
    changed_since: str | None,
    sources: tuple[Path, ...],
    counted: bool,
) -> int:
    """Check all records, or the given PATHS (files or folders).

    Exit code 0: nothing wrong; 1: errors found; 2: wrong use; 3: internal failure.
    """
    if counted and (paths or form not in ("human", "json")):
        raise click.UsageError(
            "--summary counts the whole repository, for people or as JSON: leave out PATHS, or choose --format human or json"
        )
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    only = record_files(paths) if paths else None
    today = build_day()
    with hoarding(), open_store(repository.root, today.isoformat()) as store:
        try:
            result = check_repository(repository, today=today, only=only, sources=_texts(sources), store=store)
        except VocabularyError as error:
            if counted:
                raise
            result = Check(error.findings, ())
        whole = only is None and bool(result.entries) and (result.passed or counted)
        editions = _editions(repository, result, store) if whole else {}
    # A broken record would make its translations look stray.
    translations = [f for edition in editions.values() for f in edition.findings] if result.passed else []
    findings = (*result.findings, *translations)
    numbers, tables = _counted(editions, result.passed, voice) if counted else (None, "")
    report = Report(
        findings, voice, changed_files(repository, changed_since) if changed_since else frozenset(), numbers
    )
    written = RENDERERS[form](report)
    if form == "human":
        written = "\n".join(filter(None, (written, tables)))
    if output:
        output.write_text(written + "\n", encoding="utf-8")
    elif written:
        click.echo(written)
    if form == "human":
        click.echo(_closing_line(report, len(only or result.entries), paths), err=True)
        if result.entries:
            _mention_stale_schemas(repository)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def record_files(paths: Sequence[Path]) -> list[Path]:
    """List the files that are named, and those in folders that are named."""
    files: list[Path] = []
    for path in paths:
        files += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return files


def _texts(files: Sequence[Path]) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}


def _editions(repository: Repository, result: Check, store: Store) -> dict[str, Edition]:
    """Compare translations with the originals; records with errors cannot be trusted and are left out."""
    return load_editions(build_catalogue(repository, result.sound, build_day()), store)


def _counted(editions: Mapping[str, Edition], passed: bool, voice: Voice) -> tuple[Mapping[str, object], str]:
    """Count what the repository holds, for programs and for people."""
    from atd.cli.summary import render_summary, summarise  # noqa: PLC0415, templates take long to import

    locale = editions[voice.language].locale
    summary = summarise(editions, locale, whole=passed)
    return summary.document(voice), render_summary(summary, voice, locale)


def _closing_line(report: Report, files: int, paths: Sequence[Path]) -> str:
    voice = report.voice
    checked = voice.ngettext("{num} record checked", "{num} records checked", files)
    if not report.findings:
        return voice.say(phrase("{checked}: nothing to mend.", checked=checked))
    again = shlex.join(["atd", "check", *map(str, paths)])
    lines = [
        phrase("{checked}: {found}.", checked=checked, found=summary(report)),
        phrase("Check again with: {command}", command=again),
    ]
    if any(finding.code.startswith("ATD1") for finding in report.findings):
        lines.insert(1, phrase("What cannot be read yet may hide other mistakes; check again after mending."))
    if voice.codes:
        lines.append(phrase("Every code is explained at {address}", address=voice.codes))
    return "\n".join(map(voice.say, lines))


def _mention_stale_schemas(repository: Repository) -> None:
    from atd.exports import stale_editor_schemas  # noqa: PLC0415, exports are many, and most checks are for programs

    for file in stale_editor_schemas(repository):
        click.echo(f"{repository.relative(file)} is out of date; run: atd schema", err=True)
