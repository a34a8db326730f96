"""What a form knows in one language: fields, terms, rules and the sentences of the check, as data.

The script of the form holds no rule and no field of its own; it reads them here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from atd.asking.judged import judged
from atd.asking.pattern import javascript
from atd.checking.contents import CORROBORATED, PLANNED
from atd.checking.difference import ACTUAL, KINDS
from atd.checking.wording import EMAIL, OF_ONE_FORM, WORDING
from atd.findings import Phrase, phrase
from atd.localising import Locale
from atd.reading import Collection, Schema
from atd.reading.dates import STALE_MONTHS
from atd.reading.hidden import HIDDEN
from atd.reading.naming import BETWEEN, REMARK
from atd.reading.prose import HTML, LINK_TARGET, SAFE_LINK

Node = dict[str, Any]
Say = Callable[[Phrase], str]

MARKS = ("x-date", "x-prose", "x-url", "x-language", "x-period", "x-reference", "x-standing", "x-names", "x-replaced")
"""Keywords of this project that mean something to the form."""
_WORDS = ("title", "description", "examples")


def rulebook(collection: Collection, locale: Locale) -> dict[str, Any]:
    """Write down everything by which answers are judged, in a language."""
    schema = collection.schema

    def say(sentence: Phrase) -> str:
        return sentence.said(locale.messages)

    return {
        "collection": collection.name,
        "schema": schema.name,
        "codes": _codes(schema, say),
        "node": _field(schema, (), schema.root, say),
        "rules": [
            {"rule": _mark(part["x-rule"]), "node": bare(part)}
            for part in schema.root.get("allOf", ())
            if "x-rule" in part
        ],
        "patterns": _patterns(),
        "one_form": sorted(OF_ONE_FORM),
        "wording": [
            {"pattern": javascript(pattern.pattern), "reason": say(reason), "instead": say(instead)}
            for pattern, reason, instead in WORDING
        ],
        "kinds": {name: say(kind) for name, kind in KINDS.items()},
        "actual": {_TYPES[kind]: say(word) for kind, word in ACTUAL.items() if kind in _TYPES},
        "email": say(phrase("an e-mail address")),
        "corroborated": list(CORROBORATED),
        "planned": PLANNED,
        "stale": STALE_MONTHS,
        "names": _names(schema),
        "identifier": [path[0] for mark in ("country", "title", "subject") for path in schema.meanings.get(mark, ())],
    }


_TYPES: Mapping[type, str] = {str: "string", bool: "boolean", int: "number", list: "array", dict: "object"}


def _mark(rule: Node) -> Node:
    return {key: rule[key] for key in ("code", "at") if key in rule}


def _codes(schema: Schema, say: Say) -> dict[str, Any]:
    """Give the sentences of each code that the form says."""
    return {
        code.id: {
            "severity": code.severity.value,
            "said": list(parts),
            **{part: say(code.phrase(part)) for part in parts},
        }
        for code, parts in judged(schema).values()
    }


def _patterns() -> dict[str, str]:
    return {
        "control": "".join(sign if " " < sign < "\x7f" else f"\\u{{{ord(sign):x}}}" for sign in HIDDEN.pattern),
        "email": javascript(EMAIL.pattern),
        "html": javascript(HTML.pattern),
        "link": javascript(LINK_TARGET.pattern),
        "safe": javascript(SAFE_LINK.pattern, start=True),
        "remark": javascript(rf"{REMARK.pattern}\Z", start=True),
        "between": javascript(BETWEEN.pattern),
    }


def _field(schema: Schema, path: tuple[str | int, ...], node: Node, say: Say) -> Node:
    """Write a field with what is below it, in the order of the schema, and with its words."""
    written: Node = {}
    for key, value in node.items():
        if key == "properties":
            written[key] = {name: _field(schema, (*path, name), child, say) for name, child in value.items()}
        elif key == "items":
            written[key] = _field(schema, (*path, 0), value, say)
        elif key == "pattern":
            written[key] = javascript(value)
        elif _told(key) and value != {} and value is not False:
            written[key] = value
    if path:
        written["label"] = say(schema.label(path)) if "title" in node else ""
        written["reason"] = say(schema.reason(path) or phrase("it is part of every record"))
        if "pattern" in node:
            written["advice"] = say(schema.advice(path) or phrase("write it as in the template"))
    return written


def _told(key: str) -> bool:
    """Tell whether a keyword means something to the form."""
    return key in MARKS or not (key.startswith(("x-", "$")) or key in (*_WORDS, "allOf"))


def bare(node: Any) -> Any:
    """Take the words and marks out of a condition, and leave what is compared."""
    if isinstance(node, list):
        return [bare(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if not key.startswith("x-")}
    return {
        key: {name: bare(child) for name, child in value.items()}
        if key == "properties"
        else javascript(value)
        if key == "pattern"
        else bare(value)
        for key, value in kept.items()
    }


def _names(schema: Schema) -> dict[str, Any]:
    """Give the terms that texts name in their own words: identifier, country, names, names that hold at home."""
    wanted = {str(item.node["x-names"]) for item in schema.fields if "x-names" in item.node}
    return {
        name: [
            [term.id, term.country, [term.label, *term.aliases], list(term.local_aliases)]
            for term in register.vocabulary.terms
        ]
        for name, register in schema.registers.items()
        if name in wanted
    }
