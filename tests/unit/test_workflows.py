"""What runs without people: valid, with few rights, and with nothing of a stranger in a command."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from atd.reading import Repository
from conftest import ROOT, Run

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = (ROOT / "scripts" / "ci.sh").read_text(encoding="utf-8")
STEPS = set(re.findall(r"^([a-z]+)\) #", SCRIPT, re.MULTILINE))
JUDGED = {
    "github-workflows": WORKFLOWS,
    "github-issue-config": [ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"],
    "dependabot": [ROOT / ".github" / "dependabot.yml"],
    "gitlab-ci": [ROOT / ".gitlab-ci.yml"],
}


HARMLESS = {
    "gh",
    "git",
    "scripts/propose.sh",
    "printf",
    "cat",
    "echo",
    "[",
    "if",
    "else",
    "fi",
    "}",
    "set",
    "cd",
    "dirname",
    "exit",
}
"""What jobs may start that may write: programs of the host and words of the shell."""


def run(*words: object, cwd: Path = ROOT, **env: str) -> "subprocess.CompletedProcess[str]":
    given = [str(word) for word in words]
    return subprocess.run(given, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False)


def zizmor(*files: object) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("zizmor")
    # Without the last word a file that it cannot read is left out, and all is well.
    return run(program, "--offline", "--strict-collection", "--no-config", "--no-progress", "--persona", "pedantic", "--format", "plain", *files)  # fmt: skip


def jobs() -> list[tuple[str, dict[str, object]]]:
    found = []
    for file in WORKFLOWS:
        for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items():
            found.append((f"{file.name}: {name}", job))
    return found


@pytest.mark.parametrize("schema", JUDGED)
def test_files_follow_the_schemas_of_those_who_run_them(schema: str) -> None:
    transform = ("--data-transform", "gitlab-ci") if schema == "gitlab-ci" else ()
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *transform, *JUDGED[schema])  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing() -> None:
    done = zizmor(ROOT / ".github")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("run: scripts/ci.sh intake", "run: scripts/ci.sh intake '${{ github.event.issue.title }}'"),
        ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd", "@main"),
        ("permissions: {}", "permissions: write-all"),
    ],
)
def test_zizmor_would_find_a_careless_change(tmp_path: Path, before: str, after: str) -> None:
    text = (ROOT / ".github" / "workflows" / "intake.yml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    file = tmp_path / ".github" / "workflows" / "intake.yml"
    file.write_text(text.replace(before, after), encoding="utf-8")
    assert zizmor(file).returncode != 0


def test_every_job_names_its_rights_and_ends() -> None:
    for name, job in jobs():
        assert job["permissions"] != "write-all", name
        assert "timeout-minutes" in job, name
    for file in WORKFLOWS:
        assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {}, file.name


def test_what_runs_for_strangers_may_only_read() -> None:
    for file in WORKFLOWS:
        workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        triggers = workflow[True]  # "on" is true in YAML 1.1
        assert "pull_request_target" not in triggers
        if "pull_request" in triggers:
            assert {right for job in workflow["jobs"].values() for right in job["permissions"].values()} == {"read"}


def test_jobs_that_may_write_run_nothing_but_git_and_gh() -> None:
    """Libraries, and whatever is made of contributed text, run where nothing can be written."""
    for name, job in jobs():
        writes = "write" in job["permissions"].values() and "deploy" not in name  # type: ignore[attr-defined]
        commands = "\n".join(step.get("run", "") for step in job["steps"])  # type: ignore[attr-defined]
        assert not writes or started(commands) <= HARMLESS, name
        assert not writes or used(job) <= {"actions/checkout"}, name
    assert started((ROOT / "scripts" / "propose.sh").read_text(encoding="utf-8")) <= HARMLESS
    assert started("a=b make x && gh y; c=$(python z)\n{ npm w; }") == {"make", "gh", "python", "npm", "}"}


def started(commands: str) -> set[str]:
    """Name the programs that a piece of shell starts, and what of the shell stands in their place."""
    told = re.sub(r"(?m)^\s*#.*$", "", commands)
    bare = re.sub(r"""'[^']*'|"(?:(?!\$\()[^"\n])*"|\\\n""", "''", told)
    pieces = re.split(r"\n|;|&&|\|\||\||\$\(|(?<=\s)\{|\bthen\b|\belse\b", bare)
    words = (re.sub(r"^\s*([A-Za-z_]+=[^\s$]*(\s+|$))*", "", piece).split() for piece in pieces)
    return {word[0] for word in words if word}


def used(job: dict[str, object]) -> set[str]:
    return {step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step}  # type: ignore[attr-defined]


def test_no_copy_keeps_the_key_with_which_it_was_fetched() -> None:
    """zizmor takes a key that is kept on purpose for meant."""
    for name, job in jobs():
        for step in job["steps"]:  # type: ignore[attr-defined]
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


def test_no_expression_stands_in_a_command() -> None:
    for name, job in jobs():
        for step in job["steps"]:  # type: ignore[attr-defined]
            assert "${{" not in step.get("run", ""), name


