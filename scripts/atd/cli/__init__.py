"""The command line: words to calls, and every failure to a sentence."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from atd import __version__
from atd.reading import RepositoryError, SchemaError

INTERNAL_FAILURE = 3
MODULES = {
    **{name: name for name in ("archive", "build", "check", "fix", "links", "new", "preview", "schema")},
    **{name: name for name in ("translate", "upkeep", "urls")},
    **{"merge": "build", "serve": "build", "export-pages": "export_pages", "from-issue": "from_issue"},
}
"""Where each command stands."""


class _Commands(click.Group):
    """Commands that are imported when they are asked for: one needs a third of what all of them need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, Click's own signature
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # For a name that is none, Click suggests what it has loaded.
        for name in (cmd_name,) if cmd_name in MODULES else MODULES:
            self.commands[name] = getattr(import_module(f"atd.cli.{MODULES[name]}"), name.replace("-", "_"))
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="atd")
def commands() -> None:
    """ATD Practices: check, build and translate the repository of practices."""


def main() -> None:
    """Run the command line; exit 0 done, 1 findings, 2 usage, 3 internal failure."""
    # Records are kept to the end: looking through them for garbage as often as Python does takes a tenth of the time.
    gc.set_threshold(50_000)
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
