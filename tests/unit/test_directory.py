"""Pages of organisations: everything that names one, apart by what it is, with what it does there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atd.pages import Library
from atd.pages.directory import CITED
from conftest import SMALL, copy_repository, find, library

RESOURCE = """\
id: unhcr-test-handbook
title: Handbook for people who find places to live
summary: Tells in plain words how places to live are found for people who come out of detention.
language: en
kind: handbook
publishers: [HCR, A local press]
gcm_actions: [h]
last_verified: "2026-11-21"
disclosure: {source_is_public: true, no_personal_data: true}
"""
EXCHANGE = """\
id: unhcr-test-meeting
title: Meeting about places to live
summary: Those who find places to live for people who come out of detention told each other how.
language: en
kind: dialogue
dates: {start: "2020"}
format: online
access: open
hosts: [UNHCR and UNICEF]
gcm_actions: [h]
sources:
  - {key: programme, title: Programme of the meeting, publisher: UNHCR, url: "https://example.org/programme", language: en}
last_verified: "2026-11-21"
disclosure: {source_is_public: true, no_personal_data: true}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = copy_repository(tmp_path_factory.mktemp("directory") / "r", SMALL, ("en", "ar"))
    for collection, text in (("resources", RESOURCE), ("exchanges", EXCHANGE)):
        (root / collection).mkdir(exist_ok=True)
        (root / collection / f"{text.split()[1]}.yaml").write_text(text, encoding="utf-8")
    po = root / "locales" / "ar" / "vocabularies.po"
    text = po.read_text(encoding="utf-8")
    po.write_text(re.sub(r'(msgctxt "organisation.idc"\nmsgid .*\nmsgstr ).*', r'\1""', text), encoding="utf-8")
    isap = root / "practices" / "us-isap.yaml"
    text = isap.read_text(encoding="utf-8").replace("name: Government of the United States", "name: UNHCR <b>")
    isap.write_text(text.replace("name: UNHCR <b>", "name: UNHCR (branch office)"), encoding="utf-8")
    yield library(root)


def body(small: Library, organisation: str, language: str = "en") -> str:
    return str(find(small, language, f"organisations/{organisation}/").render())


def sections(page: str) -> dict[str, str]:
    """Cut a page at the headings of its groups."""
    pieces = re.split(r'<section aria-labelledby="([\w-]+)"', page)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def roles(section: str) -> dict[str, str]:
    return {
        re.search(r'href="\.\./\.\./(\S+)/"', card)[1]: re.search(r'class="role">.*?<strong>(.*?)<', card)[1]  # type: ignore[index]
        for card in section.split('<li class="card">')[1:]
    }


def test_an_organisation_shows_what_it_does_in_which_entry(small: Library) -> None:
    shown = sections(body(small, "unhcr"))
    assert list(shown) == ["neutral", "context", "resources", "exchanges"]
    assert roles(shown["neutral"]) == {"practices/zm-national-referral-mechanism": "Partner"}
    assert roles(shown["resources"]) == {"resources/unhcr-test-handbook": "Publisher"}
    assert roles(shown["exchanges"]) == {"exchanges/unhcr-test-meeting": "Host"}


def test_what_restricts_liberty_stands_apart(small: Library) -> None:
    shown = sections(body(small, "unhcr"))
    assert roles(shown["context"]) == {"practices/us-isap": "Lead"}
    assert "Shown for context, not as alternatives" in shown["context"]
    assert all("us-isap" not in section for name, section in shown.items() if name != "context")


def test_entries_that_only_cite_an_organisation_follow_as_a_plain_list(small: Library) -> None:
    shown = sections(body(small, "idc"))
    assert set(shown) == {CITED}
    cited = set(re.findall(r"\.\./practices/([\w-]+)/", shown[CITED]))
    assert {"us-isap", "zm-national-referral-mechanism"} <= cited
    assert f'<span class="count">{len(cited)}</span>' in shown[CITED]
    assert 'class="card"' not in shown[CITED]


def test_the_list_counts_entries_and_groups_by_kind(small: Library) -> None:
    page = find(small, "en", "organisations/")
    shown = sections(str(page.render()))
    assert [heading.id for heading in page.headings] == list(shown)
    assert re.search(
        r'href="../organisations/unhcr/">UNHCR \(UN Refugee Agency\)</a>.*?International.*?>4 entries<',
        shown["un-entity"],
    )
    assert "unhcr/" not in shown["national-government"]
    kinds = [term.id for term in small.catalogue.vocabularies["actor-type"].terms]
    assert [kind for kind in kinds if kind in shown] == [kind for kind in shown if kind in kinds]


