"""Files made from the repository for other programs."""

from atd.exports.download import SHARED, Download, DownloadFolder
from atd.exports.downloads import downloads
from atd.exports.editor import editor_schema, stale_editor_schemas, write_editor_schemas
from atd.exports.template import template
from atd.exports.translations import translation_path

__all__ = [
    "SHARED",
    "Download",
    "DownloadFolder",
    "downloads",
    "editor_schema",
    "stale_editor_schemas",
    "template",
    "translation_path",
    "write_editor_schemas",
]
