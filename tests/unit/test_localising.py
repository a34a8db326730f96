"""Translations: exact staleness, honest states, nothing lost in synchronising."""

import json
import re
import subprocess
from pathlib import Path

import polib
import pytest

from atd.localising import load_locale
from atd.localising.locale import direction
from atd.localising.notation import written_sentences
from atd.reading import Repository
from conftest import ROOT, Run

RECORD = "zm-national-referral-mechanism"
OTHERS = ("fr", "es", "ar", "ru", "zh")


def change(small: Path, old: str, new: str) -> None:
    file = small / "practices" / f"{RECORD}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def entries(small: Path, language: str) -> dict[str, polib.POEntry]:
    po = polib.pofile((small / "locales" / language / "practices" / f"{RECORD}.po").read_text(encoding="utf-8"))
    return {entry.msgctxt: entry for entry in po}


def test_the_repository_is_synchronised(atd: Run) -> None:
    result = atd("translate", "sync", "--check")
    assert result.returncode == 0, result.stdout


def test_a_changed_sentence_marks_one_entry_in_each_language(small: Path, atd: Run) -> None:
    assert atd("translate", "sync", "--root", small).returncode == 0
    before = {language: entries(small, language) for language in OTHERS}
    change(small, "No law expressly bars", "No law clearly bars")
    result = atd("translate", "sync", "--root", small)
    assert result.stdout.count("now out of date: 1") == len(OTHERS)
    for language in OTHERS:
        after = entries(small, language)
        touched = {name for name in after if str(after[name]) != str(before[language][name])}
        assert touched == {"caveats.no-legal-ban"}
        assert after["caveats.no-legal-ban"].fuzzy
        assert after["caveats.no-legal-ban"].previous_msgid == before[language]["caveats.no-legal-ban"].msgid


def test_wrapping_and_reordering_change_no_translation(small: Path, atd: Run) -> None:
    assert atd("translate", "sync", "--root", small).returncode == 0
    change(small, "protection\n  needs and to note", "protection needs\n  and to note")
    first = "  - key: no-legal-ban\n    text: No law expressly bars the detention of children, according to the same scorecard.\n"
    change(small, first, "")
    change(small, "caveats:\n", f"caveats:\n{first}")
    result = atd("translate", "sync", "--root", small)
    assert "now out of date: 1" not in result.stdout
    assert not any(entry.fuzzy for entry in entries(small, "fr").values())


def test_a_translation_that_came_back_is_current_again(small: Path, atd: Run) -> None:
    change(small, "No law expressly bars", "No law clearly bars")
    atd("translate", "sync", "--root", small)
    change(small, "No law clearly bars", "No law at all bars")
    atd("translate", "sync", "--root", small)
    entry = entries(small, "ru")["caveats.no-legal-ban"]
    assert "expressly" in str(entry.previous_msgid), "the text that was translated is kept, not the one in between"


def test_start_makes_an_empty_file_with_help(small: Path, atd: Run) -> None:
    assert atd("translate", "start", "fr", "us-isap", "--root", small).returncode == 0
    po = polib.pofile((small / "locales/fr/practices/us-isap.po").read_text(encoding="utf-8"))
    assert {"title", "summary", "why_listed", "description"} <= {entry.msgctxt for entry in po}
    assert all(not entry.msgstr for entry in po)
    assert po[0].comment
    assert atd("translate", "start", "tlh", "us-isap", "--root", small).returncode == 2
    assert atd("translate", "start", "fr", "us-isop", "--root", small).returncode == 2


def test_status_counts_every_language(small: Path, atd: Run) -> None:
    lines = atd("translate", "status", "--root", small).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["en", *OTHERS, "ms"]
    assert "8 of 10" in lines[2]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("ATD501", 'msgctxt "title"\nmsgid', 'msgctxt "title"\nmsgit'),
        ("ATD502", 'msgctxt "summary"', 'msgctxt "title"'),
        ("ATD503", 'msgctxt "summary"', 'msgctxt "sumary"'),
        ("ATD505", 'msgctxt "why_listed"\nmsgid', 'msgctxt "why_listed"\nmsgid'),
    ],
)
def test_faulty_translation_files_are_findings(code: str, old: str, new: str, small: Path, atd: Run) -> None:
    file = small / "locales/fr/practices" / f"{RECORD}.po"
    text = file.read_text(encoding="utf-8").replace(old, new, 1)
    if code == "ATD505":
        text = text.replace('msgstr "', 'msgstr "<script>alert(1)</script>', 2)
    file.write_text(text, encoding="utf-8")
    result = atd("check", "--root", small, "--format", "json")
    found = json.loads(result.stdout)["findings"]
    assert code in {finding["code"] for finding in found}
    assert {finding["path"] for finding in found} == {f"locales/fr/practices/{RECORD}.po"}


