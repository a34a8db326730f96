"""What a reader gets of a page, whatever theme is around it: its words and where its links lead."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import lxml.html


def content(file: Path, address: str) -> tuple[list[str], list[str]]:
    """Give the words and the links of the main part of a page that stands at ``address``."""
    return words_and_links(lxml.html.parse(str(file)).getroot(), address)


def words_and_links(page: lxml.html.HtmlElement, address: str) -> tuple[list[str], list[str]]:
    """Give the words and the links of a page, or of a body that stands alone."""
    own = page.xpath('//div[@class="atd-scope"]') or page.xpath('//article[contains(@class, "md-typeset")]') or [page]
    for other in own[0].xpath('.//script | .//style | .//*[@class="headerlink"]'):
        other.drop_tree()
    return own[0].text_content().split(), [urljoin(address, a.get("href")) for a in own[0].xpath(".//a[@href]")]
