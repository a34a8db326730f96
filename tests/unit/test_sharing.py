"""Files read on all cores give what one core gives; a process that ends too early is told of."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atd import sharing
from conftest import ROOT

_COMPARED = """
import os, sys
from datetime import date
from pathlib import Path
from atd import sharing
from atd.caching import Store
from atd.catalogue import build_catalogue
from atd.checking import check_repository
from atd.localising import load_editions
from atd.reading import Repository

def whole(repository, store):
    check = check_repository(repository, today=date(2026, 11, 22), store=store)
    editions = load_editions(build_catalogue(repository, check.sound, date(2026, 11, 22)), store)
    found = [*check.findings, *(f for edition in editions.values() for f in edition.findings)]
    shown = {(code, mark): (r.translated, r.outdated, r.unconfirmed) for code, e in editions.items() for mark, r in e.records.items()}
    return [repr(f) for f in found], [e.document.values for e in check.entries], shown, store.new

asked = []
begin = sharing._begin
sharing.may_fork = lambda: asked.append(1) or True
repository = Repository.find(Path(sys.argv[1]))
alone = whole(repository, Store({}))
assert len(alone[0]) >= 3 and not asked, alone[0]
sharing.MANY, sharing._AT_ONCE, sharing.cores = 4, 3, lambda: 2
together = whole(repository, Store({}))
assert asked and together == alone
damaged = {key: b"{" if number % 2 else kept for number, (key, kept) in enumerate(alone[3].items())}
assert whole(repository, Store(damaged))[:3] == alone[:3]
"""

_ENDED = """
import os, signal
from atd import sharing
sharing.cores, sharing.may_fork = lambda: 2, lambda: True
assert list(sharing.shared(lambda n: (n, os.getpid() != parent), range(500)) if (parent := os.getpid()) else ()) == [
    (n, True) for n in range(500)
]
try:
    list(sharing.shared(lambda n: 1 // (n - 444), range(500)))
except ZeroDivisionError:
    pass
else:
    raise SystemExit("a failure was lost")
list(sharing.shared(lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == 333 else n, range(500)))
"""


def _run(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a program in an interpreter without threads, where processes may be forked."""
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True, timeout=100, check=False)


def test_many_cores_find_what_one_finds(small: Path) -> None:
    record = small / "practices" / "us-isap.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("scope:", "scoope:"), encoding="utf-8")
    (small / "practices" / "unreadable.yaml").write_bytes(b"title: \xff")
    files = sorted((small / "locales" / "fr" / "practices").glob("*.po"))
    files[0].write_text('msgid "', encoding="utf-8")
    files[1].write_text(files[1].read_text(encoding="utf-8").replace('msgstr "', 'msgstr "<b>'), encoding="utf-8")
    (small / "locales" / "fr" / "practices" / "stray.po").touch()
    ran = _run(_COMPARED, small)
    assert ran.returncode == 0, ran.stderr


def test_a_process_that_ends_too_early_is_no_silence() -> None:
    ran = _run(_ENDED)
    assert ran.returncode == 1
    assert (
        ran.stderr.rstrip()
        .splitlines()[-1]
        .endswith("BrokenProcessPool: a process that read files was ended from outside; was there too little memory?")
    )


@pytest.mark.parametrize("forks", [True, False])
def test_what_is_done_meanwhile_is_done_in_the_end(
    forks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note() -> None:
        (tmp_path / "who").write_text(str(os.getpid()), encoding="utf-8")

    monkeypatch.setattr(sharing, "may_fork", lambda: forks)
    with sharing.meanwhile(note):
        pass
    assert ((tmp_path / "who").read_text(encoding="utf-8") != str(os.getpid())) is forks


@pytest.mark.parametrize("forks", [True, False])
def test_what_another_process_found_is_given_to_whoever_asks(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "may_fork", lambda: forks)
    with sharing.meanwhile(lambda: ["x" * 1_000_000, os.getpid()]) as found:
        text, process = found()
    assert len(text) == 1_000_000
    assert (process != os.getpid()) is forks


def test_what_another_process_could_not_do_is_done_again_by_whoever_asks(capfd: pytest.CaptureFixture[str]) -> None:
    own = os.getpid()

    def fails_elsewhere() -> int:
        if os.getpid() != own:
            os._exit(1)
        return 7

    with sharing.meanwhile(fails_elsewhere) as found:
        assert found() == 7
    with sharing.meanwhile(lambda: 1 // 0) as found, pytest.raises(ZeroDivisionError):
        found()
    with sharing.meanwhile(lambda: "x" * 1_000_000):
        pass  # nobody asks, and nobody waits for ever
    assert capfd.readouterr() == ("", "")


def test_others_begin_before_anyone_asks_for_their_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "cores", lambda: 2)
    results = sharing.shared(lambda number: (tmp_path / str(number)).write_bytes(b"1"), range(sharing.MANY))
    until = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < sharing.MANY and time.monotonic() < until:
        time.sleep(0.01)
    assert len(list(tmp_path.iterdir())) == sharing.MANY
    assert sum(results) == sharing.MANY


def test_few_pieces_and_a_single_core_need_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "may_fork", lambda: pytest.fail("asked to fork"))
    monkeypatch.setattr(sharing, "cores", lambda: 8)
    assert list(sharing.shared(str, range(sharing.MANY - 1))) == list(map(str, range(sharing.MANY - 1)))
    monkeypatch.setattr(sharing, "cores", lambda: 1)
    assert list(sharing.shared(str, range(1000))) == list(map(str, range(1000)))
