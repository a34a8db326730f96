"""The repository as a whole: its folders, collections and languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from atd.reading.document import Document, read_document
from atd.reading.hidden import as_text
from atd.reading.names import Names
from atd.reading.schema import Schema, load_schema
from atd.reading.vocabulary import Vocabulary, load_vocabularies


class RepositoryError(Exception):
    """The folder is not a usable repository; the message says why."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site, as BCP 47 tag, with its own name for itself."""

    code: str
    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of records that share one schema."""

    name: str
    """Name of the folder and of the address, such as ``practices``."""
    schema: Schema


@dataclass(frozen=True)
class Repository:
    """A folder holding mkdocs.yml, the records, the schemas and the locales."""

    root: Path
    config: dict[str, Any]

    @classmethod
    def find(cls, start: Path) -> Repository:
        """Open the repository at ``start`` or in its nearest parent.

        Raises RepositoryError when there is none or its mkdocs.yml is unreadable.
        """
        for folder in (start, *start.parents):
            if (folder / "mkdocs.yml").is_file():
                document = read_document((folder / "mkdocs.yml").read_bytes(), "mkdocs.yml")
                if isinstance(document, Document):
                    return cls(folder, document.values)
                raise RepositoryError(f"{folder / 'mkdocs.yml'}: {document[0].problem}")
        raise RepositoryError(f"there is no mkdocs.yml in {start} or above it")

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Languages in the order of the menu."""
        for plugin in self.config.get("plugins", ()):
            if isinstance(plugin, dict) and "i18n" in plugin:
                return tuple(
                    Language(entry["locale"], entry["name"], bool(entry.get("default")))
                    for entry in plugin["i18n"]["languages"]
                )
        raise RepositoryError("mkdocs.yml names no languages (plugins: i18n: languages)")

    @cached_property
    def default_language(self) -> str:
        """The language at the root of the site."""
        return next(language.code for language in self.languages if language.default)

    @property
    def address(self) -> str:
        """Address of the site, with a slash at its end; nothing where mkdocs.yml names none."""
        stated = str(self.config.get("site_url") or "")
        return f"{stated.rstrip('/')}/" if stated else ""

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What mkdocs.yml says under ``extra: atd``."""
        settings: dict[str, Any] = self.config.get("extra", {}).get("atd", {})
        return settings

    def words(self, name: str) -> tuple[str, ...]:
        """Give sentences for readers that belong to this repository alone, in English.

        They stand in mkdocs.yml under ``extra: atd: words``; title and description are
        the site's own where they are left out.
        """
        otherwise = {"title": self.config.get("site_name", ""), "description": self.config.get("site_description", "")}
        said = self.settings.get("words", {}).get(name, otherwise.get(name, ""))
        return tuple(said) if isinstance(said, list) else tuple(filter(None, (said,)))

    @property
    def all_words(self) -> tuple[str, ...]:
        """Every sentence of mkdocs.yml that is translated."""
        names = dict.fromkeys(("title", "description", *self.settings.get("words", {})))
        return tuple(sentence for name in names for sentence in self.words(name))

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """Vocabularies by identifier."""
        return load_vocabularies(self.root / "schema" / "vocabularies")

    @cached_property
    def collections(self) -> tuple[Collection, ...]:
        """Collections in the order of mkdocs.yml."""
        names = Names(self.root / "locales")
        return tuple(
            Collection(name, load_schema(self.root / "schema" / f"{schema}.schema.json", self.vocabularies, names))
            for name, schema in self.settings.get("collections", {}).items()
        )

    @cached_property
    def vocabulary_schema(self) -> Schema:
        """The schema that the vocabularies themselves follow."""
        return load_schema(self.root / "schema" / "vocabulary.schema.json", self.vocabularies)

    def collection(self, name: str) -> Collection:
        """Find a collection by the name of its folder."""
        return next(c for c in self.collections if c.name == name)

    def collection_of(self, file: Path) -> Collection:
        """Find the collection to which a file belongs by its folder; the first one for a file from elsewhere."""
        folders = file.resolve().parts
        return next((c for c in self.collections if c.name in folders), self.collections[0])

    def files(self, collection: str) -> Iterator[Path]:
        """List the record files of a collection, sorted by name."""
        return iter(sorted((self.root / collection).glob("*.yaml")))

    def relative(self, file: Path) -> str:
        """Name a file relative to the repository, with forward slashes."""
        try:
            return as_text(file.resolve().relative_to(self.root.resolve()).as_posix())
        except ValueError:
            return as_text(file.as_posix())
