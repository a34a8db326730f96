"""What a hostile proposal can bring along: files, links, names, sizes, signs, translations, kept results."""

import itertools
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import IO

import polib
import pytest

from atd.checking import VocabularyError, check_repository
from atd.checking.terms import term_findings
from atd.exports import write_archive
from atd.localising import load_locale
from atd.localising.po import MAX_BYTES as MAX_PO
from atd.pages import Library
from atd.reading import Repository, read_document
from atd.reading.document import MAX_BYTES
from conftest import ROOT, TODAY, Run, copy_repository, find, library

RECORD = "practices/us-isap.yaml"
HIDDEN = {
    "reversed": "\u202e",
    "isolated": "\u2067",
    "erased": "\x08",
    "ended": "\x00",
    "terminal": "\x1b",
    "line": "\u2028",
    "next line": "\x85",
    "return": "\r",
    "byte order": "\ufeff",
    "tag": "\U000e0041",
    "annotation": "\ufffa",
    "invisible times": "\u2062",
    "of the program": "\ue000",
}


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A repository of one record in two languages."""
    return copy_repository(tmp_path / "repository", ("us-isap",), ("en", "ar"))


def errors(root: Path) -> dict[str, set[str]]:
    """Check a repository with its translations; give the files of the errors by their code."""
    checked = check_repository(Repository.find(root), today=TODAY)
    made = library(root)
    found: dict[str, set[str]] = {}
    for finding in (*checked.findings, *(f for edition in made.editions.values() for f in edition.findings)):
        if finding.severity.value == "error":
            found.setdefault(finding.code, set()).add(finding.place.path)
    return found


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_signs_are_refused_however_they_are_written(name: str) -> None:
    sign = HIDDEN[name]
    escaped = f"\\U{ord(sign):08x}"
    for written in (f"title: a{sign}b", f'title: "a{escaped}b"', f'"a{escaped}": b', f'list: ["{escaped}"]'):
        if sign == "\r" and written.startswith("title: a"):
            continue  # a line break as old systems wrote it
        found = read_document(f"{written}\nmore: words\n".encode(), "x.yaml")
        assert isinstance(found, list), written
        assert "ATD111" in {f.code for f in found}, (written, found)


def test_hidden_signs_are_refused_in_translations(one: Path) -> None:
    po = polib.POFile()
    breaking = ("line", "next line")
    signs = {name: sign for name, sign in HIDDEN.items() if name not in (*breaking, "return")}
    po.extend(polib.POEntry(msgctxt=name, msgid="a", msgstr=f"a{sign}b") for name, sign in signs.items())
    file = write_po(one, po)
    (edition,) = [e for code, e in library(one).editions.items() if code == "ar"]
    assert len([f for f in edition.findings if f.code == "ATD508"]) == len(signs)
    for name in breaking:
        file.write_text(f'msgid "a"\nmsgstr "a{HIDDEN[name]}b"\n', encoding="utf-8")
        assert errors(one)["ATD111"] == {"locales/ar/practices/us-isap.po"}


def write_po(root: Path, po: polib.POFile) -> Path:
    file = root / "locales" / "ar" / "practices" / "us-isap.po"
    file.parent.mkdir(exist_ok=True)
    po.save(str(file))
    return file


LINKS = {
    "a record": ("practices/xx-link.yaml", "ATD113"),
    "a folder of records": ("resources", "ATD113"),
    "a vocabulary": ("schema/vocabularies/stage.yaml", "ATD113"),
    "translations of a record": ("locales/ar/practices/us-isap.po", "ATD501"),
    "words of the site": ("locales/ar/interface.po", "ATD501"),
    "a folder of translations": ("locales/ar/practices", "ATD113"),
    "a written page": ("docs/pages/en/secret.md", "ATD113"),
    "a file of the theme": ("docs/theme/assets/secret.txt", "ATD113"),
    "a folder of the theme": ("docs/theme/assets/all", "ATD113"),
}


@pytest.mark.parametrize("kind", LINKS)
def test_links_to_files_of_the_machine_are_refused(kind: str, one: Path, tmp_path: Path) -> None:
    path, code = LINKS[kind]
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    link = one / path
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.suffix == ".yaml" and link.is_file():
        shutil.move(link, outside / "secret")
    if link.is_dir():
        shutil.rmtree(link)
    link.unlink(missing_ok=True)
    link.symlink_to(outside if "folder" in kind else outside / "secret")
    try:
        found = {f.place.path: f.code for f in check_repository(Repository.find(one), today=TODAY).findings}
    except VocabularyError as error:
        found = {f.place.path: f.code for f in error.findings}
    if code == "ATD501":
        found = dict.fromkeys(errors(one).get(code, ()), code)
    assert code in found.values(), found
    assert "secret" not in "".join(found.values())


def test_a_link_in_the_theme_stops_the_build(one: Path, tmp_path: Path, atd: Run) -> None:
    (tmp_path / "secret").write_text("of this machine", encoding="utf-8")
    (one / "docs" / "theme" / "assets" / "x.txt").symlink_to(tmp_path / "secret")
    result = atd("build", "--root", one)
    assert result.returncode == 1
    assert "ATD113" in result.stdout
    assert not (one / "site").exists()


def test_no_identifier_leads_out_of_its_folder(one: Path) -> None:
    text = (one / RECORD).read_text(encoding="utf-8")
    terms = one / "schema" / "vocabularies" / "stage.yaml"
    known = terms.read_text(encoding="utf-8")
    for identifier in ("../../evil", "/etc/evil", "..", "a/b", "a\\b", "%2e%2e", "con."):
        former = f'{text}redirect_from: ["{escaped(identifier)}"]\n'
        own = text.replace("id: us-isap", f'id: "{escaped(identifier)}"', 1)
        for field, changed in (("redirect_from.0", former), ("id", own)):
            (one / RECORD).write_text(changed, encoding="utf-8")
            found = check_repository(Repository.find(one), today=TODAY, only=[one / RECORD]).findings
            # That a name differs from that of its file is another matter.
            assert [f for f in found if f.field == field and f.code != "ATD401"], (field, identifier)
        (one / RECORD).write_text(text, encoding="utf-8")
        terms.write_text(known.replace("id: release\n", f'id: "{escaped(identifier)}"\n', 1), encoding="utf-8")
        assert terms.read_text(encoding="utf-8") != known
        assert "schema/vocabularies/stage.yaml" in {f.place.path for f in term_findings(Repository.find(one))}
        terms.write_text(known, encoding="utf-8")


def escaped(text: str) -> str:
    return "".join(f"\\U{ord(sign):08x}" for sign in text)


BOMBS = {
    "laughs": "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\n" * 3,
    "merged": "a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: *a, y{n}: 1}}\n" for n in range(2000)),
    "deep lists": "a: " + "[" * 100_000,
    "deep groups": "".join(" " * n + "a:\n" for n in range(700)),
    "many fields": "".join(f"f{n}: x\n" for n in range(22_000)),
    "many items": "a: [" + "x, " * 80_000 + "]",
    "one field many times": "a: x\n" * 50_000,
    "long line": "title: " + "x" * 200_000,
    "long number": "year: " + "9" * 200_000,
    "markup": "summary: >-\n  " + "<a " * 60_000,
    "markdown": "description: >-\n  " + "[" * 100_000,
    "emphasis": "description: >-\n  " + "*a_ " * 50_000,
    "digits": "summary: " + "+1 2" * 50_000,
    "quotations": "summary: " + "\u201c" * 60_000,
    "mail": "summary: " + "a@" * 60_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_file_takes_long_however_it_is_made(name: str, one: Path) -> None:
    """As a whole record, so that every rule sees it; a file may be as large as is allowed."""
    text = (one / RECORD).read_text(encoding="utf-8")
    field = BOMBS[name].partition(":")[0]
    kept = re.sub(rf"(?m)^{field}:.*\n(?:[ -].*\n|\n)*", "", text)
    (one / RECORD).write_text(f"{kept}{BOMBS[name]}\n", encoding="utf-8")
    assert (one / RECORD).stat().st_size < MAX_BYTES
    started = time.process_time()
    found = check_repository(Repository.find(one), today=TODAY, only=[one / RECORD]).findings
    assert found
    assert time.process_time() - started < 10


def test_files_that_are_too_large_are_not_read(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large, file = one / "practices" / "xx-large.yaml", write_po(one, polib.POFile())
    for grown in (large, file):
        grown.touch()
        os.truncate(grown, 200_000_000)
    opened = Path.open

    def opens(self: Path, *arguments: str, **options: object) -> IO[str]:
        assert self.stat().st_size < 10 * MAX_PO, f"{self.name} was read"
        return opened(self, *arguments, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(Path, "open", opens)
    found = errors(one)
    assert 256 * 1024 == MAX_BYTES < MAX_PO == 4 * 1024 * 1024
    assert found["ATD102"] == {"practices/xx-large.yaml"}
    assert found["ATD501"] == {"locales/ar/practices/us-isap.po"}


POISON = {
    "a rule for plurals that divides by nothing": ("Plural-Forms", "nplurals=6; plural=n/0;"),
    "a rule for plurals that is none": ("Plural-Forms", "nplurals=6; plural=__import__('os').abort();"),
    "a rule for plurals without end": ("Plural-Forms", f"nplurals=6; plural={'(' * 200}n{')' * 200};"),
    "an encoding that there is not": ("Content-Type", "text/plain; charset=evil"),
    "an encoding that runs": ("Content-Type", "text/plain; charset=unicode_escape"),
}


@pytest.mark.parametrize("name", POISON)
def test_what_a_translation_file_says_of_itself_is_not_run(name: str, one: Path) -> None:
    file = one / "locales" / "ar" / "interface.po"
    po = polib.pofile(str(file))
    po.metadata[POISON[name][0]] = POISON[name][1]
    po.encoding = "utf-8"
    file.write_text(str(po), encoding="utf-8")
    messages = load_locale(Repository.find(one), "ar").messages
    assert messages.gettext("Compare") != "Compare"
    assert "%(num)s" not in messages.ngettext("%(num)s country", "%(num)s countries", 3) % {"num": 3}


STRAYS = ("%(secret)s", "%", "100 % of %d", "%(num)r", "%(num)999999999s", "%s", "%(title")


def test_a_placeholder_that_nothing_fills_is_refused_and_never_stops_a_page(one: Path) -> None:
    file = one / "locales" / "ar" / "interface.po"
    po = polib.pofile(str(file))
    harmed = 0
    for entry, stray in zip(po, itertools.cycle(STRAYS), strict=False):
        if "%(" in entry.msgid or entry.msgid_plural:
            entry.msgstr += "" if entry.msgid_plural else stray
            entry.msgstr_plural = {form: text + stray for form, text in entry.msgstr_plural.items()}
            harmed += 1
    po.save(str(file))
    made = library(one)
    refused = [f for f in made.editions["ar"].findings if f.code == "ATD505"]
    assert len({f.place.line for f in refused}) >= harmed > 10
    for path in ("practices/us-isap/", "practices/", "countries/us/", "coverage/", "data/", "changes/"):
        assert find(made, "ar", path).render()


def test_translations_out_of_date_never_speak_of_rights(one: Path) -> None:
    """An original that changed is shown in its own language, with a notice, until somebody translates it anew."""
    text = (one / RECORD).read_text(encoding="utf-8")
    original = re.search(r"(?m)^title: (.*)$", text)
    assert original
    title = original[1].strip('"')
    po = polib.POFile()
    po.append(polib.POEntry(msgctxt="title", msgid=title, msgstr="\u064a\u062d\u0642 \u0644\u0643 \u0627\u0644\u0637\u0639\u0646"))  # fmt: skip
    write_po(one, po)
    assert "\u064a\u062d\u0642 \u0644\u0643" in shown(library(one))
    (one / RECORD).write_text(text.replace(original[0], "title: Nobody may appeal any more, says this changed title"), encoding="utf-8")  # fmt: skip
    page = shown(library(one))
    assert "\u064a\u062d\u0642 \u0644\u0643" not in page
    assert '<span lang="en" dir="ltr">Nobody may appeal any more' in page
    assert 'role="note"' in page


def shown(made: Library) -> str:
    return find(made, "ar", "practices/us-isap/").render()


def test_the_archive_unpacks_into_its_folder_and_nowhere_else(one: Path, tmp_path: Path, atd: Run) -> None:
    assert atd("archive", tmp_path / "out", "--root", one).returncode == 0
    [packed] = (tmp_path / "out").glob("*.zip")
    assert_harmless(packed)
    (tmp_path / "secret.yaml").write_text("of this machine", encoding="utf-8")
    (one / "practices" / "xx-link.yaml").symlink_to(tmp_path / "secret.yaml")
    (one / "practices" / "..\\..\\evil.yaml").write_text("a: b\n", encoding="utf-8")
    atd("archive", tmp_path / "more", "--root", one)
    for packed in (tmp_path / "more").glob("*.zip"):
        assert_harmless(packed)
        with zipfile.ZipFile(packed) as archive:
            assert not any(b"of this machine" in archive.read(name) for name in archive.namelist())


def test_names_in_the_archive_of_the_site_are_harmless(one: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("data/a.csv", "data/v1/x.json", "data/..\\..\\evil.csv", "data/C:evil.csv", "data/\u202elmay.csv"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("x", encoding="utf-8")
    (tmp_path / "secret").write_text("of this machine", encoding="utf-8")
    (site / "data" / "link.csv").symlink_to(tmp_path / "secret")
    write_archive(Repository.find(one), site)
    [packed] = site.rglob("*.zip")
    assert_harmless(packed)
    with zipfile.ZipFile(packed) as archive:
        assert sorted(archive.namelist()) == ["a.csv", "v1/x.json"]


def assert_harmless(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        assert len({name.casefold() for name in names}) == len(names) > 0
        for entry in archive.infolist():
            assert re.fullmatch(r"[A-Za-z0-9._/-]+", entry.filename), entry.filename
            assert not entry.filename.startswith("/")
            assert ".." not in entry.filename.split("/")
            assert (entry.external_attr >> 28) in (0, 8), "no link"


def test_kept_results_of_a_proposal_are_thrown_away(small: Path, tmp_path: Path) -> None:
    """Somebody could add a file that says of a broken record that nothing was found in it, or a script as a search index."""
    (small / "scripts" / "ci.sh").write_bytes((ROOT / "scripts" / "ci.sh").read_bytes())
    for name in ("results.sqlite", "search/en-0.zip"):
        (small / ".cache" / "atd" / name).parent.mkdir(parents=True, exist_ok=True)
        (small / ".cache" / "atd" / name).write_bytes(b"poison")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "make").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    (tools / "make").chmod(0o755)
    environment = {**os.environ, "CI": "true", "PATH": f"{tools}:{os.environ['PATH']}"}
    subprocess.run(
        ["sh", str(small / "scripts" / "ci.sh"), "nothing"], env=environment, capture_output=True, check=False
    )
    assert not (small / ".cache").exists()
    kept = subprocess.run(["git", "ls-files", ".cache"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert not kept
    assert not re.search(
        r"actions/cache|restore-keys", "".join(f.read_text() for f in (ROOT / ".github").rglob("*.yml"))
    )


def test_no_page_or_script_knows_a_way_to_follow_readers() -> None:
    """No cookie, no beacon, no address elsewhere; what a reader picks is kept by the reader's own browser."""
    found = {}
    for file in (*(ROOT / "docs" / "theme").rglob("*.js"), *(ROOT / "docs" / "theme").rglob("*.html"), *(ROOT / "docs" / "theme").rglob("*.css")):  # fmt: skip
        text = re.sub(r"/\*.*?\*/|\{#.*?#\}|(?<!:)//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for sign in ("document.cookie", "sendBeacon", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB", "navigator.userAgent", "geolocation", "serviceWorker"):  # fmt: skip
            if sign in text:
                found[f"{file.name}: {sign}"] = True
        for address in re.findall(r"(?:src|href|url|action)\s*[=(:]\s*[\"']?(https?://[^\"')\s]+)", text):
            found[f"{file.name}: {address}"] = True
    assert not found
    assert 'name="referrer" content="no-referrer"' in (ROOT / "docs/theme/main.html").read_text(encoding="utf-8")
