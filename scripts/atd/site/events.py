"""MkDocs' events in the order of a build, each handed to the assembly."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from atd.exports import write_archive
from atd.findings import RENDERERS, Report
from atd.reading import RepositoryError, SchemaError
from atd.site.assembly import Assembly
from atd.site.keeping import Keeping
from atd.site.measuring import measure
from atd.site.publication import Progress, Publication, open_publication
from atd.site.shelves import without_icons
from atd.site.sitemap import SITEMAP, pack_sitemap

log = logging.getLogger("mkdocs.plugins.atd")

AFTER_I18N = -200
"""static-i18n's handlers run at -100; ours must follow them."""

_prepared: list[Publication] = []
_assembly: list[Assembly] = []
_preview: list[bool] = []


def prepare(publication: Publication) -> None:
    """Hand over a publication that the caller has checked already, for the builds to come."""
    _prepared[:] = [publication]


def begin(config: MkDocsConfig, progress: Progress | None = None, keeping: Keeping | None = None) -> Assembly:
    """Begin a build with the prepared publication, or with one that is read now; ``keeping`` knows a former site."""
    publication = _prepared[0] if _prepared else open_publication(Path(config.config_file_path).parent)
    _assembly[:] = [Assembly(publication, config, progress or publication.progress, keeping)]
    return _assembly[0]


def end() -> None:
    """Let go of the language that is built."""
    _assembly[0].publication.library.forget(_assembly[0].language)
    _assembly.clear()


def resume(assembly: Assembly) -> None:
    """Go on with a build that was begun before another."""
    _assembly[:] = [assembly]


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a preview, which shows what it can."""
    _preview[:] = [command == "serve"]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything once, before the first language."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        try:
            errors = begin(config).publication.errors
        except (RepositoryError, SchemaError) as error:
            raise PluginError(str(error)) from error
        if errors and any(_preview):
            click.echo(f"{RENDERERS['human'](Report(errors))}\nThe preview leaves these records out.", err=True)
        elif errors:
            for finding in errors:
                log.error("%s:%s %s %s", finding.place.path, finding.place.line, finding.code, finding.problem)
            raise PluginError("The records have errors; `atd check` explains them.")
    without_icons(config.theme)
    return config


@event_priority(AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the language being built."""
    plugin: Any = config.plugins["i18n"]
    _assembly[0].add_pages(files, config, plugin.current_language)
    plugin.i18n_files_per_language[plugin.current_language] = files.documentation_pages()
    return files


@event_priority(AFTER_I18N)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the menu, which the frames show."""
    _assembly[0].nav = nav
    return nav


@event_priority(AFTER_I18N)
def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the theme its words and the pages their frames."""
    return _assembly[0].prepare(env, files, config)


def on_page_context(context: Any, page: Any, config: MkDocsConfig, nav: Navigation) -> Any:
    """Make the body of a page, just before it is written."""
    _assembly[0].fill(page)
    return context


def on_post_page(output: str, page: Any, config: MkDocsConfig) -> str:
    """Let go of a body that is written."""
    _assembly[0].written(page)
    return output


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep what every language would write over the former one's."""
    return output_content if _assembly[0].keeps(template_name) else ""


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Put the data of all languages into one file, once the last language is written."""
    plugin: Any = config.plugins["i18n"]
    library, site = _assembly[0].publication.library, Path(config.site_dir)
    if not plugin.building:
        write_archive(library.catalogue.repository, site)
    if (site / SITEMAP).is_file():
        pack_sitemap(site)
    locales = {code: edition.locale for code, edition in library.editions.items()}
    measure(site, locales, library.catalogue.repository.default_language)


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Watch everything that pages are made from."""
    repository = _assembly[0].publication.repository
    for folder in (*(c.name for c in repository.collections), "schema", "locales", "docs/theme"):
        if (repository.root / folder).is_dir():
            server.watch(str(repository.root / folder))
    return server
