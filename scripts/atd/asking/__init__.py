"""The form on the site: what it asks, what it may judge, and where it stands.

``x-form`` in a schema asks for one: ``title`` and ``description`` of its page, the
headings (``sections``: ``id``, ``title`` and ``from``, the field with which each
begins) and the fields that maintainers alone fill in (``without``).
"""

from atd.asking.address import asks, form_path, rules_path, template_path
from atd.asking.outline import Chapter, Choice, Choices, Control, chapters
from atd.asking.rulebook import rulebook

__all__ = [
    "Chapter",
    "Choice",
    "Choices",
    "Control",
    "asks",
    "chapters",
    "form_path",
    "rulebook",
    "rules_path",
    "template_path",
]
