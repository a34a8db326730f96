"""The sitemap: every page in every language in which it can really be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import deflate
import jinja2
from markupsafe import Markup

from atd.escaping import escaped
from atd.pages.model import PageModel, url
from atd.reading import Repository

SITEMAP = "sitemap.xml"
_LEVEL = 6
"""How hard it is packed; 9 takes six times as long for a tenth."""


class Sitemap:
    """Collects the addresses of a language while it is built."""

    def __init__(self, repository: Repository, site_url: str) -> None:
        self.default = repository.default_language
        self.site_url = site_url
        self._lines: list[str] = []
        self._begins: dict[str, str] = {}

    @property
    def lines(self) -> Markup:
        """The addresses as XML, a line for each."""
        return Markup("\n".join(self._lines))  # noqa: S704, each is escaped

    def add(self, model: PageModel) -> None:
        """Add a page if it is translated into its language."""
        self.add_path(model.path, model.language, model.available, model.modified)

    def add_path(self, path: str, language: str, available: tuple[str, ...], modified: str = "") -> None:
        """Add an address below a language if that language is among the available ones, with all its versions."""
        if language not in available:
            return
        below, first = escaped(path), self.default if self.default in available else available[0]
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{self._begin(version)}{below}"/>'
            for code, version in (*zip(available, available, strict=True), ("x-default", first))
        )
        changed = f"<lastmod>{escaped(modified)}</lastmod>" if modified else ""
        self._lines.append(f"<url><loc>{self._begin(language)}{below}</loc>{changed}{links}</url>")

    def _begin(self, language: str) -> str:
        """Give the address of the start page of a language, with which all others begin."""
        if language not in self._begins:
            self._begins[language] = escaped(f"{self.site_url}{url('', language, self.default)}")
        return self._begins[language]


def render_sitemap(theme: Path, lines: Iterable[str]) -> str:
    """Write the sitemap of all languages with the theme's own template, so that MkDocs gives the same."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=False)  # noqa: S701, they are XML
    return environment.get_template(SITEMAP).render(atd=SimpleNamespace(sitemap="\n".join(lines)))


def pack_sitemap(site: Path) -> None:
    """Write the sitemap packed as well, as MkDocs does; by libdeflate, which packs alike on every system."""
    packed = deflate.gzip_compress((site / SITEMAP).read_bytes(), _LEVEL)
    (site / f"{SITEMAP}.gz").write_bytes(packed)
