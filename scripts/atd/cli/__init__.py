"""The command line: words to calls, and every failure to a sentence."""

from __future__ import annotations

import os
import sys

import click

from atd import __version__
from atd.cli.archive import archive
from atd.cli.build import build, merge, serve
from atd.cli.check import check
from atd.cli.export_pages import export_pages
from atd.cli.fix import fix
from atd.cli.from_issue import from_issue
from atd.cli.links import links
from atd.cli.new import new
from atd.cli.preview import preview
from atd.cli.schema import schema
from atd.cli.translate import translate
from atd.cli.upkeep import upkeep
from atd.cli.urls import urls
from atd.reading import RepositoryError, SchemaError

INTERNAL_FAILURE = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="atd")
def commands() -> None:
    """ATD Practices: check, build and translate the repository of practices."""


for command in (
    check,
    fix,
    new,
    from_issue,
    build,
    merge,
    serve,
    preview,
    schema,
    translate,
    links,
    upkeep,
    archive,
    urls,
    export_pages,
):
    commands.add_command(command)


def main() -> None:
    """Run the command line; exit 0 done, 1 findings, 2 usage, 3 internal failure."""
    try:
        sys.exit(commands(standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (RepositoryError, SchemaError) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(click.UsageError.exit_code)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("ATD_DEBUG"):
            raise
        click.echo(
            f"Internal failure: {type(error).__name__}: {error}\n"
            f"This is a mistake in the program, not in your files. Set ATD_DEBUG=1 to see where.",
            err=True,
        )
        sys.exit(INTERNAL_FAILURE)
