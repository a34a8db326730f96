"""Feeds, as feed readers see them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import polib
import pytest

from atd.exports.item import Item, xml
from atd.localising import State, Text
from atd.pages import Library
from atd.pages.changes import events
from conftest import ROOT, TRILINGUAL, find
from gathered import change, files, gather, library

SPECIFIED = jsonschema.Draft202012Validator(
    json.loads((ROOT / "tests" / "schemas" / "jsonfeed-1.1.schema.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.FormatChecker(),
)
HOSTILE = '<b>&amp; ]]></title><script>alert(1)</script> “{{ 7 }}” %(num)s \\", "id": "x'
"""Read in its own language and in another, where it is marked as foreign."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, bytes]]]:
    small = library(gather(tmp_path_factory.mktemp("feeds") / "r", TRILINGUAL))
    yield {language: files(small, language) for language in TRILINGUAL}


def atoms(made: dict[str, bytes]) -> dict[str, Any]:
    return {path: feedparser.parse(data) for path, data in made.items() if path.endswith(".atom")}


def jsons(made: dict[str, bytes]) -> dict[str, Any]:
    feeds = {path: data for path, data in made.items() if path.startswith("feeds/") and path.endswith(".json")}
    return {path: json.loads(data) for path, data in feeds.items()}


def test_every_feed_can_be_read(made: dict[str, dict[str, bytes]]) -> None:
    for language in TRILINGUAL:
        parsed = atoms(made[language])
        assert {"feeds/changes.atom", "feeds/setbacks.atom", "feeds/gcm-action/h.atom", "feeds/country/zm.atom",
                "feeds/practices.atom", "feeds/resources.atom", "feeds/exchanges.atom"} <= set(parsed)  # fmt: skip
        for path, feed in parsed.items():
            assert not feed.bozo, (path, feed.get("bozo_exception"))
            assert feed.version == "atom10"
            assert feed.feed.language == language
            assert feed.feed.title and feed.feed.subtitle and feed.feed.author
            assert all(entry.id and entry.title and entry.updated_parsed and entry.link for entry in feed.entries)
        for path, feed in jsons(made[language]).items():
            assert not list(SPECIFIED.iter_errors(feed)), path


def test_the_judges_of_feeds_see_mistakes(made: dict[str, dict[str, bytes]]) -> None:
    whole = made["en"]["feeds/changes.atom"]
    assert feedparser.parse(whole.replace(b"</updated>", b"", 1)).bozo
    feed = json.loads(made["en"]["feeds/changes.json"])
    del feed["items"][0]["id"]
    assert list(SPECIFIED.iter_errors(feed))


def test_both_formats_tell_the_same(made: dict[str, dict[str, bytes]]) -> None:
    told, feeds = jsons(made["ar"]), 0
    for path, feed in atoms(made["ar"]).items():
        items = told[path.replace(".atom", ".json")]["items"]
        assert [(e.id, e.link) for e in feed.entries] == [(i["id"], i["url"]) for i in items]
        feeds += bool(items)
    assert feeds > 10


def test_identifiers_are_unlike_and_the_newest_is_first(made: dict[str, dict[str, bytes]]) -> None:
    for language in TRILINGUAL:
        for feed in atoms(made[language]).values():
            identifiers = [entry.id for entry in feed.entries]
            assert len(set(identifiers)) == len(identifiers)
            assert all(i.startswith(f"tag:atd-practices.example,2026:{language}/") for i in identifiers)
            moments = [entry.updated for entry in feed.entries]
            assert moments == sorted(moments, reverse=True)
            assert not moments or feed.feed.updated == moments[0]


def test_feeds_of_terms_hold_nothing_that_is_not_promising(whole_library: Library) -> None:
    catalogue = whole_library.catalogue
    kept_out = {r.id for r in catalogue.assessed if catalogue.standing(r) in ("context", "neutral") or r.withdrawn}
    found, feeds = 0, files(whole_library, "en")
    for path, feed in jsons(feeds).items():
        if path.count("/") == 2:
            shown = {item["url"].rstrip("/").rpartition("/")[2] for item in feed["items"]}
            assert not shown & kept_out, path
            found += len(shown)
    assert found > 100
    shown = {item["url"].rstrip("/").rpartition("/")[2] for item in json.loads(feeds["feeds/practices.json"])["items"]}
    assert len(shown) == 40


def test_changes_of_what_is_not_promising_say_their_class(made: dict[str, dict[str, bytes]]) -> None:
    entries = {e.link.rstrip("/").rpartition("/")[2]: e for e in atoms(made["en"])["feeds/changes.atom"].entries}
    isap = entries["us-isap"]
    assert isap.title.endswith("[Alternative form of detention]")
    assert "this is not listed as an alternative to detention" in isap.content[0].value
    assert ("alternative-form-of-detention", "Alternative form of detention") in {(t.term, t.label) for t in isap.tags}
    assert not entries["ma-regularisation-2014"].title.endswith("]")


