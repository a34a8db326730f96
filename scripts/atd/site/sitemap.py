"""The sitemap: every page in every language in which it can really be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import deflate
import jinja2
from markupsafe import Markup

from atd.pages.model import PageModel, url
from atd.reading import Repository

SITEMAP = "sitemap.xml"
_LEVEL = 6
"""How hard it is packed; 9 takes six times as long for a tenth."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address with its versions in other languages."""

    address: str
    modified: str
    alternates: tuple[tuple[str, str], ...]

    @property
    def links(self) -> Markup:
        """The alternates as XML; every version of a page has the same."""
        return _links(self.alternates)


@cache
def _links(alternates: tuple[tuple[str, str], ...]) -> Markup:
    link = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
    return Markup("").join(link.format(code, address) for code, address in alternates)


class Sitemap:
    """Collects the addresses while the languages are built."""

    def __init__(self, repository: Repository, site_url: str) -> None:
        self.default = repository.default_language
        self.site_url = site_url
        self.entries: list[SitemapEntry] = []

    def add(self, model: PageModel) -> None:
        """Add a page if it is translated into its language."""
        self.add_path(model.path, model.language, model.available, model.modified)

    def add_path(self, path: str, language: str, available: tuple[str, ...], modified: str = "") -> None:
        """Add an address below a language if that language is among the available ones."""
        if language in available:
            versions = tuple((code, self._address(path, code)) for code in available)
            first = self.default if self.default in available else available[0]
            alternates = (*versions, ("x-default", self._address(path, first)))
            self.entries.append(SitemapEntry(self._address(path, language), modified, alternates))

    def _address(self, path: str, language: str) -> str:
        return f"{self.site_url}{url(path, language, self.default)}"


def render_sitemap(theme: Path, entries: list[SitemapEntry]) -> str:
    """Write the sitemap with the theme's own template, so that MkDocs gives the same."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=False)  # noqa: S701, the template escapes
    return environment.get_template(SITEMAP).render(atd=SimpleNamespace(sitemap=entries))


def pack_sitemap(site: Path) -> None:
    """Write the sitemap packed as well, as MkDocs does; by libdeflate, which packs alike on every system."""
    packed = deflate.gzip_compress((site / SITEMAP).read_bytes(), _LEVEL)
    (site / f"{SITEMAP}.gz").write_bytes(packed)
