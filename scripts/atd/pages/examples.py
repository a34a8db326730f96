"""Examples of how the data are used, kept as files that the tests really run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = "docs/examples"
SITE = "https://site.example/"
"""Stands for the address of the site in the files."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file that a reader can copy and run."""

    id: str
    name: str
    """Of the language or tool, which is the same in every language."""
    text: str


_NAMES = {"curl.sh": "curl", "python.py": "Python", "r.R": "R"}
_SPREADSHEET = "spreadsheet.txt"


def examples(root: Path, address: str) -> list[Example]:
    """Give the examples of a repository with the address of its site."""
    files = [(root / FOLDER / file, name) for file, name in _NAMES.items()]
    return [Example(file.stem, name, _with(file, address)) for file, name in files if file.is_file()]


def spreadsheet(root: Path, address: str) -> tuple[str, list[str]]:
    """Give the address of a table, and the columns that the words about spreadsheets name; nothing where there is none."""
    file = root / FOLDER / _SPREADSHEET
    table, *columns = _with(file, address).splitlines() if file.is_file() else [""]
    return table, columns


def _with(file: Path, address: str) -> str:
    return file.read_text(encoding="utf-8").replace(SITE, address)
