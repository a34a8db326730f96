"""Records and translations that hold nothing but attacks are shown as the words that they are."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page
from rdflib import Graph

from atd.checking import check_repository
from atd.checking.contents import contents_findings
from atd.reading import Document, Repository, read_document
from atd.reading.prose import render
from atd.site.native import structured
from conftest import ROOT, TODAY, copy_repository
from hostile import ADDRESSES, FIRST, PAIRS, TEXTS, fullest, is_text, make_hostile, paths, publish_unchecked
from hosting import hosting
from surfing import KINDS

WATCH = """
  window.ran = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = (...words) => ran.push([name, ...words]);
  addEventListener("securitypolicyviolation", (event) => ran.push([event.violatedDirective, event.blockedURI, event.sample]));
"""
"""What is run, and what the policy of the page forbids, is written down."""
LOOK = """() => {
  const wrong = [...window.ran.map(String)];
  const told = (element) => element.outerHTML.slice(0, 120);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") wrong.push(told(element));
      if (/^(href|src|action|formaction|data|background|xlink:href|poster|srcset)$/.test(name)) {
        const target = new URL(value, location.href);
        if (!/^https?:$/.test(target.protocol) || target.host.endsWith("evil.example")) wrong.push(told(element));
      }
    }
  }
  const strange = "img, iframe, frame, object, embed, math, base, style, audio, video, template template, [background], body link, body meta, script:not([src], [type$=json])";
  wrong.push(...[...document.querySelectorAll(strange)].map(told));
  if (document.querySelectorAll("main").length !== 1 || !document.querySelector("footer")) wrong.push("the frame is broken");
  return wrong;
}"""
"""What stands on a page although no text may put it there."""


DROPPED = ("body", "picture-unclosed", "comment-unclosed", "character-data", "processing")
"""What a browser leaves out or takes for a comment, so that nothing of it could be seen."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_hostile(tmp_path_factory.mktemp("hostile") / "repository")


@pytest.fixture(scope="module")
def built(repository: Path) -> Path:
    publish_unchecked(repository, repository / "site")
    return repository / "site"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with hosting(built) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 600})
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def test_there_are_forty_attacks_and_more_and_every_text_field_has_them() -> None:
    assert len(TEXTS) >= 40
    assert len(set(TEXTS.values())) == len(TEXTS)
    for collection in Repository.find(ROOT).collections:
        shown = set(paths(fullest(collection), collection.schema.root))
        assert {names for names in fields(collection.schema.root) if names[0] != "withdrawn"} == shown


