"""The catalogue in each language of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from atd.caching import Store
from atd.catalogue import Catalogue, Record
from atd.findings import Finding
from atd.localising.glossary import load_glossary
from atd.localising.inspection import examine, examine_all, shared_findings, stray_findings
from atd.localising.locale import Locale, load_locale
from atd.localising.localised import LocalisedRecord, localise, po_file


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
    known = store or Store({})
    return {language.code: _edition(catalogue, language.code, known) for language in catalogue.repository.languages}


def _edition(catalogue: Catalogue, language: str, store: Store) -> Edition:
    repository = catalogue.repository
    locale = load_locale(repository, language)
    glossary = load_glossary(locale.folder)
    files = {mark: po_file(locale.folder, record) for mark, record in catalogue.by_id.items()}
    findings = [
        *shared_findings(repository, locale.folder, store, glossary),
        *stray_findings(repository, locale.folder, map(str, files.values())),
    ]
    home = repository.relative(locale.folder)
    present = set(map(str, locale.folder.glob("*/*.po")))
    translated = [
        (files[mark], f"{home}/{record.collection}/{record.id}.po", record)
        for mark, record in catalogue.by_id.items()
        if str(files[mark]) in present
    ]
    examined = examine_all(translated, store, glossary)
    records = {}
    for mark, record in catalogue.by_id.items():
        po, found = next(examined) if str(files[mark]) in present else (None, [])
        findings += found
        records[mark] = localise(record, language, po)
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
            po = examine(file, name, Store({}), glossary, record)[0] if file.is_file() else None
            records[mark] = localise(record, spoken.code, po)
        else:
            records[mark] = edition.records[mark]
    return Edition(catalogue, spoken, records, edition.findings)


def languages_of(record: Record, editions: Mapping[str, Edition]) -> tuple[str, ...]:
    """List the languages in which every text of a record can be read."""
    return tuple(code for code, edition in editions.items() if edition.open(record).coverage.complete)