def test_organisations_without_entries_have_no_page(small: Library) -> None:
    paths = {page.path for page in small.pages("en") if page.kind == "body"}
    assert "organisations/unhcr/" in paths
    assert "organisations/metadrasi/" not in paths
    listed = re.findall(r'<li><a href="../(organisations/[\w-]+/)"', str(find(small, "en", "organisations/").render()))
    assert set(listed) == paths


def test_entries_link_to_the_organisations_that_they_name(small: Library) -> None:
    practice = str(find(small, "en", "practices/us-isap/").render())
    assert '<a href="../../organisations/unhcr/">UNHCR (branch office)</a>' in practice
    assert (
        '<a href="../../organisations/forced-migration-review/">Forced Migration Review</a> and '
        '<a href="../../organisations/idc/">International Detention Coalition</a>'
    ) in practice
    resource = str(find(small, "en", "resources/unhcr-test-handbook/").render())
    assert '<a href="../../organisations/unhcr/">HCR</a>' in resource
    assert "<li>A local press</li>" in resource
    exchange = str(find(small, "en", "exchanges/unhcr-test-meeting/").render())
    assert '<a href="../../organisations/unicef/">UNICEF</a>' in exchange


def test_translated_names_lead_to_the_same_page(small: Library) -> None:
    practice = str(find(small, "ar", "practices/zm-national-referral-mechanism/").render())
    actors = practice[practice.index('data-part="actors"') : practice.index('data-part="practice_types"')]
    assert re.search(r'<a href="../../organisations/iom/">[^<]*المنظمة الدولية للهجرة', actors)


def test_a_name_that_is_not_translated_is_marked_as_such(small: Library) -> None:
    page = find(small, "ar", "organisations/idc/")
    assert page.title_language == "en"
    assert '<h1><span lang="en" dir="ltr">International Detention Coalition (IDC)</span></h1>' in str(page.render())


def test_names_and_ties_of_an_organisation_are_shown(small: Library) -> None:
    page = body(small, "zm-home-affairs")
    assert '<a href="../../organisations/zm-government/">Government of Zambia</a>' in page
    assert '<a href="../../organisations/zm-home-affairs/">' in body(small, "zm-government")
    assert "<bdi>УВКБ ООН</bdi>" in body(small, "unhcr")
    assert 'href="https://www.unhcr.org/"' in body(small, "unhcr")
    assert '"https://www.unhcr.org/"' in json.dumps(find(small, "en", "organisations/unhcr/").structured())  # type: ignore[operator,misc]


def test_entries_are_found_by_any_name_of_an_organisation(small: Library) -> None:
    found = {one.address for one in small.listed("en") if "ACNUR" in one.make().words}
    assert "practices/zm-national-referral-mechanism/" in found
    assert "practices/zm-release-all/" not in found


def test_withdrawn_entries_are_on_no_page_of_an_organisation(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", records=("zm-national-referral-mechanism",), languages=("en",))
    file = root / "practices" / "zm-national-referral-mechanism.yaml"
    note = 'withdrawn: {date: "2026-11-20", reason: "It was entered twice, and the other entry is better."}\n'
    file.write_text(file.read_text(encoding="utf-8") + note, encoding="utf-8")
    assert not [page for page in library(root).pages("en") if page.kind == "body"]


def test_names_that_stay_as_they_are_leave_a_language_complete(tmp_path: Path) -> None:
    """A contributor who adds an organisation must not hide six languages from search engines."""
    root = copy_repository(tmp_path / "r", records=(), languages=("en", "ar"))
    file = root / "locales" / "ar" / "vocabularies.po"
    before = library(root).editions["ar"].locale.complete
    with file.open("a", encoding="utf-8") as po:
        po.write('\nmsgctxt "organisation.idc"\nmsgid "International Detention Coalition (IDC)"\nmsgstr ""\n')
    assert library(root).editions["ar"].locale.complete is before is True
    with file.open("a", encoding="utf-8") as po:
        po.write('\nmsgctxt "stage.new"\nmsgid "A term that needs a translation"\nmsgstr ""\n')
    assert library(root).editions["ar"].locale.complete is False
