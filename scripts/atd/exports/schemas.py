"""The schemas at addresses that stay, for everyone who checks or makes records elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from atd.exports.download import Download
from atd.exports.editor import plain_schema
from atd.reading import Repository

FOLDER = "schema/v1/"


def schema_files(repository: Repository) -> Iterator[Download]:
    """Give the schema of every collection, and those of vocabularies and findings, each under its own name."""
    resolved = {collection.schema.name: collection.schema.root for collection in repository.collections}
    for file in sorted((repository.root / "schema").glob("*.schema.json")):
        name = file.name.removesuffix(".schema.json")
        node = resolved.get(name) or json.loads(file.read_text(encoding="utf-8"))
        path = f"{FOLDER}{name}.json"
        yield Download(path, partial(_published, node, f"{repository.address}{path}"))


def _published(node: dict[str, object], address: str) -> bytes:
    return (json.dumps({**plain_schema(node), "$id": address}, ensure_ascii=False, indent=1) + "\n").encode()
