"""What stands beside a form: the rules that its script reads, and the same questions as a file to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson

from atd.asking import asks, rulebook, rules_path, template_path
from atd.exports.download import Download
from atd.exports.template import template
from atd.findings import Voice
from atd.localising import Edition, Locale
from atd.reading import Collection


def form_files(edition: Edition) -> Iterator[Download]:
    """Give the files of every form in a language."""
    repository = edition.catalogue.repository
    for collection in asks(repository):
        yield Download(rules_path(repository, collection.name), partial(_rules, collection, edition.locale))
        yield Download(template_path(repository, collection.name), partial(_template, collection, edition.locale))


def _rules(collection: Collection, locale: Locale) -> bytes:
    return orjson.dumps(rulebook(collection, locale))


def _template(collection: Collection, locale: Locale) -> bytes:
    return template(collection.schema, {}, Voice(locale.messages, locale.code)).encode()
