"""Compiled templates, kept for all languages of a build and for the next one."""

from __future__ import annotations

import contextlib
import os
import shutil
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from atd.caching import program


class CompiledTemplates(jinja2.BytecodeCache):
    """Compile each template once: in memory, and in a folder that may be deleted at any time.

    A template is found by its name and its source. The folder is named after the program, by which code differs too.
    """

    def __init__(self, folder: Path) -> None:
        self._code: dict[str, bytes] = {}
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with code compiled before from the same source; Jinja refuses what it cannot read."""
        name = f"{bucket.key}{bucket.checksum}"
        if name not in self._code:
            with contextlib.suppress(OSError):
                self._code[name] = (self._folder / name).read_bytes()
        if name in self._code:
            bucket.bytecode_from_string(self._code[name])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket; a tree that cannot be written to costs time only."""
        name = f"{bucket.key}{bucket.checksum}"
        self._code[name] = bucket.bytecode_to_string()
        unfinished = self._folder / f"{name}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(self._code[name])
            unfinished.replace(self._folder / name)


@lru_cache(maxsize=4)
def compiled_templates(root: Path) -> CompiledTemplates:
    """Give the compiled templates of a repository; those of other programs are forgotten."""
    home = root / ".cache" / "atd" / "templates"
    folder = home / program()[:16]
    if home.is_dir():
        for former in home.iterdir():
            if former != folder:
                shutil.rmtree(former, ignore_errors=True)
    return CompiledTemplates(folder)
