"""The faces of a report: for people, for programs, for pull requests."""

from collections.abc import Callable

from atd.findings.rendering.github import render_github
from atd.findings.rendering.human import render_human
from atd.findings.rendering.machine import render_json
from atd.findings.rendering.markdown import render_markdown
from atd.findings.report import Report

RENDERERS: dict[str, Callable[[Report], str]] = {
    "human": render_human,
    "github": render_github,
    "markdown": render_markdown,
    "json": render_json,
}
"""Renderers by the name given on the command line."""
