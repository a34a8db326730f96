"""The bill of materials of a release, held against the lock that it was made from."""

from __future__ import annotations

import json
from pathlib import Path

from supply.declared import locked, normal

_OURS = {"pip", "setuptools"}
"""They install the others and come with the environment, whatever their version."""


def differences(bill: Path, lock: Path) -> list[str]:
    """Say which libraries stand in one of the two and not in the other."""
    components = json.loads(bill.read_text(encoding="utf-8"))["components"]
    stated = {(normal(one["name"]), one["version"]) for one in components}
    wanted = set(locked(lock).items())
    return [
        *(f"missing: {name} {version}" for name, version in sorted(wanted - stated) if name not in _OURS),
        *(f"not locked: {name} {version}" for name, version in sorted(stated - wanted) if name not in _OURS),
    ]
