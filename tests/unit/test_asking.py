"""What the form asks and knows: every field, in the order of the record, with the words of the language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atd.asking import Control, chapters, form_path, rulebook, rules_path
from atd.asking.judged import SAID, judged
from atd.asking.pattern import javascript
from atd.findings import CODES
from atd.localising import load_locale
from atd.reading import Repository
from conftest import ROOT

REPOSITORY = Repository.find(ROOT)
PRACTICES = REPOSITORY.collection("practices")


def below(control: Control) -> Iterator[Control]:
    yield control
    for part in control.parts:
        yield from below(part)


def asked(language: str = "en") -> list[Control]:
    return [
        control
        for chapter in chapters(PRACTICES.schema, load_locale(REPOSITORY, language))
        for control in chapter.controls
    ]


def test_every_field_is_asked_once_in_the_order_of_the_record_and_the_name_last() -> None:
    names = [control.name for control in asked()]
    without = PRACTICES.schema.source["x-form"]["without"]
    assert names == [name for name in PRACTICES.schema.order if name not in (*without, "id")] + ["id"]


def test_every_answer_has_a_question_of_its_kind() -> None:
    kinds = {".".join(map(str, c.path)): c.kind for control in asked() for c in below(control)}
    wanted = {
        "title": "text", "description": "lines", "classification": "radios", "countries": "values", "countries.0": "select",
        "practice_types": "terms", "liberty": "group", "liberty.device": "select", "actors": "items", "actors.0.key": "key",
        "actors.0.name": "text", "sources.0.independent": "truth", "updates.0.sources": "sources", "last_verified": "day",
        "period.start": "text", "scale.people_reached": "number", "disclosure.no_personal_data": "promise", "language": "language",
    }  # fmt: skip
    assert {path: kinds[path] for path in wanted} == wanted


def test_choices_are_named_explained_and_ordered_in_the_language() -> None:
    controls = {control.name: control for control in asked("zh")}
    groups = controls["practice_types"].choices
    assert len(groups) > 5
    assert all(re.search("[\u4e00-\u9fff]", f"{g.label}{c.label}{c.definition}") for g in groups for c in g.members)
    assert controls["countries"].parts[0].label == controls["countries"].label
    countries = controls["countries"].parts[0].choices[0].members
    assert next(c.label for c in countries if c.value == "NO") == "挪威"


def test_the_rules_are_data_in_the_words_of_the_language() -> None:
    book = rulebook(PRACTICES, load_locale(REPOSITORY, "ar"))
    assert set(book["codes"]) == set(judged(PRACTICES.schema)) >= set(PRACTICES.schema.rules)
    assert all(re.search("[\u0600-\u06ff]", code["problem"]) for code in book["codes"].values())
    written = json.dumps(book, ensure_ascii=False)
    assert "x-help" not in written
    assert "x-facet" not in written
    assert [rule["rule"]["code"] for rule in book["rules"]] == list(PRACTICES.schema.rules)


def test_only_known_codes_are_judged() -> None:
    assert set(SAID) <= set(CODES)


@pytest.mark.parametrize(
    ("python", "javascript_"),
    [
        (r"[\w.+-]+@", r"[\p{L}\p{N}_.+-]+@"), (r"\d{3}\Z", r"\p{Nd}{3}$"), (r"(?P<name>a\"b)", r'(?<name>a"b)'),
        (r"[^\]\w]\]", r"[^\]\p{L}\p{N}_]\]"), (r"^[^\s<>\"]+$", r'^[^\s<>"]+$'),
    ],
)  # fmt: skip
def test_patterns_mean_the_same_in_javascript(python: str, javascript_: str) -> None:
    assert javascript(python) == javascript_


def test_further_forms_stand_below_the_first(tmp_path: Path) -> None:
    assert form_path(REPOSITORY, "practices") == "contribute/"
    assert form_path(REPOSITORY, "resources") == ""
    for collection in REPOSITORY.collections[:2]:
        schema = json.loads((ROOT / "schema" / f"{collection.schema.name}.schema.json").read_text(encoding="utf-8"))
        form = {"title": "T", "description": "D", "sections": [{"id": "a", "title": "A", "from": "id"}]}
        (tmp_path / "schema").mkdir(exist_ok=True)
        (tmp_path / "schema" / f"{collection.schema.name}.schema.json").write_text(
            json.dumps({**schema, "x-form": form})
        )
    (tmp_path / "schema" / "vocabularies").symlink_to(ROOT / "schema" / "vocabularies")
    settings = {"collections": {c.name: c.schema.name for c in REPOSITORY.collections[:2]}}
    two = Repository(tmp_path, {**REPOSITORY.config, "extra": {"atd": settings}})
    assert rules_path(two, "resources") == "contribute/resources/resources.rules.json"
    controls = chapters(two.collection("resources").schema, load_locale(two, "en"))[0].controls
    assert [control.name for control in controls] == list(two.collection("resources").schema.order)
    assert rulebook(two.collection("resources"), load_locale(two, "en"))["identifier"]
