"""Libraries that are known to be unsafe, as pip-audit tells.

pip-audit ends with 0 when a service knew none of the libraries, and with the same 1 for
a service that cannot be reached as for a library that is unsafe. A night without an answer
must not look like a clean one, so its report is read here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVICES = ("pypi", "osv")
"""Asked in this order, until one knows every library."""


@dataclass(frozen=True)
class Answer:
    """What a service said."""

    unsafe: tuple[str, ...]
    unknown: tuple[str, ...]
    """Libraries about which nothing was said."""


def ask(pins: Iterable[str], accepted: Mapping[str, str]) -> Answer:
    """Ask the services about libraries such as ``jinja2==3.1.6``; ``accepted`` names what is known and borne."""
    wanted = sorted(set(pins))
    answer = Answer((), tuple(wanted))
    for service in SERVICES:
        answer = read(_report(wanted, service), wanted, accepted)
        if not answer.unknown:
            break
    return answer


def _report(pins: list[str], service: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pins.txt"
        file.write_text("\n".join(pins), encoding="utf-8")
        words = [sys.executable, "-m", "pip_audit", "--requirement", str(file), "--no-deps", "--disable-pip",
                 "--vulnerability-service", service, "--format", "json", "--progress-spinner", "off"]  # fmt: skip
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def read(report: str, pins: Iterable[str], accepted: Mapping[str, str]) -> Answer:
    """Read a report of pip-audit in JSON; one that is none says nothing about any library."""
    try:
        dependencies: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        return Answer((), tuple(pins))
    told = {f"{one['name']}=={one['version']}" for one in dependencies if "vulns" in one}
    unsafe = [
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version yet'}"
        for one in dependencies
        for known in one.get("vulns", ())
        if not {known["id"], *known.get("aliases", ())} & set(accepted)
    ]
    return Answer(tuple(unsafe), tuple(pin for pin in pins if pin not in told))
