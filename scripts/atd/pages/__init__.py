"""Page models: everything a page shows, and nothing of the site generator."""

from atd.pages.library import Library, build_library
from atd.pages.model import Download, Heading, PageModel

__all__ = ["Download", "Heading", "Library", "PageModel", "build_library"]
