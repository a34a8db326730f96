"""Pages that explain what the check says: one for each code, and their index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from atd.findings import CODES, Code, Phrase, phrase
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio
from atd.pages.watching import watched

HOME = "contribute/codes/"
"""Address of the index; findings lead to the pages below it."""

_GROUPS = (
    ("reading", "1", phrase("The file cannot be read")),
    ("structure", "2", phrase("A field is missing, unknown or of the wrong kind")),
    ("rules", "3", phrase("Rules of the record")),
    ("contents", "4", phrase("Contents, sources and links between records")),
    ("translations", "5", phrase("Translations")),
    ("vocabularies", "6", phrase("Vocabularies")),
)
_PLACEHOLDER = re.compile(r"\{\w+\}")


@watched
def code_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the index of codes and a page for each."""
    codes = known_codes(studio)
    yield _index(studio, codes)
    for code in codes:
        yield _page(studio, code)


def known_codes(studio: Studio) -> list[Code]:
    """List every code of the program and of the schemas, in order."""
    schemas = [collection.schema for collection in studio.catalogue.repository.collections]
    found = {**CODES, **{code: rule for schema in schemas for code, rule in schema.rules.items()}}
    return [found[code] for code in sorted(found)]


def said(studio: Studio, sentence: Phrase) -> str:
    """Say a sentence with an ellipsis for what varies; nothing when all of it varies."""
    words = sentence.said(studio.locale.messages)
    told = "" if _PLACEHOLDER.fullmatch(words) else _PLACEHOLDER.sub("…", words)
    return told[:1].upper() + told[1:]


def _page(studio: Studio, code: Code) -> PageModel:
    path = f"{HOME}{code.id.lower()}/"
    problem, why, fix = (said(studio, code.phrase(part)) for part in ("problem", "why", "fix"))
    example = _example(studio.catalogue.repository.root, code.id)
    headings = [Heading("why", studio.locale.messages.gettext("Why it matters"))]
    headings.append(Heading("fix", studio.locale.messages.gettext("How to mend it")))
    if example:
        headings.append(Heading("example", studio.locale.messages.gettext("How the check says it")))
    return studio.page(
        kind="code",
        path=path,
        title=f"{code.id}: {problem}",
        description=". ".join(part for part in (problem, why, fix) if part),
        headings=headings,
        values=lambda: {"code": code, "problem": problem, "why": why, "fix": fix, "example": example},
    )


def _index(studio: Studio, codes: list[Code]) -> PageModel:
    _ = studio.locale.messages.gettext
    groups = [
        (id_, sentence.said(studio.locale.messages), [c for c in codes if c.id.removeprefix("ATD").startswith(digit)])
        for id_, digit, sentence in _GROUPS
    ]
    shown = [(id_, name, [(c, said(studio, c.phrase("problem"))) for c in members]) for id_, name, members in groups]
    return studio.page(
        kind="codes",
        path=HOME,
        title=_("What the check says"),
        description=_("Every message of the check on contributions, with its reason and the way to mend it."),
        headings=(Heading(id_, name) for id_, name, _members in shown),
        values=lambda: {"groups": shown},
    )


def _example(root: Path, code: str) -> str:
    """Take the expected output of the first case of a code, where the repository keeps cases."""
    for file in sorted(root.glob(f"tests/cases/*/{code}/**/*.txt")):
        first, _empty, _others = file.read_text(encoding="utf-8").partition("\n\n")
        return first.partition("/cases/")[2].partition("/")[2].partition("/")[2] or first
    return ""