def test_every_entry_carries_the_notice_and_the_state_of_its_translation(made: dict[str, dict[str, bytes]]) -> None:
    for feed in atoms(made["en"]).values():
        assert all("Listing a" in e.content[0].value for e in feed.entries if "/exchanges/" not in e.link)
    states = {
        (language, entry.link.rstrip("/").rpartition("/")[2]): tag.term
        for language in TRILINGUAL
        for entry in atoms(made[language])["feeds/practices.atom"].entries
        for tag in entry.tags
        if tag.scheme.endswith(":translation")
    }
    assert states["ar", "ma-regularisation-2014"] == "original"
    assert states["en", "ma-regularisation-2014"] == "machine"
    assert states["zh", "us-isap"] == "missing"


def test_words_in_another_language_are_marked(made: dict[str, dict[str, bytes]]) -> None:
    feed = atoms(made["ar"])["feeds/practices.atom"]
    entry = next(entry for entry in feed.entries if entry.link.endswith("/us-isap/"))
    assert (entry.title_detail.language, entry.summary_detail.language) == ("en", "en")
    assert '<p lang="en" dir="ltr">' in made["ar"]["feeds/practices.json"].decode().replace('\\"', '"')


def test_setbacks_are_setbacks(whole_library: Library) -> None:
    setbacks = json.loads(files(whole_library, "fr")["feeds/setbacks.json"])["items"]
    known = {e.date for e in events(whole_library.studio("fr")) if e.kind == "setback"}
    assert 5 < len(setbacks) <= 40
    assert all(any(day.startswith(item["date_modified"][:4]) for day in known) for item in setbacks)
    assert all(item["_terms"]["update-kind"] == ["setback"] for item in setbacks)


def test_a_withdrawal_is_told_and_the_entry_leaves_the_feeds(tmp_path: Path) -> None:
    root = gather(tmp_path / "r", ("en",))
    with (root / "practices" / "ma-regularisation-2014.yaml").open("a", encoding="utf-8") as file:
        file.write('withdrawn:\n  date: "2026-11-01"\n  reason: The source was wrong.\n')
    feeds = atoms(files(library(root), "en"))
    newest = feeds["feeds/changes.atom"].entries[0]
    assert "The source was wrong." in newest.summary
    assert newest.id.endswith("/practices/ma-regularisation-2014#withdrawn")
    assert not any(
        "ma-regularisation" in e.id for p, f in feeds.items() if p != "feeds/changes.atom" for e in f.entries
    )


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    root = gather(tmp_path / "r", ("en", "ar"))
    change(root, "practices/us-isap", title=HOSTILE, summary=HOSTILE)
    poison(root / "locales" / "ar" / "vocabularies.po")
    small = library(root)
    for language in ("en", "ar"):
        made = files(small, language)
        for path, feed in atoms(made).items():
            assert not feed.bozo, path
            # Read leniently, markup that was not escaped would look the same.
            for part in ElementTree.fromstring(made[path]).iter():
                if part.tag.endswith(("title", "summary", "subtitle", "content")):
                    assert not len(part), path
                if part.tag.endswith("content"):
                    assert "<script" not in (part.text or "")
        entry = next(e for e in atoms(made)["feeds/practices.atom"].entries if e.link.endswith("us-isap/"))
        assert entry.title.startswith("<b>&amp; ]]></title><script>")
        printed = next(i for i in jsons(made)["feeds/practices.json"]["items"] if i["url"].endswith("us-isap/"))
        assert HOSTILE in (printed["summary"], printed["title"])
        assert "<script" not in printed["content_html"]
    assert any("<b>" in feed["title"] for feed in jsons(made).values()), "no attack reached the title of a feed"


def poison(file: Path) -> None:
    """Translate every label as an attack."""
    po = polib.pofile(str(file))
    for entry in po:
        entry.msgstr = HOSTILE
    po.save(str(file))


QUOTED = "\"<'&"


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    """The check refuses them in records and translations; a feed would be unreadable as a whole."""
    text = Text("a\x0b\ufffe\ud800b", "en", State.ORIGINAL)
    item = Item("x", "en", "https://example.org/", text.value, "en", "2026", text, (text,), ())
    written = ElementTree.fromstring(item.atom())
    assert [written.findtext(name) for name in ("title", "summary", "content")] == ["ab", "ab", "<p>ab</p>"]
    assert ElementTree.fromstring(f'<a b="{xml(text.value + QUOTED)}"/>').get("b") == f"ab{QUOTED}"


def test_feeds_do_not_know_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = gather(tmp_path / "r", ("en", "zh"))
    first = files(library(root), "zh")
    monkeypatch.setattr("conftest.TODAY", __import__("datetime").date(2027, 5, 5))
    assert files(library(root), "zh") == first


@pytest.mark.parametrize(
    ("path", "feed"),
    [("changes/", "changes"), ("changes/setbacks/", "setbacks"), ("countries/zm/", "country/zm"),
     ("topics/gcm-action/h/", "gcm-action/h"), ("practices/", "practices"), ("topics/stage/release/", "")],
)  # fmt: skip
def test_pages_lead_to_their_feeds(whole_library: Library, path: str, feed: str) -> None:
    page = find(whole_library, "zh", path)
    up = "../" * path.count("/")
    head, body = page.head() if page.head else "", page.render()
    linked = re.findall(r'<link rel="alternate" type="application/(?:atom|feed)\+\w+" href="([^"]+)"', head)
    assert linked == ([f"{up}feeds/{feed}.atom", f"{up}feeds/{feed}.json"] if feed else [])
    assert (f'href="{up}feeds/{feed}.atom"' in body) is bool(feed)
