"""Page models: everything a page shows, and nothing of the site generator."""

from atd.pages.browsing import SEARCH
from atd.pages.data import PATH as DATA
from atd.pages.data import SIZE
from atd.pages.findable import Findable, Listed
from atd.pages.library import Library, build_library
from atd.pages.model import Heading, PageModel
from atd.pages.templates import compile_templates

__all__ = [
    "DATA",
    "SEARCH",
    "SIZE",
    "Findable",
    "Heading",
    "Library",
    "Listed",
    "PageModel",
    "build_library",
    "compile_templates",
]
