"""Files made from the repository for other programs."""

from atd.exports.archive import write_archive
from atd.exports.calendar import calendar_path, collection_calendar_path, dated
from atd.exports.dataset import write_dataset
from atd.exports.download import SHARED, Download, DownloadFolder
from atd.exports.downloads import downloads
from atd.exports.editor import editor_schema, stale_editor_schemas, write_editor_schemas
from atd.exports.template import template
from atd.exports.translations import translation_path
from atd.exports.upkeep import upkeep

__all__ = [
    "SHARED",
    "Download",
    "DownloadFolder",
    "calendar_path",
    "collection_calendar_path",
    "dated",
    "downloads",
    "editor_schema",
    "stale_editor_schemas",
    "template",
    "translation_path",
    "upkeep",
    "write_archive",
    "write_dataset",
    "write_editor_schemas",
]
