"""A small repository with records of every collection, and the files that are made for other programs."""

from __future__ import annotations

import re
from pathlib import Path

from atd.exports.companions import companions
from atd.pages import Library
from conftest import ROOT, SMALL, copy_repository, library

OTHERS = {
    "resources": ("asean-children-migration-explainer-2024", "coe-practical-guidance-2019"),
    "exchanges": ("un-imrf-2022", "unnm-peer-exchange-2020", "bangkok-expert-roundtable-2015"),
}


def gather(target: Path, languages: tuple[str, ...] = (), records: tuple[str, ...] = SMALL) -> Path:
    """Copy a few records of every collection, without the references to those that are left out."""
    root = copy_repository(target, records, languages)
    for collection, names in OTHERS.items():
        (root / collection).mkdir(exist_ok=True)
        for name in names:
            text = (ROOT / collection / f"{name}.yaml").read_text(encoding="utf-8")
            lone = re.sub(r"(?m)^(related|practices|resources):.*\n((  |-).*\n)*", "", text)
            (root / collection / f"{name}.yaml").write_text(lone, encoding="utf-8")
    return root


def change(root: Path, record: str, **texts: str) -> None:
    """Give a record other texts; each is written in quotes, so that YAML takes it as it is."""
    file = root / f"{record}.yaml"
    text = file.read_text(encoding="utf-8")
    for name, value in texts.items():
        quoted = "".join(sign if sign.isalnum() or sign in " .,:;<>/()=&'" else f"\\U{ord(sign):08X}" for sign in value)
        text, changed = re.subn(
            rf"(?m)^{name}:.*\n(?:  .*\n)*", lambda _old, name=name, quoted=quoted: f'{name}: "{quoted}"\n', text
        )
        assert changed == 1, name
    file.write_text(text, encoding="utf-8")


def files(made: Library, language: str) -> dict[str, bytes]:
    """Make every file for other programs, by its address below the language."""
    return {download.path: download.content() for download in companions(made.studio(language))}


__all__ = ["change", "files", "gather", "library"]
