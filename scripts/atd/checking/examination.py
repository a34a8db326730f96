"""One text, read as far as it can be read: its record and everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from atd.findings import Finding, follow
from atd.reading import Document, read_document, salvage

Judge = Callable[[Document], Iterable[Finding]]
"""Finds what is wrong in a record that could be read."""


def examine(text: str, name: str, judge: Judge) -> tuple[Document | None, list[Finding]]:
    """Read a record and judge it; no record is given when the text cannot be read.

    Even then it is judged as if the suggestions for reading it had been
    followed, so that a contributor sees as much as possible at once.
    """
    document = read_document(text, name)
    if isinstance(document, Document):
        return document, [_placed(finding, document) for finding in judge(document)]
    return None, document + _beyond(text, document, judge)


def _beyond(text: str, findings: list[Finding], judge: Judge) -> list[Finding]:
    """Look past what keeps a text from being read.

    Lines stay where they are, so places hold; a line that a suggestion changes
    is left for the next check.
    """
    name, found, touched = findings[0].place.path, list[Finding](), set[int]()
    while True:
        touched |= {finding.place.line for finding in findings}
        text = follow(text, findings)
        again = read_document(text, name)
        rest = again if isinstance(again, list) else []
        if document := salvage(text, name):
            rest = [*rest, *(_placed(finding, document) for finding in judge(document))]
        findings = [finding for finding in rest if finding.place.line not in touched]
        found += findings
        if document or not findings:
            return found


def _placed(finding: Finding, document: Document) -> Finding:
    """Attach the identifier of the record and the line it points at."""
    identifier = document.values.get("id")
    return replace(
        finding,
        record=identifier if isinstance(identifier, str) else "",
        excerpt=document.excerpt(finding.place),
    )
