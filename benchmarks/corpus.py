"""Repositories of any size, made from the real records."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import polib
import yaml

from atd.catalogue.record import Record, Source, make_record
from atd.reading import Collection, Document, Repository, read_document

ROOT = Path(__file__).parents[1]
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


_GONE: Final = object()
"""What leads to a record that the corpus does not hold."""

Plan = dict[str, tuple[Path, int]]
"""Records to write by their identifiers: the original, and how often it was copied before; 0 is the original itself."""


def make_corpus(
    folder: Path, number: int, collections: Sequence[str] = (), languages: Sequence[str] = (), settings: Any = None
) -> Path:
    """Write a repository with so many practices; the same number gives the same bytes.

    The real records come first, with their translations; of fewer than there are,
    every second or third. Copies have their words in another order and another
    year, so that no two tell the same. Other collections grow as much as the
    practices, and copies are linked with copies as their originals are.

    ``collections`` names those to fill, if not all. With ``languages`` the site has
    these alone, and copies are translated into them as their originals are.
    ``settings`` are added to those of ``extra: atd`` in mkdocs.yml.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("schema", "docs", "locales"):
        # Of what was published once and is not in the corpus, pages would be made that say so.
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("published-urls.txt"))
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", folder / "scripts")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    everything = Repository.find(ROOT).collections
    wanted = [c for c in everything if not collections or c.name in collections]
    planned = {c.name: _planned(c, number) for c in wanted}
    for collection in everything:
        _drop_translations(folder / "locales", collection.name, planned.get(collection.name, {}))
    for collection in wanted:
        (folder / collection.name).mkdir()
        for identifier, (original, turn) in planned[collection.name].items():
            record = _write_record(folder, collection, identifier, planned)
            for language in languages if turn else ():
                place = Path("locales", language, collection.name)
                translated = ROOT / place / f"{original.stem}.po"
                _translate_copy(folder / place / f"{identifier}.po", translated, identifier, record.texts)
    if languages or settings:
        _configure(folder, set(planned), languages, settings or {})
    return folder


def _planned(collection: Collection, number: int) -> Plan:
    originals = sorted((ROOT / collection.name).glob("*.yaml"))
    practices = len(list((ROOT / "practices").glob("*.yaml")))
    total = round(number * len(originals) / practices)
    if total < len(originals):
        chosen = (originals[n * len(originals) // total] for n in range(total))
        return {original.stem: (original, 0) for original in chosen}
    spread = [(originals[n % len(originals)], n // len(originals)) for n in range(total)]
    return {_copied(original.stem, turn): (original, turn) for original, turn in spread}


def _copied(identifier: str, turn: int) -> str:
    return f"{identifier[:54]}-{turn}" if turn else identifier


def _write_record(folder: Path, collection: Collection, identifier: str, planned: dict[str, Plan]) -> Record:
    original, turn = planned[collection.name][identifier]
    target = folder / collection.name / f"{identifier}.yaml"
    read = _read(original)
    values = _varied(read, collection.schema.root, identifier if turn else "", turn, planned)
    record = make_record(collection.name, original.name, values, collection.schema)
    if values == read:
        shutil.copy(original, target)
        return record
    values["id"] = identifier
    if turn and "period" in values:
        start = str(1940 + turn)
        # Of the sixtieth copy on, what ended long ago would end before it begins.
        kept = {name: day for name, day in values["period"].items() if name != "end" or str(day) >= start}
        values["period"] = {**kept, "start": start}
    values.pop("redirect_from", None)
    # The dumper in C: thousands of records in seconds instead of minutes.
    text = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=90)
    target.write_text(text, encoding="utf-8")
    return record


@cache
def _read(original: Path) -> dict[str, Any]:
    document = read_document(original.read_bytes(), original.name)
    assert isinstance(document, Document)
    return document.values


def _varied(value: Any, node: dict[str, Any], name: str, turn: int, planned: dict[str, Plan]) -> Any:
    """Shuffle the words of every text but names, and lead links to copies; without a name for the order texts stay."""
    if isinstance(value, dict):
        properties = node.get("properties", {})
        children = {key: _varied(child, properties.get(key, {}), name, turn, planned) for key, child in value.items()}
        kept = {key: child for key, child in children.items() if child is not _GONE}
        return _GONE if set(node.get("required", ())) & (set(children) - set(kept)) else kept
    if isinstance(value, list):
        items = [_varied(item, node.get("items", {}), name, turn, planned) for item in value]
        return [item for item in items if item is not _GONE] or ([] if not items else _GONE)
    if node.get("x-reference", "sources") != "sources":
        target = _copied(str(value), turn)
        return target if target in planned.get(node["x-reference"], ()) else _GONE
    if not (isinstance(value, str) and node.get("x-translatable") and value != "not-reported"):
        return value
    return shuffled(value, name) if name and not {"x-name", "x-names"} & node.keys() else value


def shuffled(text: str, name: str) -> str:
    """Put the words of a text into another order; marks, numbers and white space stay where they are."""
    words = _WORD.findall(text)
    random.Random(f"{name} {text}").shuffle(words)
    left = iter(words)
    return _WORD.sub(lambda _match: next(left), text)


def _translate_copy(file: Path, original: Path, identifier: str, texts: Mapping[str, Source]) -> None:
    """Write the translation of a copy, if there is one of the original; the words that were shuffled are so there too."""
    if not original.is_file():
        return
    po = _translations(original)
    lines = ['msgid ""', 'msgstr ""']
    lines += [_quoted(f"{k}: {v}\n") for k, v in {**po.metadata, "Project-Id-Version": identifier}.items()]
    for entry in po:
        if entry.msgctxt in texts:
            source = texts[entry.msgctxt].text
            text = entry.msgstr if source == entry.msgid else shuffled(entry.msgstr, identifier)
            lines += ["", *(f"#. {line}" for line in entry.comment.splitlines())]
            lines += [f"msgctxt {_quoted(entry.msgctxt)}", f"msgid {_quoted(source)}", f"msgstr {_quoted(text)}"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@cache
def _translations(file: Path) -> polib.POFile:
    return polib.pofile(str(file), wrapwidth=0)


def _drop_translations(locales: Path, collection: str, plan: Plan) -> None:
    """Remove the translations of records that are not there."""
    for file in locales.glob(f"*/{collection}/*.po"):
        if file.stem not in plan:
            file.unlink()


def _quoted(text: str) -> str:
    """Write a text as PO files do, whose escapes are those of JSON; polib would take ten times as long."""
    return json.dumps(text, ensure_ascii=False)


def _configure(folder: Path, collections: set[str], languages: Sequence[str], settings: dict[str, Any]) -> None:
    """Let the site have these languages and collections alone, and some settings."""
    config = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    own, i18n = config["extra"]["atd"], config["plugins"][0]["i18n"]
    gone = {f"{name}/index.md" for name in set(own["collections"]) - collections}
    config["nav"] = [page for page in config["nav"] if page not in gone]
    own["collections"] = {name: form for name, form in own["collections"].items() if name in collections}
    own |= settings
    if languages:
        i18n["languages"] = [language for language in i18n["languages"] if language["locale"] in languages]
        for place in (folder / "docs" / "pages", folder / "locales"):
            for other in [item for item in place.iterdir() if item.is_dir() and item.name not in languages]:
                shutil.rmtree(other)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
