"""The tables as a Frictionless Data Package, which says what every column is and how tables belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from atd.exports.download import Download
from atd.exports.licence import LICENCES
from atd.exports.shelf import Shelf
from atd.reading import Repository

NOTES = (
    "Cells that a spreadsheet could take for a formula begin with an apostrophe; take one away to have the text."
    " not-reported: the sources do not say. Each text has its language and state in the columns beside it."
    " Practices of the classes contested and alternative-form-of-detention are shown for context only and are no"
    " alternatives to detention."
)


def package_files(shelf: Shelf) -> Iterator[Download]:
    """List the tables of a shelf and their description."""
    place = f"data/{shelf.edition.locale.code}/" if shelf.edition else "data/"
    for sheet in shelf.sheets:
        yield Download(f"{place}csv/{sheet.name}.csv", lambda sheet=sheet: sheet.content, from_root=True)  # type: ignore[misc]
    yield Download(f"{place}datapackage.json", lambda: _described(shelf), from_root=True)


def short_name(repository: Repository) -> str:
    """Name the data as files and packages are named."""
    words = re.findall(r"[a-z0-9]+", str(repository.settings.get("short_name", "data")).lower())
    return "-".join(words)


def _described(shelf: Shelf) -> bytes:
    repository = shelf.catalogue.repository
    language = f"-{shelf.edition.locale.code}" if shelf.edition else ""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"{short_name(repository)}{language}",
        "title": str(repository.config["site_name"]),
        "description": f"{repository.config.get('site_description', '')} {NOTES}",
        "licenses": [{**LICENCES["entries"]}],
    }
    if repository.address:
        package["homepage"] = repository.address
    package["resources"] = [
        {**sheet.described(), **({"licenses": [{**LICENCES["vocabularies"]}]} if sheet.of_terms else {})}
        for sheet in shelf.sheets
    ]
    return orjson.dumps(package, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
