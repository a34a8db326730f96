"""``atd translate``: translation files in step with the originals."""

from __future__ import annotations

from pathlib import Path

import click

from atd.caching import Store, open_store
from atd.catalogue import Catalogue, build_catalogue
from atd.checking import check_repository
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import phrase
from atd.localising import confirm, languages_of, load_editions, start_translation, synchronise
from atd.localising.po import UnreadablePoError
from atd.reading import Repository
from atd.reading.dates import build_day


@click.group()
def translate() -> None:
    """Keep translation files in step with the records."""


@translate.command()
@root_option
@language_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file is behind.")
def sync(root: Path | None, speech: str | None, only_check: bool) -> int:
    """Bring every translation file up to date with what it translates."""
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    try:
        with open_store(repository.root, build_day().isoformat()) as store:
            changes = synchronise(_catalogue(repository, store), write=not only_check, store=store)
    except UnreadablePoError as error:
        raise click.ClickException(f"a translation file cannot be read ({error}); `atd check` shows which") from error
    for change in changes:
        numbers = phrase(
            "{file}: new: {new}, now out of date: {outdated}, removed: {removed}",
            file=change.path, new=change.added, outdated=change.outdated, removed=change.removed,
        )  # fmt: skip
        click.echo(voice.say(numbers))
    if not changes:
        click.echo(voice.say(phrase("All translation files are up to date.")))
    return 1 if only_check and changes else 0


@translate.command()
@click.argument("language")
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@root_option
@click.option("--machine", is_flag=True, help="Mark the files as machine translation.")
def start(language: str, identifiers: tuple[str, ...], root: Path | None, machine: bool) -> int:
    """Create translation files in LANGUAGE for the records with these IDs."""
    repository = open_repository(root)
    if language not in [known.code for known in repository.languages]:
        names = ", ".join(known.code for known in repository.languages)
        raise click.UsageError(f"{language!r} is no language of this site; it has {names}")
    catalogue = _catalogue(repository)
    known = {record.id for records in catalogue.records.values() for record in records}
    if unknown := [identifier for identifier in identifiers if identifier not in known]:
        raise click.UsageError(f"there is no record {', '.join(unknown)}")
    for file in start_translation(catalogue, language, identifiers, machine=machine):
        click.echo(f"created: {repository.relative(file)}")
    return 0


@translate.command("confirm")
@click.argument("language")
@click.argument("identifier", metavar="ID")
@click.argument("fields", metavar="[FIELD]...", nargs=-1)
@root_option
@language_option
def confirm_(*, language: str, identifier: str, fields: tuple[str, ...], root: Path | None, speech: str | None) -> int:
    """Say that you looked at machine translations of the record ID in LANGUAGE and found them right.

    FIELD is the name of a text, such as summary or caveats.no-evaluation; all that are current if left out.
    """
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    try:
        marked = confirm(_catalogue(repository), language, identifier, fields)
    except LookupError as error:
        raise click.UsageError(
            voice.say(
                phrase("{name} has no current translation into {language}", name=error.args[0], language=language)
            )
        ) from error
    for name in marked:
        click.echo(voice.say(phrase("confirmed: {name}", name=name)))
    if not marked:
        click.echo(voice.say(phrase("Everything was confirmed already.")))
    return 0


@translate.command()
@root_option
def status(root: Path | None) -> int:
    """Show how much is translated into each language."""
    repository = open_repository(root)
    catalogue = _catalogue(repository)
    editions = load_editions(catalogue)
    records = [record for group in catalogue.records.values() for record in group]
    click.echo(f"{'':6}{'interface and terms':>22}{'records complete':>20}{'texts':>10}{'out of date':>14}")
    for code, edition in editions.items():
        covers = [edition.open(record).coverage for record in records]
        whole = sum(code in languages_of(record, editions) for record in records)
        share = 100 * sum(c.translated for c in covers) // max(1, sum(c.total for c in covers))
        done = "complete" if edition.locale.complete else "incomplete"
        click.echo(
            f"{code:6}{done:>22}{f'{whole} of {len(records)}':>20}{f'{share} %':>10}{sum(c.outdated for c in covers):>14}"
        )
    return 0


def _catalogue(repository: Repository, store: Store | None = None) -> Catalogue:
    result = check_repository(repository, today=build_day(), store=store)
    if not result.passed:
        raise click.ClickException("the records have errors; mend them first: atd check")
    return build_catalogue(repository, result, build_day())
