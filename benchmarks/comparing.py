"""Whether the sites that are compared hold the same: asked of a few practices before anything is timed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

from atd.pages import Library
from atd.pages.model import term_path, url
from benchmarks.building import HUGO_SEARCH, NAIVE, OURS, OURS_WHOLE, prepared
from benchmarks.entries import ORGANISATION, Entry, entries, open_library
from benchmarks.pieces import COLLECTION
from benchmarks.timing import timed

FEW = 12
BESIDE = ("search/pagefind-entry.json", "data/practices.geojson", "llms.txt")
"""Files that stand for what is left out where pages alone are compared."""
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dt|dd|tr|h\d|div|section)\b[^>]*>")
_META = re.compile(r'<meta name="[^"]+" content="[^"]*">')


class UnlikeError(Exception):
    """A rival's site lacks something, so the comparison would not be fair."""


def check(folder: Path) -> None:
    """Build a few practices in every way and compare the sites; raises UnlikeError with what is missing where."""
    sites: dict[str, Path] = {}
    beside: list[str] = []
    builders = list(prepared(folder, FEW))
    for builder in builders:
        if builder.names[-1] in (OURS, OURS_WHOLE, HUGO_SEARCH, NAIVE):
            builder.prepare()
            for step in builder.steps:
                timed(step, builder.folder)
            if builder.names[-1] == OURS:
                beside = [f"{OURS}: {path} is there" for path in BESIDE if (builder.output / path).exists()]
            if builder.names[-1] == OURS_WHOLE:  # else a file that moved would seem to be left out
                beside += [f"{OURS_WHOLE}: no {path}" for path in BESIDE if not (builder.output / path).exists()]
            sites[builder.names[-1]] = builder.output
    library = open_library(folder / "ours")
    missing = [
        *beside,
        *(f"{name}: {what}" for name, site in sites.items() for what in practices_missing(library, site)),
        *lists_missing(library, sites[OURS_WHOLE], sites[HUGO_SEARCH]),
        *blocks_missing(library, sites[OURS_WHOLE], sites[HUGO_SEARCH]),
        *(f"{name}: {what}" for name, where in ((OURS_WHOLE, "search"), (HUGO_SEARCH, "pagefind"))
          for what in _unlike_index(library, sites[name], where)),
    ]  # fmt: skip
    for builder in builders:  # a fault in this should show now and not after an hour
        builder.touch(0)
    if missing:
        raise UnlikeError("The sites are not comparable:\n" + "\n".join(missing[:20]))


def practices_missing(library: Library, site: Path) -> list[str]:
    """Name the practice pages that a site lacks or has too many, and the texts that a page lacks."""
    default, missing = library.catalogue.repository.default_language, []
    for code in library.editions:
        expected = {entry.id: entry for entry in entries(library, code)}
        folder = site / url(f"{COLLECTION}/", code, default)
        # Pages of a long list are called page-2 by ours and stand in a folder page/ of Hugo.
        found = {f.parent.name for f in folder.glob("*/index.html") if not f.parent.name.startswith("page")}
        missing += [f"{code}: {name} is on one side only" for name in sorted(found ^ set(expected))]
        for name in found & set(expected):
            shown = words((folder / name / "index.html").read_text(encoding="utf-8"))
            lacking = [text for text in told(expected[name]) if words(html.escape(text)) not in shown]
            missing += [f"{code}: {name} does not say “{text}”" for text in lacking]
    return missing


def blocks_missing(library: Library, ours: Path, hugo: Path) -> list[str]:
    """Name every line, row and paragraph of our practice pages, and every statement in their heads, that Hugo's lack."""
    default, missing = library.catalogue.repository.default_language, []
    for code in library.editions:
        folder = url(f"{COLLECTION}/", code, default)
        for file in (ours / folder).glob("*/index.html"):
            rival = hugo / file.relative_to(ours)
            if not rival.is_file():  # a part of our list, or a practice that was named before
                continue
            page, other = file.read_text(encoding="utf-8"), rival.read_text(encoding="utf-8")
            shown = words(other)
            blocks = _BLOCK.split(page.partition("<h1>")[2].partition("</article>")[0])
            missing += [
                f"{code}: {file.parent.name} does not say “{b.strip()}”" for b in blocks if words(b) not in shown
            ]
            stated = {html.unescape(meta) for meta in _META.findall(other)}
            missing += [f"{code}: {file.parent.name} lacks {meta}" for meta in _META.findall(page) if html.unescape(meta) not in stated]  # fmt: skip
    return missing


def told(entry: Entry) -> list[str]:
    """Give the texts that every page of a practice holds, whoever made it."""
    updates = [update["text"] for update in entry.updates]
    sources = [source["title"] for source in entry.sources]
    answers = [text for row in (*entry.liberty, *entry.safeguards) for text in row]
    return [entry.title, entry.summary, entry.why, entry.place, *entry.caveats, *updates, *sources, *answers]


def words(page: str) -> str:
    """Give what a reader sees, without markup and with simple spaces and quotes."""
    plain = html.unescape(_TAG.sub(" ", page))
    return "".join(re.findall(r"\w+", plain.casefold()))


def lists_missing(library: Library, ours: Path, hugo: Path) -> list[str]:
    """Name the terms, countries and organisations that have a page on one side only."""
    default, missing = library.catalogue.repository.default_language, []
    for code in library.editions:
        terms: Mapping[str, set[str]] = {}
        for entry in entries(library, code):
            for vocabulary, used in entry.terms.items():
                terms.setdefault(vocabulary, set()).update(used)  # type: ignore[attr-defined]
        for vocabulary, used in terms.items():
            for term in used:
                path = f"organisations/{term}/" if vocabulary == ORGANISATION else term_path(vocabulary, term)
                for name, page in (("ours", ours / url(path, code, default)), ("Hugo", hugo / url(f"{vocabulary}/{term}/", code, default))):  # fmt: skip
                    if not (page / "index.html").is_file():
                        missing.append(f"{name}: {code}: no page for {vocabulary} {term}")
    return missing


def _unlike_index(library: Library, site: Path, folder: str) -> list[str]:
    """Tell the languages whose index does not hold every practice and nothing else."""
    default = library.catalogue.repository.default_language
    places = [site / folder, *(site / url(f"{folder}/", code, default) for code in library.editions)]
    counted: dict[str, int] = {}
    for file in {place / "pagefind-entry.json" for place in places if (place / "pagefind-entry.json").is_file()}:
        found = json.loads(file.read_text(encoding="utf-8"))["languages"]
        counted |= {code: language["page_count"] for code, language in found.items()}
    wanted = {code: len(list(entries(library, code))) for code in library.editions}
    return [f"{code}: {counted.get(code, 0)} of {n} practices are indexed" for code, n in wanted.items() if counted.get(code) != n]  # fmt: skip
