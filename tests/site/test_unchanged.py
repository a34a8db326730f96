"""What did not change is not built again."""

from pathlib import Path

from conftest import TODAY, Run, clock, copy_repository

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
