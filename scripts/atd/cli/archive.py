"""``atd archive``: the data set as one file."""

from __future__ import annotations

from pathlib import Path

import click

from atd.cli.root import open_repository, root_option
from atd.exports import write_dataset
from atd.reading.dates import build_day


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@root_option
def archive(folder: Path, root: Path | None) -> int:
    """Pack the records, schemas, vocabularies and translations into a file in DIR, with its checksum.

    The same content on the same day gives the same bytes.
    """
    click.echo(write_dataset(open_repository(root), folder, build_day()))
    return 0
