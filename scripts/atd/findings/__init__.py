"""What is wrong in a contribution, where, why, and how to mend it."""

from atd.findings.code import CODES, Code, Severity
from atd.findings.finding import Finding, Place, counts
from atd.findings.phrase import ENGLISH, Phrase, phrase
from atd.findings.rendering import RENDERERS
from atd.findings.report import Report
from atd.findings.suggestion import follow, followable
from atd.findings.voice import Voice

__all__ = [
    "CODES",
    "ENGLISH",
    "RENDERERS",
    "Code",
    "Finding",
    "Phrase",
    "Place",
    "Report",
    "Severity",
    "Voice",
    "counts",
    "follow",
    "followable",
    "phrase",
]
