"""``atd build``, ``atd merge`` and ``atd serve``: the site."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from atd.caching import Finished, Origin, clearing, finish, finished, lasts, origin_of
from atd.checking import VocabularyError
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import RENDERERS, Finding, Report, Severity, Voice, counts, phrase
from atd.reading import Repository
from atd.reading.dates import build_day
from atd.sharing import hoarding, meanwhile

if TYPE_CHECKING:
    from rich.progress import Progress


@click.command()
@root_option
@language_option
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; site/ if left out."
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="Build this language alone, for `atd merge`; may be given several times. Needs --site-dir.",
)
def build(root: Path | None, speech: str | None, site_dir: Path | None, languages: tuple[str, ...]) -> int:
    """Check everything, then build the site in every language.

    The site that was there before stays untouched until the new one is whole.
    What is coming and what is past is told as of today, or as of SOURCE_DATE_EPOCH (seconds since 1970) where it is set.

    With --lang, one or some languages are built into a folder; `atd merge` joins such folders into a site.
    """
    started = time.monotonic()
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    wanted = _chosen(repository, languages, site_dir)
    usual = repository.root / str(repository.config.get("site_dir", "site"))
    target = (site_dir or usual).resolve()
    origin = origin_of(repository.root, build_day(), target, usual)
    site = finished(repository.root, target)
    if site is None or site.origin != origin or wanted:
        with clearing(repository.root), meanwhile(partial(_compile, repository.root)):
            made = _build(repository, voice, _Job(target, tuple(wanted), origin, site))
        if isinstance(made, int):
            return made
        site = made
        # A file that was changed while its page was made would be taken for what stands on the page.
        if not wanted and lasts(origin, repository.root, build_day(), target, usual):
            finish(repository.root, site)
    click.echo(_summary(site.numbers, target, time.monotonic() - started, voice))
    return 0


@dataclass(frozen=True)
class _Job:
    """What is to be built, and where."""

    target: Path
    wanted: tuple[str, ...]
    """Languages to be built apart; none for the whole site."""
    origin: Origin
    former: Finished | None


def _compile(root: Path) -> None:
    """Compile the templates of pages while records are read, which a single process begins."""
    from atd.pages import compile_templates  # noqa: PLC0415, as below

    compile_templates(root)


def _build(repository: Repository, voice: Voice, job: _Job) -> int | Finished:
    """Build everything, or the languages wanted; give the site, or the exit code for errors."""
    from atd.site.building import BuildFailureError, publish, publish_parts  # noqa: PLC0415, MkDocs takes a second
    from atd.site.keeping import Ground, ground_of, written  # noqa: PLC0415
    from atd.site.publication import open_publication  # noqa: PLC0415

    with _bar() as bar:
        task = bar.add_task("checking", total=None)

        def advance(language: str, done: int, total: int) -> None:
            bar.update(task, description=language, completed=done, total=total, refresh=True)

        try:
            with hoarding():
                publication = open_publication(repository.root, advance)
                errors = publication.errors
                ground = Ground() if errors else ground_of(publication, job.origin)
        except VocabularyError as error:
            errors = error.findings
        if errors:
            bar.stop()
            return _refuse(errors, job.target, voice)
        try:
            if job.wanted:
                parts = publish_parts(publication, job.wanted, job.origin, job.target)
            else:
                parts = publish(publication, job.target, ground, job.former)
        except BuildFailureError as failure:
            raise click.ClickException(f"{failure}\nThe previous site is unchanged: {job.target}") from failure
    numbers = {
        "records": sum(len(group) for group in publication.library.catalogue.records.values()),
        "languages": len(job.wanted or publication.library.editions),
        "pages": sum(part.pages for part in parts),
        "warnings": counts(publication.findings)[Severity.WARNING],
    }
    reads = written(ground, {part.language: part.reads for part in parts})
    return Finished(job.target, job.origin, numbers, reads)


@click.command()
@click.argument("target", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))
@click.argument(
    "parts", metavar="PART...", nargs=-1, required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)  # fmt: skip
@root_option
@language_option
def merge(target: Path, parts: tuple[Path, ...], root: Path | None, speech: str | None) -> int:
    """Join languages built by `atd build --lang` into one site in OUT.

    The site is the same as one built at once. All parts must be of the same files, program and day.
    """
    from atd.site.building import BuildFailureError, publish_joined  # noqa: PLC0415

    repository = open_repository(root)
    voice = open_voice(repository, speech)
    try:
        pages = publish_joined(repository, parts, target.resolve())
    except BuildFailureError as failure:
        raise click.ClickException(f"{failure}\nThe previous site is unchanged: {target}") from failure
    counted = phrase("Languages: {languages}; pages: {pages}", languages=len(repository.languages), pages=pages)
    click.echo("\n".join((voice.say(counted), voice.say(phrase("The site is in {folder}", folder=target)))))
    return 0


def _chosen(repository: Repository, languages: tuple[str, ...], site_dir: Path | None) -> list[str]:
    """Give the languages asked for in the order of the menu; none for the whole site."""
    known = [language.code for language in repository.languages]
    for code in languages:
        if code not in known:
            raise click.UsageError(f"{code!r} is no language of this site; it has {', '.join(known)}")
    if languages and site_dir is None:
        raise click.UsageError("--lang needs a folder of its own: --site-dir")
    return [code for code in known if code in languages]


@click.command()
@root_option
@language_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port of the preview.")
def serve(root: Path | None, address: str, speech: str | None) -> int:
    """Show the site while you work; the page that is open follows every change.

    Pages are made when they are opened. Records with errors are left out, and told of here.
    """
    from atd.site.serving import serve as run  # noqa: PLC0415

    repository = open_repository(root)
    voice = open_voice(repository, speech)

    def tell(findings: tuple[Finding, ...]) -> None:
        if findings:
            click.echo(RENDERERS["human"](Report(findings, voice)))

    try:
        run(repository.root, address, tell, lambda line: click.echo(line, err=True))
    except VocabularyError as error:
        tell(error.findings)
        return 1
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{address} cannot be served: {error}") from error
    return 0


def _bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415, other commands need no progress bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        auto_refresh=False,  # a thread of its own would be copied into the building processes
        transient=True,
        disable=not console.is_terminal,
    )


def _refuse(errors: tuple[Finding, ...], target: Path, voice: Voice) -> int:
    click.echo(RENDERERS["human"](Report(errors, voice)))
    click.echo(
        voice.say(
            phrase(
                "Nothing was published: mend the errors above. The previous site is unchanged: {folder}", folder=target
            )
        ),
        err=True,
    )
    return 1


def _summary(numbers: Mapping[str, int], target: Path, seconds: float, voice: Voice) -> str:
    command = f"{Path(sys.executable).name} -m http.server --directory {target}"
    lines = (
        phrase(
            "Records: {records}; languages: {languages}; pages: {pages}; seconds: {seconds}; warnings: {warnings}",
            **numbers, seconds=f"{seconds:.1f}",
        ),
        phrase("The site is in {folder}", folder=target),
        phrase("Look at it with: {command}", command=command),
    )  # fmt: skip
    return "\n".join(map(voice.say, lines))
