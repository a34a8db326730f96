"""What somebody wrote into a form, as the values of a record.

Whatever stands in an answer is text and stays text: nothing in it is run,
expanded or taken for markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from atd.catalogue.record import NOT_REPORTED
from atd.checking import value_typed
from atd.intake.keys import distinct, key_of, slug
from atd.intake.questions import Question, fillable
from atd.reading import FieldPath, Schema
from atd.reading.hidden import HIDDEN
from atd.reading.linking import SOURCES

_NOTHING = "_No response_"
"""What GitHub writes for an empty field."""
_HEADING = re.compile(r"### +(.+?) *")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BOX = re.compile(r"[-*] \[([ xX])\] (.+)")
_BULLET = re.compile(r"(?:[-*•]|\d{1,3}[.)]) +")
_BETWEEN = re.compile(r"[,،，、;\n]")


def plain(text: str) -> str:
    """Give a text with simple line ends and without signs that nobody sees, which the check would refuse."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", HIDDEN.sub("", ends.replace("\t", " ").replace("\u200b", "")))


def answers(body: str, asked: Sequence[Question], schema: Schema) -> dict[str, Any]:
    """Read the text of an issue; fields without an answer are left out."""
    found: dict[str, Any] = {}
    given = dict(_sections(plain(body), asked))
    for question in asked:
        value = _value(question, given.get(question.label, ""), schema)
        if value not in ("", [], {}, None):
            _put(found, question.path, value)
    _name_sources(found, schema)
    return {name: found[name] for name in schema.order if name in found}


def _sections(body: str, asked: Sequence[Question]) -> Iterator[tuple[str, str]]:
    """Divide a text at the headings of the form.

    A heading counts only where the form has it, in the order of the form; the
    same words inside an answer are part of the answer.
    """
    labels, label, lines = [question.label for question in asked], "", list[str]()
    for line in body.split("\n"):
        match = _HEADING.fullmatch(line)
        if match and match[1] in labels:
            yield label, "\n".join(lines)
            label, lines = match[1], []
            labels = labels[labels.index(label) + 1 :]
        else:
            lines.append(line.rstrip())
    yield label, "\n".join(lines)


def _value(question: Question, text: str, schema: Schema) -> Any:
    text = _COMMENT.sub("", text).strip()
    if text == _NOTHING:
        return ""
    if question.kind == "promises":
        checked = [label for mark, label in _BOX.findall(text) if mark != " "]
        return {name: True for label, name in question.options.items() if label in checked}
    if question.kind == "choice":
        return _chosen(question, text, schema)
    if question.kind == "items":
        return _items(text, schema, question.path)
    if question.kind == "group":
        return next(iter(_labelled(text, schema, question.path)), {})
    return _text(text, schema, question.path)


def _chosen(question: Question, text: str, schema: Schema) -> Any:
    """Find the terms of what was chosen; words that are no choice are kept for the check to explain."""
    boxes = _BOX.findall(text)
    words = [label for mark, label in boxes if mark != " "] if boxes else _parted(text, question)
    terms = [question.options.get(word) or value_typed(schema, _one(question, schema), word) for word in words]
    if question.several:
        return list(dict.fromkeys(terms))
    return ", ".join(map(str, terms))


def _one(question: Question, schema: Schema) -> FieldPath:
    several = schema.node(question.path).get("type") == "array"
    return (*question.path, 0) if several else question.path


def _parted(text: str, question: Question) -> list[str]:
    """Part choices at commas, but not where a comma belongs to a choice."""
    words, rest = [], text
    while rest:
        known = max((label for label in question.options if _begins(rest, label)), key=len, default="")
        word = known or rest.split(", ", 1)[0]
        words.append(word.strip())
        rest = rest[len(word) :].removeprefix(",").strip()
    return [word for word in words if word]


def _begins(text: str, label: str) -> bool:
    return text == label or text.startswith((f"{label}, ", f"{label}\n"))


def _text(text: str, schema: Schema, path: FieldPath) -> Any:
    node = schema.node(path)
    if node.get("type") == "array":
        typed = [word.strip() for word in _BETWEEN.split(text.strip("[]"))]
        return list(dict.fromkeys(value_typed(schema, (*path, 0), word) for word in typed if word))
    if node.get("x-prose"):
        return text
    if slug(text) == NOT_REPORTED and schema.fits(path, NOT_REPORTED):
        return NOT_REPORTED
    return value_typed(schema, path, " ".join(text.split()))


def _items(text: str, schema: Schema, path: FieldPath) -> list[dict[str, Any]]:
    """Read a list: lines with labels, or one item a line where an item has a single field."""
    below = (*path, 0)
    names = fillable(schema.node(below))
    if len(names) == 1:
        lines = [_BULLET.sub("", line.strip(), count=1) for line in text.split("\n")]
        items: list[dict[str, Any]] = [{names[0]: _text(line, schema, (*below, names[0]))} for line in lines if line]
    else:
        items = list(_labelled(text, schema, below))
    if "key" in schema.node(below)["properties"]:
        items = _keyed(items)
    order = list(schema.node(below)["properties"])
    return [{name: item[name] for name in order if name in item} for item in items]


def _keyed(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    keyed: dict[str, dict[str, Any]] = {}
    for item in items:
        key = distinct(key_of(item), keyed)
        keyed[key] = {"key": key, **item}
    return list(keyed.values())


def _labelled(text: str, schema: Schema, path: FieldPath) -> Iterator[dict[str, Any]]:
    """Read lines such as “Publisher: …”; a label that comes again begins the next item.

    Lines without a label belong to what stands above them.
    """
    names = fillable(schema.node(path))
    known = {str(schema.label((*path, name))).casefold(): name for name in names} | {name: name for name in names}
    item: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        label, colon, rest = _BULLET.sub("", line.strip(), count=1).partition(":")
        name = known.get(label.strip().casefold(), "") if colon else ""
        if name and name in item:
            yield from _typed(item, schema, path)
            item = {}
        if name:
            item[name], last = rest.strip(), name
        elif line.strip():
            last = last or names[0]
            item[last] = f"{item.get(last, '')}\n{line.strip()}".strip()
    yield from _typed(item, schema, path)


def _typed(item: dict[str, str], schema: Schema, path: FieldPath) -> Iterator[dict[str, Any]]:
    values = {name: _text(text, schema, (*path, name)) for name, text in item.items() if text}
    if values:
        yield values


def _put(found: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for name in path[:-1]:
        found = found.setdefault(name, {})
    if isinstance(value, dict):
        found.setdefault(path[-1], {}).update(value)
    else:
        found[path[-1]] = value


def _name_sources(values: dict[str, Any], schema: Schema) -> None:
    """Put the keys of sources where their numbers were typed."""
    keys = [source["key"] for source in values.get(SOURCES, ()) if "key" in source]

    def named(value: Any, node: dict[str, Any]) -> Any:
        if isinstance(value, dict):
            return {name: named(child, node.get("properties", {}).get(name, {})) for name, child in value.items()}
        if isinstance(value, list):
            return [named(child, node.get("items", {})) for child in value]
        if node.get("x-reference") == SOURCES and re.fullmatch(r"\d{1,3}", str(value)):
            number = int(value)
            return keys[number - 1] if 0 < number <= len(keys) else value
        return value

    values.update(named(values, schema.root))
