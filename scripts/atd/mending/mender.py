"""What is mechanical and safe, done to the text of a record."""

from __future__ import annotations

from dataclasses import dataclass

from atd.checking.examination import examine
from atd.checking.structure import structure_findings
from atd.findings import CODES, Finding, follow, followable
from atd.mending.layout import tidy
from atd.mending.order import in_order
from atd.reading import Schema

_ROUNDS = 200
"""No file needs more; what goes on changing after so many is left as it is."""


@dataclass(frozen=True)
class Mended:
    """The text of a record after mending."""

    text: str
    followed: tuple[Finding, ...]
    """Findings whose suggestion was followed."""
    tidied: bool
    """Whether spaces, letters or the order of the fields changed."""


def mend(text: str, name: str, schema: Schema) -> Mended:
    """Follow every mechanical suggestion, then put the fields in order.

    Nothing that a record says is changed: only how it is written. What needs a
    person's judgement stays for the check to explain.
    """
    followed: list[Finding] = []
    for _round in range(_ROUNDS):
        _document, found = examine(text, name, lambda document: structure_findings(document, schema))
        findings = [finding for finding in found if _mechanical(finding)]
        changed = follow(text, findings)
        if changed == text:
            break
        followed += findings
        text = changed
    final = in_order(tidy(text), schema)
    return Mended(final, tuple(dict.fromkeys(followed)), final != text)


def _mechanical(finding: Finding) -> bool:
    code = CODES.get(finding.code)
    return code is not None and code.mechanical and followable(finding)
