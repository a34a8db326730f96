"""Records of every collection: linked in both directions, found in six languages, and one collection more."""

import ast
import json
import re
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin

import pytest

from atd.pages import Library
from atd.reading import Repository
from conftest import COLLECTIONS, ROOT, Run, copy_repository, find, library

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")


class Anchors(HTMLParser):
    """Addresses to which a page leads, as seen from the root of its language."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.path = path
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") if tag == "a" else None
        if href and "://" not in href and not href.startswith("#"):
            self.found.add(urljoin(f"https://x/{self.path}", href).removeprefix("https://x/"))


def test_links_between_records_of_all_collections_are_shown_in_both_directions(whole_library: Library) -> None:
    catalogue = whole_library.catalogue
    pages = {page.path: page for page in whole_library.pages("en")}
    linked = {(record.collection, record.id): record.references for record in catalogue.by_id.values()}
    kinds = {(mark[0], target[0]) for mark, targets in linked.items() for target in targets}
    assert {("resources", "practices"), ("exchanges", "practices"), ("exchanges", "resources")} <= kinds
    apart = ("practices", "us-isap"), ("exchanges", "unnm-peer-exchange-2021")
    assert apart[0] not in linked[apart[1]]
    shown: dict[tuple[str, str], set[str]] = {}

    def leads(start: tuple[str, str], end: tuple[str, str]) -> bool:
        if start not in shown:
            path = "/".join((*start, ""))
            shown[start] = Anchors(path, pages[path].render()).found
        return "/".join((*end, "")) in shown[start]

    assert not leads(*apart), "records that have nothing to do with each other are not linked"
    for mark, targets in linked.items():
        for target in targets:
            assert target in catalogue.by_id, f"{mark} leads to {target}, which there is not"
            if not (catalogue.by_id[mark].withdrawn or catalogue.by_id[target].withdrawn):
                assert leads(mark, target), f"{mark} does not lead to {target}"
                assert leads(target, mark), f"{target} does not lead back to {mark}"


def translated(language: str, collection: str, identifier: str) -> dict[str, tuple[str, str]]:
    """Read original and translation of each text from a translation file, without the program's own reader."""
    text = (ROOT / "locales" / language / collection / f"{identifier}.po").read_text(encoding="utf-8")
    found = {}
    for block in text.split("\n\n"):
        parts = {
            key: "".join(ast.literal_eval(line[line.index('"') :]) for line in lines)
            for key, lines in _fields(block)
            if key in ("msgctxt", "msgid", "msgstr")
        }
        if "msgctxt" in parts and "#, fuzzy" not in block:
            found[parts["msgctxt"]] = (parts["msgid"], parts["msgstr"])
    return found


def _fields(block: str) -> list[tuple[str, list[str]]]:
    """Put the lines of an entry under their keywords."""
    lines, keyed, key = [line for line in block.splitlines() if not line.startswith("#")], [], ""
    for line in lines:
        key = line.partition(" ")[0] if not line.startswith('"') else key
        keyed.append((key, line))
    return [(key, [line for _key, line in group]) for key, group in groupby(keyed, lambda item: item[0])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_is_found_by_its_title_and_summary_in_the_language(whole_library: Library, language: str) -> None:
    found = {one.address: one.make() for one in whole_library.listed(language)}
    living = [record for record in whole_library.catalogue.by_id.values() if not record.withdrawn]
    assert {record.collection for record in living} == set(COLLECTIONS)
    assert set(found) == {f"{record.collection}/{record.id}/" for record in living}
    for record in living:
        one = found[f"{record.collection}/{record.id}/"]
        texts = {name: record.texts[name].text for name in ("title", "summary")}
        if record.language != language:
            file = translated(language, record.collection, record.id)
            for name, original in texts.items():
                source, text = file.get(name, ("", ""))
                assert source == original, f"{record.path} has no current {name} in {language}"
                assert text, f"{record.path} has no {name} in {language}"
                texts[name] = text
        assert one.title == texts["title"]
        assert all(text in one.words for text in texts.values())
        assert f'lang="{language}"' not in one.card, "words in the language of the page are not marked"
        assert one.facets["collection"] == (record.collection,)
        assert "readable" in one.facets or record.collection == "practices"


LAW = {
    "title": "Law",
    "x-collection": {"label": "Laws", "description": "Laws that practices rest on.", "search": "Search laws"},
    "x-sections": [{"id": "related", "title": "Related", "fields": ["x-links"]}],
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "title", "summary", "language", "countries", "last_verified"],
    "properties": {
        "id": {"title": "Identifier", "description": "Its name.", "type": "string", "pattern": "^[a-z0-9-]+$"},
        "title": {"title": "Title", "description": "Its title.", "type": "string", "x-translatable": True},
        "summary": {"title": "Summary", "description": "What it says.", "type": "string", "x-translatable": True},
        "language": {"title": "Language", "description": "Of the record.", "type": "string", "x-language": True},
        "year": {
            "title": "Year", "description": "Of the law.", "type": "string", "pattern": "^[0-9]{4}$",
            "x-facet": 1, "x-facet-label": "Year",
        },
        "countries": {
            "title": "Countries", "description": "Where it holds.", "type": "array", "x-facet": 2,
            "items": {"type": "string", "x-vocabulary": "country"},
        },
        "practices": {
            "title": "Practices", "description": "What rests on it.", "type": "array",
            "items": {"type": "string", "x-reference": "practices"},
        },
        "last_verified": {"title": "Last checked", "description": "A day.", "type": "string", "x-date": True},
    },
    "allOf": [
        {
            "x-rule": {"code": "ATD390", "at": "year", "problem": "no year", "why": "laws change", "fix": "add it"},
            "required": ["year"],
        }
    ],
}  # fmt: skip
RECORD = """id: zm-juveniles-act
title: A law on children in Zambia
summary: It says that children are held only where nothing else can be done.
language: en
year: "2022"
countries: [ZM]
practices: [zm-national-referral-mechanism]
last_verified: "2026-11-20"
"""
PAGE = """{% from "record.html" import linked %}
<h1>{{ show(r.text("title")) }}</h1><p>{{ show(r.text("summary")) }}</p>{{ linked(links, titles) }}"""
CARD = '<li class="card"><h3><a href="{{ link(r.record.collection ~ "/" ~ r.id ~ "/") }}">{{ show(r.text("title")) }}</a></h3></li>'
COLUMNS = '<th scope="col" data-part="h3 > a">{{ html.field("laws", "title") }}</th>'


