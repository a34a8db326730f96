"""``atd from-issue``: a record from the text of an issue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import click

from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import phrase
from atd.reading import Collection, Repository
from atd.reading.dates import build_day


@click.command("from-issue")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@root_option
@language_option
@click.option("--collection", help="Folder of the new record; found by the issue’s labels, or the first with a form.")
@click.option("--event", is_flag=True, help="FILE is the event of a workflow run: JSON that holds an issue.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was found to this file instead of showing it.",
)
def from_issue(
    *,
    file: IO[str],
    root: Path | None,
    speech: str | None,
    collection: str | None,
    event: bool,
    report_file: Path | None,
) -> int:
    """Write a record from FILE, the text of an issue made with the form ("-" reads what is typed).

    What is wrong with the record is told as Markdown. The text is only ever
    read: nothing in it is run. Exit code 1 when it holds no answer to the form.
    """
    from atd.intake import receive  # noqa: PLC0415, other commands do not need it

    repository = open_repository(root)
    voice = open_voice(repository, speech)
    body, labels = _opened(file.read()) if event else (file.read(), ())
    chosen = _collection(repository, collection, labels)
    received = receive(repository, chosen, body, build_day(), voice)
    if received is None:
        click.echo(voice.say(phrase("No answer to the form was found in this text.")), err=True)
        return 1
    if report_file:
        report_file.write_text(received.report + "\n", encoding="utf-8")
        click.echo(voice.say(phrase("written: {file}", file=repository.relative(received.file))))
    else:
        click.echo(received.report)
    return 0


def _opened(text: str) -> tuple[str, tuple[str, ...]]:
    """Take an issue's text and labels out of an event; GitHub and GitLab name them differently."""
    try:
        event = json.loads(text)
        issue = event.get("issue") or event.get("object_attributes") or event
        body = issue.get("body") or issue.get("description") or ""
        labels = [
            label if isinstance(label, str) else label.get("name") or label.get("title")
            for label in issue.get("labels") or ()
        ]
    except (ValueError, AttributeError) as error:
        raise click.UsageError(f"this is no event with an issue: {error}") from error
    return str(body), tuple(map(str, labels))


def _collection(repository: Repository, name: str | None, labels: tuple[str, ...]) -> Collection:
    forms = [c for c in repository.collections if "x-issue-form" in c.schema.source]
    if name is not None:
        forms = [c for c in forms if c.name == name]
    if not forms:
        raise click.UsageError(f"there is no form for {name or 'any collection'}")
    labelled = [c for c in forms if set(c.schema.source["x-issue-form"]["labels"]) & set(labels) - _shared(forms)]
    return (labelled or forms)[0]


def _shared(forms: list[Collection]) -> set[str]:
    """Labels that several forms give, which tell nothing."""
    given = [label for c in forms for label in c.schema.source["x-issue-form"]["labels"]]
    return {label for label in given if given.count(label) > 1}
