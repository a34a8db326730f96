"""Which records were read for a page while it was made.

A generator may read records ahead for pages that it yields later, so a page counts what was read for it and for the
pages before it. A generator of few pages, watched by itself, keeps others from counting what it read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec

from atd.noting import noting
from atd.pages.model import PageModel
from atd.pages.studio import Studio

P = ParamSpec("P")


def watched(make: Callable[P, Iterator[PageModel]]) -> Callable[P, Iterator[PageModel]]:
    """Let what makes pages say of each what was read."""

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Iterator[PageModel]:
        pages, known = make(*args, **kwargs), frozenset[str]()
        while True:
            with noting(apart=True) as read:
                page = next(pages, None)
            if page is None:
                return
            known |= read
            yield page.changed(reads=page.reads | known) if known else page

    return made


@watched
def alone(make: Callable[[Studio], PageModel], studio: Studio) -> Iterator[PageModel]:
    """Give a single page, watched by itself."""
    yield make(studio)
