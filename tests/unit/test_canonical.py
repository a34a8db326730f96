"""What is read at once is what polib reads, in whole files and in damaged ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atd.localising.canonical import canonical
from atd.localising.po import UnreadablePoError, parse_po, translations
from conftest import ROOT

SAMPLE = r"""msgid ""
msgstr ""
"Language: fr\n"
"X-Translation-Origin: machine\n"

#. What is done.
# confirmed by a person
msgctxt "title"
msgid "Release \"for all\""
msgstr "Libération \\ tous"

#: practices/a.yaml:1
#, fuzzy
#| msgid ""
#| "One\n"
#| "two"
msgctxt "summary"
msgid ""
"One\n"
"two"
msgstr ""
"Un\n"
"\tdeux"

msgid "plain"
msgstr ""
"""
_PIECES = ("\n", "\n\n", '"', "\\", '\\"', "#", "# ", "#~ ", "#, fuzzy\n", "#| ", "msgid ", 'msgstr "x"\n', "\r", "\x85", "\u2028", "\x1f", " ", "\t", 'msgctxt ""\n', "\ufeff", "X-Translation-Origin: person\\n")  # fmt: skip


def _agrees(text: str) -> bool:
    """Tell whether the quick way was gone; whatever it gives must be what polib gives."""
    quick = canonical(text)
    if quick is not None:
        try:
            assert quick == translations(parse_po(text))
        except UnreadablePoError as error:
            pytest.fail(f"polib refuses what is read at once: {error}")
    return quick is not None


def test_every_file_of_the_repository_is_read_alike() -> None:
    files = sorted((ROOT / "locales").glob("*/*/*.po"))
    assert all(_agrees(file.read_text(encoding="utf-8")) for file in files[:: 1 + len(files) // 300])
    assert all(_agrees(file.read_text(encoding="utf-8")) for file in (ROOT / "locales").glob("*/vocabularies.po"))
    assert not any(_agrees(file.read_text(encoding="utf-8")) for file in (ROOT / "locales").glob("f?/interface.po"))


def test_every_part_of_an_entry_is_read() -> None:
    assert _agrees(SAMPLE)
    read = canonical(SAMPLE)
    assert read is not None and read.machine
    title, summary, plain = read.entries
    assert title == ("title", 'Release "for all"', "Libération \\ tous", (), False, True, 6, "")
    assert summary == ("summary", "One\ntwo", "Un\n\tdeux", (), True, False, 12, "One\ntwo")
    assert plain == (None, "plain", "", (), False, False, 25, "")


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_file_is_never_read_otherwise(data: st.DataObject) -> None:
    text = SAMPLE
    for _time in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from((0, 0, 1, 2, 5, 30)))
        text = text[:start] + data.draw(st.sampled_from(("", *_PIECES)) | st.just(text[end : end + 40])) + text[end:]
    _agrees(text)
