"""A page is taken over from the former site only where nothing that it shows has changed."""

import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import cbor2
import pytest

from atd.caching import Finished, Origin
from atd.catalogue import NOT_REPORTED, Catalogue, Record, make_record
from atd.exports import Download
from atd.localising import LocalisedRecord
from atd.noting import noting
from atd.pages import Library, PageModel
from atd.site.keeping import Ground, Keeping, keepings, written
from conftest import COMPANIONS, SMALL, TRILINGUAL, copy_repository, library

Node = Mapping[str, Any]
Shown = tuple[object, frozenset[str]]
"""Everything that readers see of a page or file, and the records that were read for it."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = copy_repository(tmp_path_factory.mktemp("keeping") / "repository", languages=TRILINGUAL)
    return library(root)


@pytest.fixture(scope="module")
def shown_before(before: Library) -> dict[str, Shown]:
    return shown(before)


def shown(library: Library) -> dict[str, Shown]:
    """Give what is shown at each address in all languages."""
    found: dict[str, Shown] = {}
    for language in TRILINGUAL:
        found |= {f"{language}/{page.path}": seen(page) for page in library.pages(language)}
        watched = [file for file in library.companions(language) if file.watched]
        found |= {f"{language}/{file.path}": made(file) for file in watched}
    return found


def seen(page: PageModel) -> Shown:
    assert callable(page.structured)
    with noting(apart=True) as read:
        parts = (page.known, page.render(), page.structured(), page.head() if page.head else "")
    return parts, page.reads | read


def made(file: Download) -> Shown:
    with noting(apart=True) as read:
        content = file.content()
    return content, frozenset(read)


def with_texts_changed(value: Any, node: Node) -> Any:
    """Change every text that is translated, but none that names a body, by which other pages find the record."""
    if isinstance(value, dict):
        properties = node.get("properties", {})
        return {name: with_texts_changed(item, properties.get(name, {})) for name, item in value.items()}
    if isinstance(value, list):
        return [with_texts_changed(item, node.get("items", {})) for item in value]
    if node.get("x-translatable") and "x-names" not in node and value != NOT_REPORTED:
        return f"{value} Changed."
    return value


def with_sources_changed(value: Any, _node: Node) -> Any:
    """Change what is not translated and what no other page is ordered by."""
    sources = [{**source, "title": f"{source['title']} (changed)"} for source in value.get("sources", ())]
    return {**value, "last_verified": "2020-02-02", **({"sources": sources} if sources else {})}


def changed(before: Library, path: str, change: Callable[[Any, Node], Any]) -> Library:
    """Prepare the pages once more after a change of one record."""

    def renewed(record: Record) -> Record:
        if record.path != path:
            return record
        return make_record(record.collection, path, change(record.plain, record.schema.root), record.schema)

    old = before.catalogue
    records = {name: tuple(map(renewed, group)) for name, group in old.records.items()}
    catalogue = Catalogue(old.repository, records, old.today)
    editions = {}
    for code, edition in before.editions.items():
        opened = {
            mark: replace(
                localised,
                record=catalogue.by_id[mark],
                **(without_translations(localised) if localised.path == path else {}),
            )
            for mark, localised in edition.records.items()
        }
        editions[code] = replace(edition, catalogue=catalogue, records=opened)
    return Library(catalogue, editions)


def without_translations(localised: LocalisedRecord) -> dict[str, Any]:
    """Give what remains of the translations of texts that changed."""
    former = {name: localised.record.texts[name].text for name in localised.translated}
    return {"translated": {}, "outdated": {**localised.outdated, **former}, "unconfirmed": ()}


def with_a_translation_changed(before: Library, path: str) -> Library:
    """Prepare the pages once more after a change of the Arabic words of one record."""
    edition = before.editions["ar"]
    opened = {
        mark: replace(localised, translated={name: f"{text} ثم" for name, text in localised.translated.items()})
        if localised.path == path
        else replace(localised)
        for mark, localised in edition.records.items()
    }
    return Library(before.catalogue, {**before.editions, "ar": replace(edition, records=opened)})


CHANGES: dict[str, Callable[[Library, str], Library]] = {
    "texts": lambda before, path: changed(before, path, with_texts_changed),
    "sources": lambda before, path: changed(before, path, with_sources_changed),
    "translation": with_a_translation_changed,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", [*SMALL, *COMPANIONS])
def test_what_is_shown_of_a_record_was_noted(
    name: str, change: str, before: Library, shown_before: dict[str, Shown]
) -> None:
    path = next(record.path for record in before.catalogue.by_id.values() if record.id == name)
    after = CHANGES[change](before, path)
    assert after.catalogue.digest == before.catalogue.digest, "no page could be taken over"
    shown_after = shown(after)
    assert list(shown_after) == list(shown_before)
    concerned = {address for address, (parts, _read) in shown_after.items() if parts != shown_before[address][0]}
    noted = {address for address, (_parts, read) in shown_before.items() if path in read}
    assert concerned <= noted
    others = {address for address in shown_before if address.endswith("/") and address not in noted}
    assert len(others) > len(shown_before) / 4, "next to nothing could be taken over"
    if change != "translation":
        assert f"en/{path.removesuffix('.yaml')}/" in concerned
    if change == "texts" and path.startswith("practices/"):
        assert {"ar/changes/", "ar/translate/"} & concerned


@pytest.mark.parametrize("name", ["withdrawn", "stages", "title"])
def test_what_is_worked_out_from_all_records_tells_of_changes_that_concern_others(name: str, before: Library) -> None:
    def change(value: Any, _node: Node) -> Any:
        return {**value, **values[name]}

    reason = {"date": "2026-11-01", "reason": "No longer of use."}
    values = {"withdrawn": {"withdrawn": reason}, "stages": {"stages": ["release"]}, "title": {"title": "Zzz"}}
    after = changed(before, "practices/zm-national-referral-mechanism.yaml", change)
    if name == "title":
        assert after.studio("en").order != before.studio("en").order
    else:
        assert after.catalogue.digest != before.catalogue.digest


ORIGIN = Origin("contents", "program", "2026-11-22")
GROUND = Ground("rest", {"a.yaml": "1", "b.yaml": "2", "c.yaml": "3"})


@pytest.fixture
def former(tmp_path: Path) -> Finished:
    """A site of which one page was made from two records."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.html").write_text("page", encoding="utf-8")
    keeping = keepings(GROUND, ["en"], None)["en"]
    keeping.mark = "menu"
    assert not keeping.stands("page.html", "title")
    keeping.note("page.html", {"c.yaml", "a.yaml"}, "title")
    return Finished(site, ORIGIN, {}, written(GROUND, {"en": keeping.told()}))


