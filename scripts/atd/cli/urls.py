"""``atd urls``: the list of addresses that keep working."""

from __future__ import annotations

from pathlib import Path

import click

from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import phrase


@click.command()
@root_option
@language_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a published address leads nowhere.")
def urls(root: Path | None, speech: str | None, only_check: bool) -> int:
    """Add new addresses to the list of published ones, and find those that lead nowhere now."""
    from atd.site import addresses  # noqa: PLC0415, with all pages
    from atd.site.publication import open_publication  # noqa: PLC0415

    repository = open_repository(root)
    voice = open_voice(repository, speech)
    publication = open_publication(repository.root)
    if publication.errors:
        raise click.ClickException("the records have errors; mend them first: atd check")
    found = addresses.compare(publication.library)
    for address in found.gone:
        click.echo(voice.say(phrase("leads nowhere: {address}", address=address)))
    if found.gone:
        advice = phrase(
            "Bring the entry back, withdraw it, or name its identifier in redirect_from of the one that took its place."
        )
        click.echo(voice.say(advice), err=True)
    if not only_check and found.new:
        addresses.write(repository.root, [*found.listed, *found.new])
        click.echo(voice.say(phrase("Added: {number}", number=len(found.new))))
    return 1 if found.gone else 0
