"""A line to other computers that holds nobody up and reaches nobody it should not.

Addresses come from contributors, and where they lead from whoever runs the server.
So no answer takes longer than it may, however slowly it drips; nothing is unpacked;
and only addresses of the open internet are asked, looked at once the connection
stands, so that no name can be another address a moment later.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

_ABREAST = 64


class PrivateAddressError(HTTPError):
    """The computer stands in a network of its own: this machine, or one beside it."""


class TooSlowError(HTTPError):
    """The answer was not there in time."""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    """The beginning of what followed, as it came; empty where it was not asked for."""


class Line:
    """Asks one question at a time in each thread."""

    def __init__(self, agent: str, context: ssl.SSLContext | None = None, *, inward: bool = False) -> None:
        """Prepare; ``inward`` lets computers of the own network be asked too."""
        headers = {"User-Agent": agent, "Accept": "*/*"}
        self.pool = urllib3.PoolManager(_ABREAST, headers, maxsize=1, ssl_context=context, retries=False)
        self.inward = inward
        self._open = threading.local()
        # urllib3's own way to other connections.
        self.pool.pool_classes_by_scheme = {
            "http": _pool(urllib3.HTTPConnectionPool, HTTPConnection, self._connected),
            "https": _pool(urllib3.HTTPSConnectionPool, HTTPSConnection, self._connected),
        }

    def ask(self, method: str, url: str, seconds: float, wanted: int = 0) -> Answer:
        """Ask once; of the body no more than is wanted is read.

        Raises HTTPError, ValueError or OSError where there is no answer.
        """
        limit = urllib3.Timeout(connect=min(10.0, seconds), read=seconds)
        with self._in_time(seconds):
            response = self.pool.request(method, url, redirect=False, timeout=limit, preload_content=False)
            try:
                body = response.read(wanted, decode_content=False) if wanted else b""
                return Answer(response.status, response.headers, body)
            finally:
                response.close()

    def close(self) -> None:
        """Give up all connections."""
        self.pool.clear()

    @contextlib.contextmanager
    def _in_time(self, seconds: float) -> Iterator[None]:
        """Cut the connection of this thread when time is up; a timeout of a socket begins anew with every byte."""
        late = threading.Event()
        self._open.sockets = []
        timer = threading.Timer(seconds, _late, (self._open.sockets, late))
        timer.daemon = True
        timer.start()
        try:
            yield
        except (HTTPError, OSError, ValueError) as error:
            if late.is_set():
                raise TooSlowError(str(error)) from error
            raise
        else:
            if late.is_set():  # half an answer was taken for a whole one
                raise TooSlowError("cut")
        finally:
            timer.cancel()
            # Cut, a connection is not kept for the next question, which needs a watched one.
            _cut(self._open.sockets)
            for connection in self._open.sockets:
                connection.close()

    def _connected(self, connection: socket.socket) -> None:
        """Look where a connection leads before anything is said."""
        if not self.inward and not _is_open(connection.getpeername()[0]):
            connection.close()
            raise PrivateAddressError("no address on the internet")
        # TLS takes the socket over, so that a handle of our own is needed to cut it.
        self._open.sockets.append(socket.socket(fileno=os.dup(connection.fileno())))


def _is_open(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def _late(sockets: list[socket.socket], late: threading.Event) -> None:
    late.set()
    _cut(sockets)


def _cut(sockets: list[socket.socket]) -> None:
    for connection in list(sockets):
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _pool(pool: Any, connection: Any, connected: Any) -> Any:
    """Make a kind of pool whose connections are looked at."""

    def opened(self: Any) -> socket.socket:
        made: socket.socket = connection._new_conn(self)
        connected(made)
        return made

    return type(pool.__name__, (pool,), {"ConnectionCls": type(connection.__name__, (connection,), {"_new_conn": opened})})  # fmt: skip
