"""The programme of work and living briefs: grouped, dated, answered, and never out of step with the records."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
import yaml

from atd.pages import Library
from conftest import ROOT, Run, copy_repository, find, library

PRACTICES = ("zm-release-all", "no-release-designated-residence", "th-visa-extension-prevent-crowding", "us-isap")


def small_brief(target: Path) -> Path:
    """A repository with a brief of one heading that names two practices and asks for those of the pandemic."""
    root = copy_repository(target, PRACTICES)
    (root / "briefs").mkdir(exist_ok=True)
    brief = yaml.safe_load((ROOT / "briefs" / "covid-19.yaml").read_text(encoding="utf-8"))
    release = next(section for section in brief["sections"] if section["key"] == "release")
    release["practices"] = ["zm-release-all", "no-release-designated-residence"]
    release["found_by"] = {"occasions": ["covid-19"]}
    brief["sections"] = [release]
    del brief["resources"]
    (root / "briefs" / "covid-19.yaml").write_text(yaml.safe_dump(brief, allow_unicode=True), encoding="utf-8")
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def parts(html: str, tag: str) -> list[str]:
    return html.split(f"<{tag}")[1:]


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def page(whole_library: Library) -> Iterator[str]:
    yield str(find(whole_library, "en", "programme/").render())


def test_the_programme_stands_under_its_priority_areas_in_its_own_order(page: str) -> None:
    groups = {re.search(r'<h2 id="([\w-]+)', part)[1]: part for part in parts(page, "section")}
    assert list(groups) == ["across-areas", "child-detention", "arbitrary-detention", "working-group"]
    titles = [re.findall(r'<h3><a href="([\w-]+)/"', part.replace("../programme/", "")) for part in groups.values()]
    assert titles[0] == ["unnm-common-position", "unnm-common-position-dissemination", "unnm-action-plan-guidelines"]
    both = ["unnm-repository-of-practices", "unnm-peer-learning-platform", "unnm-government-peer-learning"]
    assert titles[1][:3] == titles[2][:3] == both
    assert titles[3][0] == "unnm-terms-of-reference"
    assert len({title for group in titles for title in group}) == 17


def test_all_activities_and_deliverables_are_entered(whole_library: Library) -> None:
    records = whole_library.catalogue.records["programme"]
    assert Counter(record.values["kind"] for record in records) == {"deliverable": 13, "activity": 4}
    assert sorted(record.values["number"] for record in records) == list(range(1, 18))
    assert sum(record.values["status"] == "completed" for record in records) == 3


def test_every_undertaking_shows_its_time_its_status_and_answers_that_exist(page: str, whole_library: Library) -> None:
    paths = {model.path for model in whole_library.pages("en")}
    for card in parts(page, 'li class="card"'):
        assert re.search(r'class="when">[^<]+\d{4}|class="when">No date given', card), plain(card)
        assert "Status:" in card
        answers = re.findall(r'href="\.\./([\w/-]+/)[?"]', card.partition('class="answered"')[2])
        assert answers, plain(card)
        assert set(answers) <= paths
    webinar = next(card for card in parts(page, 'li class="card"') if "unnm-consultative-webinar/" in card)
    assert "December 2019 Status: Completed" in plain(webinar)
    assert "13(b) Repository and exchange" in page


def test_without_the_keyword_a_list_is_not_grouped(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", ("us-isap",))
    (root / "programme").mkdir(exist_ok=True)
    for name in ("unnm-terms-of-reference", "unnm-common-position"):
        shutil.copy(ROOT / "programme" / f"{name}.yaml", root / "programme")
    assert 'id="working-group"' in find(library(root), "en", "programme/").render()
    schema = json.loads((root / "schema" / "undertaking.schema.json").read_text(encoding="utf-8"))
    for keyword, field in (("x-group", "priority_areas"), ("x-order", "number")):
        del schema["properties"][field][keyword]
    (root / "schema" / "undertaking.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    html = str(find(library(root), "en", "programme/").render())
    assert re.findall(r'<h2 id="([\w-]+)', html) == ["programme"]


def test_the_brief_has_its_five_headings_and_all_its_examples(whole_library: Library) -> None:
    model = find(whole_library, "en", "briefs/covid-19/")
    ids = [heading.id for heading in model.headings]
    assert ids[1:6] == ["prevention", "release", "regularisation", "welfare-and-housing", "civil-society"]
    html = str(model.render())
    document = next(
        r for r in whole_library.catalogue.records["resources"] if r.id == "unnm-covid-detention-brief-2020"
    )
    listed = set(re.findall(r'href="\.\./\.\./practices/([\w-]+)/"', html))
    named = {name for statement in document.values["statements"] for name in statement.get("practices", ())}
    assert named and named <= listed
    assert "Brief published: April 2020" in plain(html)


def test_an_example_is_shown_as_it_stands_today(tmp_path: Path) -> None:
    root = small_brief(tmp_path / "r")
    before = plain(find(library(root), "en", "briefs/covid-19/").render())
    assert "Last change of this entry: 22 November 2026" in before
    assert "Entry reversed for a test" not in before
    update = (
        'updates:\n  - key: undone\n    date: "2026-11-20"\n    kind: setback\n'
        "    text: Entry reversed for a test of the page.\n    sources: [un-brief]\n"
    )
    file = root / "practices" / "zm-release-all.yaml"
    change(file, "\nsources:", f"\n{update}sources:")
    change(file, 'last_verified: "2026-11-22"', 'last_verified: "2026-11-01"')
    after = plain(find(library(root), "en", "briefs/covid-19/").render())
    assert "Setback recorded 20 November 2026 Setback Entry reversed for a test of the page." in after
    assert "Last change of this entry: 20 November 2026" in after


def test_what_is_entered_later_appears_under_the_heading(tmp_path: Path) -> None:
    root = small_brief(tmp_path / "r")
    model = find(library(root), "en", "briefs/covid-19/")
    html = str(model.render())
    examples, _, further = html.partition("Further entries under this heading")
    assert examples.count("practices/zm-release-all/") == 1
    assert "practices/th-visa-extension-prevent-crowding/" in further
    assert "practices/zm-release-all/" not in further, "neither there nor among the related ones"
    change(root / "practices" / "th-visa-extension-prevent-crowding.yaml", "context: covid-19", "context: none")
    assert "th-visa-extension" not in find(library(root), "en", "briefs/covid-19/").render()


def test_measures_that_restrict_liberty_are_never_found_by_their_terms(tmp_path: Path) -> None:
    root = small_brief(tmp_path / "r")
    record = root / "practices" / "us-isap.yaml"
    text = record.read_text(encoding="utf-8")
    values = yaml.safe_load(text)
    values["period"]["context"] = "covid-19"
    record.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    assert "us-isap" not in find(library(root), "en", "briefs/covid-19/").render()
    assert "us-isap" in find(library(root), "en", "topics/period-context/covid-19/").render()


def test_examples_lead_back_to_the_brief(tmp_path: Path) -> None:
    built = library(small_brief(tmp_path / "r"))
    assert 'href="../../briefs/covid-19/"' in find(built, "en", "practices/zm-release-all/").render()
    assert "briefs/covid-19/" not in find(built, "en", "practices/us-isap/").render()


def test_a_brief_that_names_no_record_is_refused(tmp_path: Path, atd: Run) -> None:
    root = small_brief(tmp_path / "r")
    assert atd("check", "--root", root).returncode == 0
    change(root / "briefs" / "covid-19.yaml", "- zm-release-all", "- zm-relaese-all")
    result = atd("check", "--root", root, "--format", "json")
    found = json.loads(result.stdout)["findings"]
    assert result.returncode == 1
    assert [(f["code"], f["field"], f["suggestion"]) for f in found] == [
        ("ATD404", "sections.0.practices.0", "zm-release-all")
    ]
    assert atd("build", "--root", root, "--site-dir", tmp_path / "site").returncode == 1
    assert not (tmp_path / "site").exists()


def test_the_words_of_a_brief_are_translated_like_those_of_any_record(tmp_path: Path) -> None:
    root = small_brief(tmp_path / "r")
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
    po.append(polib.POEntry(msgctxt="sections.release.title", msgid="Release", msgstr="Remise en liberté"))
    (root / "locales" / "fr" / "briefs").mkdir(exist_ok=True)
    po.save(str(root / "locales" / "fr" / "briefs" / "covid-19.po"))
    model = find(library(root), "fr", "briefs/covid-19/")
    assert '<h2 id="release">Remise en liberté</h2>' in model.render()
    assert "Remise en liberté" in [heading.title for heading in model.headings]
