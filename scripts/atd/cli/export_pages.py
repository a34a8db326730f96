"""``atd export-pages``: the site as plain files, for other generators."""

from __future__ import annotations

import os
from pathlib import Path

import click

from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import RENDERERS, Report, phrase


@click.command("export-pages")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@root_option
@language_option
@click.option("--theme", default="materialx", show_default=True, help="Theme that the configuration names.")
def export_pages(folder: Path, root: Path | None, speech: str | None, theme: str) -> int:
    """Write every page, and the files beside them, into the new folder DIR for other generators.

    DIR/README.md says how to build a site from them without this program. The
    layout of the pages, the search of this site and what its scripts do stay behind.
    """
    from atd.site.departure import depart  # noqa: PLC0415, other commands do not need it
    from atd.site.publication import open_publication  # noqa: PLC0415

    repository = open_repository(root)
    voice = open_voice(repository, speech)
    if folder.exists() and os.listdir(folder):  # noqa: PTH208, a name is enough
        raise click.UsageError(f"{folder} is not empty; choose a new folder")
    publication = open_publication(repository.root)
    if publication.errors:
        click.echo(RENDERERS["human"](Report(publication.errors, voice)))
        return 1
    pages = depart(publication.library, folder, theme)
    click.echo(voice.say(phrase("Pages: {pages}. Open {file}", pages=pages, file=folder / "README.md")))
    return 0
