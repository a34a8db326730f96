"""The flow of a check: read, compare with the schema, apply the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from atd.caching import Outcome, Store, recalled
from atd.checking.contents import contents_findings
from atd.checking.copying import copying_findings
from atd.checking.examination import examine
from atd.checking.links import link_findings
from atd.checking.relations import Entry, relation_findings
from atd.checking.structure import structure_findings
from atd.checking.terms import term_findings, usable_collections
from atd.findings import Finding, Severity
from atd.reading import Collection, Document, Repository, read_text
from atd.reading.hidden import as_text


@dataclass(frozen=True)
class Check:
    """What a check found, and the records that are fit to be published."""

    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...]

    @property
    def passed(self) -> bool:
        """Tell whether there is no error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def sound(self) -> Check:
        """The same without the records that have errors."""
        broken = {finding.place.path for finding in self.findings if finding.severity is Severity.ERROR}
        return Check(self.findings, tuple(e for e in self.entries if e.document.path not in broken))

    def copies(self) -> tuple[Finding, ...]:
        """Look for sentences that stand in two records, which are warnings only."""
        return tuple(copying_findings(self.entries, {}))


def check_repository(
    repository: Repository,
    *,
    today: date,
    only: Iterable[Path] | None = None,
    sources: Mapping[str, str] | None = None,
    store: Store | None = None,
    copies: bool = True,
) -> Check:
    """Check every record, or the given files together with their relations.

    ``only`` limits the findings to these files; the others are still read, so
    that references between records can be followed. ``sources`` are texts by
    name in which copied words are looked for. ``store`` knows the records in
    which nothing was found before. Without ``copies``, nobody looks for sentences
    that stand in two records; ``Check.copies`` does.

    Raises VocabularyError when a vocabulary that records need cannot be used.
    """
    findings: list[Finding] = []
    entries: list[Entry] = []
    unreadable: dict[str, set[str]] = {}
    files = tuple(_files(repository, only))
    for (file, _name, collection), (document, found) in zip(
        files, _examined(files, today, store or Store({})), strict=True
    ):
        findings += found
        if document is None:
            unreadable.setdefault(collection.name, set()).add(file.stem)
        else:
            entries.append(Entry(collection, document))
    findings += relation_findings(entries, unreadable)
    if copies:
        findings += copying_findings(entries, sources or {})
    if only is None:
        findings += term_findings(repository)
        findings += link_findings(repository)
    wanted = {repository.relative(path) for path in only} if only is not None else None
    chosen = (f for f in findings if wanted is None or f.place.path in wanted)
    ordered = sorted(dict.fromkeys(chosen), key=lambda finding: finding.sort_key)
    return Check(tuple(ordered), tuple(entries))


def check_file(repository: Repository, file: Path, today: date) -> tuple[Document | None, tuple[Finding, ...]]:
    """Look at a single record for everything that needs no other; None where it cannot be published."""
    asked = (file, repository.relative(file), repository.collection_of(file))
    document, found = next(_examined([asked], today, Store({})))
    broken = any(finding.severity is Severity.ERROR for finding in found)
    return None if broken else document, tuple(found)


def _examined(
    files: Sequence[tuple[Path, str, Collection]], today: date, store: Store
) -> Iterator[tuple[Document | None, list[Finding]]]:
    """Read records and look for everything that needs no other."""
    texts = [read_text(file, name) for file, name, _collection in files]
    keys = [
        b""
        if isinstance(text, Finding)
        else store.key("record", collection.name.encode(), name.encode(), text.encode())
        for text, (_file, name, collection) in zip(texts, files, strict=True)
    ]

    def fresh(number: int) -> Outcome[tuple[dict[str, Any] | None, list[Finding]]]:
        text, (_file, name, collection) = texts[number], files[number]
        if isinstance(text, Finding):
            return Outcome((None, [text]))
        document, found = examine(text, name, lambda readable: _judged(readable, collection, today))
        if document is None:
            return Outcome((None, found))
        return Outcome((document.values, found), b"" if found else store.written(document.values))

    results = recalled(store, keys, lambda _number, values: (values, []), fresh)
    for (_file, name, _collection), text, (values, found) in zip(files, texts, results, strict=True):
        yield None if values is None else Document(name, str(text), values), found


def _judged(document: Document, collection: Collection, today: date) -> Iterator[Finding]:
    yield from structure_findings(document, collection.schema)
    yield from contents_findings(document, collection.schema, today)


def _files(repository: Repository, only: Iterable[Path] | None) -> Iterator[tuple[Path, str, Collection]]:
    """List the files of all collections, those asked about last, wherever they lie.

    What two records share is then found in the one that was asked about.
    """
    wanted = {file.resolve(): file for file in only or ()}
    for collection in usable_collections(repository):
        for file in repository.files(collection.name):
            if not wanted or file.resolve() not in wanted:
                yield file, as_text(f"{collection.name}/{file.name}"), collection
    for file in wanted.values():
        yield file, repository.relative(file), repository.collection_of(file)
