"""Asking addresses, many at once and each host with patience."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from urllib3.exceptions import (
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as Urllib3TimeoutError,
)

from atd.links.addresses import Address
from atd.links.line import Line, PrivateAddressError, TooSlowError
from atd.links.verdict import SLOW_SECONDS, State, Verdict

_AGENT = "Mozilla/5.0 (compatible; link check of an open repository; one question an address)"
_STEPS = 8
"""So many redirections are followed, as browsers follow some."""
_FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_FOR_NOW = (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT)
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_REFUSED = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    999,  # what some networks answer to programs
)


@dataclass(frozen=True)
class Manners:
    """How hosts are asked."""

    seconds: float = 30.0
    """So long an answer may take."""
    at_once: int = 16
    """Addresses asked at the same time."""
    pause: float = 1.0
    """Seconds between two questions to one host."""
    retries: int = 1
    """Further attempts where an answer may be better a little later."""
    slow: float = SLOW_SECONDS
    context: ssl.SSLContext | None = field(default=None, repr=False)
    """Whom to trust; what the system trusts where it is left out."""
    inward: bool = False
    """Whether computers of the own network are asked too."""


def probe_all(asked: Iterable[Address], manners: Manners, progress: Callable[[], None] = lambda: None) -> list[Verdict]:
    """Ask every address; each host answers one question at a time, in the order of the addresses."""
    hosts: dict[str, list[Address]] = {}
    for address in asked:
        hosts.setdefault(address.host, []).append(address)
    line = Line(_AGENT, manners.context, inward=manners.inward)
    queue = _Queue(line, manners, progress)
    with ThreadPoolExecutor(manners.at_once) as workers:
        groups = list(workers.map(queue.ask, hosts.values()))
    line.close()
    return sorted((verdict for group in groups for verdict in group), key=lambda verdict: verdict.url)


class _Queue:
    """Asks the addresses of a host one after another, with a pause between two questions to any host."""

    def __init__(self, line: Line, manners: Manners, progress: Callable[[], None]) -> None:
        self.line = line
        self.manners = manners
        self.progress = progress
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def ask(self, group: list[Address]) -> list[Verdict]:
        verdicts = []
        for address in group:
            verdicts.append(self._patiently(address.url))
            self.progress()
        return verdicts

    def _patiently(self, url: str) -> Verdict:
        """Ask again where a fault may pass."""
        verdict = self._once(url)
        for _ in range(self.manners.retries):
            if verdict.state not in (State.SILENT, State.BROKEN):
                break
            verdict = self._once(url)
        return verdict

    def _once(self, url: str) -> Verdict:
        """Follow an address to its end by HEAD, and by GET where a server dislikes that."""
        verdict = self._follow("HEAD", url)
        if verdict.state in (State.WELL, State.SLOW, State.MOVED, State.REDIRECTED, State.TLS):
            return verdict
        if verdict.detail == _NO_HOST:
            return verdict
        return self._follow("GET", url)

    def _follow(self, method: str, url: str) -> Verdict:
        started, here, for_good = time.monotonic(), url, True
        seen = {url}
        try:
            for _ in range(_STEPS):
                status, headers = self._request(method, here)
                seconds = time.monotonic() - started
                if status not in (*_FOR_GOOD, *_FOR_NOW) or not headers.get("Location"):
                    return self._judged(url, here, status, for_good, seconds)
                for_good = for_good and status in _FOR_GOOD
                here = urljoin(here, headers["Location"])
                if here in seen:
                    break
                seen.add(here)
        except (HTTPError, ValueError, OSError) as error:
            return _failed(url, error, time.monotonic() - started)
        return Verdict(url, State.BROKEN, "redirects without end", here, time.monotonic() - started)

    def _request(self, method: str, url: str) -> tuple[int, Mapping[str, str]]:
        """Ask once; the body stays where it is."""
        if urlsplit(url).scheme not in ("http", "https"):
            raise LocationParseError(url)
        self._wait(urlsplit(url).hostname or "")
        answer = self.line.ask(method, url, self.manners.seconds)
        return answer.status, answer.headers

    def _wait(self, host: str) -> None:
        """Take the next turn of a host."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self.manners.pause
        time.sleep(turn - now)

    def _judged(self, url: str, end: str, status: int, for_good: bool, seconds: float) -> Verdict:
        if status in _GONE:
            state = State.DEAD
        elif status in _REFUSED:
            state = State.BLOCKED
        elif status >= HTTPStatus.BAD_REQUEST:
            state = State.BROKEN
        elif end != url and _is_front(end, url):
            return Verdict(url, State.DEAD, "leads to the front page", end, seconds)
        elif end != url and _tells_of_loss(end, url):
            return Verdict(url, State.DEAD, "leads to a page about what is missing", end, seconds)
        elif end != url:
            state = State.MOVED if for_good else State.REDIRECTED
        else:
            state = State.SLOW if seconds > self.manners.slow else State.WELL
        return Verdict(url, state, str(status), end if end != url else "", seconds)


_NO_HOST = "no such host"
_LATE = "no answer in time"
_UNKNOWN = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


def _is_front(end: str, url: str) -> bool:
    """Tell whether a document was replaced by the front page of its site, as many sites do for what is gone."""
    there, here = urlsplit(end), urlsplit(url)
    return there.path.rstrip("/") == "" and not there.query and here.path.rstrip("/") != ""


_LOSS = re.compile(
    r"/(?:404|(?:error|page)?[-_]?404(?:[-_]error)?|(?:page[-_]?)?not[-_]?found)(?:\.\w{3,5})?/?$", re.IGNORECASE
)


def _tells_of_loss(end: str, url: str) -> bool:
    """Tell whether a document was replaced by a page about missing ones, which many sites send as if all were well."""
    return bool(_LOSS.search(urlsplit(end).path)) and not _LOSS.search(urlsplit(url).path)


def _failed(url: str, error: Exception, seconds: float) -> Verdict:
    """Tell what kept an address from answering."""
    reason: BaseException = error
    while isinstance(getattr(reason, "reason", None), BaseException):
        reason = reason.reason  # type: ignore[attr-defined]
    if isinstance(reason, NameResolutionError):
        # Only a clear answer means that there is no such host; our own line may be down.
        unknown = getattr(reason.__cause__, "errno", None) in _UNKNOWN
        return Verdict(
            url,
            State.DEAD if unknown else State.SILENT,
            _NO_HOST if unknown else "no answer about the host",
            seconds=seconds,
        )
    if isinstance(reason, SSLError | ssl.SSLError):
        return Verdict(url, State.TLS, _fault(reason), seconds=seconds)
    if isinstance(reason, TooSlowError | Urllib3TimeoutError | TimeoutError) and not isinstance(
        reason, NewConnectionError
    ):
        return Verdict(url, State.SILENT, _LATE, seconds=seconds)
    if isinstance(reason, NewConnectionError | ConnectionError):
        return Verdict(url, State.SILENT, "no connection", seconds=seconds)
    private = isinstance(reason, PrivateAddressError)
    return Verdict(url, State.BROKEN, str(reason) if private else type(reason).__name__, seconds=seconds)


def _fault(error: BaseException) -> str:
    """Name a fault of TLS in the words of the library, without its codes."""
    found = next((e for e in (error, *getattr(error, "args", ())) if isinstance(e, ssl.SSLCertVerificationError)), None)
    return str(found.verify_message) if found else "no secure connection"
