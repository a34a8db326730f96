"""References as BibTeX, RIS and CSL-JSON, for reference managers.

Written here and not with a library: bibtexparser and rispy need about a millisecond
for each reference, this a hundredth; the tests read everything back with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from atd.catalogue import Record
from atd.exports.download import Download
from atd.pages.reference import Reference, citation_path, reference
from atd.pages.studio import Studio

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
"""Each sign of TeX as what prints it; braces stay balanced whatever a text holds."""
_SIGNS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_BIBTEX = {"report": "techreport", "book": "book"}
_RIS = {"webpage": "ELEC", "report": "RPRT", "book": "BOOK", "legislation": "STAT", "legal_case": "CASE", "article": "MGZN", "broadcast": "VIDEO"}  # fmt: skip


def bibtex(cited: Reference) -> str:
    """Write a reference for BibTeX; organisations stand in braces of their own, so that they are not taken for persons."""
    kind = _BIBTEX.get(cited.type, "misc")
    makers = " and ".join(f"{{{_tex(name)}}}" for name in cited.authors)
    date = cited.issued.split("-") if cited.issued else []
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": makers,
        {"techreport": "institution", "book": "publisher"}.get(kind, ""): _tex(", ".join(cited.authors)),
        "howpublished": _tex(cited.container),
        **dict(zip(("year", "month", "day"), date, strict=False)),
        "url": _flat(cited.url).translate(_ADDRESS),
        "language": _tex(cited.language),
        "abstract": _tex(cited.abstract),
        "keywords": _tex(", ".join(cited.keywords)),
        "note": _tex(cited.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if name and value]
    return "\n".join([f"@{kind}{{{cited.key},", *lines, "}", ""])


def ris(cited: Reference) -> str:
    """Write a reference in the format of Research Information Systems, a tag to a line."""
    date = "/".join((*cited.issued.split("-"), "", "", "")[:4]) if cited.issued else ""
    tagged = [
        ("TY", _RIS.get(cited.type, "GEN")), ("ID", cited.key), ("TI", cited.title),
        *(("AU", name) for name in cited.authors), ("T2", cited.container), ("PY", cited.issued[:4]), ("DA", date),
        ("UR", cited.url), ("LA", cited.language), ("AB", cited.abstract),
        *(("KW", word) for word in cited.keywords), ("N1", cited.note),
    ]  # fmt: skip
    return "".join(f"{tag}  - {_flat(value)}\r\n" for tag, value in tagged if value) + "ER  - \r\n"


def csl(cited: Reference) -> dict[str, Any]:
    """Describe a reference for processors of the Citation Style Language."""
    described = {
        "id": cited.key,
        "type": cited.type,
        "title": _flat(cited.title),
        "author": [{"literal": _flat(name)} for name in cited.authors],
        "container-title": _flat(cited.container),
        "issued": {"date-parts": [[int(part) for part in cited.issued.split("-")]]} if cited.issued else None,
        "URL": cited.url,
        "language": cited.language,
        "abstract": _flat(cited.abstract),
        "keyword": ", ".join(map(_flat, cited.keywords)),
        "note": _flat(cited.note),
    }
    return {name: value for name, value in described.items() if value}


def _csl_json(cited: Reference) -> str:
    return json.dumps(csl(cited), ensure_ascii=False, indent=1)


@dataclass(frozen=True)
class _Form:
    """A format: how a reference is written and how several stand in a file."""

    write: Callable[[Reference], str]
    begin: str = ""
    between: str = ""
    end: str = ""

    def file(self, written: Iterable[str]) -> bytes:
        return f"{self.begin}{self.between.join(written)}{self.end}".encode("utf-8", "replace")


_FORMS = {
    "bib": _Form(bibtex, between="\n"),
    "ris": _Form(ris, between="\r\n"),
    "csl.json": _Form(_csl_json, "[\n", ",\n", "\n]\n"),
}


def citation_files(studio: Studio) -> Iterator[Download]:
    """Give the references of every record and collection, in the language of the studio."""
    for collection, records in studio.catalogue.records.items():
        living = [record for record in records if not record.withdrawn]
        for ending, form in _FORMS.items():
            yield Download(citation_path(collection, ending), partial(_file, studio, form, living))
            for record in living:
                path = citation_path(f"{collection}/{record.id}", ending)
                yield Download(path, partial(_file, studio, form, (record,)), watched=True)


def _file(studio: Studio, form: _Form, records: Iterable[Record]) -> bytes:
    return form.file(form.write(studio.remembered(_cited, record)) for record in records)


def _cited(studio: Studio, record: Record) -> Reference:
    return reference(studio, studio.edition.open(record))


def _flat(text: str) -> str:
    """Put a text on one line; line breaks would begin a field."""
    return _BREAKS.sub(" ", text).strip()


def _tex(text: str) -> str:
    return _SIGNS.sub(lambda sign: _SPECIAL[sign[0]], _flat(text))
