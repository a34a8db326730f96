"""Addresses that were published once and lead to what took their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from atd.pages.model import PageModel, term_path
from atd.pages.studio import Studio
from atd.pages.watching import watched

PUBLISHED = "docs/published-urls.txt"
"""Every address that was ever published, below the language; ``atd urls`` adds to it."""

START = "/"
"""Stands for the start page, whose address is empty."""


def published(root: Path) -> list[str]:
    """List the addresses that must keep working; none where the repository promises nothing yet."""
    file = root / PUBLISHED
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return ["" if line == START else line for line in lines if line and not line.startswith("#")]


def written_pages(root: Path, language: str) -> set[str]:
    """List the addresses of pages that are written by hand."""
    folder = root / "docs" / "pages" / language
    paths = (file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.md"))
    return {"" if path == "index" else f"{path.removesuffix('/index')}/" for path in paths}


@watched
def redirect_pages(studio: Studio) -> Iterator[PageModel]:
    """Lead former identifiers to their record, and terms given up to those in use."""
    for records in studio.catalogue.records.values():
        for record in records:
            for old in record.former:
                target = f"{record.collection}/{record.id}/"
                yield _page(
                    studio, f"{record.collection}/{old}/", target, studio.edition.open(record).text("title").value
                )
    index = studio.catalogue.index
    for vocabulary in studio.catalogue.vocabularies.values():
        for old, now in vocabulary.replaced.items():
            if (vocabulary.id, now) in index and (vocabulary.id, old) not in index:
                target = term_path(vocabulary.id, now)
                yield _page(studio, term_path(vocabulary.id, old), target, studio.html.label(vocabulary.id, now))


def gone_pages(studio: Studio, built: Mapping[str, str]) -> Iterator[PageModel]:
    """Lead published addresses that have no page any more, such as a term without entries, to the page above.

    ``built`` holds the titles of the pages there are, by address. Records are left
    out: one that is gone was withdrawn or has another name, and must say so itself.
    """
    root = studio.catalogue.repository.root
    addresses = [path for path in published(root) if path.endswith("/") and path not in built]
    written = written_pages(root, studio.catalogue.repository.default_language) if addresses else set()
    for path in addresses:
        if path in written or path.partition("/")[0] in studio.catalogue.records:
            continue
        above = path
        while above not in built:
            above = above.rstrip("/").rpartition("/")[0]
            above = f"{above}/" if above else ""
        yield _page(studio, path, above, built[above])


def _page(studio: Studio, path: str, target: str, name: str) -> PageModel:
    return studio.page(
        kind="redirect",
        path=path,
        title=studio.locale.messages.gettext("This page has moved"),
        description=name,
        values=lambda: {"target": target, "name": name},
        leads_to=target,
    )
