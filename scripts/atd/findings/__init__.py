"""What is wrong in a contribution, where, why, and how to mend it."""

from atd.findings.code import CODES, Code, Severity
from atd.findings.finding import Finding, Place, counts
from atd.findings.rendering import RENDERERS

__all__ = ["CODES", "RENDERERS", "Code", "Finding", "Place", "Severity", "counts"]
