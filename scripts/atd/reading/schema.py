"""A JSON Schema with this project's keywords, resolved once for all records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from atd.findings import Code, Phrase, Severity
from atd.reading.field import Field, Node, Section, below, fields, sentences
from atd.reading.linking import GROUPS, leading, linking
from atd.reading.marks import Marks, marks
from atd.reading.meaning import Meanings, meanings
from atd.reading.names import Names
from atd.reading.naming import Register, naming
from atd.reading.resolution import SchemaError, resolve
from atd.reading.vocabulary import Vocabulary

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

_COMMON: Meanings = {"title": (("title",),), "summary": (("summary",),), "checked": (("last_verified",),)}


@dataclass(frozen=True)
class Schema:
    """A collection's schema: as written, and with every reference resolved."""

    name: str
    source: Node
    root: Node
    """The schema with ``$ref`` replaced and terms written out as ``enum``."""
    names: Names = field(default=Names(Path()), repr=False)
    """How terms and fields are called in the languages of the site."""
    registers: Mapping[str, Register] = field(default_factory=dict, repr=False)
    """Vocabularies whose terms texts name in their own words."""

    @cached_property
    def validator(self) -> Draft202012Validator:
        """The one validator that explains what is wrong in a record."""
        return explaining(self.root)

    @cached_property
    def _gate(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(self.root)

    def accepts(self, values: Any) -> bool:
        """Tell whether a record follows the schema, a hundred times faster than saying why not."""
        try:
            return bool(self._gate.is_valid(values))
        except ValueError:  # a number or nesting that the other library cannot hold
            return False

    def fits(self, path: tuple[str | int, ...], value: Any) -> bool:
        """Tell whether a single value may stand in a field."""
        return bool(explaining(self.node(path)).is_valid(value))

    def errors(self, path: tuple[str | int, ...], value: Any) -> list[ValidationError]:
        """List what keeps a single value from standing in a field."""
        return list(explaining(self.node(path)).iter_errors(value))

    @cached_property
    def sentences(self) -> Node:
        """Where people tell something: fields within fields, with nothing below a text.

        Names and titles are left out; they may be long and are no one's sentence.
        """
        return sentences(self.root)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Field names in the order in which a person tells the story."""
        return tuple(self.root["properties"])

    def following(self, path: tuple[str | int, ...]) -> tuple[str, ...]:
        """List the fields that come after this one in its group."""
        names = list(self.node(path[:-1]).get("properties", {}))
        return tuple(names[names.index(path[-1]) + 1 :]) if path[-1] in names else ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, depth first, in the order of the schema."""
        return tuple(fields(self.root))

    @cached_property
    def meanings(self) -> Meanings:
        """Paths of the fields by what they mean to other programs; those that every collection has need no mark."""
        return {**_COMMON, **meanings(self.root)}

    @cached_property
    def source_meanings(self) -> Meanings:
        """Fields of a source by what they mean; none where records have no sources."""
        return {} if "source" not in self.meanings else meanings(self.node((*self.meanings["source"][0], 0)))

    @cached_property
    def source_types(self) -> str:
        """Vocabulary of the kinds of sources."""
        node = self.node((*self.meanings["source"][0], 0, *self.source_meanings["type"][0]))
        return str(node["x-vocabulary"])

    @property
    def work(self) -> str:
        """What is cited by a page: our ``entry``, the ``document`` or the ``event`` that it is about."""
        return str(self.source.get("x-work", "entry"))

    def collection(self, part: str) -> Phrase:
        """Give the ``label``, ``description``, ``search`` or ``notice`` of the collection, as readers see it."""
        words = self.source["x-collection"]
        return Phrase(words.get(part) or words["description"])

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Headings of a page, in their order."""
        stated = self.source.get("x-sections", ())
        return tuple(
            Section(s["id"], Phrase(s.get("title", "")), tuple(s.get("fields", ())), s.get("each", "")) for s in stated
        )

    @cached_property
    def calendar(self) -> Mapping[str, tuple[str, ...]]:
        """Paths of fields by what they mean to a calendar, such as ``start``; empty where pages are about no event."""
        return {meaning: paths[0] for meaning, paths in self.meanings.items()} if self.work == "event" else {}

    @cached_property
    def marks(self) -> Marks:
        """Fields that the schema marks for a task of the site."""
        return marks(self.root, self.fields)

    @cached_property
    def translatable(self) -> Node:
        """What leads to texts that are translated."""
        return leading(
            self.root, lambda field: field if field.get("x-translatable") and not GROUPS & field.keys() else {}
        )

    @cached_property
    def linking(self) -> Node:
        """What leads to fields that name other records."""
        return linking(self.root)

    @cached_property
    def naming(self) -> Node:
        """What leads to fields that name terms in their own words."""
        return naming(self.root)

    @cached_property
    def rules(self) -> Mapping[str, Code]:
        """The rules that the schema states about its records, by code."""
        stated = [rule["x-rule"] for rule in self.root.get("allOf", ()) if "x-rule" in rule]
        return {r["code"]: Code(r["code"], Severity.ERROR, r["problem"], r["why"], r["fix"]) for r in stated}

    def node(self, path: tuple[str | int, ...]) -> Node:
        """Find the schema of a value; unknown paths give an empty schema."""
        return below(self.root, path)

    def label(self, path: tuple[str | int, ...]) -> Phrase:
        """Give the human name of a field, or its key where it has none."""
        names = [part for part in path if isinstance(part, str)]
        title = self.node(path).get("title")
        return self._phrase(path, "", title) if title else Phrase(names[-1] if names else self.name)

    def reason(self, path: tuple[str | int, ...]) -> Phrase | None:
        """Say why a field is as it is, or what it is for; None where the schema is silent."""
        why = self.node(path).get("x-help", {}).get("why")
        return self._phrase(path, "why", why) if why else self.description(path)

    def description(self, path: tuple[str | int, ...]) -> Phrase | None:
        """Say what a field is for; None where the schema is silent."""
        text = self.node(path).get("description")
        return self._phrase(path, "description", text) if text else None

    def advice(self, path: tuple[str | int, ...]) -> Phrase | None:
        """Say how a field is written; None where the schema is silent."""
        fix = self.node(path).get("x-help", {}).get("fix")
        return self._phrase(path, "fix", fix) if fix else None

    def _phrase(self, path: tuple[str | int, ...], part: str, text: str) -> Phrase:
        return Phrase(text, ".".join([self.name, *(p for p in path if isinstance(p, str)), *([part] if part else [])]))

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every sentence of the schema that people read: names, explanations, help and rules."""
        said = []
        for item in self.fields:
            path = tuple(0 if part == "*" else part for part in item.path)
            help_ = item.node.get("x-help", {})
            for part, text in (
                ("", item.node.get("title")),
                ("description", item.node.get("description")),
                *((part, help_.get(part)) for part in ("why", "fix")),
            ):
                said += [self._phrase(path, part, text)] if text else []
            named = item.node.get("items", item.node).get("x-names-as")
            said += [Phrase(label) for label in (item.node.get("x-facet-label"), named) if label]
        words = [
            *self.source.get("x-collection", {}).values(),
            *(s["title"] for s in self.source.get("x-sections", ()) if "title" in s),
        ]
        return (*said, *map(Phrase, words))


def load_schema(file: Path, vocabularies: Mapping[str, Vocabulary], names: Names | None = None) -> Schema:
    """Read a schema and resolve references and vocabularies.

    Raises SchemaError when the file is no usable schema.
    """
    try:
        source = json.loads(file.read_text(encoding="utf-8"))
        root = resolve(source, source.get("$defs", {}), vocabularies)
        root.pop("$defs", None)
        jsonschema_rs.meta.validate(root)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise SchemaError(f"{file}: {str(error).splitlines()[0]}") from error
    registers = {name: Register(vocabulary) for name, vocabulary in vocabularies.items() if vocabulary.folder}
    return Schema(file.name.removesuffix(".schema.json"), source, root, names or Names(file.parent), registers)


def explaining(node: Node) -> Draft202012Validator:
    """Make a validator that tells what is wrong; most records never need one."""
    from atd.reading.validator import Validator  # noqa: PLC0415, a tenth of a second to import

    return Validator(node)
