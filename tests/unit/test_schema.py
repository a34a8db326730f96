"""The schema and the vocabularies hold together, and what is made from them is current."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from atd.exports import editor_schema
from atd.findings import CODES
from atd.reading import Repository, Schema, SchemaError
from conftest import ROOT, Run, copy_repository

REPOSITORY = Repository.find(ROOT)
SCHEMA = REPOSITORY.collection("practices").schema


SCHEMAS = [collection.schema for collection in REPOSITORY.collections]


def test_rules_have_codes_of_their_own_and_point_at_a_field() -> None:
    rules = [(schema, part["x-rule"]) for schema in SCHEMAS for part in schema.root.get("allOf", ())]
    codes = [rule["code"] for _schema, rule in rules]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(CODES)
    assert all(rule["at"] in schema.order for schema, rule in rules if "at" in rule)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_field_says_what_it_is_for(schema: Schema) -> None:
    missing = [f.name for f in schema.fields if not f.node.get("title") or not f.node.get("description")]
    assert not missing


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_collection_says_how_its_list_and_its_pages_are_headed(schema: Schema) -> None:
    assert all(schema.collection(part).text for part in ("label", "description", "search"))
    linked = {name for section in schema.sections for name in section.fields}
    assert linked - {"x-links"} <= set(schema.order)


def test_every_vocabulary_is_used() -> None:
    used = {field.vocabulary for schema in SCHEMAS for field in schema.fields}
    broader = {v.broader_vocabulary for v in REPOSITORY.vocabularies.values()} | {"review-region"}
    leading = {v.id for v in REPOSITORY.vocabularies.values() if any(term.leads_to for term in v.terms)}
    named = {name for c in REPOSITORY.collections for name in c.schema.registers}
    assert set(REPOSITORY.vocabularies) <= used | broader | leading | named


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_editors_get_plain_json_schema_with_terms(schema: Schema) -> None:
    written = editor_schema(schema)
    plain = json.loads(written)
    Draft202012Validator.check_schema(plain)
    assert '"x-' not in written
    terms = plain["properties"]["gcm_actions"]["items"]["enum"]
    assert terms == list(REPOSITORY.vocabularies["gcm-action"].current())
    assert (ROOT / "schema" / "editor" / f"{schema.name}.schema.json").read_text(encoding="utf-8") == written


def test_stale_editor_schemas_are_noticed(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> None:
    copy = copy_repository(tmp_path_factory.mktemp("stale") / "r")
    stage = copy / "schema" / "vocabularies" / "stage.yaml"
    stage.write_text(stage.read_text(encoding="utf-8").replace("- id: release", "- id: let-go"), encoding="utf-8")
    assert atd("schema", "--check", "--root", copy).returncode == 1
    assert atd("schema", "--root", copy).returncode == 0
    assert atd("schema", "--check", "--root", copy).returncode == 0


def test_countries_have_one_region_and_one_review_region() -> None:
    country, region = REPOSITORY.vocabularies["country"], REPOSITORY.vocabularies["region"]
    assert len(country.terms) > 240
    for term in country.terms:
        assert term.broader in region.by_id
        assert term.review_region in REPOSITORY.vocabularies["review-region"].by_id
    assert country.by_id["NO"].broader == "154"
    assert country.by_id["MA"].review_region == "arab-states"


def test_points_of_countries_lie_in_them() -> None:
    country = REPOSITORY.vocabularies["country"]
    points = {term.id: term.point for term in country.terms if term.point}
    assert set(country.by_id) - set(points) == {"BV"}, "areas without a shape or a time zone of their own"
    west_south_east_north = {
        "FR": (-5, 42, 9, 51.5), "GF": (-55, 2, -51, 6), "NO": (4, 57, 32, 72), "US": (-125, 25, -66, 49.5),
        "NZ": (166, -48, 179, -34), "FJ": (177, -19, 180, -16), "RU": (30, 50, 180, 75), "ZM": (21, -19, 34, -8),
        "XK": (20, 41.8, 21.9, 43.3), "PS": (34.2, 31.2, 35.6, 32.6), "SG": (103.6, 1.1, 104.1, 1.5), "GI": (-5.4, 36, -5.3, 36.2),
    }  # fmt: skip
    for code, (west, south, east, north) in west_south_east_north.items():
        longitude, latitude = points[code]
        assert west < longitude < east, code
        assert south < latitude < north, code


def test_a_point_of_the_wrong_kind_is_found_and_hides_nothing(tmp_path: Path, atd: Run) -> None:
    copy = copy_repository(tmp_path / "r")
    file = copy / "schema" / "vocabularies" / "country.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(id: FR\n.*\n.*\n    point: ).*", r"\1Paris", text), encoding="utf-8")
    found = json.loads(atd("check", "--root", copy, "--format", "json").stdout)["findings"]
    assert [(f["code"], f["field"].rpartition(".")[2]) for f in found] == [("ATD203", "point")]


def test_a_broken_schema_is_named(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> None:
    copy = copy_repository(tmp_path_factory.mktemp("broken") / "r")
    (copy / "schema" / "practice.schema.json").write_text('{"type": 7}', encoding="utf-8")
    result = atd("check", "--root", copy)
    assert result.returncode == 2
    assert "practice.schema.json" in result.stderr
    with pytest.raises(SchemaError):
        _ = Repository.find(copy).collections


def test_unforeseen_keywords_still_give_a_finding_atd212(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> None:
    copy = copy_repository(tmp_path_factory.mktemp("fork") / "r")
    file = copy / "schema" / "practice.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["properties"]["title"]["not"] = {"pattern": "Zambia"}
    file.write_text(json.dumps(schema), encoding="utf-8")
    result = atd("check", "--root", copy, "--format", "json")
    assert {f["code"] for f in json.loads(result.stdout)["findings"]} == {"ATD212"}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("ATD601", 'broader: "law-policy"', 'broader: "law-polity"'),
        ("ATD602", "  - id: moratorium", "  - id: atd-in-law"),
    ],
)
def test_loose_ends_in_vocabularies(
    code: str, old: str, new: str, tmp_path_factory: pytest.TempPathFactory, atd: Run
) -> None:
    copy = copy_repository(tmp_path_factory.mktemp(code) / "r")
    file = copy / "schema" / "vocabularies" / "practice-type.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = json.loads(atd("check", "--root", copy, "--format", "json").stdout)["findings"]
    assert code in {f["code"] for f in found}
    assert all(f["path"] == "schema/vocabularies/practice-type.yaml" for f in found if f["code"] == code)
