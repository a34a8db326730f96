"""One build of the site, from the first language to the last."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from atd.localising import Locale
from atd.noting import noting
from atd.pages import DATA
from atd.pages.model import PageModel, url
from atd.pages.templates import Templates, theme_templates
from atd.site.beside import native_bundle, native_download
from atd.site.frame import Frames
from atd.site.keeping import Keeping
from atd.site.menu import named
from atd.site.native import NativePage, alternates, keep_stylesheet, kept_file, native_file, page_address, structured
from atd.site.publication import Progress, Publication
from atd.site.searching import search_files
from atd.site.sitemap import SITEMAP, Sitemap
from atd.site.surroundings import Surroundings


class Assembly:
    """Turns the page models of a publication into pages of MkDocs, language by language.

    static-i18n builds one language after another in the same process and drops
    or rebuilds files that exist before its own handler; so each language's pages
    are added after it, for that language only.
    """

    def __init__(
        self, publication: Publication, config: MkDocsConfig, progress: Progress, keeping: Keeping | None = None
    ) -> None:
        self.publication = publication
        self.keeping = keeping or Keeping()
        self.site_url = str(config.site_url or "")
        self.sitemap = Sitemap(publication.repository, self.site_url)
        self.progress = progress
        self.nav: Navigation | None = None
        self.language = publication.repository.default_language
        self.stylesheet = ""
        self.done = self.total = 0
        self.frames: Frames | None = None
        self.only: frozenset[str] | None = None
        """Addresses of the only pages to be made; None for all, with the files beside them."""
        self.named: frozenset[str] = frozenset()
        """Addresses that only links must find, where not all pages are made."""

    @property
    def locale(self) -> Locale:
        """The language being built."""
        return self.publication.library.editions[self.language].locale

    @property
    def home(self) -> str:
        """Address of the start page of the language being built."""
        return url("", self.language, self.publication.repository.default_language)

    def written_beside_menu(self, files: Files) -> list[Any]:
        """Pages written by hand that the menu does not name, which the footer does."""
        named = self.nav.pages if self.nav else []
        pages: list[Any] = [file.page for file in files.documentation_pages()]
        return [page for page in pages if page and not isinstance(page, NativePage) and page not in named]

    def add_pages(self, files: Files, config: MkDocsConfig, language: str) -> None:
        """Add the pages of a language to MkDocs' files."""
        self.language, self.done = language, 0
        self.stylesheet = keep_stylesheet(files, Path(str(config.theme.custom_dir)))
        library = self.publication.library
        for file in files.documentation_pages():
            self.sitemap.add_path(file.url.removeprefix(self.home), language, library.complete_languages)
        models = list(library.pages(language) if self.only is None else self._few(language, self.only))
        menu = frozenset(named(config.nav))
        if self.keeping.ground.records:
            self.keeping.mark = self._shared(models, menu)
        for model in models:
            files.append(self._file(model, config, menu))
            if not model.leads_to:
                self.sitemap.add(model)
        if self.only is not None:
            return
        default = self.publication.repository.default_language
        for download in library.files(language):
            files.append(native_download(download, config, language, default, self.keeping))
        many = chain(library.companions(language), search_files(library, language, self.keeping))
        files.append(native_bundle(many, config, language, default, self.keeping))
        self.total = len(files.documentation_pages()) + self.done

    def _shared(self, models: Iterable[PageModel], menu: Collection[str]) -> str:
        """Digest of what all pages of the language show or keep to: the menu, the order of records."""
        order = self.publication.library.studio(self.language).order
        told = ([model.title for model in models if model.path in menu], list(order.items()))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def _file(self, model: PageModel, config: MkDocsConfig, menu: Collection[str]) -> File:
        """Make the file of a page, or take it over as it stands; sizes of files are filled in on that of data later."""
        languages = self.publication.repository.languages
        made = model.path in menu or model.path == DATA
        if made or not self.keeping.stands(page_address(model, languages), *model.known):
            return native_file(model, config, languages, self.site_url)
        self.done += 1
        return kept_file(model, config, languages, self.keeping)

    def _few(self, language: str, paths: Iterable[str]) -> Iterator[PageModel]:
        found = (self.publication.library.page(language, path) for path in paths)
        yield from (model for model in found if model)
        for path in sorted(self.named):
            yield PageModel(
                path=path, kind="", language=language, title=path, title_language=language, description="", available=(),
                modified="", source="", headings=(), structured=None, render=Markup,
            )  # fmt: skip

    def prepare(self, given: jinja2.Environment, files: Files, config: MkDocsConfig) -> Templates:
        """Give the theme with its words, and each page its frame.

        Pages of the menu are marked in it, so they are rendered with the whole
        template; ``extra: atd: full_template`` does so for every page.
        """
        environment = theme_templates(given, self.publication.repository.root)
        environment.globals["_"] = self.locale.messages.gettext
        environment.globals["atd"] = Surroundings(
            self.publication.library,
            self.language,
            self.nav.pages if self.nav else (),
            self.written_beside_menu(files),
            self.stylesheet,
            self.sitemap.lines if self.keeps(SITEMAP) else Markup(""),
        )
        if self.nav is None or config.extra.get("atd", {}).get("full_template"):
            return environment
        self.frames = frames = Frames(environment, self.nav, config)
        menu = [id(page) for page in self.nav.pages]
        for file in files.documentation_pages():
            if isinstance(file.page, NativePage) and id(file.page) not in menu:
                frames.put_around(file.page)
        return environment

    def keeps(self, template: str) -> bool:
        """Tell whether a file that all languages share is written by this one.

        Only the last language knows all pages for the sitemap; everything else,
        such as the page for what is not found, comes from the default language.
        """
        languages = self.publication.repository.languages
        if template == SITEMAP:
            return self.language == languages[-1].code
        return self.language == self.publication.repository.default_language

    def fill(self, page: Any) -> None:
        """Make the body of one of our pages; list the versions of a hand-written one."""
        if isinstance(page, NativePage):
            with noting(apart=True) as read:
                page.fill()
            self.keeping.note(page.file.dest_uri, read | page.model.reads, *page.model.known)
        else:
            library, repository = self.publication.library, self.publication.repository
            page.meta["alternates"] = alternates(
                page.url.removeprefix(self.home),
                self.language,
                library.complete_languages,
                repository.languages,
                self.site_url,
            )
            path = page.url.removeprefix(self.home)
            described = library.written_page(self.language, path, page.title, page.meta.get("description", ""))
            page.meta["structured"] = structured(described)

    def written(self, page: Any) -> None:
        """Report a page as written and let go of its body."""
        if isinstance(page, NativePage):
            page.empty()
        self.done += 1
        self.progress(self.language, self.done, self.total)
