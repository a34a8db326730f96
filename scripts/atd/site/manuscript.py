"""A page model as a file that any generator of sites can read: a head, then the body as HTML."""

from __future__ import annotations

import html
import json

from atd.localising.locale import direction
from atd.pages import PageModel
from atd.pages.model import relative

SCOPE = "atd-scope"
"""Class of the element around a body; the style of the content holds inside it alone."""


def manuscript(page: PageModel) -> str:
    """Write a page as Markdown with YAML above it.

    Markdown leaves HTML as it is, so no generator can change what a page says.
    Strings of JSON are strings of YAML.
    """
    head = {"title": page.title, "description": page.description}
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items())
    return "\n".join(("---", *lines, "---", "", _enclosed(page), ""))


def _enclosed(page: PageModel) -> str:
    """Put a body into the element that the style of the content asks for.

    The language stands there too, for themes that know only one for the whole site.
    """
    return (
        f'<div class="{SCOPE}" lang="{page.language}" dir="{direction(page.language)}">\n'
        f'<div class="md-typeset atd-content">\n{page.render()}\n</div>\n</div>'
    )


def signpost(page: PageModel) -> str:
    """Write a page that leads on, as a file that generators copy."""
    there = html.escape(f"{relative(page.path, page.leads_to)}index.html")
    return (
        f'<!doctype html>\n<html lang="{page.language}" dir="{direction(page.language)}">\n<head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={there}"><title>{html.escape(page.title)}</title></head>\n'
        f"<body>{page.render()}</body>\n</html>\n"
    )
