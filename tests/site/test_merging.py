"""Languages built apart and joined give the site that is built at once."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import TODAY, TRILINGUAL, Run, clock, copy_repository, fingerprint

EPOCH = clock(TODAY)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, atd: Run) -> Path:
    """A small repository with its site, and beside it a folder for each language, made in copies of the repository."""
    folder = tmp_path_factory.mktemp("merging")
    copy_repository(folder / "repository", languages=TRILINGUAL)
    for language in TRILINGUAL:
        copy = shutil.copytree(folder / "repository", folder / f"job-{language}" / "repository")
        done = atd("build", "--root", copy, "--lang", language, "--site-dir", folder / language, env=EPOCH)
        assert done.returncode == 0, done.stderr
    assert atd("build", "--root", folder / "repository", "--site-dir", folder / "site", env=EPOCH).returncode == 0
    return folder


def merge(atd: Run, built: Path, target: Path, *parts: Path) -> tuple[int, str]:
    done = atd(
        "merge", target, *(parts or [built / code for code in TRILINGUAL]), "--root", built / "repository", env=EPOCH
    )
    return done.returncode, done.stderr


def test_the_site_is_the_same_byte_for_byte(built: Path, tmp_path: Path, atd: Run) -> None:
    assert merge(atd, built, tmp_path / "joined", built / "zh", built / "en", built / "ar") == (0, "")
    assert fingerprint(tmp_path / "joined") == fingerprint(built / "site")
    assert {"index.html", "ar/index.html", "zh/index.html", "sitemap.xml", "404.html"} <= set(
        fingerprint(built / "site")
    )


def test_a_merged_site_takes_the_place_of_a_former_one_and_of_nothing_else(
    built: Path, tmp_path: Path, atd: Run
) -> None:
    former = shutil.copytree(built / "site", tmp_path / "site")
    (former / "index.html").write_text("old", encoding="utf-8")
    assert merge(atd, built, former)[0] == 0
    assert fingerprint(former) == fingerprint(built / "site")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("years of work", encoding="utf-8")
    code, said = merge(atd, built, tmp_path / "precious")
    assert code == 1
    assert "holds no site" in said
    assert (tmp_path / "precious" / "thesis.txt").is_file()


def test_one_language_never_takes_the_place_of_a_site(built: Path, atd: Run) -> None:
    done = atd("build", "--root", built / "repository", "--lang", "ar", "--site-dir", built / "site", env=EPOCH)
    assert done.returncode == 1
    assert (built / "site" / "sitemap.xml").is_file()


def other(built: Path, folder: Path, **origin: str) -> Path:
    """Copy the Arabic part as if it had been made from something else."""
    part = shutil.copytree(built / "ar", folder / "ar")
    stated = json.loads((part / "part.json").read_text(encoding="utf-8"))
    stated["origin"] |= origin
    (part / "part.json").write_text(json.dumps(stated), encoding="utf-8")
    return part


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ({"contents": "0"}, "was built from other files of the repository"),
        ({"program": "0"}, "was built by another version of the program"),
        ({"day": "2026-11-23"}, "was built on another day"),
    ],
)
def test_parts_of_something_else_are_refused(
    origin: dict[str, str], said: str, built: Path, tmp_path: Path, atd: Run
) -> None:
    code, stderr = merge(atd, built, tmp_path / "joined", built / "en", other(built, tmp_path, **origin), built / "zh")
    assert code == 1
    assert said in stderr
    assert not (tmp_path / "joined").exists()


def test_parts_that_are_missing_twice_or_damaged_are_refused(built: Path, tmp_path: Path, atd: Run) -> None:
    assert "missing: ar" in merge(atd, built, tmp_path / "joined", built / "en", built / "zh")[1]
    assert "there twice: zh" in merge(atd, built, tmp_path / "joined", *(built / c for c in (*TRILINGUAL, "zh")))[1]
    assert "holds no languages" in merge(atd, built, tmp_path / "joined", built / "site", built / "en")[1]
    part = other(built, tmp_path)
    page = part / "ar" / "ar" / "index.html"
    page.write_bytes(page.read_bytes()[:-1])
    code, said = merge(atd, built, tmp_path / "joined", built / "en", part, built / "zh")
    assert code == 1
    assert "is not as it was built" in said
    (part / "part.json").write_text("{", encoding="utf-8")
    assert "cannot be read" in merge(atd, built, tmp_path / "joined", built / "en", part, built / "zh")[1]
    assert not (tmp_path / "joined").exists()
    assert not list(tmp_path.glob(".site-building-*"))


def test_a_changed_repository_no_longer_fits_its_parts(built: Path, tmp_path: Path, atd: Run) -> None:
    changed = shutil.copytree(built / "repository", tmp_path / "repository", ignore=shutil.ignore_patterns(".cache"))
    with (changed / "practices" / "us-isap.yaml").open("a", encoding="utf-8") as record:
        record.write("# a remark\n")
    done = atd("merge", tmp_path / "joined", *(built / code for code in TRILINGUAL), "--root", changed, env=EPOCH)
    assert done.returncode == 1
    assert "from other files" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--lang", "tlh", "--site-dir", "part"), "is no language of this site"), (("--lang", "ar"), "--site-dir")],
)
def test_wrong_use_is_told(words: tuple[str, ...], said: str, built: Path, atd: Run) -> None:
    done = atd("build", "--root", built / "repository", *words)
    assert done.returncode == 2
    assert said in done.stderr
