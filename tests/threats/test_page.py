"""The page on threats names tests that exist, and every test of this folder."""

import ast
import re
from pathlib import Path

from conftest import ROOT

PAGE = ROOT / "docs" / "development" / "threats.md"
NAMED = re.compile(r"`((?:unit|site|threats)/test_\w+\.py)::(test_\w+)`")


def named_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_test_named_on_the_page_exists() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 40
    assert [f"{file}::{test}" for file, test in named if test not in named_in(ROOT / "tests" / file)] == []


def test_every_row_of_the_page_names_a_test() -> None:
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| ") and "---" not in row]
    assert [row for row in rows if not NAMED.search(row) and "| Shown by |" not in row] == []


def test_every_test_of_this_folder_stands_on_the_page() -> None:
    named = {test for _file, test in NAMED.findall(PAGE.read_text(encoding="utf-8"))}
    here = set().union(*(named_in(file) for file in Path(__file__).parent.glob("test_*.py") if file != Path(__file__)))
    assert here - named == set()
