"""What did not change is not built again; what is remembered gives the same bytes as what is worked out."""

import shutil
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


def test_what_is_remembered_gives_the_same_bytes_as_what_is_worked_out(tmp_path: Path, atd: Run) -> None:
    root = copy_repository(tmp_path / "repository", ("us-isap",), ("en", "ar"))
    assert atd("build", "--root", root, env=EPOCH).returncode == 0
    former = fingerprint(root / "site")
    for changes in CHANGES:
        for name, old, new in changes:
            file = root / name
            text = file.read_text(encoding="utf-8")
            assert old in text, name
            file.write_text(text.replace(old, new), encoding="utf-8")
        assert atd("build", "--root", root, env=EPOCH).returncode == 0
        remembered = fingerprint(root / "site")
        shutil.rmtree(root / ".cache")
        shutil.rmtree(root / "site")
        assert atd("build", "--root", root, env=EPOCH).returncode == 0
        assert fingerprint(root / "site") == remembered != former
        former = remembered
