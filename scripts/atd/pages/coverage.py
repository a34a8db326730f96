"""The page on coverage: how balanced the repository is, and where its gaps are."""

from __future__ import annotations

from atd.pages.census import LARGEST_SHARE, Census, take_census
from atd.pages.heat import Panel, Scale, marks, panel, scale
from atd.pages.model import Heading, PageModel
from atd.pages.studio import Studio
from atd.pages.translating import progress

PATH = "coverage/"


def coverage_page(studio: Studio) -> PageModel:
    """Make the page on coverage."""
    _ = studio.locale.messages.gettext
    title = _("Coverage")
    description = _("How balanced this repository is: which regions, practices, actions and languages it covers, and where its gaps are.")  # fmt: skip
    headings = (
        Heading("heat", _("Regions, practices and actions")),
        # Translators: what the repository lacks: regions, actions and countries without entries
        Heading("gaps", _("Gaps")),
        Heading("balance", _("Balance between regions")),
        # Translators: how well the entries are supported by their sources
        Heading("evidence", _("Evidence")),
        Heading("languages", _("Languages")),
        Heading("freshness", _("When sources were last checked")),
    )
    return studio.page(
        kind="coverage",
        path=PATH,
        title=title,
        description=description,
        headings=headings,
        values=lambda: _values(studio, take_census(studio.catalogue)),
    )


def _values(studio: Studio, census: Census) -> dict[str, object]:
    steps = scale(tuple(census.cells.values()))
    return {
        "census": census,
        "limit": LARGEST_SHARE,
        "steps": steps,
        "panels": panels(studio, census, steps),
        "marks": dict(zip(census.actions, marks([studio.html.label(census.axes["actions"], a) for a in census.actions]), strict=True)),
        "missing": {place.id: _by_name(studio, place.missing) for place in census.places},
        "progress": [progress(studio, code) for code in studio.editions],
        "records": len(studio.edition.records),
        "index": studio.catalogue.index,
    }  # fmt: skip


def panels(studio: Studio, census: Census, steps: Scale) -> dict[str, Panel]:
    """Draw a heat table for each region."""
    rtl = studio.locale.direction == "rtl"
    cells: dict[str, dict[tuple[str, str], int]] = {}
    for (region, group, action), number in census.cells.items():
        cells.setdefault(region, {})[group, action] = number
    rows, columns = [group.id for group in census.groups], list(census.actions)
    return {place.id: panel(cells.get(place.id, {}), rows, columns, steps, rtl) for place in census.places}


def _by_name(studio: Studio, countries: tuple[str, ...]) -> list[str]:
    names = [studio.html.label("country", code) for code in countries]
    return sorted(names, key=studio.locale.sort_key)
