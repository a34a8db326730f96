"""References, as reference managers read them."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from conftest import ROOT, find
from gathered import change, files, gather, library

HOSTILE = "{Un}balanced } and { braces \\input{x} 100% & $5 #1 a_b ~^ \n  TY  - JOUR <script>"
ADDRESS = "https://example.org/}@article{x,title={y}\\"
"""An address as schemas allow it."""
FLAT = re.sub(r"\s+", " ", HOSTILE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    root = gather(tmp_path_factory.mktemp("citations") / "r", ("en", "ar"))
    change(root, "practices/us-isap", title=HOSTILE, summary=HOSTILE)
    change(root, "resources/asean-children-migration-explainer-2024", url=ADDRESS)
    yield files(library(root), "en")


def bib(data: bytes) -> dict[str, Any]:
    parsed = bibtexparser.parse_string(data.decode(), append_middleware=[LatexDecodingMiddleware()])
    assert not parsed.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in parsed.entries}


def ris(data: bytes) -> dict[str, Any]:
    return {entry["id"]: entry for entry in rispy.loads(data.decode())}


def csl(data: bytes) -> dict[str, Any]:
    return {entry["id"]: entry for entry in json.loads(data)}


def test_every_record_and_collection_can_be_cited_in_three_forms(made: dict[str, bytes]) -> None:
    for ending, read in (("bib", bib), ("ris", ris), ("csl.json", csl)):
        for collection, number in (("practices", 6), ("resources", 2), ("exchanges", 3)):
            all_ = read(made[f"{collection}/cite.{ending}"])
            assert len(all_) == number
            for key, cited in all_.items():
                identifier = key.removeprefix(f"{collection}-")
                assert read(made[f"{collection}/{identifier}/cite.{ending}"]) == {key: cited}


def test_the_three_forms_tell_the_same(made: dict[str, bytes]) -> None:
    tex, tagged, styled = (
        read(made[f"practices/cite.{e}"]) for e, read in (("bib", bib), ("ris", ris), ("csl.json", csl))
    )
    assert set(tex) == set(tagged) == set(styled)
    for key, one in styled.items():
        assert tex[key]["title"].strip("{}") == one["title"] or key == "practices-us-isap"
        assert tagged[key]["title"] == one["title"]
        assert tex[key]["url"] == tagged[key]["urls"][0] == one["URL"]
        assert (
            tagged[key]["authors"] == [author["literal"] for author in one["author"]] == ["ATD Practices contributors"]
        )
        assert [int(tex[key][part]) for part in ("year", "month", "day")] == one["issued"]["date-parts"][0]


def test_a_context_entry_says_so_wherever_it_is_cited(made: dict[str, bytes]) -> None:
    for data in (
        made["practices/us-isap/cite.bib"],
        made["practices/us-isap/cite.ris"],
        made["practices/us-isap/cite.csl.json"],
    ):
        assert "Alternative form of detention: Shown for context" in data.decode()


def test_a_document_is_cited_itself(made: dict[str, bytes]) -> None:
    cited = csl(made["resources/cite.csl.json"])["resources-coe-practical-guidance-2019"]
    assert (cited["type"], cited["author"], cited["issued"]) == (
        "book",
        [{"literal": "Council of Europe"}],
        {"date-parts": [[2019]]},
    )
    assert cited["URL"].startswith("https://atdnetwork.org/")
    assert "https://atd-practices.example/resources/coe-practical-guidance-2019/" in cited["note"]
    assert ris(made["resources/cite.ris"])["resources-coe-practical-guidance-2019"]["type_of_reference"] == "BOOK"
    assert "@book{" in made["resources/coe-practical-guidance-2019/cite.bib"].decode()


def test_hostile_texts_stay_texts(made: dict[str, bytes]) -> None:
    (tagged,) = ris(made["practices/us-isap/cite.ris"]).values()
    assert (tagged["title"], tagged["type_of_reference"]) == (FLAT, "ELEC")
    assert csl(made["practices/us-isap/cite.csl.json"])["practices-us-isap"]["title"] == FLAT
    linked = made["resources/asean-children-migration-explainer-2024/cite.bib"].decode()
    assert "url = {https://example.org/%7D@article%7Bx,title=%7By%7D%5C}" in linked
    (written,) = bib(made["practices/us-isap/cite.bib"]).values()
    source = made["practices/us-isap/cite.bib"].decode()
    assert r"\textbackslash{}input\textbraceleft{}x\textbraceright{}" in source
    depth = 0
    for sign in source:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert set(written) == {"title", "author", "howpublished", "year", "month", "day", "url", "language", "abstract", "keywords", "note"}  # fmt: skip


def test_bibliographies_can_be_made(made: dict[str, bytes]) -> None:
    data = [*json.loads(made["practices/cite.csl.json"]), *json.loads(made["resources/cite.csl.json"])]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(data), formatter.plain)
    for one in data:
        bibliography.register(Citation([CitationItem(one["id"])]))
    lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(data)
    assert any("Council of Europe" in line and "2019" in line and "Practical Guidance" in line for line in lines)


def test_a_withdrawn_entry_is_not_offered_to_be_cited(tmp_path: Path) -> None:
    root = gather(tmp_path / "r", ("en",))
    with (root / "practices" / "us-isap.yaml").open("a", encoding="utf-8") as file:
        file.write('withdrawn:\n  date: "2026-11-01"\n  reason: The source was wrong.\n')
    small = library(root)
    made = files(small, "en")
    assert not any("us-isap" in path for path in made)
    assert "practices-us-isap" not in bib(made["practices/cite.bib"])
    assert find(small, "en", "practices/us-isap/").head is None


def test_pages_lead_to_their_citations(tmp_path: Path) -> None:
    page = find(library(gather(tmp_path / "r", ("en", "ar"))), "ar", "practices/us-isap/")
    assert page.head
    for ending in ("bib", "ris", "csl.json"):
        address = f"../../../practices/us-isap/cite.{ending}"
        assert f'href="{address}"' in page.head()
        assert f'<a href="{address}">' in page.render()


def test_the_repository_itself_can_be_cited() -> None:
    schema = json.loads(
        (package_files("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json").read_text()
    )
    judge = jsonschema.Draft7Validator(schema)
    stated = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [error.message for error in judge.iter_errors(stated)] == []
    assert list(judge.iter_errors({**stated, "license": "CC-BY-FOUR"}))
