"""The pages that a change touches, taken out of a built site so that they open from a disk."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from atd.findings import Voice, phrase
from atd.localising.locale import direction
from atd.pages.model import url
from atd.reading import Repository

_LINK = re.compile(r"""(<(?:a|link|script|img|form|source|iframe)\b[^<>]*?\s(?:href|src|action)=")([^"]*)(")""")
"""Addresses in our own pages; texts of contributors are escaped and hold no bare tag."""
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_STYLE = "body{max-width:45rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 system-ui,sans-serif}li{margin:.5rem 0}"


@dataclass
class Preview:
    """A folder with the pages of a change."""

    pages: list[str] = field(default_factory=list)
    """Files of the site that were taken, such as ``ar/practices/us-isap/index.html``."""
    unseen: list[str] = field(default_factory=list)
    """Changed files that have no page of their own."""


def extract(repository: Repository, site: Path, changed: Iterable[str], target: Path, voice: Voice) -> Preview:
    """Copy the pages of changed files, and what they need, into a new folder with an index.

    Links to other pages lead to the published site; what is not published yet
    is not found there.
    """
    preview = Preview()
    for file in sorted(changed):
        pages = [page for page in _pages_of(repository, file) if (site / page).is_file()]
        preview.pages += pages
        if not pages:
            preview.unseen.append(file)
    preview.pages = sorted(set(preview.pages))
    links = _Links(site, frozenset(preview.pages), str(repository.config.get("site_url", "")).rstrip("/"))
    target.mkdir(parents=True)
    titles = {}
    for page in preview.pages:
        text = links.led_from(page, (site / page).read_text(encoding="utf-8"))
        titles[page] = _title(text)
        _write(target / page, text)
    for asset in sorted(_with_parts(site, links.assets)):
        (target / asset).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / asset, target / asset)
    _write(target / "index.html", _index(repository, preview, titles, voice))
    return preview


def _pages_of(repository: Repository, file: str) -> Iterator[str]:
    """Name the pages that are made of a file of the repository, in the languages that it concerns."""
    parts = PurePosixPath(file).with_suffix("").parts
    languages, default = [language.code for language in repository.languages], repository.default_language
    collections = [collection.name for collection in repository.collections]
    match parts:
        case (collection, name) if collection in collections:
            path = f"{collection}/{name}/"
        case ("locales", language, collection, name) if collection in collections:
            path, languages = f"{collection}/{name}/", [language]
        case ("docs", "pages", language, *names) if names:
            path, languages = "/".join(names) + "/", [language]
        case _:
            return
    for language in languages:
        yield f"{url(path, language, default)}index.html"


class _Links:
    """Leads links to the pages beside, to copied files, or to the published site."""

    def __init__(self, site: Path, pages: frozenset[str], base: str) -> None:
        self.site = site
        self.pages = pages
        self.base = base
        self.assets: set[str] = set()
        """Files that the pages need."""

    def led_from(self, page: str, text: str) -> str:
        """Give the text of a page with links that work from a disk."""
        here = posixpath.dirname(page)
        return _LINK.sub(lambda m: f"{m[1]}{html.escape(self._led(here, html.unescape(m[2])))}{m[3]}", text)

    def _led(self, here: str, link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            return link
        there = posixpath.normpath(posixpath.join(here, unquote(parts.path))).removeprefix(".")
        tail = f"#{parts.fragment}" if parts.fragment else ""
        page = posixpath.join(there, "index.html")
        if page in self.pages:
            return posixpath.relpath(page, here or ".") + tail
        if there.startswith("assets/") and (self.site / there).is_file():
            self.assets.add(there)
            return link
        folder = "/" if there and parts.path.endswith("/") else ""
        return f"{self.base}/{there}{folder}{tail}" if self.base else link


def _with_parts(site: Path, assets: Iterable[str]) -> set[str]:
    """Add the pictures and fonts that stylesheets name."""
    found = set(assets)
    for asset in [name for name in found if name.endswith(".css")]:
        for link in _IN_STYLE.findall((site / asset).read_text(encoding="utf-8")):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(asset), urlsplit(link).path))
            if not urlsplit(link).scheme and not there.startswith("..") and (site / there).is_file():
                found.add(there)
    return found


def _title(page: str) -> str:
    """Give the title of a page, escaped as it stands there."""
    found = _TITLE.search(page)
    return found[1] if found else ""


def _index(repository: Repository, preview: Preview, titles: Mapping[str, str], voice: Voice) -> str:
    heading = html.escape(voice.say(phrase("Pages that this change touches")))
    note = html.escape(voice.say(phrase("Other links lead to the published site.")))
    lines = [f"<h1>{heading}</h1>"]
    none = html.escape(voice.say(phrase("This change touches no page.")))
    lines.append(f"<p>{note if preview.pages else none}</p>")
    for language in repository.languages:
        pages = [page for page in preview.pages if _language(page, repository) == language.code]
        if pages:
            lines.append(f'<h2 lang="{language.code}">{html.escape(language.name)}</h2>')
            lines.append(f'<ul lang="{language.code}" dir="{direction(language.code)}">')
            lines += [f'<li><a href="{html.escape(page)}">{titles[page]}</a></li>' for page in pages]
            lines.append("</ul>")
    if preview.unseen:
        unseen = html.escape(voice.say(phrase("Changed files without a page of their own")))
        lines += [f"<h2>{unseen}</h2>", "<ul>", *(f"<li>{html.escape(file)}</li>" for file in preview.unseen), "</ul>"]
    return (
        f'<!doctype html>\n<html lang="{voice.language}" dir="{direction(voice.language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{heading}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n" + "\n".join(lines) + "\n</body>\n</html>\n"
    )


def _language(page: str, repository: Repository) -> str:
    first = page.split("/", 1)[0]
    codes = [language.code for language in repository.languages]
    return first if first in codes else repository.default_language


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
