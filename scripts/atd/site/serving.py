"""The site while its files are being edited: each page is made when it is asked for, and follows every change.

Nothing is built. A saved file is read again, the open page is told, asks again and is made
anew: at 1,000 records in well under a second. The page loads a script from this server for
that, because its policy allows no inline script, which MkDocs' own preview would need.
"""

from __future__ import annotations

import mimetypes
import threading
import time
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from atd.checking import VocabularyError
from atd.exports import SHARED
from atd.site.bench import Bench
from atd.site.draft import Draft, Tell

_OWN = "/.atd/"
_PATIENCE = 20.0
"""Seconds after which an open page asks again whether something changed."""
_CALM = 0.03
"""Seconds to wait for the other files of one saving, such as those of a branch that is switched to."""
_UNWATCHED = frozenset({"site", "build", "node_modules", "__pycache__"})
_SCRIPT = """\
(() => {
  const { state } = document.currentScript.dataset;
  const ask = () =>
    fetch(`/.atd/wait/${state}`)
      .then((answer) => answer.text())
      .then((now) => (now === state ? ask() : location.reload()))
      .catch(() => setTimeout(ask, 500));
  ask();
})();
"""


class Workplace:
    """The draft with its benches, for one request after another."""

    def __init__(self, root: Path, tell: Tell, say: Callable[[str], object]) -> None:
        self.root = root
        self.say = say
        self.lock = threading.RLock()
        self.changed = threading.Condition()
        self.draft = Draft(root, tell)
        self.benches: dict[str, Bench] = {}
        self.state = 0

    def follow(self, files: frozenset[Path]) -> None:
        """Take over changed files and tell the open pages."""
        started = time.monotonic()
        with self.lock:
            try:
                languages = self.draft.follow(files)
            except VocabularyError as error:
                self.draft.tell(error.findings)
                languages = frozenset()
            except Exception as error:
                self.say(f"{type(error).__name__}: {error}")
                languages = frozenset(self.benches)
            for code in languages:
                self.benches.pop(code, None)
            for bench in self.benches.values():
                bench.renew(self.draft.publication)
        with self.changed:
            self.state += 1
            self.changed.notify_all()
        names = ", ".join(sorted(str(file.relative_to(self.root)) for file in files)[:3])
        self.say(f"{names}: read again in {time.monotonic() - started:.2f} s")

    def wait(self, state: str) -> str:
        """Answer when something changes, or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: str(self.state) != state, _PATIENCE)
            return str(self.state)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Give the status, the type and the bytes of an address."""
        with self.lock:
            repository = self.draft.publication.repository
            first, _slash, rest = path.partition("/")
            codes = [language.code for language in repository.languages if not language.default]
            code, below = (first, rest) if first in codes else (repository.default_language, path)
            bench = self._bench(code)
            if not path or path.endswith("/") or path.endswith("index.html"):
                text = bench.page(below.removesuffix("index.html"))
                if text is not None:
                    return 200, "text/html; charset=utf-8", self._with_script(text)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            content = self._bench(repository.default_language).asset(path) or self._download(code, path)
            if content is not None:
                return 200, kind, content
            missing = self._bench(repository.default_language).missing()
            return 404, "text/html; charset=utf-8", self._with_script(missing)

    def failed(self) -> tuple[int, str, bytes]:
        """Show what went wrong, on a page that follows changes as well."""
        text = traceback.format_exc().replace("&", "&amp;").replace("<", "&lt;")
        page = f'<!doctype html><html lang="en"><title>Error</title><body><pre>{text}</pre></body></html>'
        return 500, "text/html; charset=utf-8", self._with_script(page)

    def _download(self, code: str, path: str) -> bytes | None:
        """Find a file beside the pages; those that languages share may come with any of them."""
        first, *others = [code, *(c for c in self.draft.publication.library.editions if c != code)]
        codes = (first, *others) if path.startswith(f"{SHARED}/") else (first,)
        found = (self._bench(each).download(path) for each in codes)
        return next((content for content in found if content is not None), None)

    def _bench(self, code: str) -> Bench:
        if code not in self.benches:
            self.benches[code] = Bench(self.draft.publication, code)
        return self.benches[code]

    def _with_script(self, text: str) -> bytes:
        before, end, after = text.rpartition("</body>")
        script = f'<script src="{_OWN}reload.js" data-state="{self.state}"></script>'
        return f"{before}{script}{end}{after}".encode()


class _Watch(FileSystemEventHandler):
    """Collects what changed and hands it over when a moment has passed."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.waiting: set[Path] = set()
        self.more = threading.Condition()
        threading.Thread(target=self._hand_over, daemon=True).start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = {Path(str(path)) for path in (event.src_path, event.dest_path) if path}
        with self.more:
            self.waiting |= {path for path in paths if self._concerns(path)}
            self.more.notify()

    def _concerns(self, path: Path) -> bool:
        """Leave out hidden and made files, and those that editors write beside the real one."""
        below = path.relative_to(self.workplace.root)
        hidden = any(part.startswith(".") or part in _UNWATCHED for part in below.parts)
        return not (hidden or path.name.endswith(("~", ".swp", ".tmp")) or path.name.isdigit())

    def _hand_over(self) -> None:
        while True:
            with self.more:
                self.more.wait_for(lambda: bool(self.waiting))
            time.sleep(_CALM)
            with self.more:
                files, self.waiting = frozenset(self.waiting), set()
            self.workplace.follow(files)


def serve(root: Path, address: str, tell: Tell, say: Callable[[str], object]) -> None:
    """Serve the site at an address such as 127.0.0.1:8000 until it is interrupted."""
    host, _colon, port = address.rpartition(":")
    workplace = Workplace(root.resolve(), tell, say)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            try:
                status, kind, content = _own(workplace, path) or workplace.answer(path.removeprefix("/"))
            except Exception:
                status, kind, content = workplace.failed()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: Any) -> None:
            """Say nothing of each request."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_words: Any) -> None:
            """Take no notice of readers who go away."""

    observer = _observer(workplace)
    observer.start()
    with Server((host or "127.0.0.1", int(port)), Handler) as server:
        say(f"http://{host or '127.0.0.1'}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            observer.stop()


def _observer(workplace: Workplace) -> Any:
    """Watch the folders of the repository, but not what programs write into it: a site would drown everything else."""
    observer, watch = Observer(), _Watch(workplace)
    kinds = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
    observer.schedule(watch, str(workplace.root), event_filter=kinds)
    own = str(workplace.draft.publication.repository.config.get("site_dir", "site"))
    for folder in workplace.root.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in {*_UNWATCHED, own}:
            observer.schedule(watch, str(folder), recursive=True, event_filter=kinds)
    return observer


def _own(workplace: Workplace, path: str) -> tuple[int, str, bytes] | None:
    """Answer for the server itself: the script of open pages and what it asks."""
    if path == f"{_OWN}reload.js":
        return 200, "text/javascript; charset=utf-8", _SCRIPT.encode()
    if path.startswith(f"{_OWN}wait/"):
        return 200, "text/plain; charset=utf-8", workplace.wait(path.rpartition("/")[2]).encode()
    return None
