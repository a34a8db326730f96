"""Where forms stand: that of the first collection at the root of the branch, others below it."""

from __future__ import annotations

from atd.reading import Collection, Repository

HOME = "contribute/"


def asks(repository: Repository) -> tuple[Collection, ...]:
    """List the collections that have a form."""
    return tuple(c for c in repository.collections if "x-form" in c.schema.source)


def form_path(repository: Repository, collection: str) -> str:
    """Address of a collection's form below the language; nothing where it has none."""
    names = [c.name for c in asks(repository)]
    if collection not in names:
        return ""
    return HOME if collection == names[0] else f"{HOME}{collection}/"


def rules_path(repository: Repository, collection: str) -> str:
    """Address of what the form knows: fields, rules and messages."""
    return f"{form_path(repository, collection)}{collection}.rules.json"


def template_path(repository: Repository, collection: str) -> str:
    """Address of the file to fill in without the form."""
    return f"{form_path(repository, collection)}{collection}.template.yaml"
