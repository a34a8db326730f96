"""One language of the site, of which each page is made when somebody asks for it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.commands.build import _build_template, _populate_page, get_context
from mkdocs.config import load_config
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from atd.exports import Download, DownloadFolder
from atd.pages.model import url
from atd.site import events
from atd.site.keeping import Keeping
from atd.site.menu import address, named
from atd.site.native import NativePage, native_file
from atd.site.publication import Publication
from atd.site.searching import search_files

_LINK = re.compile(r"\]\(([^)#:\s]+)\.md[)#]")
"""A link from one page that is written by hand to another page."""


class Bench:
    """Everything that the pages of a language share: configuration, menu, written pages, frames."""

    def __init__(self, publication: Publication, language: str) -> None:
        self.publication = publication
        self.language = language
        self.default = publication.repository.default_language
        root = publication.repository.root
        config = load_config(str(root / "mkdocs.yml"), strict=False)
        plugin: Any = config.plugins["i18n"]
        plugin.current_language, plugin.building = language, True
        events.prepare(publication)
        self.assembly = events.begin(config)
        written = root / "docs" / "pages" / language
        menu, linked = (
            {path for path in paths if not _written(written, path)} for paths in (named(config.nav), _linked(written))
        )
        self.assembly.only, self.assembly.named = frozenset(menu), frozenset(linked - menu)
        config = config.plugins.on_config(config)
        files = get_files(config)
        environment = config.theme.get_env()
        files.add_files_from_theme(environment, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        self.nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        for file in files.documentation_pages():
            page: Any = file.page
            _populate_page(page, config, files)
        self.environment = config.plugins.on_env(environment, config=config, files=files)
        self.config, self.files = config, files

    def renew(self, publication: Publication) -> None:
        """Go on with other records, where menu, frames and written pages stay."""
        self.publication = self.assembly.publication = publication
        self.__dict__.pop("downloads", None)

    def page(self, path: str) -> str | None:
        """Make the page at an address below the language; None where there is none."""
        here = url(path, self.language, self.default) or "./"
        own: Any = next((file for file in self.files.documentation_pages() if file.url == here), None)
        if own is not None and not isinstance(own.page, NativePage):
            return self._rendered(own.page)
        model = self.publication.library.page(self.language, path)
        if model is None:
            return None
        page: Any = native_file(model, self.config, self.publication.repository.languages, self.assembly.site_url).page
        in_menu = own is not None and own.page in self.nav.pages
        if own is not None and in_menu:
            named: Any = own.page
            named.model, named.alternates = model, page.alternates
            page = named
        page.read_source(self.config)
        if not in_menu and self.assembly.frames:
            self.assembly.frames.put_around(page)
        return self._rendered(page)

    def missing(self) -> str:
        """Make the page for what is not found."""
        events.resume(self.assembly)
        template = self.environment.get_template("404.html")
        return str(_build_template("404.html", template, self.files, self.config, self.nav))

    def asset(self, path: str) -> bytes | None:
        """Give a file of the theme or of the written pages by its address."""
        found = next((f for f in self.files if f.dest_uri == path and not f.is_documentation_page()), None)
        return found.content_bytes if found else None

    def download(self, path: str) -> bytes | None:
        """Make a file that stands beside the pages, by its address from the root of the site."""
        if path in self.downloads:
            return self.downloads[path]()
        folder, _slash, name = path.rpartition("/")
        for made in self._folders() if folder.startswith("data/") else ():
            if made.path == folder:
                return dict(made.contents()).get(name)
        return None

    @cached_property
    def downloads(self) -> dict[str, Callable[[], bytes]]:
        """What makes each file beside the pages."""
        library = self.publication.library
        files = (*library.files(self.language), *library.companions(self.language))
        found = (*files, *search_files(library, self.language, Keeping()))
        singles = (file for file in found if isinstance(file, Download))
        return {
            file.path if file.from_root else url(file.path, self.language, self.default): file.content
            for file in singles
        }

    def _folders(self) -> Iterator[DownloadFolder]:
        files = self.publication.library.files(self.language)
        return (file for file in files if isinstance(file, DownloadFolder))

    def _rendered(self, page: Any) -> str:
        """Render a page as MkDocs does in a build."""
        events.resume(self.assembly)
        page.active = True
        try:
            context = get_context(self.nav, Files([]), self.config, page)
            template = self.environment.get_template(page.meta.get("template", "main.html"))
            context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            output = template.render(context)
            return str(self.config.plugins.on_post_page(output, page=page, config=self.config))
        finally:
            page.active = False


def _linked(folder: Path) -> Iterator[str]:
    """Give the addresses to which written pages lead."""
    for file in folder.rglob("*.md"):
        below = file.parent.relative_to(folder).as_posix()
        for link in _LINK.findall(file.read_text(encoding="utf-8")):
            yield address(posixpath.normpath(posixpath.join(below, link)))


def _written(folder: Path, path: str) -> bool:
    """Tell whether the page at an address is written by hand."""
    return any((folder / f"{path.rstrip('/')}{end}").is_file() for end in (".md", "/index.md"))
