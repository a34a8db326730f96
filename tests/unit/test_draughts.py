"""What is shared by all languages is drawn once, and again where anything that it is drawn from changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from atd.catalogue import Record
from atd.exports import outline as drawing
from atd.exports.outline import Outline
from atd.reading import Schema
from conftest import library

RECORD = "practices/us-isap.yaml"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the records that were drawn."""
    names: list[str] = []
    setbacks = drawing._setbacks

    def seen(record: Record, schema: Schema, shaped: Mapping[str, Any]) -> dict[str, Any]:
        names.append(record.id)
        return setbacks(record, schema, shaped)

    monkeypatch.setattr(drawing, "_setbacks", seen)
    return names


def outlined(root: Path) -> Outline:
    return drawing.outline(library(root).catalogue, "practices")


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_only_what_changed_is_drawn_again(small: Path, drawn: list[str]) -> None:
    first = outlined(small)
    assert len(drawn) == len(first.records) > 3
    drawn.clear()
    assert outlined(small) == first
    assert drawn == []
    change(small, RECORD, "The Intensive Supervision", "This Intensive Supervision")
    change(small, RECORD, 'last_verified: "2026-11-22"', 'last_verified: "2026-11-20"')
    changed = outlined(small)
    assert drawn == ["us-isap"]
    assert [name for name in first.records if first.records[name] != changed.records[name]] == ["us-isap"]


def test_all_are_drawn_again_with_another_schema_or_other_records(small: Path, drawn: list[str]) -> None:
    every = len(outlined(small).records)
    for name, old, new in (
        ("schema/vocabularies/stage.yaml", "  - id: release\n", "  - id: new-stage\n    label: New\n    definition: New stage.\n  - id: release\n"),
        ("practices/us-isap.yaml", "\ntitle: ", '\nwithdrawn: {date: "2026-11-21", reason: Of no use.}\ntitle: '),
    ):  # fmt: skip
        drawn.clear()
        change(small, name, old, new)
        assert len(outlined(small).records) in (every, every - 1)
        assert len(drawn) >= every - 1


@pytest.mark.parametrize("harm", [b"", b"<!doctype html>", None])
def test_damaged_draughts_are_drawn_again(small: Path, drawn: list[str], harm: bytes | None) -> None:
    first = outlined(small)
    file = small / ".cache" / "atd" / "draughts" / "practices.cbor"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if harm is None else harm)
    drawn.clear()
    assert outlined(small) == first
    assert len(drawn) == len(first.records)
    assert file.read_bytes() == whole
