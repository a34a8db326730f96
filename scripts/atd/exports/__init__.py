"""Files made from the repository for other programs."""

from atd.exports.editor import editor_schema, stale_editor_schemas, write_editor_schemas
from atd.exports.template import template

__all__ = ["editor_schema", "stale_editor_schemas", "template", "write_editor_schemas"]