def test_lost_placeholders_and_stray_files_are_findings(small: Path, atd: Run) -> None:
    file = small / "locales/ru/interface.po"
    po = polib.pofile(str(file), wrapwidth=0)
    entry = po.find("Source %(number)s")
    entry.msgstr = entry.msgstr.replace("%(number)s", "")
    po.save(str(file))
    (small / "locales/ru/practices/nobody.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
    assert {"ATD504", "ATD506"} <= {finding["code"] for finding in found}


def test_a_broken_translation_shows_the_original(trilingual: Path, atd: Run) -> None:
    (trilingual / "locales/ar/practices" / f"{RECORD}.po").unlink()
    assert atd("build", "--root", trilingual).returncode == 0
    page = (trilingual / "site/ar/practices" / RECORD / "index.html").read_text(encoding="utf-8")
    assert '<span lang="en" dir="ltr">National referral mechanism' in page


def test_an_outdated_translation_is_not_shown(trilingual: Path, atd: Run) -> None:
    change(trilingual, "No law expressly bars", "No law clearly bars")
    assert atd("build", "--root", trilingual).returncode == 0
    page = (trilingual / "site/zh/practices" / RECORD / "index.html").read_text(encoding="utf-8")
    assert '<span lang="en" dir="ltr">No law clearly bars' in page


def test_translators_see_what_changed_and_can_take_the_file_with_them(trilingual: Path, atd: Run) -> None:
    change(trilingual, "No law expressly bars", "No law clearly bars")
    the_page_shows_the_change(trilingual, atd)
    assert atd("translate", "sync", "--root", trilingual).returncode == 0
    the_page_shows_the_change(trilingual, atd)
    offered = trilingual / "site/zh/translate/practices" / f"{RECORD}.po"
    assert offered.read_bytes() == (trilingual / "locales/zh/practices" / f"{RECORD}.po").read_bytes()


def the_page_shows_the_change(trilingual: Path, atd: Run) -> None:
    """What has changed is shown before the translation files follow, and after."""
    assert atd("build", "--root", trilingual).returncode == 0
    page = (trilingual / "site/zh/translate/index.html").read_text(encoding="utf-8")
    assert re.search(r'<del><span lang="en" dir="ltr">No law expressly bars', page)
    assert re.search(r'<ins><span lang="en" dir="ltr">No law clearly bars', page)
    assert f'href="../translate/practices/{RECORD}.po" download' in page


def test_sentences_stand_apart_but_behind_a_full_width_stop() -> None:
    assert written_sentences(("One.", "Two?", "Three.")) == "One. Two? Three."
    assert (
        written_sentences(("第一句。", "第二句！", "Not translated.", "第四句。"))
        == "第一句。第二句！Not translated. 第四句。"
    )
    assert written_sentences(()) == ""


def test_names_dates_and_lists_follow_the_language() -> None:
    repository = Repository.find(ROOT)
    chinese, arabic, english = (load_locale(repository, code) for code in ("zh", "ar", "en"))
    assert chinese.territory("NO") == "挪威"
    assert chinese.date("2020-03") == "2020年3月"
    assert english.date("2020-03-16") == "16 March 2020"
    assert english.date("2020") == "2020"
    assert arabic.list(["ا", "ب"]) == "ا وب"
    assert arabic.territory("154")
    assert english.language_name("ar") == "Arabic"


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("zh-Hant", "ltr"), ("xx", "ltr")]
)
def test_direction_comes_from_cldr(code: str, expected: str) -> None:
    assert direction(code) == expected


@pytest.mark.parametrize("language", OTHERS)
def test_interface_and_terms_are_complete(language: str) -> None:
    assert load_locale(Repository.find(ROOT), language).complete


def test_plural_forms_are_told_by_their_numbers_in_whatever_order_they_stand(small: Path) -> None:
    file = small / "locales" / "fr" / "interface.po"
    text = file.read_text(encoding="utf-8")
    turned = re.sub(r"(msgstr\[0\] .*(?:\n\".*)*\n)(msgstr\[1\] .*(?:\n\".*)*\n)", r"\2\1", text)
    assert turned != text
    spoken = {}
    for written in (text, turned):
        file.write_text(written, encoding="utf-8")
        messages = load_locale(Repository.find(small), "fr").messages
        spoken[written] = [messages.ngettext("%(num)s file, such as", "%(num)s files, such as", n) for n in (1, 5)]
    assert spoken[text] == spoken[turned] == ["%(num)s fichier, par exemple", "%(num)s fichiers, par exemple"]


