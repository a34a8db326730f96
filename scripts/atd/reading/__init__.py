"""From the bytes of a file to values that know where they stand."""

from atd.reading.document import Document, FieldPath, read_document, read_text, salvage
from atd.reading.repository import Collection, Language, Repository, RepositoryError
from atd.reading.resolution import SchemaError
from atd.reading.schema import Schema, load_schema
from atd.reading.vocabulary import Term, Vocabulary, load_vocabularies

__all__ = [
    "Collection",
    "Document",
    "FieldPath",
    "Language",
    "Repository",
    "RepositoryError",
    "Schema",
    "SchemaError",
    "Term",
    "Vocabulary",
    "load_schema",
    "load_vocabularies",
    "read_document",
    "read_text",
    "salvage",
]
