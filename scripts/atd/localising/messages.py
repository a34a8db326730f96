"""What there is to translate: interface, vocabularies and records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atd.catalogue import Catalogue, Record
from atd.findings import CODES
from atd.reading import Repository

_METHODS = [("**.html", "jinja2.ext.babel_extract"), ("**.py", "python")]
_PROGRAM = Path(__file__).parents[1]
_NO_WORDS = re.compile(r"\{\w+\}")
_KEYWORDS = {"_": None, "gettext": None, "phrase": (1,), "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate; the context is its name where it has one."""

    text: str
    context: str | None = None
    plural: str = ""
    comment: str = ""


def record_messages(record: Record) -> list[Message]:
    """List the texts of a record in the order of its schema."""
    return [Message(s.text, s.context, comment=s.help) for s in record.texts.values()]


def vocabulary_messages(repository: Repository) -> list[Message]:
    """List labels and definitions of every vocabulary with labels of its own."""
    return list(_vocabularies(repository))


def _vocabularies(repository: Repository) -> Iterator[Message]:
    for vocabulary in repository.vocabularies.values():
        yield Message(vocabulary.label, vocabulary.id, comment="Name of a list of terms")
        yield Message(vocabulary.definition, f"{vocabulary.id}.definition")
        for term in vocabulary.terms if not vocabulary.labels_from else ():
            context = f"{vocabulary.id}.{term.id}"
            name = "A proper name; leave it empty where it is used as it is" if vocabulary.proper_names else ""
            yield Message(term.label, context, comment=term.definition or name)
            if term.definition:
                yield Message(term.definition, f"{context}.definition", comment=f"Definition of “{term.label}”")


def interface_messages(repository: Repository) -> list[Message]:
    """List the messages of templates, program and codes, and the sentences of the schemas."""
    found: dict[tuple[str | None, str], Message] = {}
    words = (*_words(repository.root / "docs" / "theme"), *_words(_PROGRAM))
    own = (Message(sentence) for sentence in repository.all_words)
    for message in (*words, *own, *_fields(repository), *_forms(repository), *_codes(repository)):
        found.setdefault((message.context, message.text), message)
    return list(found.values())


def _words(folder: Path) -> Iterator[Message]:
    options = {"**.html": {"trimmed": "true", "silent": "false"}}
    from babel.messages.extract import extract_from_dir  # noqa: PLC0415, only synchronising needs it

    found = extract_from_dir(folder, _METHODS, options, keywords=_KEYWORDS, comment_tags=("Translators:",))
    for _file, _line, text, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        single, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, "")
        note = " ".join(comments).removeprefix("Translators:").strip()
        yield Message(single, context, plural, note)


def _fields(repository: Repository) -> Iterator[Message]:
    for collection in repository.collections:
        for said in collection.schema.phrases:
            yield Message(said.text, said.context)


def _forms(repository: Repository) -> Iterator[Message]:
    """List the words of the forms that schemas ask for."""
    for form in (c.schema.source["x-form"] for c in repository.collections if "x-form" in c.schema.source):
        yield from (Message(said) for said in (form["title"], form["description"]))
        yield from (Message(section["title"]) for section in form["sections"])


def _codes(repository: Repository) -> Iterator[Message]:
    rules = (rule for collection in repository.collections for rule in collection.schema.rules.values())
    for code in (*CODES.values(), *rules):
        for part in ("problem", "why", "fix"):
            said = code.phrase(part)
            if not _NO_WORDS.fullmatch(said.text):
                yield Message(said.text, said.context)


def catalogue_messages(catalogue: Catalogue) -> Iterator[tuple[Record, list[Message]]]:
    """List the messages of every record."""
    for records in catalogue.records.values():
        for record in records:
            yield record, record_messages(record)
