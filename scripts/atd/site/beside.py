"""Files beside the pages, made when MkDocs copies them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from atd.exports import Download, DownloadFolder
from atd.noting import noting
from atd.pages.model import url
from atd.site.keeping import Keeping

Beside = TypeVar("Beside", bound=File)


class NativeDownload(File):
    """A file whose bytes are made when it is written."""

    download: Download
    keeping: Keeping

    def copy_file(self, dirty: bool = False) -> None:
        """Make the bytes and write them."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.keeping.put(self.dest_uri, str(target), self.download.content())


class NativeFolder(File):
    """A folder whose files are made and written together."""

    folder: DownloadFolder
    keeping: Keeping

    def copy_file(self, dirty: bool = False) -> None:
        """Make the files and write them."""
        target = str(self.abs_dest_path)
        Path(target).mkdir(parents=True, exist_ok=True)
        for name, content in self.folder.contents():
            self.keeping.put(f"{self.dest_uri}/{name}", f"{target}/{name}", content)


class NativeBundle(File):
    """Many small files that are written at once; MkDocs' own care of each would take as long as writing it."""

    downloads: tuple[Download, ...]
    prefix: str
    """Folder of the language, below the site."""
    keeping: Keeping

    def copy_file(self, dirty: bool = False) -> None:
        """Make the bytes of each and write them."""
        base = self.abs_dest_path.removesuffix(self.dest_uri)
        folders: set[str] = set()
        for download in self.downloads:
            address = f"{self.prefix}{download.path}"
            target = f"{base}{address}"
            folder = target.rpartition("/")[0]
            if folder not in folders:
                Path(folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            if download.watched and self.keeping.stands(address):
                self.keeping.take(address, target)
                continue
            with noting(apart=True) as read:
                self.keeping.put(address, target, download.content())
            if download.watched:
                self.keeping.note(address, read)


def native_bundle(
    downloads: Iterable[Download], config: MkDocsConfig, language: str, default: str, keeping: Keeping
) -> NativeBundle:
    """Put the files of a language into one for MkDocs, under the name of the first."""
    bundled = tuple(downloads)
    file = _beside(NativeBundle, bundled[0], config, language, default)
    file.downloads, file.prefix, file.keeping = bundled, url("", language, default), keeping
    return file


def native_download(
    download: Download | DownloadFolder, config: MkDocsConfig, language: str, default: str, keeping: Keeping
) -> File:
    """Make the file of a download, or of a folder of them, which MkDocs copies beside the pages."""
    if isinstance(download, DownloadFolder):
        folder = _beside(NativeFolder, download, config, language, default)
        folder.folder, folder.keeping = download, keeping
        return folder
    file = _beside(NativeDownload, download, config, language, default)
    file.download, file.keeping = download, keeping
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
