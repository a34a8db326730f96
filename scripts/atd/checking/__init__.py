"""Records against schema, vocabularies and rules: every finding, never the first only."""

from atd.checking.checker import Check, check_file, check_repository
from atd.checking.terms import VocabularyError
from atd.checking.value import value_findings, value_meant, value_typed

__all__ = ["Check", "VocabularyError", "check_file", "check_repository", "value_findings", "value_meant", "value_typed"]
