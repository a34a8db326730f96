"""The frame around the body, rendered once and stamped for every page.

The theme's main template keeps what changes from page to page in ``slots/``.
Rendering it once with empty slots gives the text between them; a small template
of that text and the slots then serves every page of the same folder.
"""

from __future__ import annotations

import re
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

SLOTS = tuple(f"slots/{name}.html" for name in ("head", "title", "contents", "languages", "content", "scripts"))
_MARK = "\ue000{}\ue001"
_MARKS = re.compile("\ue000([^\ue001]+)\ue001")


class _SlotLoader(jinja2.BaseLoader):
    """Gives a mark in place of each slot, and every other template as it is."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        if template in SLOTS:
            return _MARK.format(template), None, None
        return self.loader.get_source(environment, template)


class Frames:
    """Compiled frames of one language, made when a page first needs them."""

    def __init__(self, environment: jinja2.Environment, nav: Navigation, config: MkDocsConfig) -> None:
        loader = environment.loader or jinja2.BaseLoader()
        self.sources: dict[str, str] = {}
        self.nav = nav
        self.config = config
        self.slotted = environment.overlay(loader=_SlotLoader(loader), bytecode_cache=None)
        environment.loader = jinja2.ChoiceLoader([jinja2.DictLoader(self.sources), loader])

    def name(self, page: Page) -> str:
        """Name the frame for a page, making it if it is the first of its folder.

        Links to the menu are relative, so they differ from folder to folder.
        """
        name = f"frames/{page.url.rstrip('/').rpartition('/')[0]}.html"
        if name not in self.sources:
            self.sources[name] = self.compile(page)
        return name

    def compile(self, page: Page) -> str:
        """Render the theme for a page and keep the text between its slots."""
        context = get_context(self.nav, [], self.config, page)
        html = self.slotted.get_template("main.html").render(context)
        pieces = _MARKS.split(html)
        return "".join(
            f'{{% include "{piece}" %}}' if position % 2 else _literal(piece) for position, piece in enumerate(pieces)
        )


def _literal(text: str) -> str:
    """Write text so that Jinja prints it unchanged."""
    return text.replace("{", "{{ '{' }}") if any(sign in text for sign in ("{{", "{%", "{#")) else text