def fields(node: dict[str, Any], names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """List the text fields of a schema."""
    for name, child in node.get("properties", {}).items():
        yield from fields(child, (*names, name))
    if "items" in node:
        yield from fields(node["items"], names)
    elif is_text(node):
        yield names


def test_nothing_runs_on_any_page(page: Page, address: str, built: Path) -> None:
    """Every attack in every text of a practice, and another in every translation and in every word of the site."""
    shown = 0
    for path in visited(built):
        page.goto(f"{address}{path}", wait_until="load")
        assert page.evaluate(LOOK) == [], path
        shown += 1
    assert shown > len(PAIRS)


def visited(built: Path) -> Iterator[str]:
    """List the pages to look at: all hostile practices in their own words, and a few of each kind in both languages."""
    yield from (f"practices/{name}/" for name in PAIRS)
    yield from (f"ar/practices/{name}/" for name in list(PAIRS)[::4])
    kinds = [kind for kind in KINDS if "?" not in kind and (built / kind / "index.html").is_file()]
    others = [
        f"{name}/{record}/"
        for name in ("resources", "exchanges", "programme", "briefs")
        for record in (FIRST, "xx-all")
    ]
    for path in dict.fromkeys((*kinds, *others)):
        yield path
        yield f"ar/{path}"
    yield "404.html"


def test_the_words_of_an_attack_can_be_read(page: Page, address: str) -> None:
    """Nothing is swallowed: the title of each page is the attack, letter by letter."""
    for name, text in list(PAIRS.items())[::3]:
        page.goto(f"{address}practices/{name}/", wait_until="commit")
        assert (page.locator("h1").text_content() or "").split() == text.split()
        assert text.split()[0] in page.title()


def test_a_translation_that_breaks_out_of_an_attribute_stays_in_it(page: Page, address: str) -> None:
    """The frame around pages is made by MkDocs, whose templates escape nothing by themselves."""
    names = """() => [...new Set([...document.querySelectorAll("header *, footer *, aside, aside *")]
      .flatMap((element) => element.getAttributeNames().map((name) => `${element.localName} ${name}`)))]"""
    found = []
    for path in ("data/", "ar/data/"):
        page.goto(f"{address}{path}")
        found.append(set(page.evaluate(names)))
    assert found[1] <= found[0] | {"a aria-current", "a data-available", "span class"}
    texts = page.evaluate(
        "[...document.querySelectorAll('header *, aside, aside *')].map((e) => e.ariaLabel || e.textContent)"
    )
    assert any('"' in text for text in texts), "no attack reached the frame"


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_nothing_runs_where_scripts_put_pages_together(page: Page, address: str, prefix: str) -> None:
    """Comparison, brief and search results are made of the words of pages by scripts."""
    names = ",".join(list(PAIRS)[:4])
    page.goto(f"{address}{prefix}compare/?p={names}", wait_until="networkidle")
    assert page.locator(".comparing th[data-id], table th[data-id]").count() >= 2
    assert page.evaluate(LOOK) == []
    page.goto(f"{address}{prefix}brief/?p={','.join(list(PAIRS)[:20])}", wait_until="networkidle")
    assert page.evaluate(LOOK) == []
    for words in ("alert", "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"):
        page.goto(f"{address}{prefix}practices/?q={words}", wait_until="networkidle")
        page.wait_for_function("document.querySelector('form.browse .total').textContent")
        assert page.locator(".hits .card").count() > 0 or words != "alert"
        assert page.evaluate(LOOK) == []


def test_the_judge_sees_what_it_looks_for(page: Page, address: str) -> None:
    """The same attacks in a page that puts them in as markup are noticed, each by what it does or by what it leaves."""
    page.goto(f"{address}practices/{FIRST}/")
    missed = []
    for name, text in TEXTS.items():
        if name.startswith("html-") and not name.endswith(DROPPED):
            page.evaluate("text => { ran.length = 0; document.querySelector('h1').innerHTML = text; }", text)
            page.wait_for_timeout(5)
            if not page.evaluate(LOOK) and "<script" not in text:
                missed.append(name)
    assert not missed


def test_files_for_other_programs_keep_their_form(built: Path) -> None:
    """Feeds, citations, calendars, tables and data can be read, and hold no more entries than there are records."""
    for kind in ("*.atom", "*.jsonld", "*.geojson", "*.csv", "*.ics", "xx-*/cite.ris", "xx-*/cite.bib"):
        assert any(built.rglob(kind)), f"nothing to look at: {kind}"
    for feed in built.rglob("*.atom"):
        root = ElementTree.fromstring(feed.read_bytes())
        assert {child.tag.partition("}")[2] for child in root} <= {
            "id", "title", "subtitle", "updated", "link", "author", "rights", "generator", "entry", "category", "icon", "logo",
        }  # fmt: skip
        for content in root.iter("{http://www.w3.org/2005/Atom}content"):
            assert_inert(content.text or "")
    for file in (*built.rglob("*.json"), *built.rglob("*.jsonld"), *built.rglob("*.geojson")):
        json.loads(file.read_bytes())
    for file in built.rglob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if re.match(r"[\s\u200b]*[=+@]", cell)], file
    for file in built.rglob("*.ics"):
        lines = file.read_bytes().decode().split("\r\n")
        assert all("\n" not in line and len(line.encode()) <= 75 for line in lines)
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
        assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "ATTACH", "ACTION"))]
        assert all(re.match(r"[A-Z-]+[:;]|[ \t]|$", line) for line in lines)
    for file in built.rglob("cite.ris"):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert sum(line.startswith("TY  - ") for line in lines) == sum(line.startswith("ER  - ") for line in lines)
        if file.parent.name.startswith("xx-"):
            assert sum(line.startswith("TY  - ") for line in lines) == 1
    for file in built.rglob("xx-*/cite.bib"):
        assert len(re.findall(r"(?m)^@\w+\{", file.read_text(encoding="utf-8"))) == 1
    for page in built.rglob("practices/xx-*/index.html"):
        found = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL
        )
        assert len(found) == 1
        json.loads(found[0])


