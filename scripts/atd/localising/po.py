"""Gettext PO files: what is asked of polib, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from stat import S_ISLNK
from typing import Any, NamedTuple

import polib
from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.plural import to_gettext

ORIGIN = "X-Translation-Origin"
"""Header that marks a file as machine translation; editors keep X- headers."""
MACHINE = "machine"
CONFIRMED = "confirmed by a person"
"""Translator comment on an entry of a machine-translated file; editors keep it."""
MAX_BYTES = 4 * 1024 * 1024
"""A larger file is a mistake or an attack; the words of the whole site take an eighth of this."""
COUNTED = "%(num)s"
"""Placeholder of the number in a sentence that counts something."""
_FILLED = re.compile(r"%\(\w+\)s")


class UnreadablePoError(Exception):
    """The file cannot be parsed; ``line`` is where, 0 if unknown."""

    def __init__(self, detail: str, line: int) -> None:
        super().__init__(detail, line)
        self.line = line

    def __str__(self) -> str:
        return str(self.args[0])


class Entry(NamedTuple):
    """A translated text with what it was translated from; a tuple, because a site has hundreds of thousands."""

    context: str | None
    source: str
    text: str
    plurals: tuple[str, ...]
    fuzzy: bool
    confirmed: bool
    line: int
    former: str = ""
    """What the original was when it was translated, where it has changed since."""


@dataclass(frozen=True, slots=True)
class Translations:
    """The living entries of a file, in its order."""

    machine: bool
    """Whether the file is marked as machine translation."""
    entries: tuple[Entry, ...]

    @property
    def by_context(self) -> dict[str, Entry]:
        """Entries by their context."""
        return {entry.context or "": entry for entry in self.entries}

    def complete(self, may_stay: Callable[[str | None], bool]) -> bool:
        """Tell whether every entry is translated and current, but for those that ``may_stay`` as they are."""
        return all(
            (entry.text or (entry.plurals and all(entry.plurals)) or may_stay(entry.context)) and not entry.fuzzy
            for entry in self.entries
        )

    def plain(self) -> list[Any]:
        """Give what JSON can hold; ``restored`` is the way back."""
        return [self.machine, [tuple(entry) for entry in self.entries]]

    @classmethod
    def restored(cls, plain: list[Any]) -> Translations:
        """Make the value again from its plain form."""
        machine, entries = plain
        return cls(machine, tuple(Entry(c, s, t, tuple(p), *rest) for c, s, t, p, *rest in entries))


def translations(po: polib.POFile) -> Translations:
    """Take what readers need from a parsed file."""
    living = (entry for entry in po if not entry.obsolete)
    return Translations(
        str(po.metadata.get(ORIGIN, "")).startswith(MACHINE),
        tuple(
            Entry(
                e.msgctxt, e.msgid, e.msgstr, tuple(text for _number, text in sorted(e.msgstr_plural.items())), e.fuzzy,
                CONFIRMED in (e.tcomment or ""), e.linenum or 1, e.previous_msgid or "",
            )
            for e in living
        ),
    )  # fmt: skip


def unfillable(source: str, text: str, *, counts: bool = False) -> str:
    """Give the first sign of a translation that cannot be filled in; nothing where all can.

    Sentences are filled in by Python's ``%``, which fails where a name is unknown or
    anything else follows the sign. ``counts`` tells that the sentence counts something.
    """
    known = {*_FILLED.findall(source), *([COUNTED] if counts else [])}
    if not known:
        return ""
    left = _FILLED.sub(lambda match: "" if match.group() in known else match.group(), text.replace("%%", ""))
    return left[left.index("%") :][:20].split(" ")[0] if "%" in left else ""


def read_po(file: Path) -> polib.POFile:
    """Parse a PO file.

    Raises UnreadablePoError with the line where the parser stopped.
    """
    return parse_po(po_text(file))


def po_text(file: Path) -> str:
    """Read the text of a PO file.

    Raises UnreadablePoError for links, which may lead anywhere, for files that no
    translator could have written, and where the system or the encoding refuses.
    """
    try:
        state = file.lstat()
        if S_ISLNK(state.st_mode):
            raise UnreadablePoError("it is a link, not a file", 0)
        if state.st_size > MAX_BYTES:
            raise UnreadablePoError(f"it is larger than {MAX_BYTES // 1024} KiB", 0)
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123, thousands of files
            text = opened.read().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadablePoError(str(error)[:200], 0) from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def parse_po(text: str) -> polib.POFile:
    """Parse the text of a PO file.

    Raises UnreadablePoError with the line where the parser stopped.
    """
    try:
        # With its line break the text can never be taken for the name of a file.
        return polib.pofile(f"{text}\n", wrapwidth=0)
    except (OSError, ValueError) as error:
        words = str(error)
        digits = "".join(c if c.isdigit() else " " for c in words).split()
        raise UnreadablePoError(words.splitlines()[0][:200], int(digits[0]) if digits else 0) from error


def new_po(language: str, project: str) -> polib.POFile:
    """Make an empty file with the headers that editors need."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "Project-Id-Version": project,
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
    }
    return po


@lru_cache
def plural_forms(language: str) -> str:
    """Give the gettext plural rule of a language from CLDR.

    CLDR has forms for decimal numbers that gettext cannot express; they are
    left to the last form, as gettext's own tables do.
    """
    known = _GETTEXT_FORMS.get(language.split("-", maxsplit=1)[0])
    if known:
        return known
    try:
        from babel.messages.plurals import PLURALS, get_plural  # noqa: PLC0415, only new files need it

        locale = CldrLocale.parse(language, sep="-")
        if language.partition("-")[0] not in PLURALS:
            return to_gettext(locale.plural_form)
        plural = get_plural(locale)
        return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};"
    except (UnknownLocaleError, ValueError):
        return "nplurals=2; plural=(n != 1);"


_GETTEXT_FORMS = {
    # Babel orders the Arabic forms unusually and gives French and Spanish the CLDR form “many”,
    # which gettext tools do not expect; these are the tables of gettext itself.
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
}
