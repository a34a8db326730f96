"""Picking: what the pages offer to the scripts that compare entries and make briefs."""

import re
from collections import Counter
from pathlib import Path

import pytest

from atd.catalogue import build_catalogue
from atd.checking import check_repository
from atd.localising.locale import load_locale
from atd.pages import Library, build_library
from atd.reading import Repository
from conftest import ROOT, SMALL, TODAY, copy_repository


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    repository = Repository.find(copy_repository(tmp_path_factory.mktemp("picking") / "r"))
    return build_library(build_catalogue(repository, check_repository(repository, today=TODAY), TODAY))


def bodies(library: Library, language: str) -> dict[str, str]:
    return {page.path: str(page.render()) for page in library.pages(language) if page.kind in ("list", "practice")}


def test_every_entry_can_be_picked_in_lists_and_on_its_own_page(library: Library) -> None:
    pages = bodies(library, "ar")
    for name in SMALL:
        button = f'data-pick="practices/{name}" aria-pressed="false"'
        assert pages["practices/"].count(button) == 1
        assert pages[f"practices/{name}/"].count(button) == 1


def test_parts_have_names_of_their_own_and_the_same_ones_in_every_language(library: Library) -> None:
    english, arabic = (bodies(library, language) for language in ("en", "ar"))
    for name in SMALL:
        parts = Counter(re.findall(r' data-part="([^"]+)"', english[f"practices/{name}/"]))
        repeated = {part for part, count in parts.items() if count > 1}
        assert repeated <= {"notice"}
        assert {"meta", "summary", "why", "where", "class", "caveats", "sources", "checked"} <= set(parts)
        in_arabic = set(re.findall(r' data-part="([^"]+)"', arabic[f"practices/{name}/"]))
        assert in_arabic - {"notice"} == set(parts) - {"notice"}


def test_every_answer_and_every_fact_is_a_part(library: Library) -> None:
    for page in bodies(library, "en").values():
        assert not re.findall(r'<tr><th scope="row">|<div><dt>', page)


def test_what_is_said_to_the_scripts_is_complete() -> None:
    """Every sentence that a script asks for is brought along by its page."""
    scripts = {
        file.stem: file.read_text(encoding="utf-8") for file in (ROOT / "docs/theme/assets/scripts").glob("*.js")
    }
    for kind, names in {"compare": ("words", "compare"), "brief": ("words", "document", "brief")}.items():
        page = Path(ROOT / f"docs/theme/pages/{kind}.html").read_text(encoding="utf-8")
        asked = {word for name in names for word in re.findall(r'\bsay\("(\w+)"', scripts[name])} | {
            "missing",
            "unreachable",
        }
        for word in asked:
            attribute = re.sub(r"([A-Z])", lambda letter: f"-{letter[0].lower()}", word)
            assert f"data-{attribute}=" in page, (kind, word)
        for name in {word for n in names for word in re.findall(r'\bnotice\("(\w+)"', scripts[n])}:
            assert f'data-notice="{name}"' in page, (kind, name)


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en-001-u-nu-latn"), ("ar", "ar-u-nu-latn"), ("zh", "zh-u-nu-latn")]
)
def test_browsers_write_numbers_and_dates_as_the_pages_do(language: str, tag: str) -> None:
    assert load_locale(Repository.find(ROOT), language).intl == tag