def test_gettext_accepts_every_translation_file() -> None:
    files = [str(file) for file in sorted((ROOT / "locales").glob("**/*.po"))]
    assert len(files) > 60
    for file in files:
        result = subprocess.run(
            ["msgfmt", "--check", "-o", "/dev/null", file], capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr


def test_rewrapping_by_gettext_changes_no_meaning(small: Path, atd: Run) -> None:
    """Poedit and Weblate wrap lines as gettext does."""
    atd("translate", "sync", "--root", small)
    for file in (small / "locales").glob("*/practices/*.po"):
        subprocess.run(["msgcat", "--width=60", "-o", str(file), str(file)], check=True, capture_output=True)
    assert atd("check", "--root", small).stdout == ""
    assert "now out of date" not in atd("translate", "sync", "--root", small).stdout


def test_a_person_can_confirm_texts_one_by_one(trilingual: Path, atd: Run) -> None:
    file = trilingual / "locales/zh/practices" / f"{RECORD}.po"
    before = file.read_text(encoding="utf-8").splitlines()
    result = atd("translate", "confirm", "zh", RECORD, "summary", "--root", trilingual)
    assert result.stdout == "confirmed: summary\n"
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["# confirmed by a person"]
    assert len(after) == len(before) + 1
    again = atd("translate", "confirm", "zh", RECORD, "summary", "--root", trilingual)
    assert "already" in again.stdout
    atd("translate", "confirm", "zh", RECORD, "--root", trilingual)
    assert atd("build", "--root", trilingual).returncode == 0
    page = (trilingual / "site/zh/practices" / RECORD / "index.html").read_text(encoding="utf-8")
    assert "尚未经人工核对" not in page
    assert "尚未经人工核对" in (trilingual / "site/zh/practices/ca-atd-programme/index.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("words", [("fr", "nobody"), ("fr", RECORD, "nothing"), ("xx", RECORD)])
def test_what_is_not_translated_cannot_be_confirmed(words: tuple[str, ...], small: Path, atd: Run) -> None:
    result = atd("translate", "confirm", *words, "--root", small)
    assert result.returncode == 2
    assert "has no current translation" in result.stderr


def test_nothing_but_the_changed_entry_is_written_anew(small: Path, atd: Run) -> None:
    atd("translate", "sync", "--root", small)
    files = sorted((small / "locales").glob("*/practices/*.po"))
    before = {file: file.read_text(encoding="utf-8").splitlines() for file in files}
    change(small, "No law expressly bars", "No law clearly bars")
    atd("translate", "sync", "--root", small)
    for file in files:
        after = file.read_text(encoding="utf-8").splitlines()
        new = [line for line in after if line not in before[file]]
        if file.stem != RECORD:
            assert after == before[file]
            continue
        assert new[0].startswith("#, fuzzy")
        assert new[1].startswith('#| msgid "No law expressly bars')
        assert new[2].startswith('msgid "No law clearly bars')
        assert len(new) == 3


def test_the_order_of_a_list_changes_no_translation(small: Path, atd: Run) -> None:
    record = small / "practices" / f"{RECORD}.yaml"
    text = record.read_text(encoding="utf-8")
    start, end = text.index("caveats:\n") + len("caveats:\n"), text.index("evidence_level:")
    items = [f"  - key:{item}" for item in text[start:end].split("  - key:")[1:]]
    record.write_text(text[:start] + "".join(reversed(items)) + text[end:], encoding="utf-8")
    result = atd("translate", "sync", "--root", small, "--check")
    assert "now out of date: 0" in result.stdout or "up to date" in result.stdout
    assert atd("check", "--root", small).stdout == ""


def test_a_second_language_from_right_to_left_is_data_alone(trilingual: Path, atd: Run) -> None:
    """Persian: a line in mkdocs.yml, synchronised files and a translated title are enough."""
    config = trilingual / "mkdocs.yml"
    line = "        - {locale: zh, name: 中文, build: true}\n"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace(line, f"{line}        - {{locale: fa, name: فارسی, build: true}}\n"), encoding="utf-8"
    )
    for name in ("method.md", "about.md"):
        page = trilingual / "docs/pages/fa" / name
        page.parent.mkdir(exist_ok=True)
        page.write_text((trilingual / "docs/pages/en" / name).read_text(encoding="utf-8"), encoding="utf-8")
    assert atd("translate", "sync", "--root", trilingual).returncode == 0
    assert atd("translate", "start", "fa", RECORD, "--root", trilingual).returncode == 0
    file = trilingual / "locales/fa/practices" / f"{RECORD}.po"
    po = polib.pofile(file.read_text(encoding="utf-8"))
    next(entry for entry in po if entry.msgctxt == "title").msgstr = "سازوکار ملی ارجاع در زامبیا"
    file.write_text(str(po), encoding="utf-8")
    assert atd("check", "--root", trilingual).returncode == 0
    result = atd("build", "--root", trilingual)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (trilingual / f"site/fa/practices/{RECORD}/index.html").read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl"' in page or ('lang="fa"' in page and 'dir="rtl"' in page)
    assert "<h1>سازوکار ملی ارجاع در زامبیا" in page
    assert '<span lang="en" dir="ltr">' in page
    assert "زامبیا</a>" in page  # the name of the country comes from CLDR
