"""``atd new``: a file to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from atd.cli.root import open_repository, root_option
from atd.exports import template
from atd.site.publication import build_day


@click.command()
@click.argument("identifier", metavar="ID")
@root_option
@click.option("--language", help="Language in which you write, such as fr; the site's first language if left out.")
@click.option("--collection", help="Folder of the new record; the first collection if left out.")
def new(identifier: str, root: Path | None, language: str | None, collection: str | None) -> int:
    """Write a commented file for the record ID, to be filled in."""
    repository = open_repository(root)
    names = [known.name for known in repository.collections]
    if collection is not None and collection not in names:
        raise click.UsageError(f"there is no collection {collection}; there are: {', '.join(names)}")
    chosen = repository.collection(collection or names[0])
    given = {"id": identifier, "language": language or repository.default_language}
    for name, value in given.items():
        if not chosen.schema.fits((name,), value):
            node = chosen.schema.node((name,))
            raise click.UsageError(f"{value!r} cannot stand for “{node['title']}”: {node['x-help']['fix']}")
    file = repository.root / chosen.name / f"{identifier}.yaml"
    if file.exists():
        raise click.UsageError(f"{repository.relative(file)} exists already")
    text = template(chosen.schema, **given, today=build_day().isoformat())
    file.write_text(text, encoding="utf-8")
    click.echo(
        f"written: {repository.relative(file)}\nFill it in, then check it with: atd check {repository.relative(file)}"
    )
    return 0
