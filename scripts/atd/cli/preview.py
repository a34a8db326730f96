"""``atd preview``: the pages that a change touches, to look at without a server."""

from __future__ import annotations

import os
from pathlib import Path

import click

from atd.cli.changes import changed_files
from atd.cli.root import language_option, open_repository, open_voice, root_option
from atd.findings import phrase


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@language_option
@click.option("--changed-since", metavar="COMMIT", help="Take the pages of all files changed since this commit.")
@click.option(
    "--site-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The built site; site/ if left out.",
)
def preview(
    *, folder: Path, paths: tuple[Path, ...], root: Path | None, speech: str | None,
    changed_since: str | None, site_dir: Path | None,
) -> int:  # fmt: skip
    """Copy the pages of changed files out of the built site into the new folder DIR.

    They open from a disk, in every language, with an index; PATHS are records,
    translations or hand-written pages. Build the site first.
    """
    from atd.site.preview import extract  # noqa: PLC0415, other commands do not need it

    repository = open_repository(root)
    voice = open_voice(repository, speech)
    site = site_dir or repository.root / str(repository.config.get("site_dir", "site"))
    if not (site / "sitemap.xml").is_file():
        raise click.UsageError(f"there is no site in {site}; build it first: atd build")
    if folder.exists() and os.listdir(folder):  # noqa: PTH208, a name is enough
        raise click.UsageError(f"{folder} is not empty; choose a new folder")
    if folder.exists():
        folder.rmdir()
    changed = {repository.relative(path) for path in paths}
    if changed_since is not None:
        changed |= changed_files(repository, changed_since)
    made = extract(repository, site, changed, folder, voice)
    counted = phrase("Pages: {pages}. Open {file}", pages=len(made.pages), file=folder / "index.html")
    click.echo(voice.say(counted))
    return 0
