"""The libraries that pyproject.toml names, each with the reason that stands beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LINE = re.compile(r'\s*"(?P<requirement>[^"]+)",?\s*(?:#\s*(?P<reason>.*\S))?\s*')
_PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)")


@dataclass(frozen=True)
class Dependency:
    """A library that is named directly."""

    group: str
    """``site`` for what builds the site, else the name of its group."""
    name: str
    version: str
    reason: str
    """Why it is there, in one line; empty where nobody said."""


class DeclarationError(Exception):
    """A requirement in pyproject.toml is not one pinned library to a line."""


def declared(root: Path) -> tuple[Dependency, ...]:
    """List the direct dependencies in the order of pyproject.toml.

    Raises DeclarationError when one is not pinned, or stands where its comment cannot be found.
    """
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    reasons = {
        found["requirement"]: (found["reason"] or "") for line in text.splitlines() if (found := _LINE.fullmatch(line))
    }
    return tuple(_dependency(group, one, reasons) for group, one in _requirements(tomllib.loads(text)))


def _requirements(project: dict[str, Any]) -> Iterator[tuple[str, str]]:
    groups = {
        "site": project["project"]["dependencies"],
        **project["project"].get("optional-dependencies", {}),
        **project.get("dependency-groups", {}),
    }
    for group, requirements in groups.items():
        for requirement in requirements:
            yield group, requirement


def _dependency(group: str, requirement: str, reasons: dict[str, str]) -> Dependency:
    pinned = _PINNED.fullmatch(requirement)
    if pinned is None or requirement not in reasons:
        raise DeclarationError(f"{requirement}: write one library to a line, with == and its version")
    return Dependency(group, pinned[1], pinned[2], reasons[requirement])


def locked(lock: Path) -> dict[str, str]:
    """Give the version of each library in a lock, by its normalised name."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {normal(found[1]): found[2] for line in lines if (found := _PINNED.match(line))}


def locks(root: Path) -> list[Path]:
    """List the locks of the repository."""
    return sorted(root.glob("requirements*.lock"))


def normal(name: str) -> str:
    """Write the name of a library as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
