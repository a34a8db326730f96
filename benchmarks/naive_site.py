"""The same practices as Markdown files for the naive stack; its configuration stands in ``naive/``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atd.pages import Library
from atd.pages.studio import Studio
from benchmarks.entries import Entry, entries
from benchmarks.pieces import COLLECTION, interface
from benchmarks.writing import write

SETUP = Path(__file__).with_name("naive")
TAGGED = ("country", "stage", "practice-type", "population", "gcm-action", "classification")
"""Vocabularies whose terms are tags."""


def write_site(library: Library, folder: Path, search: bool = True) -> None:
    """Write the whole project, with the search and the tags or without."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SETUP, folder)
    if not search:
        text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
        write(folder / "mkdocs.yml", text.replace("  - search\n", "").replace("  - tags\n", ""))
    for code in library.editions:
        for path, text in _content(library, code):
            write(folder / "docs" / code / path, text)


def _content(library: Library, language: str) -> Iterator[tuple[str, str]]:
    studio = library.studio(language)
    yield "index.md", f"# {studio.word('title')}\n\n{studio.word('lead')}\n"
    for file in sorted((studio.catalogue.repository.root / "docs" / "pages" / studio.language).glob("*.md")):
        yield file.name, file.read_text(encoding="utf-8")
    yield "tags.md", f"# {interface(studio, 'Topics')}\n\n<!-- material/tags -->\n"
    listed = [f"# {interface(studio, 'Practices')}", ""]
    for entry in entries(library, language):
        listed.append(f"- [{entry.title}]({entry.id}.md): {entry.summary}")
        yield f"{COLLECTION}/{entry.id}.md", _practice(studio, entry)
    yield f"{COLLECTION}/index.md", "\n".join(listed) + "\n"


def _practice(studio: Studio, entry: Entry) -> str:
    known = {name: {t.id.lower(): t.id for t in studio.catalogue.vocabularies[name].terms} for name in studio.catalogue.vocabularies}  # fmt: skip

    def labels(vocabulary: str, terms: list[str]) -> list[str]:
        return [studio.html.label(vocabulary, known[vocabulary][term]) for term in terms]

    def said(part: dict[str, Any]) -> list[str]:
        if "vocabulary" in part:
            return labels(part["vocabulary"], part["terms"])
        return part["texts"] if "texts" in part else [_linked(law["text"], law["url"]) for law in part["links"]]

    tags = [label for name in TAGGED for label in labels(name, entry.terms.get(name, []))]
    # JSON is YAML too, and needs no rules for quoting.
    front = {"title": entry.title, "description": entry.summary[:160], "tags": tags}
    lines = ["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items()), "---"]
    lines += [f"# {entry.title}", f"{entry.place} · {entry.period}", f"**{entry.summary}**", entry.why]
    lines.append(f"## {entry.headings['at-a-glance']} {{#at-a-glance}}")
    facts = (
        f"- **{row['label']}**: {', '.join(text for part in row['parts'] for text in said(part))}"
        for row in entry.facts
    )
    actors = (f"- {actor['name']} ({actor['role']})" for actor in entry.actors)
    lines.append("\n".join((*facts, *actors)))
    lines += [f"## {entry.headings['liberty']} {{#liberty}}", _table(studio, entry.liberty), entry.note]
    for condition in entry.conditions:
        rows = "".join(f"\n    - {asked} {answer}" for asked, answer in condition["rows"])
        lines.append(f"- **{condition['label']}**: {condition['note']}{rows}")
    lines.append(entry.technology)
    for name, title, text in entry.prose:
        lines += [f"## {title} {{#{name}}}", text]
    lines.append("\n".join(f"- **{o['label']}**: {o['text']}" for o in entry.outcomes))
    lines += [figure["text"] for figure in entry.figures]
    lines += [f"## {entry.headings['caveats']} {{#caveats}}", "\n".join(f"- {text}" for text in entry.caveats)]
    lines.append("\n".join(f"- {u['said']} ({u['label']}): {u['text']}" for u in entry.updates))
    if entry.safeguards:
        lines += [f"## {entry.headings['safeguards']} {{#safeguards}}", _table(studio, entry.safeguards)]
    lines.append(f"## {entry.headings['sources']} {{#sources}}")
    lines.append(
        "\n".join(f"1. {_linked(s['title'], s['url'])}. {s['publisher']}. {s['remarks']}" for s in entry.sources)
    )
    if entry.related:
        lines.append(f"## {entry.headings['related']} {{#related}}")
    for group in entry.related:
        lines += [group["label"], "\n".join(f"- [{other}]({other}.md)" for other in group["practices"])]
    return "\n\n".join(line for line in lines if line) + "\n"


def _table(studio: Studio, rows: list[list[str]]) -> str:
    head = f"| {interface(studio, 'Question')} | {interface(studio, 'Answer')} |\n|---|---|"
    return "\n".join((head, *(f"| {question} | {answer} |" for question, answer in rows)))


def _linked(title: str, address: str) -> str:
    return f"[{title}]({address})" if address else title
