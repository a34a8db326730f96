"""What did not change is not built again; what is remembered gives the same bytes as what is worked out."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from conftest import TODAY, Run, clock, copy_repository, fingerprint

EPOCH = clock(TODAY)


def test_nothing_is_built_again_from_the_same_files(tmp_path: Path, atd: Run) -> None:
    root = copy_repository(tmp_path / "repository", ("us-isap",), ("en", "ar"))
    first = atd("build", "--root", root, env=EPOCH)
    built = (root / "site").stat().st_ino
    again = atd("build", "--root", root, env=EPOCH)
    assert again.returncode == 0
    assert again.stdout.partition("seconds")[0] == first.stdout.partition("seconds")[0]
    assert (root / "site").stat().st_ino == built
    (root / "site" / "index.html").write_text("touched", encoding="utf-8")
    assert atd("build", "--root", root, env=EPOCH).returncode == 0
    assert (root / "site").stat().st_ino != built
    assert (root / "site" / "index.html").read_text(encoding="utf-8").endswith("</html>")


RECORDS = ("us-isap", "zm-national-referral-mechanism")

CHANGES = (
    (
        ("practices/us-isap.yaml", "Intensive Supervision", "Intense Supervision"),
        ("locales/ar/interface.po", 'msgstr "المصادر"', 'msgstr "كل المصادر"'),
        ("docs/theme/pages/browse.html", '<p class="lead">', '<p class="lead">Look here. '),
        ("docs/pages/en/method.md", "\n## ", "\nLook there.\n\n## "),
    ),
    (
        ("schema/practice.schema.json", '"label": "Practices"', '"label": "Good practices"'),
        ("mkdocs.yml", "short_name: ATD Practices", "short_name: Practices of ATD"),
    ),
)
"""Changes of anything."""

CHANGES_OF_A_RECORD = (
    ("practices/us-isap.yaml", 'last_verified: "2026-11-22"', 'last_verified: "2026-11-20"', True),
    ("practices/us-isap.yaml", "The Intensive Supervision", "This Intensive Supervision", True),
    ("locales/ar/practices/zm-national-referral-mechanism.po", 'msgstr "منذ', 'msgstr "كلمة منذ', True),
    ("practices/us-isap.yaml", "\ntitle: ", "\ntitle: Zzz ", True),
    ("practices/us-isap.yaml", "title: Zzz ", 'withdrawn: {date: "2026-11-21", reason: Of no use.}\ntitle: ', False),
)
"""Changes of a record or of its translation, and whether pages that do not show it stay; others may be about all records."""


def change(root: Path, changes: Iterable[tuple[str, str, str]]) -> None:
    for name, old, new in changes:
        file = root / name
        text = file.read_text(encoding="utf-8")
        assert old in text, name
        file.write_text(text.replace(old, new), encoding="utf-8")


def built_once_more(root: Path, atd: Run) -> tuple[object, object]:
    """Give the site as it is built with what is remembered, and as it is built from nothing."""
    built = atd("build", "--root", root, env=EPOCH)
    assert built.returncode == 0, built.stdout
    remembered = fingerprint(root / "site")
    cold = root.parent / "cold"
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(root, cold, ignore=shutil.ignore_patterns(".cache", "site"))
    assert atd("build", "--root", cold, env=EPOCH).returncode == 0
    return remembered, fingerprint(cold / "site")


def test_what_is_remembered_gives_the_same_bytes_as_what_is_worked_out(tmp_path: Path, atd: Run) -> None:
    root = copy_repository(tmp_path / "repository", RECORDS, ("en", "ar"))
    assert atd("build", "--root", root, env=EPOCH).returncode == 0
    former = fingerprint(root / "site")
    for changes in CHANGES:
        change(root, changes)
        remembered, cold = built_once_more(root, atd)
        assert remembered == cold != former
        former = cold


def test_pages_that_do_not_show_a_changed_record_are_taken_over(tmp_path: Path, atd: Run) -> None:
    root = copy_repository(tmp_path / "repository", RECORDS, ("en", "ar"))
    assert atd("build", "--root", root, env=EPOCH).returncode == 0
    former = fingerprint(root / "site")
    other, own = root / "site" / "contribute" / "codes" / "atd101" / "index.html", root / "site" / "data" / "index.html"
    for name, old, new, stays in CHANGES_OF_A_RECORD:
        number, made = other.stat().st_ino, own.stat().st_ino
        change(root, [(name, old, new)])
        remembered, cold = built_once_more(root, atd)
        assert remembered == cold != former, new
        assert own.stat().st_ino != made
        assert (other.stat().st_ino == number) == stays, new
        assert len(list((root / ".cache" / "atd" / "former").iterdir())) == 1, (
            "of former sites only the last one is there"
        )
        former = cold
