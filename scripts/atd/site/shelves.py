"""The theme's folders as MkDocs looks through them for every language, without what it leaves out of a site anyway.

Material keeps fourteen thousand icons in a hidden folder, for pages that name them.
"""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
from mkdocs.theme import Theme


class _Visible(jinja2.FileSystemLoader):
    """Finds every template, and lists those that are not hidden."""

    def list_templates(self) -> list[str]:
        """List templates and files, each once, by its path from the folder of the theme that holds it."""
        found: set[str] = set()
        for shelf in self.searchpath:
            for place, folders, files in os.walk(shelf, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(place).relative_to(shelf)
                found.update((below / name).as_posix() for name in files if not name.startswith("."))
        return sorted(found)


def without_icons(theme: Theme) -> None:
    """Have a theme give environments that list what is visible only."""
    given = theme.get_env

    def environment() -> jinja2.Environment:
        made = given()
        made.loader = _Visible(theme.dirs)
        return made

    setattr(theme, "get_env", environment)  # noqa: B010, MkDocs asks the theme and has no event before
