"""``atd upkeep``: what is due, as the text of an issue."""

from __future__ import annotations

from pathlib import Path

import click

from atd.catalogue import build_catalogue
from atd.checking import check_repository
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.exports import upkeep as text_of
from atd.localising import load_editions
from atd.reading.dates import build_day


@click.command()
@root_option
@language_option
@click.option(
    "--links",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Report of `atd links --external`, to be told too.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def upkeep(root: Path | None, speech: str | None, links: Path | None, output: Path | None) -> int:
    """Tell what is due: entries to look at again, translations that fell behind, broken links.

    Written as Markdown, for one issue that is kept current.
    """
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    catalogue = build_catalogue(repository, check_repository(repository, today=build_day()).sound, build_day())
    text = text_of(catalogue, load_editions(catalogue), links.read_text(encoding="utf-8") if links else "", voice)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    return 0
