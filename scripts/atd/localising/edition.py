"""The catalogue in each language of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from atd.caching import Store
from atd.catalogue import Catalogue, Record
from atd.findings import Finding
from atd.localising.glossary import load_glossary
from atd.localising.inspection import Asked, Found, examine_all, render_all, shared_files, stray_findings
from atd.localising.locale import Locale, load_locale
from atd.localising.localised import LocalisedRecord, Rendering, localise, po_file, po_name
from atd.localising.po import Translations


@dataclass(frozen=True)
class Edition:
    """The catalogue in one language."""

    catalogue: Catalogue = field(repr=False)
    locale: Locale
    records: Mapping[tuple[str, str], LocalisedRecord] = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    """What is wrong in the translation files of the language."""

    def open(self, record: Record) -> LocalisedRecord:
        """Give a record in the language of the edition."""
        return self.records[record.collection, record.id]


def load_editions(catalogue: Catalogue, store: Store | None = None) -> dict[str, Edition]:
    """Read and check the translations of every language, in the order of the menu.

    ``store`` knows the files in which nothing was found before.
    """
    drafts = [_draft(catalogue, language.code) for language in catalogue.repository.languages]
    known = store or Store({})
    shared = examine_all([asked for draft in drafts for asked in draft.shared], known)
    own = render_all([asked for draft in drafts for asked in draft.own], known)
    return {draft.locale.code: _edition(catalogue, draft, shared, own) for draft in drafts}


@dataclass(frozen=True)
class _Draft:
    """A language before its files are read."""

    locale: Locale
    shared: list[Asked]
    """Files that belong to no record."""
    own: list[Asked]
    """Those of records, in their order."""
    stray: list[Finding]


def _draft(catalogue: Catalogue, language: str) -> _Draft:
    repository = catalogue.repository
    locale = load_locale(repository, language)
    glossary = load_glossary(locale.folder)
    home = repository.relative(locale.folder)
    files = {mark: po_file(locale.folder, record) for mark, record in catalogue.by_id.items()}
    present = set(map(str, locale.folder.glob("*/*.po")))
    own = [
        Asked(files[mark], f"{home}/{po_name(record)}", glossary, record, record.digest)
        for mark, record in catalogue.by_id.items()
        if str(files[mark]) in present
    ]
    stray = list(stray_findings(repository, locale.folder, map(str, files.values())))
    return _Draft(locale, shared_files(repository, locale.folder, glossary), own, stray)


def _edition(
    catalogue: Catalogue, draft: _Draft, examined: Iterator[Found[Translations]], given: Iterator[Found[Rendering]]
) -> Edition:
    """Put the records into a language; takes what was found in its files from what was found in all."""
    shared = {asked.file.name: next(examined) for asked in draft.shared}
    findings = [*(finding for _po, found in shared.values() for finding in found), *draft.stray]
    translated = {asked.record.path for asked in draft.own if asked.record}
    records = {}
    for mark, record in catalogue.by_id.items():
        said, found = next(given) if record.path in translated else (None, [])
        findings += found
        records[mark] = localise(record, draft.locale.code, said)
    locale = replace(draft.locale, known={name: po for name, (po, _found) in shared.items()})
    return Edition(catalogue, locale, records, tuple(findings))


def renew_edition(
    edition: Edition, catalogue: Catalogue, changed: Iterable[tuple[str, str]], locale: Locale | None = None
) -> Edition:
    """Give an edition after a change of a few records, or of their translations; others are taken over."""
    spoken = locale or edition.locale
    glossary, again = load_glossary(spoken.folder), set(changed)
    records = {}
    for mark, record in catalogue.by_id.items():
        if mark in again or mark not in edition.records:
            file = po_file(spoken.folder, record)
            name = catalogue.repository.relative(file)
            asked = [Asked(file, name, glossary, record)] if file.is_file() else []
            said = next((said for said, _found in render_all(asked, Store({}))), None)
            records[mark] = localise(record, spoken.code, said)
        else:
            records[mark] = edition.records[mark]
    return Edition(catalogue, spoken, records, edition.findings)


def languages_of(record: Record, editions: Mapping[str, Edition]) -> tuple[str, ...]:
    """List the languages in which every text of a record can be read."""
    return tuple(code for code, edition in editions.items() if edition.open(record).coverage.complete)
