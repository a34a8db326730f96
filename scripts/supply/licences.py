"""The licence of every library in the locks, held against those that are allowed.

What a library says of itself comes in three forms: an SPDX expression, a free text and
classifiers of the package index. "BSD License" among the last may mean several licences,
so somebody has read the files of such libraries, and ``tool.supply.licences.read`` tells what they say.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from supply.declared import normal

_CLASSIFIERS = {
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
}
"""Classifiers that mean one licence and no other."""
_SPDX = get_spdx_licensing()


@dataclass(frozen=True)
class Policy:
    """Which licences are allowed, and what libraries that do not say it plainly are under."""

    allowed: frozenset[str]
    read: Mapping[str, str]

    @classmethod
    def of(cls, root: Path) -> Policy:
        """Read the policy from pyproject.toml."""
        stated: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        licences = stated["tool"]["supply"]["licences"]
        return cls(frozenset(licences["allowed"]), {normal(name): said for name, said in licences["read"].items()})

    def allows(self, expression: str) -> bool:
        """Tell whether an SPDX expression can be met with allowed licences alone."""
        parsed = _parsed(expression)
        if parsed is None:
            return False
        values = {one: _SPDX.TRUE if str(one) in self.allowed else _SPDX.FALSE for one in parsed.symbols}
        return bool(parsed.subs(values, simplify=True) == _SPDX.TRUE)


def complaints(wanted: Iterable[str], policy: Policy, folders: Iterable[str] | None = None) -> list[str]:
    """Say which of the libraries have a licence that is not allowed, or none that is known.

    Looks among what is installed for this interpreter, or in ``folders``. A library that is
    wanted and not installed is a complaint too: nothing is known about it.
    """
    found = distributions(path=list(folders)) if folders is not None else distributions()
    there = {normal(one.metadata["Name"]): one for one in found}
    said = []
    for name in sorted(set(wanted)):
        if name not in there:
            said.append(f"{name}: not installed, so its licence is not known")
            continue
        licence = licence_of(there[name], policy)
        if not policy.allows(licence):
            said.append(f"{name} {there[name].version}: {licence or 'no licence named'}")
    return said


def forgotten(policy: Policy, names: Iterable[str]) -> list[str]:
    """Say whose licence file was read although no lock names it any more."""
    unused = sorted(set(policy.read) - set(names))
    return [f"{name}: named under tool.supply.licences.read, but in no lock" for name in unused]


def node_complaints(lock: Path, policy: Policy) -> list[str]:
    """Say which packages in a lock of npm have a licence that is not allowed; the lock names each."""
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [
        f"{path.rpartition('node_modules/')[2]} {package['version']}: {package.get('license', 'no licence named')}"
        for path, package in sorted(packages.items())
        if path and not policy.allows(str(package.get("license", "")))
    ]


def licence_of(library: Distribution, policy: Policy) -> str:
    """Give the licence of a library as SPDX expression, or what it says where that is none."""
    known = policy.read.get(normal(library.metadata["Name"]))
    if known is not None:
        return known
    stated = library.metadata.json
    if stated.get("license_expression"):
        return str(stated["license_expression"])
    text = str(stated.get("license") or "").strip()
    if "\n" not in text and _parsed(text) is not None:
        return text
    classified = [line.rpartition(" :: ")[2] for line in stated.get("classifier", ()) if line.startswith("License ::")]
    if classified and all(name in _CLASSIFIERS for name in classified):
        return " AND ".join(_CLASSIFIERS[name] for name in classified)
    return text.partition("\n")[0] or ", ".join(classified)


def _parsed(expression: str) -> Any:
    """Read an SPDX expression; None where it is none."""
    try:
        return _SPDX.parse(expression, validate=True)
    except ExpressionError:
        return None
