"""A former site is put away and removed by the next build, never left for good."""

import errno
from pathlib import Path

import pytest

from atd import sharing
from atd.caching import clearing, discard


@pytest.fixture
def put_away(tmp_path: Path) -> Path:
    """Give the folder in which a former site lies."""
    discard(tmp_path, site(tmp_path))
    return tmp_path / ".cache" / "atd" / "former"


def site(root: Path) -> Path:
    (root / "site" / "ar").mkdir(parents=True)
    (root / "site" / "ar" / "index.html").write_text("page", encoding="utf-8")
    return root / "site"


@pytest.mark.parametrize("forks", [True, False])
def test_what_was_put_away_is_removed_by_the_next_build(
    forks: bool, put_away: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "may_fork", lambda: forks)
    assert not (tmp_path / "site").exists()
    assert [page.read_text() for page in put_away.rglob("*.html")] == ["page"]
    with clearing(tmp_path):
        discard(tmp_path, site(tmp_path))
    assert len(list(put_away.rglob("*.html"))) == 1, "what is put away meanwhile is for the next one"
    with clearing(tmp_path):
        pass
    assert list(put_away.iterdir()) == []


def test_a_build_that_fails_waits_for_the_removal_as_well(put_away: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="failed"), clearing(tmp_path):
        raise ValueError("failed")
    assert list(put_away.iterdir()) == []


def test_a_site_on_another_disk_is_removed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    folder = site(tmp_path)
    monkeypatch.setattr(Path, "rename", refuse)
    discard(tmp_path, folder)
    assert not folder.exists()
    assert not list(tmp_path.rglob("*.html"))
