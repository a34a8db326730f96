"""``atd new``: a file to fill in, or questions to answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from atd.checking import check_repository
from atd.cli.interview import Interview
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.exports import template
from atd.findings import RENDERERS, Finding, Report, Voice, phrase
from atd.localising import load_locale
from atd.reading import Collection, Repository
from atd.reading.dates import build_day


@click.command()
@click.argument("identifier", metavar="ID")
@root_option
@language_option
@click.option("--language", help="Language in which you write, such as fr; that of the messages if left out.")
@click.option("--collection", help="Folder of the new record; the first collection if left out.")
@click.option("--interactive", is_flag=True, help="Answer questions in the terminal instead of filling in the file.")
def new(
    *,
    identifier: str,
    root: Path | None,
    speech: str | None,
    language: str | None,
    collection: str | None,
    interactive: bool,
) -> int:
    """Write a commented file for the record ID, to be filled in.

    The folder may stand before it, as in exchanges/zm-workshop-2026.
    """
    repository = open_repository(root)
    voice = open_voice(repository, speech)
    folder, _slash, identifier = identifier.rpartition("/")
    if folder and collection not in (None, folder):
        raise click.UsageError(f"{folder} and {collection} are two collections")
    chosen = _collection(repository, folder or collection)
    today = build_day().isoformat()
    given = {"id": identifier, "language": language or voice.language, "last_verified": today}
    for name, value in given.items():
        if not chosen.schema.fits((name,), value):
            refusal = phrase(
                "{value} cannot stand for “{label}”: {advice}",
                value=repr(value), label=chosen.schema.label((name,)), advice=chosen.schema.advice((name,)),
            )  # fmt: skip
            raise click.UsageError(voice.say(refusal))
    file = repository.root / chosen.name / f"{identifier}.yaml"
    if file.exists():
        raise click.UsageError(voice.say(phrase("{file} exists already", file=repository.relative(file))))
    file.parent.mkdir(exist_ok=True)
    file.write_text(template(chosen.schema, given, voice), encoding="utf-8")
    if interactive:
        return _interview(repository, chosen, file, given, voice)
    click.echo(voice.say(phrase("written: {file}", file=repository.relative(file))))
    click.echo(voice.say(phrase("Fill it in, then check it with: {command}", command=_again(repository, file))))
    return 0


def _collection(repository: Repository, name: str | None) -> Collection:
    names = [known.name for known in repository.collections]
    if name is not None and name not in names:
        raise click.UsageError(f"there is no collection {name}; there are: {', '.join(names)}")
    return repository.collection(name or names[0])


def _again(repository: Repository, file: Path) -> str:
    return f"atd check {repository.relative(file)}"


def _interview(repository: Repository, collection: Collection, file: Path, given: dict[str, Any], voice: Voice) -> int:
    """Ask for every required field, then for what the check misses; every answer is in the file at once."""

    def save(values: dict[str, Any]) -> None:
        file.write_text(template(collection.schema, {**given, **values}, voice), encoding="utf-8")

    talk = Interview(collection.schema, load_locale(repository, voice.language), voice, save)
    click.echo(voice.say(phrase("An empty answer leaves a field open; a question mark shows the terms. Ctrl+C ends: what you answered is in {file}.", file=repository.relative(file))))  # fmt: skip
    try:
        for name in collection.schema.root["required"]:
            if name not in given:
                talk.ask_for(name)
        _mend(repository, collection, file, talk, voice)
    except click.Abort:
        click.echo()
    findings = _findings(repository, file)
    click.echo(RENDERERS["human"](Report(tuple(findings), voice)))
    click.echo(voice.say(phrase("written: {file}", file=repository.relative(file))))
    click.echo(voice.say(phrase("Check it with: {command}", command=_again(repository, file))))
    return 0


def _mend(repository: Repository, collection: Collection, file: Path, talk: Interview, voice: Voice) -> None:
    """Ask again about the fields that the check complains of, each once."""
    asked: set[str] = set()
    while True:
        open_ = [(f.field.partition(".")[0], f) for f in _findings(repository, file)]
        waiting = [(name, f) for name, f in open_ if name in collection.schema.order and name not in asked]
        if not waiting:
            return
        name, finding = waiting[0]
        asked.add(name)
        click.secho(f"\n{finding.code}  {voice.say(finding.problem)}", fg="yellow")
        click.echo(f"  {voice.say(finding.why)}\n  {voice.say(finding.fix)}")
        talk.ask_for(name)


def _findings(repository: Repository, file: Path) -> list[Finding]:
    return list(check_repository(repository, today=build_day(), only=[file]).findings)
