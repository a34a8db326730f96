"""Every case in tests/cases, checked as a contributor would check it.

A case is a record (``<name>.yaml``), or a folder whose ``case.yaml`` lists what
is changed in a small copy of the repository. To add one, put it into ``valid``,
into ``invalid/<code>`` (errors) or into ``warned/<code>`` (warnings) and run
``pytest tests/unit/test_cases.py --update-golden``; read what was written.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from atd.caching import Store
from atd.checking import check_repository
from atd.findings import CODES, Finding, follow
from atd.mending import mend
from atd.reading import Repository
from conftest import NEWEST, ROOT, TODAY, Run, copy_repository

REPOSITORY = Repository.find(ROOT)
CASES = ROOT / "tests" / "cases"
FAULTY = [
    case
    for kind in ("invalid", "warned")
    for case in sorted((CASES / kind).glob("*/*"))
    if case.suffix == ".yaml" or case.is_dir()
]
RECORDS = [case for case in FAULTY if case.is_file()]


@dataclass(frozen=True)
class Prepared:
    """A case ready to be checked: words for the command line, folder and expected output."""

    words: tuple[object, ...]
    root: Path
    golden: Path


def prepare(case: Path, folder: Path) -> Prepared:
    if case.is_file():
        return Prepared((case.relative_to(ROOT),), ROOT, case.with_suffix(".txt"))
    root = copy_repository(folder / "repository")
    for change in yaml.safe_load((case / "case.yaml").read_text(encoding="utf-8")):
        file = root / change["file"]
        if "old" in change:
            text, old = file.read_text(encoding="utf-8"), change["old"].rstrip("\n")
            assert old in text, f"{change['file']} does not hold what {case} wants to change"
            file.write_text(text.replace(old, change["new"].rstrip("\n"), 1), encoding="utf-8")
        else:
            file.write_text(change["new"], encoding="utf-8")
    return Prepared(("--root", root), root, case / "expected.txt")


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("case", sorted((CASES / "valid").glob("*.yaml")), ids=name)
def test_valid_records_pass(case: Path, atd: Run) -> None:
    result = atd("check", case)
    assert result.stdout == ""
    assert result.returncode == 0


@pytest.mark.parametrize("case", FAULTY, ids=name)
def test_faulty_contributions_are_explained(
    case: Path, tmp_path: Path, atd: Run, request: pytest.FixtureRequest
) -> None:
    code, prepared = case.parent.name, prepare(case, tmp_path)
    found = json.loads(atd("check", *prepared.words, "--format", "json").stdout)["findings"]
    assert {finding["code"] for finding in found} == {code}
    assert all(finding["problem"] and finding["why"] and finding["fix"] for finding in found)
    human = atd("check", *prepared.words)
    assert human.returncode == (1 if case.is_relative_to(CASES / "invalid") else 0)
    if request.config.getoption("--update-golden"):
        prepared.golden.write_text(human.stdout, encoding="utf-8")
    assert human.stdout == prepared.golden.read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    rules = {code for collection in REPOSITORY.collections for code in collection.schema.rules}
    assert {case.parent.name for case in FAULTY} == set(CODES) | rules


def test_every_expected_output_belongs_to_a_case() -> None:
    wanted = {case.with_suffix(".txt") if case.is_file() else case / "expected.txt" for case in FAULTY}
    assert {file for kind in ("invalid", "warned") for file in (CASES / kind).rglob("*.txt")} == wanted


def test_every_place_lies_inside_its_file(atd: Run) -> None:
    found = json.loads(atd("check", CASES / "invalid", "--format", "json").stdout)["findings"]
    for finding in found:
        lines = (ROOT / finding["path"]).read_bytes().splitlines() or [b""]
        assert 1 <= finding["line"] <= len(lines)
        if finding["code"] not in ("ATD101", "ATD102", "ATD113"):
            assert 1 <= finding["column"] <= len(lines[finding["line"] - 1].decode()) + 1
    assert len(found) >= len(RECORDS) - 10


@cache
def known() -> Store:
    """The records of this repository, in which nothing is found, so that they are examined once."""
    store = Store({})
    check_repository(REPOSITORY, today=NEWEST, store=store)
    return Store(store.new)


def findings_in(file: Path) -> tuple[Finding, ...]:
    return check_repository(REPOSITORY, today=TODAY, only=[file], store=known()).findings


@cache
def findings_of(case: Path) -> tuple[Finding, ...]:
    """Findings of a file that no test changes."""
    return findings_in(case)


def findings_below(root: Path) -> tuple[Finding, ...]:
    return check_repository(Repository.find(root), today=TODAY).findings


def suggested() -> list[tuple[Path, int]]:
    """List every suggestion made for a record, by the record and its position."""
    return [(case, n) for case in RECORDS for n, finding in enumerate(findings_of(case)) if finding.suggestion]


@pytest.mark.parametrize(("case", "number"), suggested(), ids=str)
def test_a_suggestion_that_is_followed_removes_its_finding(case: Path, number: int, tmp_path: Path) -> None:
    finding = findings_of(case)[number]
    assert finding.place.end_column > finding.place.column, "a suggestion needs to know what it replaces"
    mended = tmp_path / "practices" / case.name
    mended.parent.mkdir()
    mended.write_text(follow(case.read_text(encoding="utf-8"), [finding]), encoding="utf-8")
    after = findings_in(mended)
    assert not [f for f in after if (f.code, f.place.line) == (finding.code, finding.place.line)]


@pytest.mark.parametrize("case", [case for case in FAULTY if case.is_dir()], ids=name)
def test_suggestions_in_changed_repositories_remove_their_findings_too(case: Path, tmp_path: Path) -> None:
    root = prepare(case, tmp_path).root
    for finding in [finding for finding in findings_below(root) if finding.suggestion]:
        file = root / finding.place.path
        file.write_text(follow(file.read_text(encoding="utf-8"), [finding]), encoding="utf-8")
        assert finding not in findings_below(root)


SUBMISSIONS = sorted(folder for folder in (CASES / "submissions").iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", SUBMISSIONS, ids=lambda folder: folder.name)
def test_submissions_of_newcomers_are_explained_and_can_be_repaired(
    folder: Path, atd: Run, request: pytest.FixtureRequest
) -> None:
    """Each was written by someone new to YAML; the mended one was made from the messages alone."""
    broken, mended = folder / f"{folder.name}.yaml", folder / "mended" / f"{folder.name}.yaml"
    told = atd("check", broken.relative_to(ROOT))
    golden = folder / "expected.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(told.stdout, encoding="utf-8")
    assert told.returncode == 1
    assert told.stdout == golden.read_text(encoding="utf-8")
    assert atd("check", mended).returncode == 0


@pytest.mark.parametrize("folder", SUBMISSIONS, ids=lambda folder: folder.name)
def test_mending_a_submission_leaves_only_what_needs_judgement(folder: Path) -> None:
    schema = REPOSITORY.collection("practices").schema
    broken = folder / f"{folder.name}.yaml"
    before = findings_of(broken)
    mended = mend(broken.read_text(encoding="utf-8"), str(broken), schema)
    mechanical = [finding for finding in before if CODES.get(finding.code, None) and CODES[finding.code].mechanical]
    assert len(mended.followed) >= len([finding for finding in mechanical if finding.suggestion]) > 0
