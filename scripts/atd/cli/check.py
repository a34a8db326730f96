"""``atd check``: is everything fit to be published?"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from atd.catalogue import build_catalogue
from atd.checking import Check, check_repository
from atd.cli.root import open_repository, root_option
from atd.exports import stale_editor_schemas
from atd.findings import RENDERERS, Finding, Severity, counts
from atd.localising import load_editions
from atd.reading import Repository
from atd.site.publication import build_day


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@root_option
@click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="human", help="How findings are written.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write them to a file.")
def check(paths: tuple[Path, ...], root: Path | None, form: str, output: Path | None) -> int:
    """Check all records, or the given PATHS (files or folders).

    Exit code 0: nothing wrong; 1: errors found; 2: wrong use; 3: internal failure.
    """
    repository = open_repository(root)
    only = _record_files(paths) if paths else None
    result = check_repository(repository, today=build_day(), only=only)
    findings = [*result.findings, *(_translations(repository, result) if only is None else ())]
    written = RENDERERS[form](findings)
    if output:
        output.write_text(written + "\n", encoding="utf-8")
    elif written:
        click.echo(written)
    if form == "human":
        click.echo(_closing_line(findings, len(only or result.entries), paths), err=True)
        _mention_stale_schemas(repository)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _record_files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        files += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return files


def _translations(repository: Repository, result: Check) -> list[Finding]:
    """Compare translations with the originals, once those can be trusted."""
    if not result.passed:
        return []
    editions = load_editions(build_catalogue(repository, result, build_day()))
    return [finding for edition in editions.values() for finding in edition.findings]


def _closing_line(findings: Sequence[Finding], files: int, paths: Sequence[Path]) -> str:
    number = counts(findings)
    if not findings:
        return f"{_plural(files, 'record')} checked: nothing to mend."
    again = shlex.join(["atd", "check", *map(str, paths)])
    return (
        f"{_plural(files, 'record')} checked: {_plural(number[Severity.ERROR], 'error')}, "
        f"{_plural(number[Severity.WARNING], 'warning')}. Check again with: {again}"
    )


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _mention_stale_schemas(repository: Repository) -> None:
    for file in stale_editor_schemas(repository):
        click.echo(f"{repository.relative(file)} is out of date; run: atd schema", err=True)
