"""A new file holds every field, can be read, and the check names what is left to fill in."""

import json
import re
from pathlib import Path

import pytest

from atd.reading import Document, Repository, read_document
from conftest import COLLECTIONS, ROOT, Run


def test_a_new_file_can_be_read_and_says_what_is_missing(small: Path, atd: Run) -> None:
    result = atd("new", "mw-night-shelters", "--root", small)
    assert result.returncode == 0, result.stderr
    file = small / "practices" / "mw-night-shelters.yaml"
    assert isinstance(read_document(file.read_text(encoding="utf-8"), "x.yaml"), Document)
    found = json.loads(atd("check", file, "--root", small, "--format", "json").stdout)["findings"]
    assert not [f for f in found if f["code"].startswith("ATD1")]
    missing = {f["field"].split(".")[0] for f in found}
    assert {"title", "summary", "classification", "stages", "liberty", "caveats", "sources"} <= missing
    assert not missing & {"id", "language", "last_verified"}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_field_of_the_schema_is_explained(collection: str, small: Path, atd: Run) -> None:
    atd("new", f"{collection}/mw-night-shelters", "--root", small)
    text = (small / collection / "mw-night-shelters.yaml").read_text(encoding="utf-8")
    schema = Repository.find(ROOT).collection(collection).schema
    names = re.findall(r"^(?:# )?([a-z_]+):", text, re.MULTILINE)
    assert tuple(names) == schema.order
    for name in schema.order:
        assert str(schema.label((name,))) in text


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_optional_fields_become_fields_when_their_sign_is_taken_away(collection: str, small: Path, atd: Run) -> None:
    atd("new", "mw-night-shelters", "--collection", collection, "--root", small)
    text = (small / collection / "mw-night-shelters.yaml").read_text(encoding="utf-8")
    opened = read_document(re.sub(r"^# (?!yaml-|Fill|Where|Lines)", "", text, flags=re.MULTILINE), "x.yaml")
    assert isinstance(opened, Document)
    assert tuple(opened.values) == Repository.find(ROOT).collection(collection).schema.order


@pytest.mark.parametrize(
    "words",
    [
        ("Mw Shelters",),
        ("mw-shelters\n",),
        ("abc",),
        ("mw-shelters", "--language", "en\nx: y"),
        ("us-isap",),
        ("mw-x-y", "--collection", "papers"),
        ("../evil",),
        ("papers/mw-x-y",),
        ("exchanges/mw-x-y", "--collection", "resources"),
        ("resources/zambia-protection-guidelines",),
    ],
)
def test_wrong_identifiers_are_refused(words: tuple[str, ...], small: Path, atd: Run) -> None:
    result = atd("new", *words, "--root", small)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
