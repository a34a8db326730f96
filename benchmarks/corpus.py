"""Repositories of any size, made from the real records."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from typing import Any, Final

import yaml

from atd.reading import Collection, Document, Repository, read_document

ROOT = Path(__file__).parents[1]
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


_GONE: Final = object()
"""What leads to a record that the corpus does not hold."""


def make_corpus(folder: Path, number: int, collections: tuple[str, ...] = ()) -> Path:
    """Write a repository with so many practices; the same number gives the same bytes.

    The real records come first, with their translations. Copies have their words
    in another order and another year, so that no two tell the same. Other
    collections grow as much as the practices, and copies are linked with copies
    as their originals are; ``collections`` names those to fill, if not all.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("schema", "docs", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", folder / "scripts")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    wanted = [c for c in Repository.find(ROOT).collections if not collections or c.name in collections]
    for collection in wanted:
        shutil.copytree(ROOT / collection.name, folder / collection.name)
    planned = {c.name: _planned(c, number) for c in wanted}
    for collection in wanted:
        for original, turn in planned[collection.name].values():
            _write_copy(folder, collection, original, turn, planned)
    for language in (folder / "locales").iterdir():
        for unused in {c.name for c in Repository.find(ROOT).collections} - set(planned):
            shutil.rmtree(language / unused, ignore_errors=True)
    return folder


Plan = dict[str, tuple[Path, int]]
"""Copies to write by their identifiers: the original and how often it was copied before."""


def _planned(collection: Collection, number: int) -> Plan:
    originals = sorted((ROOT / collection.name).glob("*.yaml"))
    practices = len(list((ROOT / "practices").glob("*.yaml")))
    total = round(number * len(originals) / practices)
    spread = [(originals[n % len(originals)], n // len(originals)) for n in range(len(originals), total)]
    return {_copied(original.stem, turn): (original, turn) for original, turn in spread}


def _copied(identifier: str, turn: int) -> str:
    return f"{identifier[:54]}-{turn}"


def _write_copy(folder: Path, collection: Collection, original: Path, turn: int, planned: dict[str, Plan]) -> None:
    document = read_document(original.read_bytes(), original.name)
    assert isinstance(document, Document)
    identifier = _copied(original.stem, turn)
    values = _varied(document.values, collection.schema.root, random.Random(identifier), turn, planned)
    values["id"] = identifier
    if "period" in values:
        start = str(1940 + turn)
        # Of the sixtieth copy on, what ended long ago would end before it begins.
        kept = {name: day for name, day in values["period"].items() if name != "end" or str(day) >= start}
        values["period"] = {**kept, "start": start}
    values.pop("redirect_from", None)
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=90)
    (folder / collection.name / f"{identifier}.yaml").write_text(text, encoding="utf-8")


def _varied(value: Any, node: dict[str, Any], chance: random.Random, turn: int, planned: dict[str, Plan]) -> Any:
    """Shuffle the words of every translatable text and lead links to copies; marks and numbers stay where they are."""
    if isinstance(value, dict):
        properties = node.get("properties", {})
        children = {key: _varied(child, properties.get(key, {}), chance, turn, planned) for key, child in value.items()}
        kept = {key: child for key, child in children.items() if child is not _GONE}
        return _GONE if set(node.get("required", ())) & (set(children) - set(kept)) else kept
    if isinstance(value, list):
        items = [_varied(item, node.get("items", {}), chance, turn, planned) for item in value]
        return [item for item in items if item is not _GONE] or ([] if not items else _GONE)
    if node.get("x-reference", "sources") != "sources":
        target = _copied(str(value), turn)
        return target if target in planned.get(node["x-reference"], ()) else _GONE
    if not (isinstance(value, str) and node.get("x-translatable") and value != "not-reported"):
        return value
    words = _WORD.findall(value)
    chance.shuffle(words)
    left = iter(words)
    return _WORD.sub(lambda _match: next(left), value)
