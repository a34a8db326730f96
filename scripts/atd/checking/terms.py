"""The vocabularies themselves: readable, complete and without loose ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from atd.checking.likeness import nearest
from atd.checking.structure import structure_findings
from atd.findings import Finding, Severity, phrase
from atd.reading import Collection, Document, Repository, SchemaError, Vocabulary, read_document, read_text
from atd.reading.naming import Register
from atd.reading.vocabulary import Term


class VocabularyError(SchemaError):
    """Vocabularies that records are held against cannot be used; ``findings`` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(f"{f.place.path}:{f.place.line}: {f.code} {f.problem}; {f.fix}" for f in findings))
        self.findings = findings


def usable_collections(repository: Repository) -> tuple[Collection, ...]:
    """Give the collections of a repository; raises VocabularyError when a vocabulary of theirs cannot be used."""
    try:
        return repository.collections
    except SchemaError as error:
        # What else refers to a lost vocabulary is in order, and only seems to lead nowhere.
        findings = tuple(
            finding
            for finding in term_findings(repository)
            if finding.severity is Severity.ERROR and PurePath(finding.place.path).stem not in repository.vocabularies
        )
        if not findings:
            raise
        raise VocabularyError(findings) from error


def term_findings(repository: Repository) -> Iterator[Finding]:
    """Check every vocabulary file of the repository."""
    for file in sorted((repository.root / "schema" / "vocabularies").glob("*.yaml")):
        name = repository.relative(file)
        text = read_text(file, name)
        document = [text] if isinstance(text, Finding) else read_document(text, name)
        if isinstance(document, list):
            yield from document
            continue
        for finding in (*structure_findings(document, repository.vocabulary_schema), *_links(document, repository)):
            yield replace(finding, excerpt=document.excerpt(finding.place))


def _links(document: Document, repository: Repository) -> Iterator[Finding]:
    identifier = document.values.get("id")
    stem = document.path.rsplit("/", 1)[-1].removesuffix(".yaml")
    if identifier != stem:
        yield Finding.of("ATD401", document.place(("id",)), field="id", name=stem, id=identifier)
    vocabulary = repository.vocabularies.get(str(identifier))
    if vocabulary is None:
        return
    broader = repository.vocabularies.get(vocabulary.broader_vocabulary, vocabulary)
    seen = set()
    for index, term in enumerate(vocabulary.terms):
        if term.id in seen:
            yield Finding.of("ATD602", document.place(("terms", index, "id")), field="terms", term=term.id)
        seen.add(term.id)
        known = (("broader", broader), ("replaced_by", vocabulary), ("successor", vocabulary))
        for key, value, within in ((key, getattr(term, key), within) for key, within in known):
            if value and value not in within.by_id:
                yield Finding.of(
                    "ATD601", document.place(("terms", index, key)), field=f"terms.{index}.{key}",
                    vocabulary=within.id, term=value,
                )  # fmt: skip
        if _circles(vocabulary, term):
            yield Finding.of(
                "ATD605", document.place(("terms", index, "replaced_by")), field=f"terms.{index}.replaced_by",
                term=term.id,
            )  # fmt: skip
    yield from _leads(document, repository)
    yield from _names(document, Register(vocabulary))


def _names(document: Document, register: Register) -> Iterator[Finding]:
    """Look for names that more than one term has; where texts name no terms, labels may be alike."""
    if not register.vocabulary.folder:
        return
    places = {term.id: index for index, term in enumerate(register.vocabulary.terms)}
    for (place, key), terms in register.names.items():
        shared = dict(terms) if not place else {**dict(register.names.get(("", key), ())), **dict(terms)}
        (one, _), *others = shared.items()
        for other, name in others:
            term = register.vocabulary.terms[places[other]]
            spelled = {"label": [term.label], "aliases": term.aliases, "local_aliases": term.local_aliases}
            field = next(field for field, names in spelled.items() if name in names)
            path = ("label",) if field == "label" else (field, spelled[field].index(name))
            yield Finding.of(
                "ATD604", document.place(("terms", places[other], *path)), field=f"terms.{places[other]}.{field}",
                name=name, one=one, other=other,
            )  # fmt: skip


def _circles(vocabulary: Vocabulary, term: Term) -> bool:
    """Tell whether the replacements of a term lead back to it."""
    now = term.replaced_by
    for _step in vocabulary.terms:
        if now == term.id:
            return True
        now = vocabulary.by_id[now].replaced_by if now in vocabulary.by_id else ""
    return False


def _leads(document: Document, repository: Repository) -> Iterator[Finding]:
    """Follow every question to the term that is to answer it."""
    known = repository.vocabularies
    for index, term in enumerate(known[str(document.values["id"])].terms):
        if term.leads_to is None:
            continue
        vocabulary, target = term.leads_to
        part, wrong, choices = ("vocabulary", vocabulary, list(known))
        if vocabulary in known:
            part, wrong, choices = ("term", target, list(known[vocabulary].current()))
        if wrong not in choices:
            near = nearest(wrong, choices)
            yield Finding.of(
                "ATD603",
                document.place(("terms", index, "leads_to", part)),
                field=f"terms.{index}.leads_to.{part}",
                suggestion=near,
                term=term.id,
                target=wrong,
                advice=phrase("write “{near}”", near=near) if near else phrase("correct it, or add the term"),
            )
