"""The pages on which people propose and improve entries, made from the schemas that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atd.asking import asks, chapters, form_path, rules_path, template_path
from atd.exports.answer import ROOT as DATA
from atd.findings import Phrase
from atd.pages.model import Heading, PageModel, relative, url
from atd.pages.studio import Studio
from atd.pages.watching import watched
from atd.reading import Collection


@watched
def form_pages(studio: Studio) -> Iterator[PageModel]:
    """Make the form of each collection that has one."""
    for collection in asks(studio.catalogue.repository):
        yield _form_page(studio, collection)


def form_address(studio: Studio, collection: str, path: str) -> str:
    """Address of the form of a collection as seen from a page; nothing where it has none."""
    target = form_path(studio.catalogue.repository, collection)
    return relative(path, target) if target else ""


def _form_page(studio: Studio, collection: Collection) -> PageModel:
    _ = studio.locale.messages.gettext
    form, repository = collection.schema.source["x-form"], studio.catalogue.repository
    path = form_path(repository, collection.name)
    asked = chapters(collection.schema, studio.locale)
    headings = (
        *(Heading(chapter.id, chapter.title) for chapter in asked),
        Heading("finish", _("Check and send")),
        Heading("template", _("Without the form")),
    )
    return studio.page(
        kind="form",
        path=path,
        title=Phrase(form["title"]).said(studio.locale.messages),
        description=Phrase(form["description"]).said(studio.locale.messages),
        headings=headings,
        scripts=("words", "form"),
        values=lambda: {
            "chapters": asked,
            "collection": collection.name,
            "defaults": _defaults(collection, studio.language),
            "lists": sorted({item.node["x-names"] for item in collection.schema.fields if "x-names" in item.node}),
            "open": {str(rule["at"]) for rule in _rules(collection) if "at" in rule},
            "telling": _telling(collection),
            "rules": relative(path, rules_path(repository, collection.name)),
            "blank": relative(path, template_path(repository, collection.name)),
            "entries": relative(url(path, studio.language, repository.default_language), f"{DATA}{collection.name}/"),
            **_ways(studio),
        },
    )


def _rules(collection: Collection) -> list[dict[str, Any]]:
    return [part["x-rule"] for part in collection.schema.root.get("allOf", ()) if "x-rule" in part]


def _telling(collection: Collection) -> set[str]:
    """Name the groups of fields whose answers decide how an entry is listed."""
    schema, standing = collection.schema, collection.schema.marks.standing
    parts = [part for part in schema.root.get("allOf", ()) if part.get("x-rule", {}).get("at") == standing]
    named = {name for part in parts for side in ("if", "then") for name in part.get(side, {}).get("properties", {})}
    return {name for name in named if "properties" in schema.root["properties"][name]}


def _defaults(collection: Collection, language: str) -> dict[tuple[str, ...], str]:
    """Answers that go without saying: the language of the page, and that all was looked at today."""
    languages = {(name,) for name, node in collection.schema.root["properties"].items() if node.get("x-language")}
    return {**dict.fromkeys(languages, language), **dict.fromkeys(collection.schema.meanings["checked"], "today")}


def _ways(studio: Studio) -> dict[str, Any]:
    """Where a finished file goes: settings ``new_file_url``, ``edit_url`` and ``send_to`` of mkdocs.yml."""
    settings = studio.catalogue.repository.settings
    to = str(settings.get("send_to", ""))
    edit = str(settings.get("edit_url", ""))
    return {
        "fresh": str(settings.get("new_file_url", "")),
        "existing": f"{edit}{{path}}" if edit else "",
        "send_to": {"href": f"mailto:{to}" if "@" in to else to, "text": to} if to else None,
    }
