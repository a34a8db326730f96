"""The page of data: what it offers is there, and its examples really run."""

from __future__ import annotations

import csv
import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from atd.pages.examples import SITE, examples, spreadsheet
from atd.reading import Repository
from conftest import ROOT

REPOSITORY = Repository.find(ROOT)
BASE = REPOSITORY.address
DEFAULT = REPOSITORY.default_language


def page(site: Path, language: str) -> str:
    return (site / ("" if language == DEFAULT else language) / "data" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", [language.code for language in REPOSITORY.languages])
def test_every_file_is_offered_with_its_size(site: Path, language: str) -> None:
    text = page(site, language)
    assert "\ue002" not in text
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', text, re.DOTALL)
    assert len(rows) >= 10
    folder = site / ("" if language == DEFAULT else language) / "data"
    for row in rows:
        file = (folder / re.findall(r'<a href="([^"]+)" type=', row)[0]).resolve()
        assert file.is_file(), row
        size = re.findall(r'<td class="size">([^<]*)', row)[0]
        if size != "–":
            digits = float(re.findall(r"[\d.,]+", size)[0].replace(",", "."))
            assert any(abs(file.stat().st_size / unit - digits) <= max(0.05 * digits, 0.51) for unit in (1, 1e3, 1e6))


def test_all_files_of_data_are_within_reach_of_the_page(site: Path) -> None:
    links = set(re.findall(r'href="([^"#]+)"', page(site, DEFAULT)))
    there = [file.name for file in (site / "data").iterdir() if file.is_file() and file.name != "index.html"]
    assert set(there) <= links


def test_search_engines_are_told_of_the_dataset(site: Path) -> None:
    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site, "fr"), re.DOTALL)
    assert written
    (told,) = (part for part in json.loads(written[1])["@graph"] if part["@type"] == "Dataset")
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    for one in told["distribution"]:
        assert (site / one["contentUrl"].removeprefix(BASE)).is_file()


def test_every_term_has_a_place_on_the_page_of_vocabularies(site: Path) -> None:
    text = (site / "zh" / "data" / "vocabularies" / "index.html").read_text(encoding="utf-8")
    ids = set(re.findall(r'id="([^"]+)"', text))
    for vocabulary in REPOSITORY.vocabularies.values():
        assert {vocabulary.id, *(f"{vocabulary.id}.{term.id}" for term in vocabulary.terms)} <= ids


def test_the_page_shows_the_examples_that_are_kept_as_files(site: Path) -> None:
    text = page(site, "ar")
    assert len(examples(ROOT, BASE)) == 3
    for example in examples(ROOT, BASE):
        assert html.escape(example.text, quote=False) in html.unescape(text.replace("&lt;", "&amp;lt;").replace("&gt;", "&amp;gt;"))  # fmt: skip
    assert SITE not in text


def run(name: str, command: list[str], server: str, folder: Path) -> str:
    """Run an example as it stands, with the address of the site that is served here."""
    script = folder / name
    script.write_text(
        (ROOT / "docs" / "examples" / name).read_text(encoding="utf-8").replace(SITE, server), encoding="utf-8"
    )
    result = subprocess.run(
        [*command, str(script)], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_example_for_curl_runs(server: str, tmp_path: Path) -> None:
    run("curl.sh", ["sh", "-e"], server, tmp_path)
    assert json.loads((tmp_path / "practices.json").read_text(encoding="utf-8"))
    assert (tmp_path / "practices.csv").stat().st_size > 10_000


def test_the_example_for_python_runs(server: str, tmp_path: Path) -> None:
    lines = run("python.py", [sys.executable, "-I"], server, tmp_path).splitlines()
    assert len(lines) > 50
    assert all(line.split("\t")[1].startswith(BASE) for line in lines)


def test_the_example_for_r_runs(server: str, tmp_path: Path) -> None:
    said = run("r.R", ["Rscript", "--vanilla"], server, tmp_path)
    assert "promising" in said
    assert f"{BASE}practices/" in said


def test_the_columns_named_for_spreadsheets_exist(site: Path) -> None:
    table, columns = spreadsheet(ROOT, BASE)
    with (site / table.removeprefix(BASE)).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 50
    assert columns
    assert set(columns) <= set(rows[0])
    assert all(row["id"] for row in rows)
