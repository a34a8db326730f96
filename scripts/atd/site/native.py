"""A page model as a page that MkDocs takes for its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from atd.exports import Download, DownloadFolder
from atd.localising.locale import direction
from atd.pages.model import PageModel, Structured, relative, url
from atd.reading import Language

Beside = TypeVar("Beside", bound=File)


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


def native_file(model: PageModel, config: MkDocsConfig, languages: tuple[Language, ...], site_url: str) -> File:
    """Make the file and page of a model as static-i18n would for one of its own."""
    default = next(language.code for language in languages if language.default)
    source = f"{model.language}/{model.path}index.md"
    file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = url(f"{model.path}index.html", model.language, default)
    file.url = url(model.path, model.language, default) or "./"
    located: Any = file
    located.locale = located.locale_alternate_of = located.localization = model.language
    located.norm_src_uri = f"{model.path}index.md"
    located.alternates = {model.language: file}
    NativePage(
        file, config, model, partial(alternates, model.path, model.language, model.available, languages, site_url)
    )
    return file


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


class NativeDownload(File):
    """A file whose bytes are made when it is written."""

    download: Download

    def copy_file(self, dirty: bool = False) -> None:
        """Make the bytes and write them."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.download.content())


class NativeFolder(File):
    """A folder whose files are made and written together."""

    folder: DownloadFolder

    def copy_file(self, dirty: bool = False) -> None:
        """Make the files and write them."""
        target = Path(self.abs_dest_path)
        target.mkdir(parents=True, exist_ok=True)
        for name, content in self.folder.contents():
            (target / name).write_bytes(content)


class NativeBundle(File):
    """Many small files that are written at once; MkDocs' own care of each would take as long as writing it."""

    downloads: tuple[Download, ...]
    prefix: str
    """Folder of the language, below the site."""

    def copy_file(self, dirty: bool = False) -> None:
        """Make the bytes of each and write them."""
        base = self.abs_dest_path.removesuffix(self.dest_uri)
        folders: set[str] = set()
        for download in self.downloads:
            target = f"{base}{self.prefix}{download.path}"
            folder = target.rpartition("/")[0]
            if folder not in folders:
                Path(folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            with open(target, "wb", buffering=0) as file:  # noqa: PTH123, thousands of paths
                file.write(download.content())


def native_bundle(downloads: Iterable[Download], config: MkDocsConfig, language: str, default: str) -> NativeBundle:
    """Put the files of a language into one for MkDocs, under the name of the first."""
    bundled = tuple(downloads)
    file = _beside(NativeBundle, bundled[0], config, language, default)
    file.downloads, file.prefix = bundled, url("", language, default)
    return file


def native_download(download: Download | DownloadFolder, config: MkDocsConfig, language: str, default: str) -> File:
    """Make the file of a download, or of a folder of them, which MkDocs copies beside the pages."""
    if isinstance(download, DownloadFolder):
        folder = _beside(NativeFolder, download, config, language, default)
        folder.folder = download
        return folder
    file = _beside(NativeDownload, download, config, language, default)
    file.download = download
    return file


def _beside(
    kind: type[Beside], download: Download | DownloadFolder, config: MkDocsConfig, language: str, default: str
) -> Beside:
    """Make a file that stands beside the pages as static-i18n would for one of its own."""
    shared = isinstance(download, DownloadFolder) or download.from_root
    target = download.path if shared else url(download.path, language, default)
    file = kind(target, None, config.site_dir, config.use_directory_urls, dest_uri=target)
    file.inclusion = InclusionLevel.NOT_IN_NAV
    located: Any = file
    located.locale = located.locale_alternate_of = located.localization = language
    located.norm_src_uri = download.path
    located.alternates = {language: file}
    return file


def alternates(
    path: str, current: str, available: tuple[str, ...], languages: tuple[Language, ...], site_url: str
) -> list[dict[str, Any]]:
    """List a page's versions: all for the menu, the translated ones for search engines."""
    default = next(language.code for language in languages if language.default)
    first = default if default in available else next(iter(available), default)
    here = url(path, current, default)
    return [
        {
            "code": language.code,
            "name": language.name,
            "direction": direction(language.code),
            "link": relative(here, url(path, language.code, default)),
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
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
