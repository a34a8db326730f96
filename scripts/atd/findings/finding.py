"""One problem at one place, as an immutable value."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from atd.findings.code import CODES, Code, Severity
from atd.findings.phrase import Phrase


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file; lines and columns count from 1, in characters.

    ``end_column`` is exclusive and lies on the same line; 0 means unknown.
    """

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, its place, the reason it matters and the way to mend it."""

    code: str
    severity: Severity
    place: Place
    problem: Phrase
    why: Phrase
    fix: Phrase
    record: str = ""
    """Identifier of the record, or nothing when it could not be read."""
    field: str = ""
    """Dotted path of the field inside the record, such as ``liberty.device``."""
    suggestion: str = ""
    """Text to write instead, given only where writing it removes the finding."""
    excerpt: str = dataclasses.field(default="", compare=False)
    """The line of the file at which the finding points."""

    @classmethod
    def of(
        cls,
        code: str | Code,
        place: Place,
        *,
        record: str = "",
        field: str = "",
        suggestion: str = "",
        excerpt: str = "",
        **values: object,
    ) -> Finding:
        """Build a finding from a code; ``values`` fill its sentences."""
        entry = CODES[code] if isinstance(code, str) else code
        return cls(
            code=entry.id,
            severity=entry.severity,
            place=place,
            problem=entry.phrase("problem", **values),
            why=entry.phrase("why", **values),
            fix=entry.phrase("fix", **values),
            record=record,
            field=field,
            suggestion=suggestion,
            excerpt=excerpt,
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order by file, then place, then code."""
        return (self.place.path, self.place.line, self.place.column, self.code)


def counts(findings: Iterable[Finding]) -> Counter[Severity]:
    """Count findings by severity."""
    return Counter(finding.severity for finding in findings)
