"""Agreed words in every inflected form; words that judge people in none."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atd.localising.glossary import Glossary, Term, folded, load_glossary
from conftest import ROOT, Run

OTHERS = ("fr", "es", "ar", "ru", "zh")
OTHER = "On alternatives to detention."
"""A sentence with a term of the glossary."""


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_a_glossary(language: str) -> None:
    glossary = load_glossary(ROOT / "locales" / language)
    english = {term.english for term in glossary.terms}
    assert {"alternatives to detention", "immigration detention", "case management"} <= english
    assert all(term.agreed for term in glossary.terms)
    assert any(term.never for term in glossary.terms)


@pytest.mark.parametrize(
    ("language", "source", "text", "missing"),
    [
        ("ru", "Case management helps.", "Помогает ведение дел.", False),
        ("ru", "With case management", "С помощью ведения дел", False),
        ("ru", "With case management", "С помощью сопровождения", True),
        ("ar", "the Global Compact for Migration", "وفقا للاتفاق العالمي من أجل الهجرة", False),
        ("fr", "best interests of the child", "l’intérêt supérieur de l’enfant", False),
        ("es", "The best interests of the child", "El bien del menor", True),
        ("zh", "immigration detention", "移民拘留", False),
        ("fr", "casemanagement", "rien", False),
    ],
)
def test_agreed_words_are_known_in_their_forms(language: str, source: str, text: str, missing: bool) -> None:
    glossary = load_glossary(ROOT / "locales" / language)
    assert any(term.missing(source, text) for term in glossary.terms) is missing


@given(st.data())
def test_terms_that_are_left_out_have_nothing_to_say(data: st.DataObject) -> None:
    terms = (
        Term("illegal migrants", ("migrants", "personnes"), ("Clandestins", "ſans-papiers")),
        Term("stateless", ("apatride",), ()),
        Term("Case İssue", (), ("STRASSE",)),
    )
    words = st.sampled_from(
        ("illegal", "İLLEGAL", "ıllegal", "migrantſ", "MIGRANTS", "ſtateleſs", "stateless", "apatrides", "clandestins",
         "sans-papiers", "straße", "case", "ISSUE", "i̇ssue", "İssue", "personne", ",", "x")
    )  # fmt: skip
    source, text = (
        data.draw(st.lists(words, max_size=5).map(data.draw(st.sampled_from((" ", ""))).join)) for _ in "ab"
    )
    asked = Glossary(terms).concerned(source, text)
    for term in terms:
        if term not in asked:
            assert not list(term.misused(source, text))
            assert not term.missing(source, text)


def test_signs_that_patterns_take_for_equal_are_folded_alike() -> None:
    letters = [chr(n) for n in range(sys.maxunicode + 1) if chr(n).lower() != chr(n) or chr(n).upper() != chr(n)]
    everything = "".join(letters)
    for letter in letters:
        alike = re.findall(re.escape(letter), everything, re.IGNORECASE)
        assert letter in alike
        assert {folded(other) for other in alike} == {folded(letter)}


def test_a_missing_or_broken_glossary_is_empty(tmp_path: Path) -> None:
    assert load_glossary(tmp_path) == Glossary()
    (tmp_path / "glossary.po").write_bytes(b"msgid \xff")
    assert load_glossary(tmp_path) == Glossary()


def test_a_changed_glossary_is_asked_again(small: Path, atd: Run) -> None:
    assert atd("check", "--root", small).stdout == ""
    file = small / "locales/fr/glossary.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('msgid "stateless"', '# never: Zambie\nmsgid "stateless"'), encoding="utf-8")
    assert "ATD512" in atd("check", "--root", small).stdout


def test_official_titles_of_documents_follow_no_glossary(small: Path, atd: Run) -> None:
    file = small / "locales/fr/resources/kaldor-idc-digital-monitoring-2025.po"
    text = file.read_text(encoding="utf-8")

    def told(title: str, summary: str) -> list[str]:
        changed = re.sub(r'(msgctxt "title"\nmsgid .*\nmsgstr ).*', rf'\1"{title}"', text)
        changed = re.sub(r'(msgctxt "summary"\nmsgid ).*\nmsgstr .*', rf'\1"{OTHER}"\nmsgstr "{summary}"', changed)
        file.write_text(changed, encoding="utf-8")
        found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
        return [f["code"] for f in found if f["path"].startswith("locales/fr/resources")]

    assert told("Des alternatives effectives", "Sur les solutions de substitution à la détention") == []
    assert told("Des alternatives effectives", "Des alternatives effectives") == ["ATD513"]