def test_descriptions_for_portals_keep_their_form(built: Path) -> None:
    """Dublin Core of every entry, and the terms as triples."""
    for harvested in ElementTree.parse(built / "data" / "oai.xml").iter(
        "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    ):
        assert not [part.tag for element in harvested for part in element]
    for file in built.rglob("*.ttl"):
        assert not [term for triple in Graph().parse(file) for term in triple if str(term) == "urn:evil"]


def assert_inert(html: str) -> None:
    """Hold a piece of HTML that a feed carries against what prose may hold."""
    for tag, attributes in re.findall(r"<([a-zA-Z!?/][^\s>]*)([^>]*)>", html):
        assert tag.strip("/") in {"p", "ul", "ol", "li", "em", "strong", "a", "br", "br/", "div", "span", "h2", "h3", "blockquote"}, tag  # fmt: skip
        assert not re.search(r"\bon\w+\s*=|style\s*=", re.sub(r'"[^"]*"', "", attributes)), attributes
        assert not re.search(r'href="(?!https?://)', attributes), attributes


@pytest.mark.parametrize("name", TEXTS)
def test_prose_holds_nothing_but_what_it_may(name: str) -> None:
    assert_inert(render(TEXTS[name]))


def test_structured_data_cannot_end_its_element() -> None:
    written = structured({"name": " ".join(TEXTS.values())})
    assert not re.search(r"[<>&]", written)
    assert json.loads(written)["name"] == " ".join(TEXTS.values())


def test_templates_are_shown_and_never_run(built: Path) -> None:
    page = (built / "practices" / FIRST / "index.html").read_text(encoding="utf-8")
    assert "49" not in page.replace(str(TODAY), "").split("<h1>")[1].split("</h1>")[0]
    every = "".join((built / "practices" / name / "index.html").read_text(encoding="utf-8") for name in PAIRS)
    for text in ("{{ 7*7 }}", "{{ config }}{{ atd.home }}{{ page.meta }}", "{% raw %}{{ x }}{% endraw %}"):
        assert text in every


def test_the_check_refuses_these_texts(repository: Path) -> None:
    """What pages would show as harmless words is not let in either, where it looks like markup."""
    practices = Repository.find(repository).collection("practices")
    for name in list(PAIRS)[:3]:
        document = read_document((repository / "practices" / f"{name}.yaml").read_bytes(), f"practices/{name}.yaml")
        assert isinstance(document, Document)
        refused = {f.field for f in contents_findings(document, practices.schema, TODAY) if f.code == "ATD413"}
        assert {"title", "summary", "description", "caveats.0.text", "sources.0.title"} <= refused


def test_every_address_field_refuses_every_hostile_address(tmp_path: Path) -> None:
    """Addresses reach pages as they are written, so the schemas are what keeps them harmless."""
    fields_asked = 0
    for collection in Repository.find(ROOT).collections:
        for node in address_nodes(collection.schema.root):
            fields_asked += 1
            pattern = re.compile(node["pattern"])
            for name, text in ADDRESSES.items():
                assert not pattern.search(text) or "\n" in text, (collection.name, name)
    assert fields_asked > 8


def address_nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if node.get("x-url"):
        yield node
    for child in (*node.get("properties", {}).values(), *([node["items"]] if "items" in node else [])):
        yield from address_nodes(child)


def test_a_hostile_address_is_a_finding(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", ("us-isap",), ("en",))
    file = root / "practices" / "us-isap.yaml"
    text = file.read_text(encoding="utf-8")
    address = re.search(r'url: ("?https?://[^\s",}]+"?)', text)
    assert address
    for name, hostile in ADDRESSES.items():
        file.write_text(text.replace(address[1], json.dumps(hostile), 1), encoding="utf-8")
        found = check_repository(Repository.find(root), today=TODAY, only=[file]).findings
        assert [f for f in found if f.severity.value == "error"], name
