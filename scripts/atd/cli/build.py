"""``atd build`` and ``atd serve``: the site."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from atd.cli.root import open_repository, root_option
from atd.findings import RENDERERS, Severity, counts
from atd.site.publication import Publication, open_publication


@click.command()
@root_option
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; site/ if left out."
)
def build(root: Path | None, site_dir: Path | None) -> int:
    """Check everything, then build the site in every language.

    The site that was there before stays untouched until the new one is whole.
    """
    from atd.site.building import BuildFailureError, publish  # noqa: PLC0415, MkDocs takes a second to import

    started = time.monotonic()
    repository = open_repository(root)
    target = (site_dir or repository.root / str(repository.config.get("site_dir", "site"))).resolve()
    with _bar() as bar:
        task = bar.add_task("checking", total=None)

        def advance(language: str, done: int, total: int) -> None:
            bar.update(task, description=language, completed=done, total=total, refresh=True)

        publication = open_publication(repository.root, advance)
        if publication.errors:
            bar.stop()
            return _refuse(publication, target)
        try:
            pages = publish(publication, target)
        except BuildFailureError as failure:
            raise click.ClickException(f"{failure}\nThe previous site is unchanged: {target}") from failure
    click.echo(_summary(publication, target, pages, time.monotonic() - started))
    return 0


@click.command()
@root_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port of the preview.")
def serve(root: Path | None, address: str) -> int:
    """Show the site while you work; it is built again when a file changes."""
    from atd.site.building import run_preview  # noqa: PLC0415

    run_preview(open_repository(root).root, address)
    return 0


def _bar() -> Progress:
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


def _refuse(publication: Publication, target: Path) -> int:
    click.echo(RENDERERS["human"](publication.errors))
    click.echo(f"Nothing was published: mend the errors above. The previous site is unchanged: {target}", err=True)
    return 1


def _summary(publication: Publication, target: Path, pages: int, seconds: float) -> str:
    number = counts(publication.findings)
    records = sum(len(group) for group in publication.library.catalogue.records.values())
    command = f"{Path(sys.executable).name} -m http.server --directory {target}"
    return (
        f"{records} records × {len(publication.library.editions)} languages: {pages} pages in {seconds:.1f} s, "
        f"{number[Severity.WARNING]} warnings\n"
        f"The site is in {target}\n"
        f"Look at it with: {command}"
    )
