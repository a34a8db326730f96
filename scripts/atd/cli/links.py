"""``atd links``: the addresses in the records, and whether they still open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from atd.catalogue import Record, build_catalogue
from atd.checking import check_repository
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.reading import Repository
from atd.reading.dates import build_day

if TYPE_CHECKING:
    from atd.links import Address


@click.command()
@root_option
@language_option
@click.option("--external", is_flag=True, help="Ask every address over the network; takes minutes.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
@click.option("--json", "data", type=click.Path(dir_okay=False, path_type=Path), help="Write all results to a file.")
@click.option(
    "--former",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Results of an earlier run, from which the report knows since when a fault is known.",
)
@click.option("--archive", metavar="ADDRESS", help="Where archived copies are looked up; empty for nowhere.")
@click.option("--seconds", default=30.0, show_default=True, help="So long an answer may take.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two questions to one host.")
@click.option(
    "--inward", is_flag=True, help="Ask computers of the own network too, which addresses should not lead to."
)
@click.option("--at-once", default=16, show_default=True, type=click.IntRange(1, 64), help="Hosts asked at once.")
def links(
    *, root: Path | None, speech: str | None, external: bool, output: Path | None, data: Path | None,
    former: Path | None, archive: str | None, seconds: float, pause: float, inward: bool, at_once: int,
) -> int:  # fmt: skip
    """List the addresses that records give; with --external, ask whether they still open.

    Exit code 1 when an address needs somebody to do something. Checks of
    contributions never use this: the world may fail without anyone's fault.
    """
    from atd import links as room  # noqa: PLC0415, other commands use no network

    repository = open_repository(root)
    voice = open_voice(repository, speech)
    known = {address.url: address for address in room.addresses(_records(repository))}
    if not external:
        click.echo("\n".join(_listed(list(known.values()))))
        return 0
    manners = room.Manners(seconds=seconds, pause=pause, at_once=at_once, inward=inward)
    verdicts = room.probe_all(known.values(), manners)
    endpoint = room.WAYBACK if archive is None else archive
    if endpoint:
        verdicts = room.find_copies(
            verdicts,
            lambda v: known[v.url].lacks_copy and v.state not in (room.State.MOVED, room.State.REDIRECTED),
            endpoint=endpoint,
            pause=pause,
            seconds=seconds,
        )
    earlier = former.read_text(encoding="utf-8") if former and former.is_file() else ""
    since = room.first_days(verdicts, build_day(), earlier)
    report = room.links_markdown(verdicts, known, voice, since)
    if data:
        data.write_text(room.links_json(verdicts, known, build_day(), since) + "\n", encoding="utf-8")
    if output:
        output.write_text(report + "\n", encoding="utf-8")
    else:
        click.echo(report)
    return 1 if any(v.state in room.FAULTS for v in verdicts) else 0


def _records(repository: Repository) -> list[Record]:
    """Give the records that can be read, broken ones aside."""
    check = check_repository(repository, today=build_day()).sound
    catalogue = build_catalogue(repository, check, build_day())
    return [record for group in catalogue.records.values() for record in group]


def _listed(known: Sequence[Address]) -> list[str]:
    return [f"{address.url}\t{place.file}\t{place.field}" for address in known for place in address.places]
