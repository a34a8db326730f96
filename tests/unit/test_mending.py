"""What `atd fix` does: each folder in tests/cases/mended holds a file before and after.

To add a case, put ``before.yaml`` into a folder of its own and run
``pytest tests/unit/test_mending.py --update-golden``; read what was written.
"""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from atd.checking.meaning import date_meant
from atd.mending import mend
from atd.reading import Document, Repository, read_document
from atd.reading.composer import compose
from conftest import ROOT, Run

SCHEMA = Repository.find(ROOT).collection("practices").schema
CASES = sorted((ROOT / "tests" / "cases" / "mended").iterdir())
RECORDS = sorted((ROOT / "practices").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_files_are_mended_as_shown(case: Path, request: pytest.FixtureRequest) -> None:
    mended = mend((case / "before.yaml").read_text(encoding="utf-8"), "practices/x.yaml", SCHEMA).text
    golden = case / "after.yaml"
    if request.config.getoption("--update-golden"):
        golden.write_text(mended, encoding="utf-8")
    assert mended == golden.read_text(encoding="utf-8")
    assert mend(mended, "practices/x.yaml", SCHEMA).text == mended


def test_the_records_are_written_as_they_should_be(atd: Run) -> None:
    result = atd("fix", "--check")
    assert result.returncode == 0, result.stdout


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0), st.sampled_from(RECORDS))
def test_fields_in_any_order_come_back_with_their_comments(seed: int, record: Path) -> None:
    values = read_document(record.read_bytes(), "x.yaml")
    assert isinstance(values, Document)
    blocks = [block for block in _blocks(record.read_text(encoding="utf-8")) if block]
    random.Random(seed).shuffle(blocks)
    text = "".join(f"# about {number}\n{block}" for number, block in enumerate(blocks))
    mended = mend(text, "x.yaml", SCHEMA).text
    after = compose(mended).value
    assert after == values.values
    assert [name for name in SCHEMA.order if name in after] == list(after)
    lines = mended.split("\n")
    for number, block in enumerate(blocks):
        assert lines[lines.index(f"# about {number}") + 1] == block.partition("\n")[0]


def _blocks(text: str) -> list[str]:
    """Part a record into its fields."""
    blocks = [""]
    for line in text.splitlines(keepends=True):
        if line[0] not in " \n-#":
            blocks.append("")
        if not line.startswith("# yaml"):
            blocks[-1] += line
    return blocks


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(RECORDS),
    st.integers(min_value=0),
    st.sampled_from(["\t", ":", '"', "'", "- ", "“", "", "\n", "#", "  "]),
)
def test_nothing_that_could_be_read_before_says_something_else_after(record: Path, place: int, sign: str) -> None:
    text = record.read_text(encoding="utf-8")
    place %= len(text)
    damaged = text[:place] + sign + text[place + 1 :]
    before = read_document(damaged, "x.yaml")
    after = read_document(mend(damaged, "x.yaml", SCHEMA).text, "x.yaml")
    if isinstance(before, Document):
        assert isinstance(after, Document)
        assert _said(after.values) == _said(before.values)


def _said(value: object) -> object:
    """What a value says, whether as number or text, as list or item, and whatever space ends its lines."""
    if isinstance(value, dict):
        return {key: _said(item) for key, item in value.items()}
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [_said(item) for item in value]
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    return date_meant(str(text)) or "\n".join(line.rstrip() for line in str(text).split("\n")).strip("[] ")


def test_line_ends_and_permissions_stay(tmp_path: Path, atd: Run) -> None:
    file = tmp_path / "practices" / "zm-release-all.yaml"
    file.parent.mkdir()
    text = (ROOT / "practices" / "zm-release-all.yaml").read_text(encoding="utf-8").replace("scope: ", "scope:  ", 1)
    file.write_bytes(text.replace("language: en\n", "language: en  \n").replace("\n", "\r\n").encode())
    file.chmod(0o640)
    result = atd("fix", file)
    assert result.returncode == 0, result.stderr
    assert "zm-release-all.yaml" in result.stdout
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") > 10
    assert b"language: en\r\n" in file.read_bytes()


def test_checking_writes_nothing_and_shows_the_changes(tmp_path: Path, atd: Run) -> None:
    file = tmp_path / "practices" / "x-y.yaml"
    file.parent.mkdir()
    file.write_text("title: Open houses: a way out\n", encoding="utf-8")
    result = atd("fix", "--check", file)
    assert result.returncode == 1
    assert '+title: "Open houses: a way out"' in result.stdout
    assert file.read_text(encoding="utf-8") == "title: Open houses: a way out\n"


def test_a_file_that_cannot_be_read_as_text_is_left_alone(tmp_path: Path, atd: Run) -> None:
    file = tmp_path / "practices" / "x-y.yaml"
    file.parent.mkdir()
    file.write_bytes(b"title: \xe9t\xe9   \n")
    assert atd("fix", file).returncode == 0
    assert file.read_bytes() == b"title: \xe9t\xe9   \n"


def test_values_written_by_the_interview_read_back(tmp_path: Path) -> None:
    from atd.exports.writing import written

    value = {
        "text": "a: b # c", "answer": "no", "date": "2020-03", "long": "word " * 40 + "end", "wide": "拘" * 200,
        "prose": "One.\n\n- two\n- three: x", "list": ["NO", "a, b", "c"], "items": [{"key": "k", "x": {"y": True}}],
        "odd": " leading", "quote": '"\\', "empty": "", "number": 3,
    }  # fmt: skip
    text = "\n".join(line for name, item in value.items() for line in written(name, item))
    assert compose(text).value == value
    assert yaml.safe_load(text) == value
