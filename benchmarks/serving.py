"""The built site on this machine alone, packed and cached as a web host would."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

_TEXT = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml", "application/wasm")


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a site while the block runs; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site.resolve())) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """Answers with a file, or with the page for what is not found."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: Path, *arguments: object) -> None:
        self.site = site
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = (self.site / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file() and file.is_relative_to(self.site)
        self.answer(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, file if found else self.site / "404.html")

    def answer(self, status: HTTPStatus, file: Path) -> None:
        """Send a file, packed where that makes it smaller."""
        kind = guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith(_TEXT)
        body = _packed(file) if text and "gzip" in self.headers.get("Accept-Encoding", "") else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        if text and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", "no-cache" if kind == "text/html" else "max-age=31536000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Keep the terminal for what is measured."""


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6)
