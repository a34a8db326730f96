"""``python -m supply``: the page of libraries, their licences, their known faults and the bill of a release.

Ends with 0 when all is well, 1 when there is something to mend, 3 when a question could not be asked.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from supply.declared import declared, locked, locks

ROOT = Path(__file__).parents[2]
UNREACHABLE = 3


def main() -> int:
    """Run the command that is named."""
    parser = argparse.ArgumentParser(prog="supply", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("table", help="write the page of libraries")
    licences = commands.add_parser("licences", help="hold the licences of installed libraries against the allowed ones")
    licences.add_argument("lock", type=Path)
    licences.add_argument("folders", nargs="*", help="folders of libraries; those of this interpreter if left out")
    commands.add_parser("vulnerabilities", help="ask whether a library in a lock is known to be unsafe")
    bill = commands.add_parser("bill", help="hold a bill of materials against the lock")
    bill.add_argument("file", type=Path)
    given = parser.parse_args()
    match given.command:
        case "table":
            return _table()
        case "licences":
            return _licences(given.lock, given.folders)
        case "vulnerabilities":
            return _vulnerabilities()
        case _:
            return _bill(given.file)


def _table() -> int:
    from supply.table import unexplained, write  # noqa: PLC0415

    dependencies = declared(ROOT)
    write(ROOT, dependencies)
    return _told(unexplained(dependencies), "Every library has its reason.")


def _licences(lock: Path, folders: list[str]) -> int:
    from supply.licences import Policy, complaints, forgotten, node_complaints  # noqa: PLC0415, other commands need no such library

    policy = Policy.of(ROOT)
    said = (
        node_complaints(lock, policy) if lock.suffix == ".json" else complaints(locked(lock), policy, folders or None)
    )
    # Each environment holds the libraries of some locks, so what is needed nowhere shows in the locks alone.
    said += forgotten(policy, {name for one in locks(ROOT) for name in locked(one)})
    return _told(said, f"Licences: all those of {lock} are allowed.")


def _vulnerabilities() -> int:
    from supply.vulnerabilities import SERVICES, ask  # noqa: PLC0415

    pins = {f"{name}=={version}" for lock in locks(ROOT) for name, version in locked(lock).items()}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["supply"]
    answer = ask(pins, settings["vulnerabilities"])
    said = _told(answer.unsafe, f"Vulnerabilities: none known in {len(pins)} libraries.", quiet=bool(answer.unknown))
    if answer.unknown:
        print(
            f"NOT CLEAN, NOT ASKED: neither {' nor '.join(SERVICES)} told anything about {len(answer.unknown)} of "
            f"{len(pins)} libraries, such as {answer.unknown[0]}. The services could not be reached, or do not know "
            "them. This is no result: run `make audit` again where they can be reached.",
            file=sys.stderr,
        )
        return said or UNREACHABLE
    return said


def _bill(file: Path) -> int:
    from supply.bill import differences  # noqa: PLC0415

    return _told(differences(file, ROOT / "requirements.lock"), f"{file}: every library of requirements.lock.")


def _told(complaints: Iterable[str], otherwise: str, *, quiet: bool = False) -> int:
    """Print complaints, or that there are none; give the code of it."""
    listed = list(complaints)
    for one in listed:
        print(one, file=sys.stderr)
    if not listed and not quiet:
        print(otherwise)
    return 1 if listed else 0


if __name__ == "__main__":
    sys.exit(main())
