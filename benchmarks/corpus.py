"""Repositories of any size, made from the real records."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from atd.reading import Document, Repository, read_document

ROOT = Path(__file__).parents[1]
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


def make_corpus(folder: Path, number: int) -> Path:
    """Write a repository with so many practices; the same number gives the same bytes.

    The real records come first, with their translations. Copies have their words
    in another order and another year, so that no two tell the same.
    """
    shutil.rmtree(folder, ignore_errors=True)
    repository = Repository.find(ROOT)
    for name in ("schema", "docs", "locales", *(collection.name for collection in repository.collections)):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", folder / "scripts")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    schema = repository.collection("practices").schema
    originals = sorted((ROOT / "practices").glob("*.yaml"))
    for position in range(len(originals), number):
        original = originals[position % len(originals)]
        document = read_document(original.read_bytes(), original.name)
        assert isinstance(document, Document)
        turn = position // len(originals)
        identifier = f"{original.stem[:54]}-{turn}"
        values = _varied(document.values, schema.root, random.Random(identifier))
        values |= {"id": identifier, "period": {**values["period"], "start": str(1940 + turn)}}
        values.pop("related", None)
        values.pop("redirect_from", None)
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=90)
        (folder / "practices" / f"{identifier}.yaml").write_text(text, encoding="utf-8")
    return folder


def _varied(value: Any, node: dict[str, Any], chance: random.Random) -> Any:
    """Shuffle the words of every translatable text; marks and numbers stay where they are."""
    if isinstance(value, dict):
        return {key: _varied(child, node.get("properties", {}).get(key, {}), chance) for key, child in value.items()}
    if isinstance(value, list):
        return [_varied(item, node.get("items", {}), chance) for item in value]
    if not (isinstance(value, str) and node.get("x-translatable") and value != "not-reported"):
        return value
    words = _WORD.findall(value)
    chance.shuffle(words)
    left = iter(words)
    return _WORD.sub(lambda _match: next(left), value)
