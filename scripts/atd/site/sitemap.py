"""The sitemap: every page in every language in which it can really be read."""

from __future__ import annotations

from collections.abc import Iterable
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
_PAGE = Markup("<url><loc>%s</loc>%s%s</url>")
_CHANGED = Markup("<lastmod>%s</lastmod>")
_LINK = Markup('<xhtml:link rel="alternate" hreflang="%s" href="%s"/>')


class Sitemap:
    """Collects the addresses of a language while it is built."""

    def __init__(self, repository: Repository, site_url: str) -> None:
        self.default = repository.default_language
        self.site_url = site_url
        self._lines: list[Markup] = []

    @property
    def lines(self) -> Markup:
        """The addresses as XML, a line for each."""
        return Markup("\n").join(self._lines)

    def add(self, model: PageModel) -> None:
        """Add a page if it is translated into its language."""
        self.add_path(model.path, model.language, model.available, model.modified)

    def add_path(self, path: str, language: str, available: tuple[str, ...], modified: str = "") -> None:
        """Add an address below a language if that language is among the available ones, with all its versions."""
        if language in available:
            versions = [(code, self._address(path, code)) for code in available]
            first = self.default if self.default in available else available[0]
            links = Markup("").join(
                _LINK % version for version in (*versions, ("x-default", self._address(path, first)))
            )
            changed = _CHANGED % modified if modified else ""
            self._lines.append(_PAGE % (self._address(path, language), changed, links))

    def _address(self, path: str, language: str) -> str:
        return f"{self.site_url}{url(path, language, self.default)}"


def render_sitemap(theme: Path, lines: Iterable[str]) -> str:
    """Write the sitemap of all languages with the theme's own template, so that MkDocs gives the same."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=False)  # noqa: S701, they are XML
    return environment.get_template(SITEMAP).render(atd=SimpleNamespace(sitemap="\n".join(lines)))


def pack_sitemap(site: Path) -> None:
    """Write the sitemap packed as well, as MkDocs does; by libdeflate, which packs alike on every system."""
    packed = deflate.gzip_compress((site / SITEMAP).read_bytes(), _LEVEL)
    (site / f"{SITEMAP}.gz").write_bytes(packed)
