"""The form in a real browser: it says what the check says, loses nothing, and makes files that pass."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser

from atd.asking.judged import judged
from atd.checking.contents import contents_findings
from atd.checking.examination import examine
from atd.checking.structure import structure_findings
from atd.findings import Finding, Voice
from atd.localising import load_locale
from atd.reading import Document, Repository
from conftest import ROOT, TODAY
from inputs import records
from surfing import open_page

REPOSITORY = Repository.find(ROOT)
PRACTICES = REPOSITORY.collection("practices")
JUDGE = """async ([records, today]) => {
    const [{judge}, {written}] = await Promise.all(['judge', 'yaml'].map(name =>
        import(new URL(`assets/scripts/form/${name}.js`, document.querySelector('link[rel=icon]').href.replace(/assets.*/, '')))));
    const book = await (await fetch(document.forms[1].dataset.rules)).json();
    return records.map(values => ({text: written(values, book).text, found: judge(values, book, today)}));
}"""


Told = tuple[str, str, tuple[str, ...]]
"""Code, field and sentences of a finding."""
KNOWN = judged(PRACTICES.schema)


def parts(code: str) -> list[str]:
    """Sentences that the form says; how a field is written, the check may guess from what was typed."""
    return [part for part in KNOWN[code][1] if (code, part) != ("ATD207", "fix")]


@cache
def speaking(language: str) -> Voice:
    return Voice(load_locale(REPOSITORY, language).messages, language)


def told_by_the_form(found: list[dict[str, Any]]) -> set[Told]:
    return {(one["code"], one["field"], tuple(one[part] for part in parts(one["code"]))) for one in found}


def told_by_the_check(text: str, language: str) -> set[Told]:
    """Everything that the check finds in a file and the form judges too."""
    voice = speaking(language)

    def judge(document: Document) -> list[Finding]:
        return [*structure_findings(document, PRACTICES.schema), *contents_findings(document, PRACTICES.schema, TODAY)]

    document, found = examine(text, "practices/x.yaml", judge)
    assert document is not None, (text, found)
    return {
        (f.code, f.field, tuple(voice.say(getattr(f, part)) for part in parts(f.code)))
        for f in found
        if f.code in KNOWN
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_form_and_check_agree_on_random_answers(browser: Browser, server: str, language: str) -> None:
    page, complaints = open_page(browser, 1280)
    page.goto(f"{server}{'' if language == 'en' else language + '/'}contribute/")
    tried = list(records(PRACTICES.schema, 13, 200))
    answers = page.evaluate(JUDGE, [tried, TODAY.isoformat()])
    codes = set()
    for values, answer in zip(tried, answers, strict=True):
        by_check = told_by_the_check(answer["text"], language)
        assert told_by_the_form(answer["found"]) == by_check, json.dumps(values, ensure_ascii=False)
        codes |= {code for code, _field, _problem in by_check}
    page.context.close()
    assert not complaints
    assert len(codes) > 30
    print(sorted(codes), sorted(set(judged(PRACTICES.schema)) - codes))
