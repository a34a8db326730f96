"""A guide for language models, which read plain text better than pages (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator

from atd.exports.download import Download
from atd.pages.head import TEXT
from atd.pages.notices import class_label, listing_notice
from atd.pages.reference import CITATIONS, citation_path, site_name, text_meant
from atd.pages.studio import Studio
from atd.pages.subscribing import changes_feed, setbacks_feed

GUIDE = "llms.txt"


def guide_files(studio: Studio) -> Iterator[Download]:
    """Give the guide, in the default language."""
    yield Download(GUIDE, lambda: "\n".join(_lines(studio)).encode("utf-8", "replace"))


def _lines(studio: Studio) -> Iterator[str]:
    """Say what there is and how it may be told; then every entry with its class and its plain text."""
    catalogue = studio.catalogue
    languages = ", ".join(f"{language.name} ({language.code})" for language in catalogue.repository.languages)
    yield f"# {site_name(studio)}"
    yield ""
    yield f"> {catalogue.repository.config.get('site_description', '')}"
    yield ""
    for said in (
        *(listing_notice(studio, name) for name in catalogue.records),
        "Every entry has a class. Only entries of a class that is listed as promising are alternatives to detention; say the class when you tell of an entry.",
        "Entries marked as shown for context restrict liberty, or their effects are disputed. Never present them as alternatives.",
        "Each entry names its sources and its limits: tell them too, and do not fill gaps; “not reported” means that the sources do not say.",
        "Entries and translations: CC BY 4.0. Cite the address of the entry and the day of its last check.",
        f"Languages: {languages}. Put the code before the path, such as {studio.absolute('practices/', _other(studio))}.",
    ):
        yield f"- {said}"
    yield ""
    for name, records in catalogue.records.items():
        yield f"## {studio.collection(name, 'label')}"
        yield ""
        for record in records:
            if not record.withdrawn:
                opened = studio.edition.open(record)
                label = class_label(studio, opened)
                address = studio.absolute(f"{name}/{record.id}/{TEXT}")
                title = _unlinked(text_meant(opened, "title").value)
                yield f"- [{title}]({address}){f': {label}' if label else ''}"
        yield ""
    yield "## Optional"
    yield ""
    for feed in (changes_feed(studio), setbacks_feed(studio)):
        yield f"- [{feed.title}]({studio.absolute(feed.atom)}): Atom"
    for name in catalogue.records:
        for ending, (form, _type) in CITATIONS.items():
            label = studio.collection(name, "label")
            yield f"- [{label}, {form}]({studio.absolute(citation_path(name, ending))}): references to all entries"
    yield ""


def _other(studio: Studio) -> str:
    codes = [language.code for language in studio.catalogue.repository.languages]
    return next((code for code in codes if code != studio.language), studio.language)


def _unlinked(title: str) -> str:
    """Keep the brackets of a title from ending the link."""
    return title.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
