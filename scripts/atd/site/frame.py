"""The frame around the body, rendered once and stamped for every page.

The theme's main template keeps what changes from page to page in ``slots/``.
Rendering it once for a folder with empty slots gives the text between them; a
template of the slots then puts both together for every page.
"""

from __future__ import annotations

import re
from typing import Any

import jinja2
from markupsafe import Markup
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
    """Frames of one language, made when a page first needs them."""

    def __init__(self, environment: jinja2.Environment, nav: Navigation, config: MkDocsConfig) -> None:
        self.loader = environment.loader or jinja2.BaseLoader()
        self.sources: dict[str, str] = {}
        self.made: dict[str, tuple[str, list[Markup]]] = {}
        """The template of each folder and the texts between its slots."""
        self.nav = nav
        self.config = config
        self.slotted = environment.overlay(loader=_SlotLoader(self.loader))
        environment.loader = jinja2.ChoiceLoader([jinja2.DictLoader(self.sources), self.loader])

    def put_around(self, page: Page) -> None:
        """Let a page be rendered in the frame of its folder.

        Links to the menu are relative, so they differ from folder to folder.
        """
        folder = page.url.rstrip("/").rpartition("/")[0]
        if folder not in self.made:
            self.made[folder] = self._make(page)
        page.meta["template"], page.meta["frame"] = self.made[folder]

    def _make(self, page: Page) -> tuple[str, list[Markup]]:
        """Render the theme for a page; the text between its slots is kept as it is, so one template serves all folders."""
        context = get_context(self.nav, [], self.config, page)
        pieces = _MARKS.split(self.slotted.get_template("main.html").render(context))
        texts, slots = [Markup(text) for text in pieces[::2]], pieces[1::2]
        name = f"frames/{'-'.join(map(_name, slots))}.html"
        if name not in self.sources:
            self.sources[name] = "".join(self._stamp(slot, number) for number, slot in enumerate(slots)) + _text(
                len(slots)
            )
        return name, texts

    def _stamp(self, slot: str, number: int) -> str:
        """Write the text before a slot and the slot itself, which needs names of its own."""
        source = self.loader.get_source(self.slotted, slot)[0].removesuffix("\n")
        return f"{_text(number)}{{% with %}}{source}{{% endwith %}}"


def _text(number: int) -> str:
    return f"{{{{ page.meta.frame[{number}] }}}}"


def _name(slot: str) -> str:
    return slot.rpartition("/")[2].removesuffix(".html")