@pytest.fixture
def with_laws(tmp_path: Path) -> Path:
    """A repository with a collection that the program has never heard of."""
    root = copy_repository(tmp_path / "r")
    schema, pages = root / "schema" / "law.schema.json", root / "docs" / "theme" / "pages"
    schema.write_text(json.dumps(LAW), encoding="utf-8")
    (root / "laws").mkdir()
    (root / "laws" / "zm-juveniles-act.yaml").write_text(RECORD, encoding="utf-8")
    for name, text in (("law", PAGE), ("cards/law", CARD), ("cards/law.columns", COLUMNS)):
        (pages / f"{name}.html").write_text(text, encoding="utf-8")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    line = "      exchanges: exchange\n"
    assert line in config
    (root / "mkdocs.yml").write_text(config.replace(line, f"{line}      laws: law\n"), encoding="utf-8")
    return root


def test_a_collection_more_has_pages_a_list_links_and_search(with_laws: Path) -> None:
    built = library(with_laws)
    listed = find(built, "en", "laws/")
    assert listed.title == "Laws"
    assert "laws/zm-juveniles-act/" in Anchors("laws/", listed.render()).found
    assert 'name="year" value="2022"' in listed.render(), "filters come from the schema"
    law = find(built, "en", "laws/zm-juveniles-act/")
    assert "practices/zm-national-referral-mechanism/" in Anchors(law.path, law.render()).found
    practice = find(built, "en", "practices/zm-national-referral-mechanism/")
    assert law.path in Anchors(practice.path, practice.render()).found, "the practice leads back"
    assert law.path in Anchors("countries/zm/", find(built, "en", "countries/zm/").render()).found
    one = next(one.make() for one in built.listed("en") if one.address == law.path)
    assert one.facets["collection"] == ("laws",)
    assert one.facets["country"]
    assert "ATD390" in find(built, "en", "contribute/codes/").render()


def test_a_collection_more_is_checked_translated_and_begun_like_the_others(with_laws: Path, atd: Run) -> None:
    file = with_laws / "laws" / "zm-juveniles-act.yaml"
    assert atd("schema", "--root", with_laws).returncode == 0
    assert json.loads((with_laws / "schema/editor/law.schema.json").read_text(encoding="utf-8"))["title"] == "Law"
    assert atd("check", "--root", with_laws).stdout == ""

    assert atd("translate", "start", "fr", "zm-juveniles-act", "--root", with_laws).returncode == 0
    po = with_laws / "locales" / "fr" / "laws" / "zm-juveniles-act.po"
    text = po.read_text(encoding="utf-8")
    assert 'msgid "A law on children in Zambia"\nmsgstr ""' in text
    filled = text.replace('in Zambia"\nmsgstr ""', 'in Zambia"\nmsgstr "Une loi zambienne"')
    po.write_text(filled, encoding="utf-8")
    assert find(library(with_laws), "fr", "laws/zm-juveniles-act/").title == "Une loi zambienne"
    file.write_text(RECORD.replace("A law on", "The law on"), encoding="utf-8")
    assert atd("translate", "sync", "--root", with_laws).returncode == 0
    assert '#, fuzzy\n#| msgid "A law on children in Zambia"' in po.read_text(encoding="utf-8")
    assert 'msgid "Search laws"' in (with_laws / "locales" / "fr" / "interface.po").read_text(encoding="utf-8")

    assert atd("new", "laws/zm-second-law", "--root", with_laws).returncode == 0
    assert "## Its title." in (with_laws / "laws" / "zm-second-law.yaml").read_text(encoding="utf-8")
    (with_laws / "laws" / "zm-second-law.yaml").unlink()

    broken = RECORD.replace('year: "2022"\n', "").replace("zm-national-", "zm-nation-").replace("[ZM]", "[Zambia]")
    file.write_text(broken, encoding="utf-8")
    found = json.loads(atd("check", "--root", with_laws, "--format", "json").stdout)["findings"]
    assert {finding["code"] for finding in found} == {"ATD204", "ATD390", "ATD404"}


def test_editors_know_the_schema_of_every_collection() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    pattern = re.search(r"files: (\S+)", hook)
    assert pattern
    for collection in Repository.find(ROOT).collections:
        schema = f"schema/editor/{collection.schema.name}.schema.json"
        assert (ROOT / schema).is_file()
        assert settings[schema] == f"{collection.name}/*.yaml"
        assert re.match(pattern[1], f"{collection.name}/x.yaml")
        modeline = f"# yaml-language-server: $schema=../{schema}\n"
        for file in (ROOT / collection.name).glob("*.yaml"):
            assert file.read_text(encoding="utf-8").startswith(modeline), file.name
