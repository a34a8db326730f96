"""Archived copies of addresses that have none beside them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urlencode

from urllib3.exceptions import HTTPError

from atd.links.line import Line
from atd.links.verdict import Verdict

WAYBACK = "https://archive.org/wayback/available"
"""Tells the nearest copy of an address: https://archive.org/help/wayback_api.php."""
_AGENT = "link check of an open repository"
_LARGEST = 100_000


def find_copies(
    verdicts: Iterable[Verdict],
    wanted: Callable[[Verdict], bool],
    *,
    endpoint: str = WAYBACK,
    pause: float = 1.0,
    seconds: float = 20.0,
) -> list[Verdict]:
    """Add the archived copy to the verdicts for which one is wanted.

    The archive is asked one question at a time; once it fails three times in a
    row the rest is left for another day.
    """
    # Whoever runs the command names the archive, so it may stand anywhere.
    line, failures, found = Line(_AGENT, inward=True), 0, list[Verdict]()
    for verdict in verdicts:
        if failures < 3 and wanted(verdict):
            copy = _copy(line, f"{endpoint}?{urlencode({'url': verdict.url})}", seconds)
            failures = failures + 1 if copy is None else 0
            found.append(replace(verdict, copy=copy or ""))
            time.sleep(pause)
        else:
            found.append(verdict)
    line.close()
    return found


def _copy(line: Line, question: str, seconds: float) -> str | None:
    """Ask for a copy; nothing where there is none, None where the archive did not answer."""
    try:
        said = json.loads(line.ask("GET", question, seconds, _LARGEST).body)
        closest = said.get("archived_snapshots", {}).get("closest", {})
        good = closest.get("available") is True and str(closest.get("status")) == "200"
        address = str(closest.get("url", "")).replace("http://", "https://", 1) if good else ""
    except (HTTPError, ValueError, AttributeError, OSError, RecursionError):
        return None
    return address if address.startswith("https://") and not any(map(str.isspace, address)) else ""
