"""Every file in tests/cases, checked as a contributor would check it.

To add a case, put a file into ``valid``, into ``invalid/<code>`` (errors) or into
``warned/<code>`` (warnings) and run
``pytest tests/unit/test_cases.py --update-golden``; read what was written.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from atd.checking import check_repository
from atd.findings import CODES
from atd.reading import Repository
from conftest import ROOT, Run

CASES = ROOT / "tests" / "cases"
INVALID = sorted((CASES / "invalid").glob("*/*.yaml"))
WARNED = sorted((CASES / "warned").glob("*/*.yaml"))
ELSEWHERE = {"ATD212", "ATD501", "ATD502", "ATD503", "ATD504", "ATD505", "ATD506", "ATD601", "ATD602"}
"""Codes of translations, vocabularies and unforeseen schemas; their own tests are named after them."""


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("case", sorted((CASES / "valid").glob("*.yaml")), ids=name)
def test_valid_records_pass(case: Path, atd: Run) -> None:
    result = atd("check", case)
    assert result.stdout == ""
    assert result.returncode == 0


@pytest.mark.parametrize("case", [*INVALID, *WARNED], ids=name)
def test_faulty_records_are_explained(case: Path, atd: Run, request: pytest.FixtureRequest) -> None:
    code = case.parent.name
    found = json.loads(atd("check", case, "--format", "json").stdout)["findings"]
    assert {finding["code"] for finding in found} == {code}
    assert all(finding["problem"] and finding["why"] and finding["fix"] for finding in found)
    human = atd("check", case.relative_to(ROOT))
    assert human.returncode == (1 if case in INVALID else 0)
    golden = case.with_suffix(".txt")
    if request.config.getoption("--update-golden"):
        golden.write_text(human.stdout, encoding="utf-8")
    assert human.stdout == golden.read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    rules = {code for collection in Repository.find(ROOT).collections for code in collection.schema.rules}
    assert {case.parent.name for case in (*INVALID, *WARNED)} | ELSEWHERE == set(CODES) | rules


def test_every_place_lies_inside_its_file(atd: Run) -> None:
    found = json.loads(atd("check", CASES / "invalid", "--format", "json").stdout)["findings"]
    for finding in found:
        lines = (ROOT / finding["path"]).read_bytes().splitlines() or [b""]
        assert 1 <= finding["line"] <= len(lines)
        if finding["code"] not in ("ATD101", "ATD102", "ATD113"):
            assert 1 <= finding["column"] <= len(lines[finding["line"] - 1].decode()) + 1
    assert len(found) >= len(INVALID)


def suggested() -> list[tuple[Path, int]]:
    """List every suggestion made for a case, by the case and its position."""
    found = []
    for case in [*INVALID, *WARNED]:
        checked = check_repository(Repository.find(ROOT), today=date(2026, 11, 21), only=[case])
        found += [(case, number) for number, finding in enumerate(checked.findings) if finding.suggestion]
    return found


@pytest.mark.parametrize(("case", "number"), suggested(), ids=str)
def test_a_suggestion_that_is_followed_removes_its_finding(case: Path, number: int, tmp_path: Path) -> None:
    repository = Repository.find(ROOT)
    before = check_repository(repository, today=date(2026, 11, 21), only=[case]).findings
    finding = before[number]
    lines = case.read_text(encoding="utf-8").split("\n")
    line, start, end = finding.place.line - 1, finding.place.column - 1, finding.place.end_column - 1
    assert end > start, "a suggestion needs to know what it replaces"
    lines[line] = lines[line][:start] + finding.suggestion + lines[line][end:]
    mended = tmp_path / "practices" / case.name
    mended.parent.mkdir()
    mended.write_text("\n".join(lines), encoding="utf-8")
    after = check_repository(repository, today=date(2026, 11, 21), only=[mended]).findings
    assert not [f for f in after if (f.code, f.place.line) == (finding.code, finding.place.line)]
