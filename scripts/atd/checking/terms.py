"""The vocabularies themselves: readable, complete and without loose ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from atd.checking.likeness import nearest
from atd.checking.structure import structure_findings
from atd.findings import Finding, phrase
from atd.reading import Document, Repository, Vocabulary, read_document, read_text
from atd.reading.vocabulary import Term


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
        for key, value, within in (("broader", term.broader, broader), ("replaced_by", term.replaced_by, vocabulary)):
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
