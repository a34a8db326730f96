"""All languages of a build at once, each in a process of its own.

MkDocs and static-i18n build one language after another; the languages share no
page, so they are given to as many processes as there are cores and their
folders are joined afterwards. The result is the same, byte for byte.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from atd.caching import Finished
from atd.exports import SHARED, write_archive
from atd.localising import load_locale
from atd.reading import Repository
from atd.sharing import cores, end_with_parent
from atd.site import events
from atd.site.keeping import Ground, Keeping, keepings
from atd.site.measuring import measure
from atd.site.publication import Progress, Publication
from atd.site.sitemap import SITEMAP, pack_sitemap, render_sitemap

_FOR_PAGES, _FOR_SEARCH = 320_000, 250_000
"""Bytes of memory for a record, measured with 10,000: in each process that writes a language, and in the search service."""


@dataclass(frozen=True)
class Part:
    """One language as it was built."""

    language: str
    pages: int
    sitemap: str
    """Its lines in the sitemap."""
    reads: bytes = field(default=b"", repr=False)
    """What each of its files was made from, for the next build."""


def build_languages(
    publication: Publication, work: Path, ground: Ground | None = None, former: Finished | None = None
) -> list[Part]:
    """Build every language into ``work``.

    Raises MkDocsException when MkDocs complains, and OSError when a file
    cannot be written.
    """
    folder = work / ".parts"
    languages = [language.code for language in publication.repository.languages]
    parts = build_parts(publication, keepings(ground, languages, former), folder)
    join(publication.repository, parts, folder, work)
    shutil.rmtree(folder, ignore_errors=True)
    return parts


def build_parts(publication: Publication, languages: Mapping[str, Keeping], folder: Path) -> list[Part]:
    """Build languages, each into a folder of its name below ``folder``; what they share stands with the default one."""
    events.prepare(publication)
    config_file = str(publication.repository.root / "mkdocs.yml")
    context = multiprocessing.get_context("fork")  # the publication is shared with the processes, not read again
    records = sum(map(len, publication.library.catalogue.records.values()))
    workers = min(len(languages), cores(), bearable(records))
    reports = context.SimpleQueue()
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(reports,)) as pool:
        waiting = [
            pool.submit(_build_language, config_file, code, folder / code, keeping)
            for code, keeping in languages.items()
        ]
        _watch(waiting, reports, publication.progress)
        return [future.result() for future in waiting]


def bearable(records: int) -> int:
    """Tell how many languages fit into the memory that is free, at least one; without knowing, any number."""
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii")
        free = int(told.split("MemAvailable:")[1].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        return cores()
    return max(1, (free - records * _FOR_SEARCH) // (records * _FOR_PAGES + 1))


def _watch(waiting: list[Future[Part]], reports: Any, progress: Progress) -> None:
    """Pass on the progress of all processes until they are done."""
    done: dict[str, tuple[int, int]] = {}
    for future in waiting:
        future.add_done_callback(lambda _future: reports.put(None))
    remaining = len(waiting)
    while remaining:
        report = reports.get()
        if report is None:
            remaining -= 1
            continue
        language, written, total = report
        done[language] = (written, total)
        progress(" ".join(done), sum(w for w, _t in done.values()), sum(t for _w, t in done.values()))


_reports: list[Any] = []


def _start(reports: Any) -> None:
    """Begin a process that writes languages; what it lets go of in circles is collected between two of them alone."""
    _reports[:] = [reports]
    gc.disable()
    end_with_parent()


def _build_language(config_file: str, language: str, folder: Path, keeping: Keeping) -> Part:
    """Build one language, once the memory of the one before is given back; the last one's goes with the process."""
    gc.collect()
    part = _built(config_file, language, folder, keeping)
    events.end()
    return part


def _built(config_file: str, language: str, folder: Path, keeping: Keeping) -> Part:
    """Build one language with MkDocs, as static-i18n would in its turn."""

    def report(code: str, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            _reports[0].put((code, done, total))

    complaints = _Complaints()
    logging.getLogger("mkdocs").addHandler(complaints)
    try:
        config = load_config(config_file, site_dir=str(folder), strict=True)
        config.theme.static_templates.discard(SITEMAP)  # it is made when all languages are there
        plugin: Any = config.plugins["i18n"]
        plugin.current_language, plugin.building = language, True
        assembly = events.begin(config, report, keeping)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
            _let_go(plugin.i18n_files_per_language.pop(language, ()))
    except MkDocsException as error:
        # Its own pickling loses the message, so a plain copy goes to the other process.
        raise MkDocsException(f"{language}: {error}{complaints.text}") from None
    finally:
        logging.getLogger("mkdocs").removeHandler(complaints)
    return Part(language, assembly.total, assembly.sitemap.lines, keeping.told())


def _let_go(files: Iterable[Any]) -> None:
    """Part files from their pages: MkDocs remembers its last plugins until the next build, and these their files."""
    for file in files:
        file.page = None
        file.alternates = {}  # static-i18n's, which lead back to the file


class _Complaints(logging.Handler):
    """Keeps the warnings and errors for which a strict build stops."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += f"\n{record.getMessage()}"


def join(repository: Repository, parts: Sequence[Part], folder: Path, work: Path) -> None:
    """Move the languages of ``folder`` into one site, and add what is made of all of them together."""
    for part in parts:
        _join(folder / part.language, work, part.language, repository.default_language)
    write_archive(repository, work)
    locales = {part.language: load_locale(repository, part.language) for part in parts}
    measure(work, locales, repository.default_language)
    text = render_sitemap(repository.root / "docs" / "theme", [part.sitemap for part in parts])
    (work / SITEMAP).write_text(text, encoding="utf-8")
    pack_sitemap(work)


def _join(part: Path, work: Path, language: str, default: str) -> None:
    """Move the pages and data of a language; what else all languages share comes with the default one."""
    if language != default:
        (part / language).rename(work / language)
        if (part / SHARED).is_dir():
            _merge(part / SHARED, work / SHARED)
        return
    for item in part.iterdir():
        _merge(item, work / item.name)


def _merge(source: Path, target: Path) -> None:
    """Move a folder or file; what both folders hold is joined."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        return
    for item in source.iterdir():
        _merge(item, target / item.name)
