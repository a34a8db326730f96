"""What practices cite and what is entered as a resource belong together."""

import re

from atd.pages import Library
from conftest import find

ARTICLES = {
    "idc-article-belgium-ban": "be-law-child-detention-ban",
    "idc-article-xenophobia": "mx-scjn-racial-profiling",
    "fmr-digital-technology-2024": "gb-telephone-reporting",
    "idc-article-transit": "mx-atd-pilot-children",
    "idc-article-last-resort": "",
    "epim-interview-idc": "cy-crc-case-management",
    "idc-article-psychosocial-impacts": "mx-closed-door-shelters",
    "idc-article-eu-pact": "eu-pact-border-procedures",
    "occ-ecdn-statement-2023": "my-cabinet-atd-pilot",
    "idc-article-peer-learning": "asia-regional-peer-platform",
}
"""Articles of the International Detention Coalition, each with a practice of which it tells; one names no country."""


def folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def test_a_practice_and_the_resource_that_it_cites_are_linked(whole_library: Library) -> None:
    catalogue = whole_library.catalogue
    titles = {
        folded(record.values[name]): record
        for record in catalogue.records["resources"]
        for name in ("title", "original_title")
        if name in record.values
    }
    cited = [
        (titles[folded(source["title"])], practice)
        for practice in catalogue.records["practices"]
        for source in practice.values["sources"]
        if folded(source["title"]) in titles
    ]
    assert len(cited) > 50
    for resource, practice in cited:
        assert (practice.collection, practice.id) in resource.references, (resource.id, practice.id)


def test_every_article_says_what_it_tells_of_practices(whole_library: Library) -> None:
    for article, practice in ARTICLES.items():
        html = str(find(whole_library, "en", f"resources/{article}/").render())
        assert 'id="statements"' in html
        said = html.partition('id="statements"')[2].partition("</ul>")[0]
        assert f"practices/{practice}/" in said if practice else "practices/" not in said
