"""Documents that cannot lie: commands, codes and links they name exist."""

import json
import re

import click
import pytest
import yaml

from atd.cli import commands
from conftest import ROOT

DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs" / "development").glob("*.md"),
    *(ROOT / "docs" / "decisions").glob("*.md"),
]
TEXT = "\n".join(file.read_text(encoding="utf-8") for file in DOCUMENTS)


def found(group: click.Group, prefix: str = "atd") -> dict[str, click.Command]:
    """Give every command by what is typed for it."""
    context, all_ = click.Context(group), {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        typed = f"{prefix} {name}"
        all_ |= found(command, typed) if isinstance(command, click.Group) else {typed: command}
    return all_


COMMANDS = found(commands)


def test_all_commands_are_looked_at() -> None:
    assert {"atd check", "atd build", "atd translate sync"} <= set(COMMANDS)


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_is_documented_and_has_help(typed: str) -> None:
    assert typed in TEXT or typed.removeprefix("atd ") in TEXT
    assert COMMANDS[typed].help
    assert all(option.help for option in COMMANDS[typed].params if isinstance(option, click.Option))


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)`", TEXT)) <= targets


def test_links_between_documents_resolve() -> None:
    for file in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), (file.name, target)


def test_the_finding_shown_in_the_readme_is_real() -> None:
    golden = (ROOT / "tests/cases/invalid/ATD204/misspelt-term.txt").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [line.strip() for line in readme.split("```")[3].splitlines() if line.strip()]
    real = [line.strip() for line in golden.splitlines() if line.strip()]
    assert shown[0].split("  ")[1:] == real[0].split("  ")[1:]
    assert shown[1:] == real[1:]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands_run = [
        line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]  # fmt: skip
    assert commands_run == ["make test"]


def test_editors_are_pointed_at_schemas_that_exist() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(files))
    for record in (ROOT / "practices").glob("*.yaml"):
        first = record.read_text(encoding="utf-8").partition("\n")[0]
        assert first == "# yaml-language-server: $schema=../schema/editor/practice.schema.json", record.name


def test_the_hook_for_other_repositories_runs_a_command_that_exists() -> None:
    document = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in document:
        assert hook["entry"].split()[1] in commands.list_commands(click.Context(commands))
        assert re.match(hook["files"], "practices/zm-release-all.yaml")
