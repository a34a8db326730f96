"""Records and translations that hold nothing but attacks, and a site made of them."""

from __future__ import annotations

import itertools
import math
import multiprocessing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib
import yaml

from atd.catalogue import Catalogue, build_catalogue
from atd.checking.checker import Check
from atd.checking.relations import Entry
from atd.pages import build_library
from atd.reading import Collection, Document, Repository, read_document
from atd.site.building import publish
from atd.site.publication import Publication
from conftest import ROOT, TODAY, copy_repository

VECTORS: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "threats" / "vectors.yaml").read_text(encoding="utf-8")
)
TEXTS = {f"{kind}-{name}": text for kind, group in VECTORS.items() if kind != "addresses" for name, text in group.items()}  # fmt: skip
"""Attacks in a text by their name."""
ADDRESSES = VECTORS["addresses"]
_NAMES = list(TEXTS)[: math.ceil(len(TEXTS) / 2)]
PAIRS = {
    f"xx-{name}": " ".join((TEXTS[name], *other))
    for name, other in itertools.zip_longest(_NAMES, ((TEXTS[n],) for n in list(TEXTS)[len(_NAMES) :]), fillvalue=())
}
"""What every text of a hostile practice says: two attacks, so that half as many pages are made."""
FIRST = next(iter(PAIRS))
"""The hostile record that every collection has."""
SOURCE = "source"
_FIXED = {"x-vocabulary", "x-reference", "x-date", "x-url", "x-language", "pattern", "enum", "const"}
"""Keywords of strings that cannot hold any text; an attack there is refused."""
_LEFT_OUT = ("withdrawn", "redirect_from")


def is_text(node: Mapping[str, Any]) -> bool:
    """Tell whether a contributor can write any words into a field."""
    return node.get("type") == "string" and not node.keys() & _FIXED


def fullest(collection: Collection) -> dict[str, Any]:
    """Put together a record that has every field that any record of a collection has."""
    whole: dict[str, Any] = {}
    for file in sorted((ROOT / collection.name).glob("*.yaml")):
        document = read_document(file.read_bytes(), file.name)
        assert isinstance(document, Document)
        _merge(whole, document.values)
    _complete(whole, collection.schema.root)
    return {name: value for name, value in whole.items() if name not in _LEFT_OUT}


def _complete(whole: dict[str, Any], node: Mapping[str, Any]) -> None:
    """Add the text fields that no record has yet, with what their groups require."""
    for name, child in node.get("properties", {}).items():
        inner = child.get("items", child)
        if "properties" in inner:
            known = whole.get(name, {})
            group = known[0] if isinstance(known, list) else known
            _complete(group, inner)
            if group:
                whole[name] = [group] if "items" in child else group
        elif is_text(inner):
            whole.setdefault(name, ["text"] if "items" in child else "text")
        elif name in node.get("required", ()) and "enum" in inner:
            whole.setdefault(name, inner["enum"][0])
        elif name in node.get("required", ()) and name not in whole and ("x-date" in inner or name == "key"):
            whole[name] = "item" if name == "key" else TODAY.isoformat()


def _merge(whole: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Take over what is missing; lists of groups keep one item, which gets every field."""
    for name, value in other.items():
        if isinstance(value, dict):
            _merge(whole.setdefault(name, {}), value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            _merge(whole.setdefault(name, [{}])[0], value[0])
        else:
            whole.setdefault(name, value)


def written(value: Any, node: Mapping[str, Any], text: str) -> Any:
    """Give a record with a text in place of each of its own; links lead to the first hostile record of a kind."""
    if isinstance(value, dict):
        return {name: written(child, node.get("properties", {}).get(name, {}), text) for name, child in value.items()}
    if isinstance(value, list):
        return [written(item, node.get("items", {}), text) for item in value]
    if kind := node.get("x-reference"):
        return SOURCE if kind == "sources" else FIRST
    return text if isinstance(value, str) and is_text(node) else value


def paths(value: Any, node: Mapping[str, Any], names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """List the text fields of a record."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from paths(child, node.get("properties", {}).get(name, {}), (*names, name))
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, node.get("items", {}), names)
    elif isinstance(value, str) and is_text(node):
        yield names


def write_record(root: Path, collection: Collection, identifier: str, text: str, whole: dict[str, Any]) -> None:
    """Write a record whose every text is this one."""
    values = written(whole, collection.schema.root, text)
    values |= {"id": identifier, "language": "en", "last_verified": TODAY.isoformat()}
    for role in ("start", "end"):  # only what has days stands in calendars
        if path := collection.schema.calendar.get(role):
            values[path[0]][path[1]] = TODAY.isoformat()
    if "sources" in values:
        values["sources"][0]["key"] = SOURCE
    (root / collection.name / f"{identifier}.yaml").write_text(
        yaml.safe_dump(values, sort_keys=False), encoding="utf-8"
    )


def make_hostile(root: Path) -> Path:
    """Make a repository in two languages: a practice for each attack, and a few records of every other kind."""
    copy_repository(root, ("us-isap", "zm-release-all"), ("en", "ar"))
    for collection in Repository.find(root).collections:
        whole = fullest(collection)
        for name, text in PAIRS.items():
            write_record(root, collection, name, text, whole)
            if collection.name != "practices":
                write_record(root, collection, "xx-all", " ".join(TEXTS.values()), whole)
                break
    _poison_words(root / "locales" / "ar")
    _poison_records(root)
    return root


def _poison_records(root: Path) -> None:
    """Translate every text of every record as another attack."""
    texts = itertools.cycle(TEXTS.values())
    for record in unchecked(root).by_id.values():
        po = polib.POFile(wrapwidth=0)
        po.extend(polib.POEntry(msgctxt=name, msgid=t.text, msgstr=next(texts)) for name, t in record.texts.items())
        file = root / "locales" / "ar" / record.collection / f"{record.id}.po"
        file.parent.mkdir(exist_ok=True)
        po.save(str(file))


def _poison_words(folder: Path) -> None:
    """Put an attack into every translation of the words of the site and of its terms."""
    texts = itertools.cycle(TEXTS.values())
    for name in ("interface.po", "vocabularies.po"):
        po = polib.pofile(str(folder / name))
        for entry in po:
            if entry.msgid_plural:
                entry.msgstr_plural = {form: next(texts) for form in entry.msgstr_plural}
            else:
                entry.msgstr = next(texts)
        po.save(str(folder / name))


def publish_unchecked(root: Path, target: Path) -> None:
    """Build a site of records that the check refuses, in a process of its own."""
    process = multiprocessing.get_context("forkserver").Process(target=_publish, args=(root, target))
    process.start()
    process.join(300)
    assert process.exitcode == 0


def _publish(root: Path, target: Path) -> None:
    publish(Publication(Repository.find(root), build_library(unchecked(root)), ()), target)


def unchecked(root: Path) -> Catalogue:
    """Give the records of a repository as if the check had found nothing."""
    repository = Repository.find(root)
    entries = []
    for collection in repository.collections:
        for file in repository.files(collection.name):
            document = read_document(file.read_bytes(), repository.relative(file))
            assert isinstance(document, Document), document
            entries.append(Entry(collection, document))
    return build_catalogue(repository, Check((), tuple(entries)), TODAY)
