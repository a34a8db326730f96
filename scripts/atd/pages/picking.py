"""Two pages for entries that a reader picked: side by side, and as one document.

What they show is put together in the reader's browser, from the pages of the entries.
"""

from __future__ import annotations

from collections.abc import Iterator

from atd.pages.model import PageModel
from atd.pages.studio import Studio
from atd.pages.watching import watched

COMPARE = "compare/"
BRIEF = "brief/"


@watched
def picking_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the page that compares entries and the page that makes a brief of them."""
    _ = studio.locale.messages.gettext
    yield _page(
        studio,
        COMPARE,
        "compare",
        title=_("Compare practices"),
        description=_("Two to four practices side by side, in the words of their own pages."),
        scripts=("words", "parts", "compare"),
    )
    yield _page(
        studio,
        BRIEF,
        "brief",
        title=_("Your brief"),
        description=_("Put practices together into one document with your own words, then print it or save it."),
        scripts=("words", "parts", "document", "brief"),
    )


def _page(studio: Studio, path: str, kind: str, *, title: str, description: str, scripts: tuple[str, ...]) -> PageModel:
    """Make a page whose contents come with the reader's choice."""
    return studio.page(kind=kind, path=path, title=title, description=description, scripts=scripts)
