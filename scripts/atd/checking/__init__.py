"""Records against schema, vocabularies and rules: every finding, never the first only."""

from atd.checking.checker import Check, check_repository

__all__ = ["Check", "check_repository"]
