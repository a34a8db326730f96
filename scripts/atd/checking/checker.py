"""The flow of a check: read, compare with the schema, apply the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from atd.checking.contents import contents_findings
from atd.checking.relations import Entry, relation_findings
from atd.checking.structure import structure_findings
from atd.checking.terms import term_findings
from atd.findings import Finding, Severity
from atd.reading import Collection, Document, Repository, read_document, read_text


@dataclass(frozen=True)
class Check:
    """What a check found, and the records that are fit to be published."""

    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...]

    @property
    def passed(self) -> bool:
        """Tell whether there is no error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def check_repository(
    repository: Repository,
    *,
    today: date,
    only: Iterable[Path] | None = None,
) -> Check:
    """Check every record, or the given files together with their relations.

    ``only`` limits the findings to these files; the others are still read, so
    that references between records can be followed.
    """
    findings: list[Finding] = []
    entries: list[Entry] = []
    unreadable: dict[str, set[str]] = {}
    for file, name, collection in _files(repository, only):
        document = _document(file, name)
        if isinstance(document, list):
            findings += document
            unreadable.setdefault(collection.name, set()).add(file.stem)
        else:
            found = [*structure_findings(document, collection.schema)]
            found += contents_findings(document, collection.schema, today)
            findings += (_placed(finding, document) for finding in found)
            entries.append(Entry(collection, document))
    findings += relation_findings(entries, unreadable)
    if only is None:
        findings += term_findings(repository)
    wanted = {repository.relative(path) for path in only} if only is not None else None
    chosen = (f for f in findings if wanted is None or f.place.path in wanted)
    ordered = sorted(dict.fromkeys(chosen), key=lambda finding: finding.sort_key)
    return Check(tuple(ordered), tuple(entries))


def _files(repository: Repository, only: Iterable[Path] | None) -> Iterator[tuple[Path, str, Collection]]:
    """List the files of all collections, and given files from elsewhere."""
    seen = set()
    for collection in repository.collections:
        for file in repository.files(collection.name):
            seen.add(file.resolve())
            yield file, repository.relative(file), collection
    for file in only or ():
        if file.resolve() not in seen:
            fitting = [c for c in repository.collections if c.name in file.parts]
            yield file, repository.relative(file), (fitting or repository.collections)[0]


def _document(file: Path, name: str) -> Document | list[Finding]:
    text = read_text(file, name)
    return [text] if isinstance(text, Finding) else read_document(text, name)


def _placed(finding: Finding, document: Document) -> Finding:
    """Attach the identifier of the record and the line it points at."""
    identifier = document.values.get("id")
    return replace(
        finding,
        record=identifier if isinstance(identifier, str) else "",
        excerpt=document.excerpt(finding.place),
    )
