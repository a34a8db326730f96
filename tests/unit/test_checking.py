"""The checker on the whole repository and on records damaged at random."""

import copy
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atd.checking.contents import contents_findings
from atd.checking.structure import structure_findings
from atd.reading import Document, Repository, read_document
from atd.reading.dates import is_stale
from conftest import NEWEST, ROOT, TODAY, Run, clock

REPOSITORY = Repository.find(ROOT)
SCHEMA = REPOSITORY.collection("practices").schema
VALID = (ROOT / "tests" / "cases" / "valid" / "plain-record.yaml").read_text(encoding="utf-8")


def test_the_repository_is_sound(atd: Run) -> None:
    result = atd("check", env=clock(NEWEST))
    assert result.returncode == 0
    assert result.stdout == ""
    assert result.stderr.endswith("nothing to mend.\n")


def test_check_works_on_a_copy_elsewhere(small: Path, atd: Run) -> None:
    assert atd("check", "--root", small, cwd=Path("/")).returncode == 0
    record = small / "practices" / "us-isap.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("status:", "statuss:"), encoding="utf-8")
    result = atd("check", "--root", small, "--format", "json", cwd=Path("/"))
    assert result.returncode == 1
    assert [f["path"] for f in json.loads(result.stdout)["findings"]] == ["practices/us-isap.yaml"]


def test_one_broken_file_hides_nothing_in_the_others(small: Path, atd: Run) -> None:
    (small / "practices" / "broken.yaml").write_text("title: [", encoding="utf-8")
    other = small / "practices" / "zm-release-all.yaml"
    other.write_text(
        other.read_text(encoding="utf-8").replace("scope: national", "scope: everywhere"), encoding="utf-8"
    )
    found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
    assert {(f["path"], f["code"]) for f in found} >= {
        ("practices/broken.yaml", "ATD123"), ("practices/zm-release-all.yaml", "ATD204"),
    }  # fmt: skip


def test_a_reference_to_a_broken_file_is_not_wrong_for_that(small: Path, atd: Run) -> None:
    record = small / "practices" / "us-isap.yaml"
    text = record.read_text(encoding="utf-8")
    reference = "related:\n  - {id: zm-release-all, relation: see-also}\nlast_verified"
    record.write_text(text.replace("last_verified", reference, 1), encoding="utf-8")
    (small / "practices" / "zm-release-all.yaml").write_text("title: [", encoding="utf-8")
    found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
    assert [(f["path"], f["code"]) for f in found] == [("practices/zm-release-all.yaml", "ATD123")]


UNUSABLE = {
    "an open quotation mark": ('label: "Stage"', 'label: "Stage', "ATD116", 3),
    "no character": ('label: "Stage"', 'label: "\\ud800"', "ATD122", 3),
    "a name that is another": ("id: stage", "id: stages", "ATD401", 2),
    "no label": ('label: "Stage"\n', "", "ATD201", 3),
    "no terms": ("terms:", "term:", "ATD202", 5),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_a_vocabulary_that_cannot_be_used_is_told_of_by_itself(kind: str, small: Path, atd: Run) -> None:
    old, new, code, line = UNUSABLE[kind]
    spoil(small, "stage", old, new)
    result = atd("check", "--root", small, "--format", "json")
    assert result.returncode == 1
    found = [(f["path"], f["code"], f["line"]) for f in json.loads(result.stdout)["findings"]]
    assert ("schema/vocabularies/stage.yaml", code, line) in found
    assert {path for path, _code, _line in found} == {"schema/vocabularies/stage.yaml"}


def test_a_vocabulary_that_vocabularies_need_is_told_of_as_well(small: Path, atd: Run) -> None:
    spoil(small, "country", 'label: "Country or area"', 'label: "Country or area')
    found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
    assert [(f["path"], f["code"]) for f in found] == [("schema/vocabularies/country.yaml", "ATD116")]


@pytest.mark.parametrize("words", [("links",), ("translate", "status"), ("upkeep",), ("check", "--summary")])
def test_other_commands_name_the_vocabulary_that_stops_them(words: tuple[str, ...], small: Path, atd: Run) -> None:
    spoil(small, "stage", 'label: "Stage"', 'label: "Stage')
    result = atd(*words, "--root", small)
    assert result.returncode == 2
    assert result.stderr.startswith("Error: schema/vocabularies/stage.yaml:3: ATD116")


def test_a_vocabulary_that_is_missing_is_named(small: Path, atd: Run) -> None:
    (small / "schema" / "vocabularies" / "stage.yaml").unlink()
    result = atd("check", "--root", small)
    assert result.returncode == 2
    assert "'stage'" in result.stderr


def spoil(root: Path, vocabulary: str, old: str, new: str) -> None:
    file = root / "schema" / "vocabularies" / f"{vocabulary}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "words", [("check", "nowhere.yaml"), ("chekc",), ("check", "--format", "pdf"), ("build", "--nope")]
)
def test_wrong_use_exits_with_2(words: tuple[str, ...], atd: Run) -> None:
    result = atd(*words)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_no_repository_is_wrong_use(tmp_path: Path, atd: Run) -> None:
    result = atd("check", "--root", tmp_path)
    assert result.returncode == 2
    assert "there is no mkdocs.yml" in result.stderr