def opened(former: Finished, ground: Ground = GROUND, mark: str = "menu") -> Keeping:
    keeping = keepings(ground, ["en", "ar"], former)["en"]
    keeping.mark = mark
    return keeping


def test_a_page_stands_where_its_records_stand(former: Finished) -> None:
    keeping = opened(former, replace(GROUND, records={**GROUND.records, "b.yaml": "other"}))
    assert keeping.stands("page.html", "title")
    again = replace(former, reads=written(GROUND, {"en": keeping.told()}))
    assert opened(again).stands("page.html", "title"), "what is taken over is told again"


def test_a_page_falls_with_what_it_was_made_from(former: Finished) -> None:
    assert not opened(former, replace(GROUND, records={**GROUND.records, "c.yaml": "other"})).stands(
        "page.html", "title"
    )
    assert not opened(former, replace(GROUND, rest="other")).stands("page.html", "title")
    assert not opened(former, replace(GROUND, mask=0o077)).stands("page.html", "title")
    assert not opened(former, mark="other").stands("page.html", "title")
    assert not opened(former).stands("page.html", "other title")
    assert not opened(former).stands("other.html", "title")
    assert not keepings(GROUND, ["en", "ar"], former)["ar"].stands("page.html", "title")


@pytest.mark.parametrize("reads", [b"", b"\xff", cbor2.dumps(["rest"]), cbor2.dumps(7)])
def test_what_cannot_be_read_is_not_used(reads: bytes, former: Finished) -> None:
    assert not opened(replace(former, reads=reads)).stands("page.html", "title")


def test_the_same_bytes_are_shared_and_others_written(former: Finished, tmp_path: Path) -> None:
    same, other = tmp_path / "same", tmp_path / "other"
    keeping = opened(former, replace(GROUND, rest="other"))
    keeping.put("page.html", str(same), b"page")
    keeping.put("page.html", str(other), b"PAGE")
    assert same.stat().st_ino == (former.folder / "page.html").stat().st_ino
    assert (same.read_bytes(), other.read_bytes()) == (b"page", b"PAGE")
    assert (former.folder / "page.html").read_bytes() == b"page"


def test_files_with_other_rights_are_not_shared(former: Finished, tmp_path: Path) -> None:
    opened(former, replace(GROUND, mask=0o077)).put("page.html", str(tmp_path / "own"), b"page")
    assert (tmp_path / "own").stat().st_ino != (former.folder / "page.html").stat().st_ino


def test_a_file_is_copied_where_the_system_cannot_share_it(
    former: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refuse)
    opened(former).take("page.html", str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_bytes() == b"page"
    with pytest.raises(FileNotFoundError):
        opened(former).take("gone.html", str(tmp_path / "gone"))
