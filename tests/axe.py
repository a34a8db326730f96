"""axe-core in a page: what it finds wrong for people who cannot see, see little or use the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from playwright.sync_api import Page

from conftest import ROOT

AXE = (ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([within, tags, contrast]) => (await axe.run(within, {
    runOnly: tags,
    rules: {'target-size': {enabled: true}, 'color-contrast': {enabled: contrast}},
    resultTypes: ['violations'],
})).violations.flatMap(rule => rule.nodes.map(node => [`${rule.id}: ${rule.help}`, node.target.join(' ')]))"""


def violations(page: Page, within: str = "html", contrast: bool = True) -> Iterator[str]:
    """Ask axe-core about a part of the page; give rule and help, and the first places of each."""
    found = sorted(map(tuple, page.evaluate(RUN, [within, RULES, contrast])))
    for rule, places in groupby(found, key=lambda pair: pair[0]):
        targets = [target for _rule, target in places]
        yield f"{rule}\n      {len(targets)} times: " + "\n      ".join(targets[:5])
