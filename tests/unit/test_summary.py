"""``atd check --summary``: what the repository holds, in numbers."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from atd.pages.census import take_census
from conftest import COMPANIONS, ROOT, SMALL, Run, find, library

SCHEMA = json.loads((ROOT / "schema" / "findings.schema.json").read_text(encoding="utf-8"))


def counted(atd: Run, root: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    document = json.loads(atd("check", "--summary", "--root", root, "--format", "json", *words).stdout)
    jsonschema.validate(document, SCHEMA)
    return document["summary"]


def row(summary: dict[str, list[dict[str, object]]], part: str, name: str) -> dict[str, object]:
    return next(row for row in summary[part] if row["id"] == name)


def test_the_numbers_are_those_of_the_files(small: Path, atd: Run) -> None:
    records = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in (small / "practices").glob("*.yaml")]
    summary = counted(atd, small)
    assert row(summary, "collections", "practices")["records"] == len(SMALL)
    assert row(summary, "collections", "exchanges")["records"] == len(list((small / "exchanges").glob("*.yaml")))
    classes = [record["classification"] for record in records]
    assert {r["id"]: r["records"] for r in summary["classes"] if r["records"]} == {c: classes.count(c) for c in classes}
    assert row(summary, "countries", "ZM")["records"] == sum("ZM" in record["countries"] for record in records)
    assert row(summary, "languages", "en")["complete"] == len(SMALL) + len(COMPANIONS)
    assert row(summary, "languages", "ar")["complete"] < len(SMALL) + len(COMPANIONS)
    shares = {str(r["id"]): r["share"] for r in summary["regions"]}
    promising = sum(int(str(r["promising"])) for r in summary["regions"])
    assert sum(map(float, map(str, shares.values()))) == pytest.approx(100, abs=0.5)
    assert shares["africa"] == round(100 * int(str(row(summary, "regions", "africa")["promising"])) / promising, 1)


def test_a_person_reads_tables_in_their_language(small: Path, atd: Run) -> None:
    result = atd("check", "--summary", "--root", small)
    lines = result.stdout.splitlines()
    assert any(re.fullmatch(rf"Practices +{len(SMALL)} +0", line) for line in lines)
    assert any(re.fullmatch(r"Zambia +2 +\d", line) for line in lines)
    assert any(re.fullmatch(r"Africa +\d +\d +[\d.]+ %", line) for line in lines)
    assert result.returncode == 0
    french = atd("check", "--summary", "--root", small, "--messages", "fr").stdout
    assert re.search(r"^Zambie +2", french, re.MULTILINE)
    chinese = atd("check", "--summary", "--root", small, "--messages", "zh").stdout
    assert re.search(r"^赞比亚 +2", chinese, re.MULTILINE)
    assert "Zambia" not in atd("check", "--root", small).stdout  # only when asked for


def test_a_lopsided_repository_is_warned_of(small: Path, atd: Run) -> None:
    def warned() -> list[str]:
        return [line for line in atd("check", "--summary", "--root", small).stdout.splitlines() if " % of " in line]

    census = take_census(library(small).catalogue)
    shares = {place.id: place.tally.promising / census.total.promising for place in census.places}
    largest = [name for name, share in shares.items() if share > 0.4]
    assert [place.id for place in census.largest] == largest == ["arab-states"]
    assert warned() == ["warning: Arab States has more than 40 % of the promising entries"]
    assert "Arab States has more than 40 per cent" in find(library(small), "en", "coverage/").render()
    (small / "practices" / "ma-regularisation-2014.yaml").unlink()
    assert not any("Arab States" in line for line in warned())


def test_entries_with_errors_are_left_out_and_that_is_said(small: Path, atd: Run) -> None:
    file = small / "practices" / "us-isap.yaml"
    file.write_text(
        re.sub(r"^countries:.*$", "countries: [XX]", file.read_text(), flags=re.MULTILINE), encoding="utf-8"
    )
    summary = counted(atd, small)
    assert row(summary, "collections", "practices")["records"] == len(SMALL) - 1
    assert summary["warnings"][0] == "entries with errors are not counted"
    assert atd("check", "--summary", "--root", small).returncode == 1


@pytest.mark.parametrize("words", [("--format", "markdown"), ("practices",)])
def test_what_cannot_be_counted_is_refused(words: tuple[str, ...], atd: Run) -> None:
    result = atd("check", "--summary", *words)
    assert result.returncode == 2
    assert "--summary counts the whole repository" in " ".join(result.stderr.replace("│", " ").split())
