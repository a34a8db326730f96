"""Another repository made by the same program: other fields, terms, languages and name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from conftest import ROOT

CONFIG = """\
site_name: Regular Pathways
site_url: https://pathways.example/
site_description: Ways to migrate regularly, as open data in two languages.
docs_dir: docs/pages
site_dir: site
strict: true
nav: [index.md, pathways/index.md, countries/index.md, topics/index.md, about.md]
theme: {name: atd, custom_dir: docs/theme, font: false, language: en, favicon: assets/favicon.svg}
markdown_extensions: [attr_list, {toc: {permalink: false}}]
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      reconfigure_material: false
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: pt, name: Português, build: true}
hooks: [scripts/mkdocs_hook.py]
extra:
  atd:
    short_name: Pathways
    words:
      title: "Regular Pathways: an open collection"
      description: Laws and agreements by which people can migrate regularly.
      lead: How States let people work, study and join their families across borders.
    collections: {pathways: pathway}
"""
TEXT = {"type": "string", "x-translatable": True}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "pathway.schema.json",
    "title": "Pathway",
    "description": "A way to migrate regularly.",
    "x-collection": {"label": "Pathways", "description": "All pathways.", "search": "Search pathways"},
    "x-sections": [
        {"id": "at-a-glance", "title": "At a glance"},
        {"id": "related", "title": "Related", "fields": ["x-links"]},
        {"id": "cite", "title": "Cite"},
    ],
    "x-issue-form": {
        "name": "Propose a pathway",
        "description": "A way to migrate regularly.",
        "introduction": "Thank you.",
        "labels": ["submission"],
        "without": ["last_verified"],
    },
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "title", "summary", "language", "purpose", "destinations", "steps", "last_verified"],
    "properties": {
        "id": {"title": "Identifier", "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "minLength": 4, "maxLength": 60},
        "title": {"title": "Title", **TEXT, "minLength": 10, "maxLength": 110},
        "summary": {"title": "Summary", **TEXT, "minLength": 20, "maxLength": 600},
        "language": {"title": "Original language", "type": "string", "pattern": "^[a-z]{2,3}$", "x-language": True},
        "purpose": {"title": "Purpose", "type": "string", "x-vocabulary": "purpose", "x-facet": 1},
        "destinations": {
            "title": "Destinations", "type": "array", "minItems": 1, "uniqueItems": True,
            "items": {"type": "string", "x-vocabulary": "country"}, "x-facet": 2,
        },
        "how": {"title": "How it works", **TEXT, "x-prose": True, "minLength": 20, "maxLength": 2000},
        "steps": {
            "title": "Steps", "type": "array", "minItems": 1,
            "items": {
                "type": "object", "additionalProperties": False, "required": ["key", "text"],
                "properties": {
                    "key": {"title": "Key", "type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 40},
                    "text": {"title": "Step", **TEXT, "minLength": 5, "maxLength": 300},
                    "address": {"title": "Address", "type": "string", "pattern": "^https?://[^\\s<>\"]+$", "maxLength": 500, "x-url": True},
                },
            },
        },
        "permit": {
            "title": "Permit", "type": "object", "additionalProperties": False,
            "properties": {
                "months": {"title": "Months", "type": "integer", "minimum": 1},
                "renewable": {"title": "May be renewed", "type": "boolean"},
            },
        },
        "since": {"title": "Since", "type": "string", "pattern": "^[0-9]{4}$", "x-date": True, "x-facet": 3, "x-facet-label": "Since"},
        "related": {"title": "Related pathways", "type": "array", "minItems": 1, "uniqueItems": True, "items": {"title": "Identifier", "type": "string", "x-reference": "pathways"}},
        "last_verified": {"title": "Last checked", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "x-date": True},
    },
}  # fmt: skip
PURPOSE = """\
id: purpose
label: "Purpose"
definition: "What people migrate for."
terms:
  - {id: work, label: "Work", definition: "To earn a living."}
  - {id: study, label: "Study", definition: "To learn."}
"""
RECORDS = {
    "nz-seasonal-work": """\
id: nz-seasonal-work
title: Seasonal work in orchards, an invented example
summary: People work for a season and return. This example was invented for a test.
language: en
purpose: work
destinations: [NZ]
how: |-
  An employer asks, and *people* apply.

  Nothing here is a fact.
steps:
  - key: ask
    text: The employer asks for workers.
    address: https://example.org/ask
  - key: apply
    text: 'People & agents apply: "no" fee < 5.'
permit:
  months: 7
  renewable: true
since: "2007"
related: [pt-study-visa]
last_verified: "2026-11-01"
""",
    "pt-study-visa": """\
id: pt-study-visa
title: Visto de estudo, um exemplo inventado
summary: Estudantes entram com um visto. Este exemplo foi inventado para um teste.
language: pt
purpose: study
destinations: [PT]
steps:
  - key: pedir
    text: O estudante pede o visto.
last_verified: "2026-10-01"
""",
}
ABOUT = "---\ntitle: {title}\ndescription: {title}.\n---\n# {title}\n\nWords.\n"


def make_fork(root: Path) -> Path:
    """Make the repository: what belongs to the program is copied, everything else is new."""
    shutil.copytree(ROOT / "docs" / "theme", root / "docs" / "theme")
    shutil.copytree(ROOT / "docs" / "map", root / "docs" / "map")
    for form in ("practice", "resource", "exchange"):
        for file in (root / "docs" / "theme" / "pages").glob(f"**/{form}*.html"):
            file.unlink()
    (root / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", root / "scripts")
    words = root / "schema" / "vocabularies"
    words.mkdir(parents=True)
    for name in ("country", "region", "review-region"):
        shutil.copy(ROOT / "schema" / "vocabularies" / f"{name}.yaml", words)
    shutil.copy(ROOT / "schema" / "vocabulary.schema.json", root / "schema")
    (words / "purpose.yaml").write_text(PURPOSE, encoding="utf-8")
    (root / "schema" / "pathway.schema.json").write_text(json.dumps(SCHEMA, indent=1), encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (root / "pathways").mkdir()
    for name, text in RECORDS.items():
        (root / "pathways" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for language, title in (("en", "About"), ("pt", "Sobre")):
        folder = root / "docs" / "pages" / language
        folder.mkdir(parents=True)
        (folder / "about.md").write_text(ABOUT.format(title=title), encoding="utf-8")
    return root
