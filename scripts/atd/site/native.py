"""A page model as a page that MkDocs takes for its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from atd.localising.locale import direction
from atd.pages.model import PageModel, Structured, relative, url
from atd.reading import Language
from atd.site.keeping import Keeping

Located = TypeVar("Located", bound=File)


class NativePage(Page):
    """A page whose body comes from a model, so that Markdown never runs for it."""

    def __init__(
        self, file: File, config: MkDocsConfig, model: PageModel, alternates: Callable[[], list[dict[str, Any]]]
    ) -> None:
        super().__init__(None, file, config)
        self.model = model
        self.alternates = alternates
        """List the versions of the page, when it is written: those of thousands of pages would fill the memory."""
        self.title = model.title

    def read_source(self, config: MkDocsConfig) -> None:
        """Take title and description from the model."""
        self.markdown = ""
        self.meta = {
            "title": self.model.title,
            "description": self.model.description,
            "headings": self.model.headings,
            "start": self.model.kind == "home",
            "scripts": self.model.scripts,
            **self._way(config),
        }

    def _way(self, config: MkDocsConfig) -> dict[str, str]:
        """Say where a page leads that another took the place of; with its file name, so that it works without a server."""
        if not self.model.leads_to:
            return {}
        below = self.url.removesuffix(self.model.path)
        return {
            "redirect": f"{relative(self.model.path, self.model.leads_to)}index.html",
            "canonical": f"{config.site_url}{below}{self.model.leads_to}",
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the anchors from the model; the body is made when it is written.

        The table of contents stays empty: Material would write its first entry
        into the frame, which all pages share. The theme shows ``meta.headings``.
        """
        self.content = ""
        self.present_anchor_ids = {h.id for h in self.model.headings}

    def fill(self) -> None:
        """Make the body, just before the page is written."""
        self.content = self.model.render()
        self.meta["alternates"] = self.alternates()
        self.meta["structured"] = structured(self.model.structured)
        self.meta["head"] = self.model.head() if self.model.head else ""

    def empty(self) -> None:
        """Forget the body, which is on disk now; thousands would fill the memory."""
        self.content = ""
        self.meta = {}


class KeptPage(File):
    """A page that is taken over from the former site; to MkDocs it is a file to which others may lead."""

    keeping: Keeping

    def is_documentation_page(self) -> bool:
        """Nothing is made of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Take it over."""
        target = str(self.abs_dest_path)
        _make_folder(target.rpartition("/")[0])
        self.keeping.take(self.dest_uri, target)


def _make_folder(path: str) -> None:
    """Make a folder; most stand in one that is there, so nothing is looked up before."""
    try:
        os.mkdir(path)  # noqa: PTH102, thousands of paths
    except OSError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


def page_address(model: PageModel, languages: tuple[Language, ...]) -> str:
    """Address of the file of a page from the root of the site."""
    return url(f"{model.path}index.html", model.language, _default(languages))


def native_file(model: PageModel, config: MkDocsConfig, languages: tuple[Language, ...], site_url: str) -> File:
    """Make the file and page of a model as static-i18n would for one of its own."""
    file = _located(File, model, config, languages)
    NativePage(
        file, config, model, partial(alternates, model.path, model.language, model.available, languages, site_url)
    )
    return file


def kept_file(model: PageModel, config: MkDocsConfig, languages: tuple[Language, ...], keeping: Keeping) -> File:
    """Make the file of a page that is taken over."""
    file = _located(KeptPage, model, config, languages)
    file.keeping = keeping
    return file


def _located(kind: type[Located], model: PageModel, config: MkDocsConfig, languages: tuple[Language, ...]) -> Located:
    """Make a file in the place of a page."""
    source = f"{model.language}/{model.path}index.md"
    file: Any = kind.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = page_address(model, languages)
    file.url = url(model.path, model.language, _default(languages)) or "./"
    file.locale = file.locale_alternate_of = file.localization = model.language
    file.norm_src_uri = f"{model.path}index.md"
    file.alternates = {model.language: file}
    located: Located = file
    return located


def _default(languages: tuple[Language, ...]) -> str:
    return next(language.code for language in languages if language.default)


def keep_stylesheet(files: Files, own: Path) -> str:
    """Drop Material's scripts and pictures, which no page uses; give the name of its stylesheet.

    The name carries a digest that changes with every version of the theme.
    """
    kept = ""
    for file in [file for file in files if not file.is_documentation_page()]:
        if str(file.src_dir).startswith(str(own)) or not file.src_uri.startswith("assets/"):
            continue
        if fnmatch(file.src_uri, "assets/stylesheets/main.*.css"):
            kept = file.src_uri
        else:
            files.remove(file)
    return kept


def alternates(
    path: str, current: str, available: tuple[str, ...], languages: tuple[Language, ...], site_url: str
) -> list[dict[str, Any]]:
    """List a page's versions: all for the menu, the translated ones for search engines."""
    default = _default(languages)
    first = default if default in available else next(iter(available), default)
    up = "../" * url(path, current, default).count("/")
    return [
        {
            "code": language.code,
            "name": language.name,
            "direction": direction(language.code),
            "link": "./" if language.code == current else f"{up}{url(path, language.code, default)}",
            "address": f"{site_url}{url(path, language.code, default)}",
            "available": language.code in available,
            "current": language.code == current,
            "default": language.code == first,
        }
        for language in languages
    ]


def structured(described: Structured) -> Markup:
    """Write JSON-LD so that no contributed text can end the script element."""
    stated = described() if callable(described) else described
    if not stated:
        return Markup("")
    data: Mapping[str, Any] = {"@context": "https://schema.org", **stated}
    text = orjson.dumps(data).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
