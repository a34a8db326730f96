"""What the repository asks of its maintainers: the text of one issue that is kept current."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atd.catalogue import Catalogue, Record
from atd.findings import Voice, phrase
from atd.findings.rendering.markdown import literal
from atd.localising import Edition

LONGEST = 60_000
"""Characters; an issue holds 65,536."""
SHOWN = 40
"""So many entries are named under a heading."""


def upkeep(catalogue: Catalogue, editions: Mapping[str, Edition], links: str, voice: Voice) -> str:
    """Write what is due: entries to be looked at again, translations behind their original, links that broke.

    ``links`` is the report on external links, or nothing where none was made.
    """
    parts = [
        voice.say(
            phrase("Written anew every night, on {day}. What is done disappears by itself.", day=catalogue.today)
        ),
        _section(voice.say(phrase("Not checked for a year")), list(_stale(catalogue, voice))),
        _section(voice.say(phrase("Translations behind the original")), list(_behind(editions, voice))),
        "\n\n".join(["## " + voice.say(phrase("External links")), links.strip()]) if links.strip() else "",
    ]
    return _cut("\n\n".join(filter(None, parts)), voice) + "\n"


def _section(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    more = [f"- … {len(lines) - SHOWN}"] if len(lines) > SHOWN else []
    return "\n".join([f"## {title} ({len(lines)})", "", *lines[:SHOWN], *more])


def _stale(catalogue: Catalogue, voice: Voice) -> Iterator[str]:
    """Name the entries last checked more than a year ago, the oldest first."""
    records: list[Record] = [r for group in catalogue.records.values() for r in group if not r.withdrawn]
    late = [record for record in records if record.stale(catalogue.today)]
    for record in sorted(late, key=lambda r: (str(r.values["last_verified"]), r.path)):
        day = voice.say(phrase("last checked on {day}", day=record.values["last_verified"]))
        yield f"- {literal(record.path)}: {literal(day)}"


def _behind(editions: Mapping[str, Edition], voice: Voice) -> Iterator[str]:
    """Name each language’s entries with texts whose original changed, the furthest behind first."""
    behind = [
        (localised.coverage.outdated, code, localised.record)
        for code, edition in editions.items()
        for localised in edition.records.values()
        if localised.coverage.outdated and not localised.record.withdrawn
    ]
    for number, code, record in sorted(behind, key=lambda item: (-item[0], item[1], item[2].path)):
        texts = voice.ngettext("{num} text is out of date", "{num} texts are out of date", number)
        yield f"- {code}: {literal(record.path)}: {texts}"


def _cut(text: str, voice: Voice) -> str:
    """Keep a text below what an issue holds, at the end of a line."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + "\n\n" + voice.say(phrase("The rest did not fit here."))
