"""``atd schema``: the schemas that editors use, and the forms that people fill in."""

from __future__ import annotations

from pathlib import Path

import click

from atd.cli.root import open_repository, root_option
from atd.exports import stale_editor_schemas, write_editor_schemas
from atd.intake import stale_forms, write_forms


@click.command()
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file is out of date.")
def schema(root: Path | None, only_check: bool) -> int:
    """Generate the editors' schemas and the issue forms from schema/ and its vocabularies."""
    repository = open_repository(root)
    if only_check:
        stale = [*stale_editor_schemas(repository), *stale_forms(repository)]
        for file in stale:
            click.echo(f"{repository.relative(file)} is out of date; run: atd schema")
        return 1 if stale else 0
    for file in [*write_editor_schemas(repository), *write_forms(repository)]:
        click.echo(f"written: {repository.relative(file)}")
    return 0
