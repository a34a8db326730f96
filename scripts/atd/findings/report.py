"""What a renderer is given: the findings, the language and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atd.findings.finding import Finding
from atd.findings.voice import Voice


@dataclass(frozen=True)
class Report:
    """Findings to be told to somebody."""

    findings: tuple[Finding, ...]
    voice: Voice = field(default_factory=Voice)
    changed: frozenset[str] = frozenset()
    """Files that the contribution changes; their findings are the most useful."""
    summary: Mapping[str, object] | None = None
    """What the repository holds, in numbers, where that was asked for."""
