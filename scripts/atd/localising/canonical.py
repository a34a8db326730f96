"""PO files in the form in which ``atd translate sync`` writes them, read at once instead of line by line.

polib reads everything that is a PO file and takes five times as long. What is not exactly as expected is left to it, so
both give the same; a test holds them against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from polib import unescape

from atd.localising.po import CONFIRMED, MACHINE, ORIGIN, Entry, Translations, parse_po, po_text, translations

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_STRINGS = rf"{_STRING}(?:\n{_STRING})*"
_ENTRY = re.compile(
    rf"(?P<remarks>(?:\#[ ].*\n|\#[.:][ ]\S.*\n)*)"
    rf"(?P<fuzzy>\#,[ ]fuzzy\n)?"
    rf"(?:\#\|[ ]msgid[ ](?P<former>{_STRING}(?:\n\#\|[ ]{_STRING})*)\n)?"
    rf"(?:msgctxt[ ](?P<context>{_STRINGS})\n)?"
    rf"msgid[ ](?P<source>{_STRINGS})\n"
    rf"msgstr[ ](?P<text>{_STRINGS})(?:\n\n|\n*\Z)",
    re.VERBOSE,
)
"""Comments of people and programs, whether the original changed since, what it was, its name, the original, the translation."""


def read_translations(file: Path) -> Translations:
    """Read a PO file of any form.

    Raises UnreadablePoError with the line where the parser stopped.
    """
    return understood(po_text(file))


def understood(text: str) -> Translations:
    """Take the translations from a text of any form; raises UnreadablePoError as ``read_translations``."""
    return canonical(text) or translations(parse_po(text))


def canonical(text: str) -> Translations | None:
    """Give the translations of a file in that form; None for any other, which polib must read."""
    if len(f"{text}.".splitlines()) != text.count("\n") + 1:
        return None  # a sign that polib takes for the end of a line
    matches = list(_consecutive(text))
    if not matches or matches[0]["context"] is not None or matches[0]["source"] != '""':
        return None
    header, *living = matches
    entries, line, counted = [], 1, 0
    for match in living:
        line += text.count("\n", counted, match.start())
        counted = match.start()
        entries.append(_entry(match, line))
    return Translations(_machine(_string(header["text"])), tuple(entries))


def _consecutive(text: str) -> Iterator[re.Match[str]]:
    """Yield the entries of a text; none at all where anything stands between them."""
    found, end = [], 0
    while match := _ENTRY.match(text, end):
        found.append(match)
        end = match.end()
    return iter(found if end == len(text) else ())


def _entry(match: re.Match[str], line: int) -> Entry:
    context, former = match["context"], match["former"]
    return Entry(
        None if context is None else _string(context),
        _string(match["source"]),
        _string(match["text"]),
        (),
        match["fuzzy"] is not None,
        CONFIRMED in match["remarks"]
        and any(remark.startswith("# ") and CONFIRMED in remark for remark in match["remarks"].split("\n")),
        line,
        "" if former is None else _string(former, "\n#| "),
    )


def _string(written: str, between: str = "\n") -> str:
    """Join the strings of several lines, without their quotation marks."""
    whole = written[1:-1].replace(f'"{between}"', "")
    return str(unescape(whole)) if "\\" in whole else whole


def _machine(header: str) -> bool:
    """Tell whether the header says of the file that it is machine translation; of two lines the last one counts."""
    said = [value for name, _colon, value in (line.partition(":") for line in header.splitlines()) if name == ORIGIN]
    return bool(said) and said[-1].strip().startswith(MACHINE)
