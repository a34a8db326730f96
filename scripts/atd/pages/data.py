"""The page of data: what can be downloaded, how it may be used, and what is promised; and that of all terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atd.exports import concepts, portal
from atd.exports.concepts import anchor
from atd.exports.offers import CC_BY, GROUPS, LICENCES, Offered, title
from atd.pages.examples import examples, spreadsheet
from atd.pages.model import Heading, PageModel, relative, url
from atd.pages.reference import site_author
from atd.pages.studio import Studio
from atd.pages.watching import alone

PATH = portal.HOME
SIZE = "\ue002{}\ue003"
"""Stands for the size of a file, which is known when everything is written."""


def data_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the page of data and the page of all vocabularies."""
    yield from alone(_data_page, studio)
    yield from alone(_vocabulary_page, studio)


def _data_page(studio: Studio) -> PageModel:
    _ = studio.locale.messages.gettext
    heading = _("Data")
    description = _("Everything here as open data: tables, JSON, feeds, vocabularies. What there is, how it may be used and what is promised.")  # fmt: skip
    groups = [
        Heading(name, words.said(studio.locale.messages)) for name, words in GROUPS.items() if _files(studio, name)
    ]
    headings = (
        *groups,
        Heading("licence", _("Licence")),
        Heading("promise", _("What is promised")),
        Heading("cite", _("How to cite")),
        Heading("examples", _("Examples")),
    )
    repository = studio.catalogue.repository
    return studio.page(
        kind="data",
        path=PATH,
        title=heading,
        description=description,
        headings=headings,
        structured=_structured(studio, heading, description),
        values=lambda: {
            "groups": {name: _files(studio, name) for name in GROUPS},
            "licences": LICENCES,
            "said": _said(studio),
            "target": _target(studio),
            "size": _size(studio),
            "examples": examples(repository.root, repository.address),
            "spreadsheet": spreadsheet(repository.root, repository.address),
            "vocabularies": concepts.PATH,
            "author": site_author(studio),
            "machine": [code for code, edition in studio.editions.items() if edition.locale.machine_terms],
        },
    )


def _files(studio: Studio, group: str) -> list[Offered]:
    return [one for one in studio.offered() if one.offer.group == group]


def _said(studio: Studio) -> Any:
    return lambda one: title(one, studio.locale)


def _from_root(studio: Studio, one: Offered) -> str:
    """Give the address of a file from the root of the site."""
    default = studio.catalogue.repository.default_language
    return url(one.path, studio.language if one.everywhere else default, default)


def _target(studio: Studio) -> Any:
    """Make links from this page to files, which may stand above the language."""
    here = url(PATH, studio.language, studio.catalogue.repository.default_language)
    return lambda one: relative(here, _from_root(studio, one))


def _size(studio: Studio) -> Any:
    return lambda one: "" if one.offer.many else SIZE.format(_from_root(studio, one))


def _structured(studio: Studio, name: str, description: str) -> dict[str, Any]:
    """Describe the data for search engines that list datasets."""
    repository = studio.catalogue.repository
    return {
        "@type": "Dataset",
        "name": f"{repository.config['site_name']}: {name}",
        "description": description,
        "inLanguage": list(studio.editions),
        "url": studio.absolute(PATH),
        "license": CC_BY,
        "isAccessibleForFree": True,
        "dateModified": studio.newest,
        "creator": {"@type": "Organization", "name": str(repository.settings.get("short_name", ""))},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": title(one, studio.locale),
                "encodingFormat": one.offer.media_type,
                "contentUrl": f"{repository.address}{_from_root(studio, one)}",
                "license": one.offer.licence,
            }
            for one in studio.offered()
            if not one.offer.many
        ],
    }


def _vocabulary_page(studio: Studio) -> PageModel:
    _ = studio.locale.messages.gettext
    heading = _("Vocabularies")
    description = _("Every term that the entries use, with its code, its label and its definition.")
    vocabularies = list(studio.catalogue.vocabularies.values())
    return studio.page(
        kind="vocabularies",
        path=concepts.PATH,
        title=heading,
        description=description,
        headings=(Heading(anchor(v.id), studio.locale.vocabulary_label(v.id)) for v in vocabularies),
        values=lambda: {
            "vocabularies": vocabularies,
            "anchor": anchor,
            "index": studio.catalogue.index,
            "data": PATH,
        },
    )
