"""What Git says was changed."""

from __future__ import annotations

import subprocess

import click

from atd.reading import Repository


def changed_files(repository: Repository, commit: str) -> frozenset[str]:
    """List the files that differ from a commit; raises click.UsageError when Git cannot tell."""
    command = ["git", "-C", str(repository.root), "diff", "--name-only", "--relative", "-z", "--end-of-options", commit]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603, no shell
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        raise click.UsageError(f"Git does not know what changed since {commit!r}: {reason.strip()}") from error
    return frozenset(done.stdout.split("\0")) - {""}
