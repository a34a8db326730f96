"""The whole site as plain files, for the day on which this program, MkDocs or Material ends.

What comes out needs none of our code: a folder of pages for each language, the files beside
them, and a configuration that MkDocs, ProperDocs and their relatives read. Each language is a
site of its own below the first, so that its theme speaks that language.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from atd.exports import DownloadFolder, write_archive
from atd.pages import DATA, Library
from atd.pages.model import relative, url
from atd.reading import Language, Repository
from atd.site.manuscript import SCOPE, manuscript, signpost
from atd.site.measuring import fill_sizes

STYLE = "assets/content.css"
_ELSEWHERE = """
/* In another theme: its background, and no forms whose scripts stayed behind. */
:scope { background: none; }
:scope .start-search { display: none; }
:scope .browse { display: block; }
"""
_READ_ME = """\
# {name}

Pages as plain files, made by `atd export-pages`. They hold HTML in Markdown files and need none of the program that made
them. Install a generator and a theme, for example `pip install properdocs mkdocs-materialx`, then:

    sh build.sh properdocs

The site is in `site/`. `mkdocs.yml` is for the first language, `mkdocs.<language>.yml` for each other one; `theme: name:`
names the theme. Files in `docs/<language>` that are no pages, such as data and feeds, are copied as they are.
"""
_BUILD = """\
#!/bin/sh
# Build every language with the generator named: properdocs, mkdocs, ...
set -eu
cd "$(dirname "$0")"
for file in mkdocs.yml mkdocs.*.yml; do
  "${1:-properdocs}" build -f "$file"
done
"""


def depart(library: Library, target: Path, theme: str) -> int:
    """Write the site into the new folder ``target``; give the number of pages.

    ``theme`` is the theme that the configuration names.
    """
    repository = library.catalogue.repository
    default = repository.default_language
    for language in repository.languages:
        _write_files(library, target / "docs", language.code)
        _write(target / _config_name(language), _config(library, language, theme))
    write_archive(repository, target / "docs" / default)
    pages = sum(_write_pages(library, target / "docs", language.code) for language in repository.languages)
    for code, edition in library.editions.items():
        fill_sizes(target / "docs" / code / DATA / "index.md", lambda path: _place(repository, target, path), edition.locale)  # fmt: skip
    _write(target / "README.md", _READ_ME.format(name=repository.words("title")[0]))
    _write(target / "build.sh", _BUILD)
    return pages


def content_style(theme: Path) -> str:
    """Give the site's own style so that it holds for bodies of pages and for nothing of another theme.

    None of the site's scripts come along, so the rules for readers without scripts hold for all.
    """
    text = (theme / "assets" / "site.css").read_text(encoding="utf-8").replace("(scripting: none)", "all")
    for whole in (":root {", "body {"):
        text = text.replace(f"\n{whole}", "\n:scope {").replace(f"\n  {whole}", "\n  :scope {")
    return f"@scope (.{SCOPE}) {{\n{text}{_ELSEWHERE}}}\n"


def _write_pages(library: Library, docs: Path, language: str) -> int:
    pages = list(library.pages(language))
    for page in pages:
        name, text = ("index.html", signpost(page)) if page.leads_to else ("index.md", manuscript(page))
        _write(docs / language / page.path / name, text)
    return len(pages)


def _write_files(library: Library, docs: Path, language: str) -> None:
    """Write what stands beside the pages, and the pages that are written by hand already."""
    repository = library.catalogue.repository
    shutil.copytree(repository.root / "docs" / "pages" / language, docs / language)
    _write(docs / language / STYLE, content_style(repository.root / "docs" / "theme"))
    for file in (*library.files(language), *library.companions(language)):
        place = docs / (repository.default_language if file.from_root else language) / file.path
        if isinstance(file, DownloadFolder):
            for name, content in file.contents():
                _write_bytes(place / name, content)
        else:
            _write_bytes(place, file.content())


def _place(repository: Repository, target: Path, path: str) -> Path:
    """Tell where the file of an address of the site stands among the folders of the languages."""
    first, _slash, rest = path.partition("/")
    others = {language.code for language in repository.languages if not language.default}
    return target / "docs" / (f"{first}/{rest}" if first in others else f"{repository.default_language}/{path}")


def _config_name(language: Language) -> str:
    return "mkdocs.yml" if language.default else f"mkdocs.{language.code}.yml"


def _config(library: Library, language: Language, theme: str) -> str:
    """Write the configuration of a language; JSON is YAML."""
    repository = library.catalogue.repository
    default = repository.default_language
    messages = library.editions[language.code].locale.messages
    here = url("", language.code, default)
    config = {
        "site_name": messages.gettext(repository.words("title")[0]),
        "site_url": f"{repository.address}{here}" if repository.address else "",
        "site_description": messages.gettext(repository.words("description")[0]),
        "docs_dir": f"docs/{language.code}",
        "site_dir": f"site/{here}".rstrip("/"),
        "use_directory_urls": True,
        "nav": repository.config["nav"],
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"unrecognized_links": "ignore"}},
        "theme": {
            "name": theme,
            "language": language.code,
            "font": False,
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", {"toc": {"permalink": False}}],
        "extra_css": [STYLE],
        "extra": {
            "alternate": [
                {"name": other.name, "lang": other.code, "link": relative(here, url("", other.code, default))}
                for other in repository.languages
            ]
        },
    }
    return json.dumps(config, ensure_ascii=False, indent=2) + "\n"


def _write(file: Path, text: str) -> None:
    _write_bytes(file, text.encode())


def _write_bytes(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
