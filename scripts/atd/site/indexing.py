"""Records read by Pagefind, from what the pages know.

Pagefind's Python client waits a tenth of a second for every record, and its
command to write files may answer before they are written
(https://github.com/Pagefind/pagefind/issues/1271). So its service is spoken to
directly, in the same protocol: requests and answers are JSON in base64, each
ended by a comma.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import threading
from collections.abc import Iterable, Iterator
from typing import IO, Any, cast

from mkdocs.exceptions import PluginError
from pagefind_bin_extended import get_executable

from atd.pages import Findable

_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.", "pagefind-worker.")
"""Parts of Pagefind that no page loads: its user interface, and its worker, which would cost a phone 12 KB."""


class SearchIndexError(PluginError):
    """Pagefind could not make the index."""


def build_index(language: str, findables: Iterable[Findable]) -> dict[str, bytes]:
    """Index the texts of records; give the files of the index by their path.

    Raises SearchIndexError when Pagefind fails.
    """
    records = [_record(language, found) for found in findables]
    try:
        with subprocess.Popen(
            [get_executable(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as service:
            index = _ask(service, [{"type": "NewIndex", "config": {"force_language": language.partition("-")[0]}}])[0]
            mark = {"index_id": index["index_id"]}
            _ask(service, [{"type": "AddRecord", **mark, **record} for record in records])
            files = _ask(service, [{"type": "GetFiles", **mark}])[0]["files"]
    except OSError as error:
        raise SearchIndexError(f"Pagefind could not be run: {error}") from error
    contents = {file["path"]: file["content"] for file in files if not file["path"].startswith(_UNUSED)}
    if sum(path.startswith("wasm.") for path in contents) > 1:
        del contents["wasm.unknown.pagefind"]  # for languages whose words Pagefind does not know
    return {path: base64.b64decode(content) for path, content in contents.items()}


def _record(language: str, found: Findable) -> dict[str, Any]:
    return {
        "url": found.address,
        "content": found.words,
        "language": language,
        "meta": {"title": found.title},
    }


def _ask(service: subprocess.Popen[bytes], requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send requests and wait for as many answers, reading while others are still being sent."""
    sender = threading.Thread(target=_send, args=(service, requests))
    sender.start()
    answers = [answer for _request, answer in zip(requests, _answers(service), strict=False)]
    sender.join()
    if len(answers) < len(requests):
        raise SearchIndexError(f"Pagefind stopped after {len(answers)} of {len(requests)} requests")
    for answer in answers:
        if answer["type"] == "Error":
            raise SearchIndexError(f"Pagefind refused a record: {answer['message']}")
    return answers


def _send(service: subprocess.Popen[bytes], requests: list[dict[str, Any]]) -> None:
    into = cast(IO[bytes], service.stdin)
    for number, payload in enumerate(requests, 1):
        message = json.dumps({"message_id": number, "payload": payload}).encode()
        try:
            into.write(base64.b64encode(message) + b",")
            into.flush()
        except BrokenPipeError:
            return  # the reader sees that no more answers come


def _answers(service: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Yield what the service says, until it ends."""
    answers = cast(io.BufferedReader, service.stdout)
    pieces: list[bytes] = []
    while piece := answers.read1(1 << 20):
        *ends, rest = piece.split(b",")
        for end in ends:
            answer: dict[str, Any] = json.loads(base64.b64decode(b"".join((*pieces, end))))
            pieces = []
            yield answer["payload"]
        pieces.append(rest)