@pytest.mark.parametrize(
    ("checked", "today", "stale"),
    [
        (date(2025, 11, 21), date(2026, 11, 20), False),
        (date(2025, 11, 21), date(2026, 11, 21), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_entries_grow_stale_after_a_year(checked: date, today: date, stale: bool) -> None:
    assert is_stale(checked, today) is stale


def all_findings(text: str) -> list[Any]:
    document = read_document(text, "practices/plain-record.yaml")
    if not isinstance(document, Document):
        return document
    return [*structure_findings(document, SCHEMA), *contents_findings(document, SCHEMA, TODAY)]


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the places of a record, deepest included."""
    found = [path] if path else []
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        found += spots(child, (*path, key))
    return found


RECORD = yaml.safe_load(VALID)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(spots(RECORD)), ODD, st.booleans())
def test_damaged_records_give_findings_inside_the_file(path: tuple[Any, ...], value: Any, drop: bool) -> None:
    record = copy.deepcopy(RECORD)
    target = record
    for part in path[:-1]:
        target = target[part]
    if drop:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
    lines = text.count("\n") + 1
    for finding in all_findings(text):
        assert 1 <= finding.place.line <= lines


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(spots(RECORD)), ODD)
def test_the_fast_and_the_explaining_validator_agree(path: tuple[Any, ...], value: Any) -> None:
    record = copy.deepcopy(RECORD)
    target = record
    for part in path[:-1]:
        target = target[part]
    target[path[-1]] = value
    assert SCHEMA.accepts(record) is SCHEMA.validator.is_valid(record)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(VALID) - 1), st.characters())
def test_flipped_letters_never_crash_the_checker(position: int, letter: str) -> None:
    text = VALID[:position] + letter + VALID[position + 1 :]
    data = text.encode("utf-8", "surrogatepass")
    result = read_document(data, "practices/plain-record.yaml")
    if isinstance(result, Document):
        all_findings(text)


@pytest.mark.parametrize("spot", [p for p in spots(RECORD) if len(p) == 1 and p[0] in SCHEMA.root["required"]], ids=str)
def test_dropping_a_required_field_is_always_noticed(spot: tuple[str]) -> None:
    record = {k: v for k, v in RECORD.items() if k != spot[0]}
    assert any(f.code == "ATD201" for f in all_findings(yaml.safe_dump(record, allow_unicode=True, sort_keys=False)))


@pytest.mark.parametrize("value", ["en\n", "en\r", " en", "EN"])
def test_a_pattern_holds_to_the_very_end(value: str) -> None:
    assert not SCHEMA.fits(("language",), value)
    assert not SCHEMA.accepts({**RECORD, "language": value})


def test_what_was_changed_is_told_first(small: Path, atd: Run) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-C", str(small), "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    for name in ("ca-atd-programme", "zm-release-all"):
        file = small / "practices" / f"{name}.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("scope: national", "scope: nationall"), encoding="utf-8"
        )
    git("add", "practices/ca-atd-programme.yaml")
    git("commit", "-qm", "first")
    git("add", "-A")
    written = atd("check", "--root", small, "--format", "github", "--changed-since", "HEAD").stdout.splitlines()
    assert "file=practices/zm-release-all.yaml" in written[0]
    refused = atd("check", "--root", small, "--changed-since", "--output=elsewhere")
    assert refused.returncode == 2
    assert "Git does not know" in refused.stderr


def test_a_file_that_cannot_be_read_still_shows_what_else_is_wrong(tmp_path: Path, atd: Run) -> None:
    file = tmp_path / "practices" / "plain-record.yaml"
    file.parent.mkdir()
    text = VALID.replace("scope: national", "scope: nationall")
    file.write_text(re.sub(r"(?m)^title: .*$", "title: Houses: open to all families", text), encoding="utf-8")
    found = json.loads(atd("check", file, "--format", "json").stdout)["findings"]
    assert {finding["code"] for finding in found} == {"ATD115", "ATD204"}
