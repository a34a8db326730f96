"""What the repository holds, in numbers: ``atd check --summary``.

The schema says which collection is assessed and by which classes (``x-standing``),
the vocabularies which countries and review regions there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from atd.catalogue import Catalogue, Record
from atd.findings import Phrase, Severity, Voice, phrase
from atd.localising import Edition, Locale
from atd.pages.census import LARGEST_SHARE, Place, take_census

Value = str | int | float | bool
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Summary:
    """The numbers, each row with its identifier and its label in the language of the report."""

    collections: tuple[Row, ...]
    classes: tuple[Row, ...]
    """Classes of the records that are assessed."""
    countries: tuple[Row, ...]
    """Countries and areas with assessed records."""
    regions: tuple[Row, ...]
    """Review regions with their share of the promising records."""
    languages: tuple[Row, ...]
    warnings: tuple[Phrase, ...]

    def document(self, voice: Voice) -> dict[str, object]:
        """Give everything as JSON holds it, described by schema/findings.schema.json."""
        return {
            "collections": list(self.collections),
            "classes": list(self.classes),
            "countries": list(self.countries),
            "regions": list(self.regions),
            "languages": list(self.languages),
            "warnings": [voice.say(warning) for warning in self.warnings],
        }


def summarise(editions: Mapping[str, Edition], locale: Locale, *, whole: bool = True) -> Summary:
    """Count everything once; withdrawn records are counted apart.

    Records with errors cannot be counted; ``whole`` tells that there are none.
    """
    catalogue = next(iter(editions.values())).catalogue
    census = take_census(catalogue)
    promising = census.total.promising
    regions = tuple(
        {
            **_named(locale, "review-region", place.id),
            "records": place.tally.all,
            "promising": place.tally.promising,
            "share": round(100 * place.tally.promising / promising, 1) if promising else 0.0,
        }
        for place in census.places
    )
    return Summary(
        collections=tuple(_collection(locale, name, records) for name, records in catalogue.records.items()),
        classes=tuple(_classes(catalogue, locale)),
        countries=tuple(_countries(catalogue, locale)),
        regions=regions,
        languages=tuple(_language(edition, locale) for edition in editions.values()),
        warnings=tuple(_warnings(census.largest, locale, whole)),
    )


def _warnings(largest: Iterable[Place], locale: Locale, whole: bool) -> Iterator[Phrase]:
    if not whole:
        yield phrase("entries with errors are not counted")
    for place in largest:
        region = locale.term_label("review-region", place.id)
        yield phrase("{region} has more than {limit} % of the promising entries", region=region, limit=LARGEST_SHARE)


def _collection(locale: Locale, name: str, records: Sequence[Record]) -> Row:
    label = locale.repository.collection(name).schema.collection("label").said(locale.messages)
    withdrawn = sum(record.withdrawn for record in records)
    return {"id": name, "label": label, "records": len(records) - withdrawn, "withdrawn": withdrawn}


def _classes(catalogue: Catalogue, locale: Locale) -> Iterator[Row]:
    for name, records in catalogue.records.items():
        schema = catalogue.schema(name)
        if not schema.marks.standing:
            continue
        vocabulary = str(schema.root["properties"][schema.marks.standing]["x-vocabulary"])
        used = Counter(record.values[schema.marks.standing] for record in records if not record.withdrawn)
        for term in catalogue.vocabularies[vocabulary].current():
            yield {"vocabulary": vocabulary, **_named(locale, vocabulary, term), "records": used[term]}


def _countries(catalogue: Catalogue, locale: Locale) -> Iterator[Row]:
    """Count by country, by its name in the language."""
    rows = []
    for code in catalogue.vocabularies["country"].current():
        standings = Counter(filter(None, map(catalogue.standing, catalogue.index.get(("country", code), ()))))
        if standings:
            row = _named(locale, "country", code)
            rows.append({**row, "records": standings.total(), "promising": standings["promising"]})
    return iter(sorted(rows, key=lambda row: locale.sort_key(str(row["label"]))))


def _language(edition: Edition, locale: Locale) -> Row:
    covers = [opened.coverage for opened in edition.records.values()]
    total = sum(cover.total for cover in covers)
    return {
        "id": edition.locale.code,
        "label": locale.language_name(edition.locale.code),
        "interface": edition.locale.complete,
        "complete": sum(cover.complete for cover in covers),
        "records": len(covers),
        "texts": round(100 * sum(cover.translated for cover in covers) / total, 1) if total else 100.0,
        "outdated": sum(cover.outdated for cover in covers),
    }


def _named(locale: Locale, vocabulary: str, term: str) -> dict[str, Value]:
    return {"id": term, "label": locale.term_label(vocabulary, term)}


def render_summary(summary: Summary, voice: Voice, locale: Locale) -> str:
    """Write the numbers as tables for a terminal."""
    records, promising = phrase("Entries"), phrase("Promising")
    tables = (
        (phrase("Collections"), (records, phrase("Withdrawn")), summary.collections, ("records", "withdrawn")),
        *(
            (Phrase(locale.vocabulary_label(name)), (records,), [row for row in summary.classes if row["vocabulary"] == name], ("records",))
            for name in dict.fromkeys(str(row["vocabulary"]) for row in summary.classes)
        ),
        (phrase("Countries and areas"), (records, promising), summary.countries, ("records", "promising")),
        (Phrase(locale.vocabulary_label("review-region")), (records, promising, phrase("Share of the promising")), summary.regions, ("records", "promising", "share")),
        (phrase("Languages"), (phrase("Entries, complete"), records, phrase("Texts"), phrase("Out of date")), summary.languages, ("complete", "records", "texts", "outdated")),
    )  # fmt: skip
    written = [
        _table([voice.say(head) for head in (title, *heads)], rows, keys, locale) for title, heads, rows, keys in tables
    ]
    warning = voice.say(Severity.WARNING.phrase)
    return "\n\n".join((*written, *(f"{warning}: {voice.say(said)}" for said in summary.warnings)))


def _table(heads: Sequence[str], rows: Iterable[Row], keys: Sequence[str], locale: Locale) -> str:
    """Write a table; names stand at the beginning of a line, numbers below each other."""
    cells = [[str(row["label"]), *(_cell(key, row[key], locale) for key in keys)] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(heads, *cells, strict=True)]
    lines = (
        "  ".join(
            text + " " * (width - cell_len(text)) if number == 0 else " " * (width - cell_len(text)) + text
            for number, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (heads, ["─" * width for width in widths], *cells)
    )
    return "\n".join(lines)


def _cell(key: str, value: Value, locale: Locale) -> str:
    shown = locale.number(float(value) if key in ("share", "texts") else int(value))
    return f"{shown} %" if key in ("share", "texts") else shown
