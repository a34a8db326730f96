"""Another repository needs data alone: its schema, terms, records, languages and name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import Run
from forks import RECORDS, make_fork

CODES = "contribute/codes"
"""Pages that explain what the check says belong to the program; some of its sentences speak of practices."""
ITS_OWN = re.compile(r"detention|promising|\bATD Practices|Objective 13|liberty", re.IGNORECASE)


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    root = make_fork(tmp_path_factory.mktemp("fork") / "pathways")
    for words in (("schema",), ("translate", "sync"), ("build",)):
        result = atd(*words, "--root", root)
        assert result.returncode == 0, result.stdout + result.stderr
    return root


def test_it_passes_every_check(fork: Path, atd: Run) -> None:
    assert "nothing to mend" in atd("check", "--root", fork).stderr
    assert atd("schema", "--check", "--root", fork).returncode == 0
    assert atd("translate", "sync", "--check", "--root", fork).returncode == 0
    assert atd("upkeep", "--root", fork).returncode == 0
    assert "https://example.org/ask" in atd("links", "--root", fork).stdout


def test_each_record_has_a_page_in_both_languages_with_all_that_its_schema_names(fork: Path) -> None:
    for prefix in ("", "pt/"):
        for name in RECORDS:
            assert (fork / "site" / prefix / "pathways" / name / "index.html").is_file()
    page = (fork / "site" / "pathways" / "nz-seasonal-work" / "index.html").read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for said in ("Purpose Work", "New Zealand", "Months: 7", "May be renewed: Yes", "How it works", "The employer asks", "Regular Pathways: an open collection"):  # fmt: skip
        assert said in words
    assert "&amp; agents apply: &#34;no&#34; fee &lt; 5." in page
    assert '<a href="../../pathways/pt-study-visa/"' in page


def test_nothing_of_the_first_repository_is_left_on_its_pages(fork: Path) -> None:
    left = {
        (page.relative_to(fork / "site").as_posix(), found)
        for page in (fork / "site").rglob("*.html")
        if CODES not in page.as_posix()
        for found in ITS_OWN.findall(re.sub(r"<(script|style).*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL))
    }  # fmt: skip
    assert left == set()


def test_no_link_leads_to_a_page_that_this_repository_does_not_have(fork: Path) -> None:
    seen = 0
    for page in (fork / "site").rglob("index.html"):
        for link in re.findall(r'<a [^>]*?href="([^"#]+)', page.read_text(encoding="utf-8")):
            if not link.startswith(("http", "mailto:")):
                seen += 1
                target = page.parent / link
                assert (target / "index.html" if target.is_dir() else target).is_file(), (page, link)
    assert seen > 500


def test_its_form_asks_for_its_own_fields_and_becomes_its_record(fork: Path, atd: Run, tmp_path: Path) -> None:
    form = fork / ".github" / "ISSUE_TEMPLATE" / "pathway.yml"
    judge = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", str(form)]
    assert subprocess.run(judge, check=False, capture_output=True).returncode == 0
    asked = [part["attributes"]["label"] for part in yaml.safe_load(form.read_text(encoding="utf-8"))["body"][1:]]
    assert asked == ["Identifier", "Title", "Summary", "Original language", "Purpose", "Destinations", "Steps"]
    (tmp_path / "issue.md").write_text(
        "### Title\n\nSeasonal work in vineyards\n\n### Summary\n\nAnother example that was invented.\n\n"
        "### Original language\n\nen\n\n### Purpose\n\nWork\n\n### Destinations\n\nFrance, NZ\n\n"
        "### Steps\n\nStep: The employer asks.\nAddress: https://example.org/b\n",
        encoding="utf-8",
    )
    result = atd("from-issue", tmp_path / "issue.md", "--root", fork)
    assert "Nothing to mend" in result.stdout
    record = yaml.safe_load((fork / "pathways" / "fr-nz-seasonal-work-in-vineyards.yaml").read_text(encoding="utf-8"))
    assert record["destinations"] == ["FR", "NZ"]
    (fork / "pathways" / "fr-nz-seasonal-work-in-vineyards.yaml").unlink()