def test_actions_are_pinned_and_say_which_version() -> None:
    for file in WORKFLOWS:
        for line in re.findall(r"uses: .*", file.read_text(encoding="utf-8")):
            assert re.fullmatch(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_hosts_run_the_same_steps_and_each_exists() -> None:
    named = {
        host: set(re.findall(r"scripts/ci\.sh ([a-z]+)", text))
        for host, text in {
            "github": "\n".join(file.read_text(encoding="utf-8") for file in WORKFLOWS),
            "gitlab": (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"),
        }.items()
    }
    apart = {"plan", "language", "merge"}
    assert named["github"] == STEPS - {"site"}  # a job for each language
    assert named["gitlab"] == STEPS - apart - {"intake"}  # a proposal becomes a record by hand there: MAINTAINING.md
    assert run(ROOT / "scripts" / "ci.sh", "nonsense", PATH=f"{ROOT / 'tests'}:{os.environ['PATH']}").returncode != 0


def test_a_job_is_planned_for_each_language() -> None:
    planned = dict(line.split("=") for line in run(ROOT / "scripts" / "ci.sh", "plan").stdout.splitlines())
    assert json.loads(planned["languages"]) == [language.code for language in Repository.find(ROOT).languages]
    assert planned["moment"].isdigit()


def test_libraries_are_watched_every_night_and_before_a_release() -> None:
    night, release = (
        yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))
        for name in ("libraries.yml", "release.yml")
    )
    every_night, every_month = (planned["cron"].split() for planned in night[True]["schedule"])
    assert (every_night[2], every_month[2]) == ("*", "1")
    for job, command in ((night["jobs"]["audit"], "audit"), (night["jobs"]["exits"], "exits"), (release["jobs"]["audit"], "audit")):  # fmt: skip
        assert job["steps"][-1]["run"] == f"scripts/ci.sh {command}"
        assert "continue-on-error" not in job
    thorough = night["jobs"]["thorough"]
    assert thorough["steps"][-1]["run"] == "scripts/ci.sh thorough"
    assert " ".join(every_month) in thorough["if"]
    assert (release["jobs"]["pack"]["needs"], release["jobs"]["publish"]["needs"]) == ("audit", "pack")


def test_no_image_is_named_by_a_digest_that_nobody_here_can_look_up() -> None:
    for file in (*WORKFLOWS, ROOT / ".gitlab-ci.yml"):
        assert "@sha256:" not in file.read_text(encoding="utf-8"), file.name


def test_only_the_nightly_step_asks_the_world() -> None:
    parts = dict(re.findall(r"^([a-z]+)\) #(.*?)^  ;;", SCRIPT, re.MULTILINE | re.DOTALL))
    assert [name for name, part in parts.items() if "--external" in part] == ["upkeep"]


@pytest.fixture
def workplace(small: Path) -> Path:
    """The small repository under Git with an origin, its command, and a gh that notes what it was told."""
    for name in ("ci.sh", "propose.sh"):
        shutil.copy(ROOT / "scripts" / name, small / "scripts")
    (small / ".gitignore").write_text(".venv/\n/build/\n.cache/\n/tools/\n/event.json\n/gh.log\n", encoding="utf-8")
    tools = small / "tools"
    tools.mkdir()
    (small / ".venv" / "bin").mkdir(parents=True)
    for file, text in {
        small / ".venv" / "bin" / "atd": f'exec {sys.executable} -m atd "$@"',
        tools / "make": "exit 0",
        tools / "gh": f'printf "%s\\n" "$*" >> {small}/gh.log; [ "$1 $2" != "pr list" ] || echo "${{PULLS:-0}}"',
    }.items():
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)
    origin = small.parent / "origin.git"
    for words in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "somebody"),
        ("config", "user.email", "x@example.org"),
        ("add", "-A"),
        ("commit", "-qm", "all"),
        ("clone", "-q", "--bare", ".", origin),
        ("remote", "add", "origin", origin),
        ("fetch", "-q", "origin"),
    ):
        assert run("git", *words, cwd=small).returncode == 0
    return small


def step(root: Path, name: str, **env: str) -> "subprocess.CompletedProcess[str]":
    path = f"{root / 'tools'}:{os.environ['PATH']}"
    return run(root / "scripts" / "ci.sh", name, cwd=root, PATH=path, GITHUB_ACTIONS="", GITHUB_STEP_SUMMARY="", **env)


def fresh(root: Path) -> None:
    """Each job begins with a clean copy."""
    run("git", "switch", "-q", "--force", "main", cwd=root)
    run("git", "clean", "-qfd", cwd=root)


