"""The command line, each time in a process of its own.

Starting Python and importing everything takes longer than most commands, and the
tests give hundreds of them. So a server that has imported everything is forked
for each command; ``-m atd`` in a new interpreter does the same, only later.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from pathlib import Path
from subprocess import CompletedProcess

from atd.cli import MODULES

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["commands", *(f"atd.cli.{name}" for name in MODULES.values()), "atd.site.building", "atd.site.publication"]
)
_PATIENCE = 300


def give(words: list[str], cwd: Path, environment: dict[str, str], typed: str = "") -> CompletedProcess[str]:
    """Run ``atd`` with these words as a user would, with ``typed`` as what the user types."""
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("input", "output", "errors")]
        streams[0].write_text(typed, encoding="utf-8")
        process = _CONTEXT.Process(target=_obey, args=(words, cwd, environment, streams))
        process.start()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            raise TimeoutError(f"atd {' '.join(words)} took more than {_PATIENCE} seconds")
        said, complained = (stream.read_bytes().decode("utf-8") for stream in streams[1:])
        return CompletedProcess(words, process.exitcode or 0, said, complained)


def _obey(words: list[str], cwd: Path, environment: dict[str, str], streams: list[Path]) -> None:
    """Become the command: its folder, environment, streams and words, then its code."""
    from atd.cli import main

    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDWR | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115, closed when the process ends
        for number, mode in enumerate("rww")
    )
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["atd", *words]
    main()
