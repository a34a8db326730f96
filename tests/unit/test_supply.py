"""The libraries: each with its reason, locked, under an allowed licence; and no silence taken for good news."""

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from conftest import ROOT
from supply import licences
from supply.bill import differences
from supply.declared import DeclarationError, Dependency, declared, locked, locks, normal
from supply.licences import Policy, complaints, forgotten, node_complaints
from supply.table import PAGE, page, unexplained
from supply.vulnerabilities import read

LOCKS = {"site": "requirements.lock", "build": "requirements.lock", "dev": "requirements-dev.lock"}
"""Locks whose group is not their name."""


def project(folder: Path, lines: str) -> Path:
    (folder / "pyproject.toml").write_text(f"[project]\ndependencies = [\n{lines}]\n", encoding="utf-8")
    return folder


def test_the_page_of_libraries_is_made_from_what_stands_beside_them() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(declared(ROOT)), "run `make dependencies`"


def test_every_library_has_its_reason_and_is_named_once() -> None:
    assert unexplained(declared(ROOT)) == []


def test_a_library_without_a_reason_is_found(tmp_path: Path) -> None:
    root = project(tmp_path, '  "click==8.5.1",  # the command line\n  "six==1.17.0",\n  "click==8.5.2",  # again\n')
    assert unexplained(declared(root)) == ["site: six has no reason", "site: click is named twice"]
    with pytest.raises(DeclarationError, match="six"):
        declared(project(tmp_path, '  "six>=1",  # any\n'))


def test_every_library_stands_in_its_lock() -> None:
    for one in declared(ROOT):
        lock = LOCKS.get(one.group, f"requirements-{one.group}.lock")
        assert locked(ROOT / lock).get(normal(one.name)) == one.version, f"{one.name}: renew {lock}"


def test_locks_agree_and_name_no_server() -> None:
    site = locked(ROOT / "requirements.lock")
    assert site.items() <= locked(ROOT / "requirements-dev.lock").items()
    for lock in locks(ROOT):
        assert not re.search(r"://|^\s*--(?!hash=)", lock.read_text(encoding="utf-8"), re.MULTILINE), lock.name


def test_licences_of_all_libraries_are_allowed() -> None:
    policy = Policy.of(ROOT)
    assert complaints(locked(ROOT / "requirements-dev.lock"), policy) == []
    for lock in ("tests/tools", "benchmarks/lighthouse"):
        assert node_complaints(ROOT / lock / "package-lock.json", policy) == []


def test_another_licence_is_found() -> None:
    policy = Policy.of(ROOT)
    strict = Policy(policy.allowed - {"MPL-2.0"}, policy.read)
    assert [line.split()[0] for line in complaints(locked(ROOT / "requirements.lock"), strict)] == ["certifi", "orjson", "pathspec"]  # fmt: skip
    assert complaints(["no-such-library"], policy) == ["no-such-library: not installed, so its licence is not known"]
    assert node_complaints(ROOT / "tests" / "tools" / "package-lock.json", strict)[0].endswith("MPL-2.0")


def test_an_environment_need_not_hold_the_libraries_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """What asks for faults stands apart; licences that were read for the tests are not missed there."""
    policy = Policy.of(ROOT)
    monkeypatch.setattr(licences, "distributions", lambda: [Distribution.from_name("click")])
    assert complaints(["click"], policy) == []
    assert forgotten(policy, {name for lock in locks(ROOT) for name in locked(lock)}) == []
    assert forgotten(Policy(policy.allowed, {"gone": "MIT"}), ["click"]) == ["gone: named under tool.supply.licences.read, but in no lock"]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("MPL-2.0 AND (Apache-2.0 OR GPL-2.0-only)", True),
        ("GPL-2.0-or-later", False),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_expressions_are_weighed(expression: str, allowed: bool) -> None:
    assert Policy.of(ROOT).allows(expression) is allowed


def report(**known: object) -> str:
    return json.dumps({"dependencies": [{"name": "jinja2", "version": "3.1.6", **known}], "fixes": []})


FAULT = {"id": "PYSEC-1", "fix_versions": ["3.1.7"], "aliases": ["CVE-1"], "description": "…"}


def test_a_known_fault_is_told_unless_it_is_borne() -> None:
    pins = ["jinja2==3.1.6"]
    assert read(report(vulns=[FAULT]), pins, {}).unsafe == ("jinja2 3.1.6: PYSEC-1, mended in 3.1.7",)
    assert read(report(vulns=[FAULT]), pins, {"CVE-1": "not used here, until 2027-03"}).unsafe == ()
    assert read(report(vulns=[]), pins, {}).unknown == ()


@pytest.mark.parametrize("said", ["", "Traceback", "{}", report(skip_reason="Dependency not found"), report(vulns=[])])
def test_silence_is_not_taken_for_a_clean_night(said: str) -> None:
    assert "markupsafe==3.0.4" in read(said, ["jinja2==3.1.6", "markupsafe==3.0.4"], {}).unknown


def test_the_command_says_so_when_nobody_answers(tmp_path: Path) -> None:
    (tmp_path / "pip_audit.py").write_text("raise SystemExit(1)", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "supply", "vulnerabilities"],
        env={"PYTHONPATH": f"{tmp_path}:{ROOT / 'scripts'}"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "NOT CLEAN, NOT ASKED" in done.stderr
    assert "none known" not in done.stdout


def test_a_bill_that_is_not_of_the_lock_is_found(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("click==8.5.1 \\\n    --hash=sha256:0\nJinja2==3.1.6\n", encoding="utf-8")
    components = [{"name": "click", "version": "8.5.1"}, {"name": "six", "version": "1.17.0"}, {"name": "pip", "version": "23"}]  # fmt: skip
    (tmp_path / "bill.json").write_text(json.dumps({"components": components}), encoding="utf-8")
    assert differences(tmp_path / "bill.json", tmp_path / "lock") == ["missing: jinja2 3.1.6", "not locked: six 1.17.0"]


def test_a_page_has_a_table_for_each_group() -> None:
    text = page([Dependency("site", "click", "8.5.1", "words | lines"), Dependency("audit", "pip-audit", "2", "asks")])
    assert "## To build the site\n\n| library | version | why |\n|---|---|---|\n| click | 8.5.1 | words \\| lines |\n" in text  # fmt: skip
    assert "## To watch over the libraries" in text
