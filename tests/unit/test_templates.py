"""Templates: names, escaping, and what is made once for many pages."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import jinja2
import pytest
from markupsafe import Markup

from atd.pages import Library
from atd.pages.bytecode import compiled_templates
from atd.pages.templates import Templates, compile_templates, page_templates
from conftest import find


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two templates, one of which cannot be compiled."""
    folder = tmp_path / "docs" / "theme" / "pages"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text("{{ 1 + 1 }} a", encoding="utf-8")
    (folder / "b.html").write_text("{% if %}", encoding="utf-8")
    return tmp_path


def test_compiled_templates_are_found_by_the_next_process(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_templates(repository)  # what cannot be compiled is told by whoever renders it
    (kept,) = (repository / ".cache" / "atd" / "templates").glob("*/*")

    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("compiled once more")

    compiled_templates.cache_clear()
    monkeypatch.setattr(Templates, "compile", refuse)
    assert page_templates(repository).get_template("a.html").render() == "2 a"
    compiled_templates.cache_clear()
    kept.write_bytes(kept.read_bytes()[:-9])
    with pytest.raises(AssertionError, match="compiled once more"):
        page_templates(repository).get_template("a.html")


def test_a_template_that_changed_is_compiled_again(repository: Path) -> None:
    for words in ("before", "after!"):
        (repository / "docs" / "theme" / "pages" / "a.html").write_text(words, encoding="utf-8")
        assert page_templates(repository).get_template("a.html").render() == words


def test_templates_of_another_program_are_forgotten(repository: Path) -> None:
    former = repository / ".cache" / "atd" / "templates" / "0123"
    former.mkdir(parents=True)
    compiled_templates.cache_clear()
    compile_templates(repository)
    assert not former.exists()
    assert len(list(former.parent.iterdir())) == 1


def test_a_tree_that_cannot_be_written_to_costs_time_only(repository: Path) -> None:
    (repository / ".cache").write_text("no folder", encoding="utf-8")
    compiled_templates.cache_clear()
    assert page_templates(repository).get_template("a.html").render() == "2 a"


def rendered(folder: Path, source: str, **values: object) -> str:
    pages = folder / "docs" / "theme" / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    (pages / "page.html").write_text(source, encoding="utf-8")
    return page_templates(folder).get_template("page.html").render(**values)


def test_text_is_escaped_once_and_html_not_at_all(tmp_path: Path) -> None:
    source = "{% macro told(x) %}<i>{{ x }}</i>{% endmacro %}{{ told(text) }}{{ html }}{{ number }}{{ html ~ text }}"
    shown = rendered(tmp_path, source, text="<b> & 'c'", html=Markup("<br>"), number=3)
    assert shown == "<i>&lt;b&gt; &amp; &#39;c&#39;</i><br>3<br>&lt;b&gt; &amp; &#39;c&#39;"


def test_what_a_record_says_comes_before_what_a_mapping_can_do(tmp_path: Path) -> None:
    values = MappingProxyType({"copy": "a copy", "title": "T"})
    assert rendered(tmp_path, "{{ v.copy }} {{ v.title }}", v=values) == "a copy T"
    assert rendered(tmp_path, "{% for name, _ in v.items() %}{{ name }},{% endfor %}", v=values) == "copy,title,"
    assert rendered(tmp_path, "{{ v.pop is defined }}{{ v.title is defined }}", v=values) == "FalseTrue"


@pytest.mark.parametrize("source", ["{{ v.missing }}", "{{ missing }}", "{{ v.title.missing }}", "{{ v.missing() }}"])
def test_a_name_that_is_not_there_is_an_error(tmp_path: Path, source: str) -> None:
    with pytest.raises(jinja2.UndefinedError, match="missing"):
        rendered(tmp_path, source, v={"title": "T"})


def test_calls_in_loops_macros_and_blocks_get_what_the_template_gives(tmp_path: Path) -> None:
    source = (
        "{% macro item(x, mark='-') %}{{ mark }}{{ say(x, end=caller() if caller is defined else '.') }}{% endmacro %}"
        "{% block all %}{% for x in xs %}{{ item(x, mark=loop.index) }}{% call item(x) %}!{% endcall %}{% endfor %}{% endblock %}"
    )
    said = rendered(tmp_path, source, xs=["<a>", "b"], say=lambda text, end: f"{text}{end}")
    assert said == "1&lt;a&gt;.-&lt;a&gt;!2b.-b!"


@pytest.mark.parametrize("collection", ["practices", "resources", "exchanges", "programme", "briefs"])
def test_a_card_shows_what_a_list_has_to_say_and_leads_from_the_root(whole_library: Library, collection: str) -> None:
    studio = whole_library.studio("en")
    opened = studio.edition.open(whole_library.catalogue.records[collection][0])
    plain, noted = studio.card(opened), studio.card(opened, "a <note>")
    assert noted.count("a &lt;note&gt;") == 1
    assert re.sub(r"\s+", " ", noted.replace("a &lt;note&gt;", "")) == re.sub(r"\s+", " ", plain)
    assert noted.strip().startswith("<li") and noted.strip().endswith("</li>")


@pytest.mark.parametrize(
    "path", ["", "topics/", "practices/us-isap/", "topics/gcm-action/h/", "topics/gcm-action/h/page-2/"]
)
def test_what_is_made_for_many_pages_leads_to_the_root_from_each(whole_library: Library, path: str) -> None:
    shown = str(find(whole_library, "en", path).render())
    links = re.findall(r'<a class="term" href="([^"]*)"|<h3><a href="([^"]*)"', shown)
    ways = {re.split(r"[a-z]", "".join(link), maxsplit=1)[0] for link in links}
    assert ways == {"../" * path.count("/")}