def propose(root: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    fresh(root)
    words = {"PATCH": "build/change.patch", "BODY": "build/report.md", "BRANCH": "intake/issue-7", "TITLE": "Record proposed in issue 7"}  # fmt: skip
    return run(root / "scripts" / "propose.sh", cwd=root, PATH=f"{root / 'tools'}:{os.environ['PATH']}", **words, **env)


def event(root: Path, title: str = "Open houses $(touch owned) `touch owned` ${{ 1 }}") -> None:
    body = (ROOT / "tests/cases/issues/plain.md").read_text(encoding="utf-8")
    body = body.replace("Open houses for families waiting for papers, Lusaka", title)
    (root / "event.json").write_text(json.dumps({"issue": {"number": 7, "body": body, "labels": []}}), encoding="utf-8")


def test_an_accepted_issue_becomes_a_branch_and_stays_one(workplace: Path) -> None:
    event(workplace)
    result = step(workplace, "intake", ATD_EVENT="event.json")
    assert result.returncode == 0, result.stderr
    first = propose(workplace)
    assert first.returncode == 0, first.stderr
    shown = run(
        "git", "show", "--name-only", "--format=%s", "intake/issue-7", cwd=workplace.parent / "origin.git"
    ).stdout
    assert shown.split("\n\n") == ["Record proposed in issue 7", "practices/zm-open-houses-touch-owned.yaml\n"]
    assert "pr create --head intake/issue-7" in (workplace / "gh.log").read_text(encoding="utf-8")
    # Once more, with the same label: the same branch, the same pull request.
    tree = run("git", "rev-parse", "intake/issue-7^{tree}", cwd=workplace.parent / "origin.git").stdout
    fresh(workplace)
    step(workplace, "intake", ATD_EVENT="event.json")
    assert propose(workplace, PULLS="1").returncode == 0
    assert run("git", "rev-parse", "intake/issue-7^{tree}", cwd=workplace.parent / "origin.git").stdout == tree
    assert (workplace / "gh.log").read_text(encoding="utf-8").count("pr create") == 1
    assert not list(workplace.parent.rglob("owned"))


def test_what_a_person_did_on_the_branch_is_kept(workplace: Path) -> None:
    event(workplace)
    step(workplace, "intake", ATD_EVENT="event.json")
    propose(workplace)
    run("git", "commit", "-q", "--allow-empty", "-m", "better words", cwd=workplace)
    run("git", "push", "-q", "origin", "intake/issue-7", cwd=workplace)
    fresh(workplace)
    step(workplace, "intake", ATD_EVENT="event.json")
    result = propose(workplace)
    assert "stays as it is" in result.stdout
    assert run("git", "log", "-1", "--format=%s", "intake/issue-7", cwd=workplace.parent / "origin.git").stdout == "better words\n"  # fmt: skip


def test_translations_behind_become_a_patch_and_none_when_there_is_nothing_to_do(workplace: Path) -> None:
    step(workplace, "sync")
    run("git", "commit", "-qam", "in step", cwd=workplace)
    step(workplace, "sync")
    assert (workplace / "build" / "change.patch").read_text(encoding="utf-8") == ""
    assert "nothing to propose" in propose(workplace).stdout
    file = workplace / "practices" / "no-release-designated-residence.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^title: .*$", "title: Another title for the same practice", text), encoding="utf-8")
    step(workplace, "sync")
    patch = (workplace / "build" / "change.patch").read_text(encoding="utf-8")
    assert "locales/ar/practices/no-release-designated-residence.po" in patch
    assert "practices/no-release-designated-residence.yaml" not in patch


def test_records_are_explained_in_the_summary(workplace: Path, tmp_path: Path) -> None:
    assert step(workplace, "records").returncode == 1  # forms are missing in the copy
    run(sys.executable, "-m", "atd", "schema", cwd=workplace)
    assert step(workplace, "records").returncode == 0
    file = workplace / "practices" / "us-isap.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: ", "statsu: "), encoding="utf-8")
    path = f"{workplace / 'tools'}:{os.environ['PATH']}"
    result = run(workplace / "scripts" / "ci.sh", "records", cwd=workplace, PATH=path, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))  # fmt: skip
    assert result.returncode == 1
    assert "::error file=practices/us-isap.yaml" in result.stdout
    assert "ATD202" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_the_archive_is_the_same_twice_and_its_checksum_fits(small: Path, tmp_path: Path, atd: Run) -> None:
    day = {"SOURCE_DATE_EPOCH": "1795305600"}
    for folder in ("one", "two"):
        assert atd("archive", tmp_path / folder, "--root", small, env=day).returncode == 0
        (small / "practices" / "us-isap.yaml").touch()
    [first], [second] = tmp_path.glob("one/*.zip"), tmp_path.glob("two/*.zip")
    assert first.read_bytes() == second.read_bytes()
    sums = (tmp_path / "one" / "SHA256SUMS").read_text(encoding="utf-8")
    assert sums == f"{hashlib.sha256(first.read_bytes()).hexdigest()}  {first.name}\n"
    names = [name.split("/", 1)[1] for name in zipfile.ZipFile(first).namelist()]
    assert {"practices/us-isap.yaml", "schema/vocabularies/status.yaml", "locales/ar/practices/zm-national-referral-mechanism.po"} <= set(names)  # fmt: skip
