"""What data there is, in which languages, under which licences: where programs begin."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson

from atd.catalogue import Catalogue
from atd.exports.archive import archive_path
from atd.exports.heading import ABOUT, STANDING
from atd.exports.licence import LICENCES, notice
from atd.exports.points import point_files
from atd.exports.words import Speech


def overview(catalogue: Catalogue) -> bytes:
    """Write the index of the API; addresses are seen from the index itself."""
    repository = catalogue.repository
    found: dict[str, Any] = {
        "title": str(repository.config["site_name"]),
        "description": str(repository.config.get("site_description", "")),
        "address": f"{repository.address}data/v1/",
        "version": "1",
        "description_of_answers": "openapi.json",
        "languages": [{"code": one.code, "name": one.name} for one in repository.languages],
        "default_language": repository.default_language,
        "licences": [{"of": what, **licence} for what, licence in LICENCES.items()],
        "standings": ABOUT[STANDING]["description"],
        "not_reported": (
            "What the sources do not say: a field left out whose name stands under not_reported beside the others,"
            " or the term not-reported where the vocabulary of the field has one."
        ),
        "collections": [_collection(catalogue, name) for name in catalogue.records],
        "vocabularies": "vocabularies.json",
        "tables": [{"language": code, "address": f"../{_below(code)}datapackage.json"} for code in _codes(catalogue)],
        "maps": [f"../../{file.path}" for file in point_files(catalogue)],
        "archive": f"../../{archive_path(repository)}",
        "generated_from": _origin(catalogue),
    }
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _collection(catalogue: Catalogue, name: str) -> dict[str, Any]:
    records = catalogue.records[name]
    withdrawn = sum(record.withdrawn for record in records)
    schema = catalogue.schema(name)
    return {
        "name": name,
        "label": str(schema.collection("label")),
        "description": str(schema.collection("description")),
        "notice": notice(catalogue, name, Speech(catalogue, None)),
        "records": len(records) - withdrawn,
        "withdrawn": withdrawn,
        "answers": [
            {"language": code, "all": f"{_below(code)}{name}.json", "one": f"{_below(code)}{name}/{{id}}.json"}
            for code in _codes(catalogue)
        ],
    }


def _codes(catalogue: Catalogue) -> Iterator[str]:
    """Give nothing, for texts each in their own language, then the code of every language."""
    yield ""
    yield from (language.code for language in catalogue.repository.languages)


def _below(code: str) -> str:
    return f"{code}/" if code else ""


def _origin(catalogue: Catalogue) -> dict[str, Any]:
    """Name the state of the records from which everything was made."""
    digest = hashlib.sha256()
    newest = ""
    for name, records in catalogue.records.items():
        for record in records:
            digest.update(orjson.dumps([name, record.plain], option=orjson.OPT_SORT_KEYS))
            newest = max(newest, record.last_change)
    return {"newest_change": newest, "records_sha256": digest.hexdigest()}
