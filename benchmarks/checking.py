"""Checking 1,000 records: how fast, and what a contributor is told, beside check-jsonschema."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import ROOT, make_corpus
from benchmarks.timing import Contender, Measured, compare

RECORDS, RUNS = 1000, 5
BIN = Path(sys.executable).parent
CASES = (
    ("ATD204/country-name", "a country by its name"),
    ("ATD115/colon-in-text", "a colon in a text"),
    ("ATD201/no-caveats", "a missing field"),
    ("ATD202/misspelt-field", "a misspelt field"),
    ("ATD203/year-as-number", "a year without quotes"),
    ("ATD105/key-twice", "a field given twice"),
    ("ATD311/home-by-night", "a class that the liberty test forbids"),
)


def measure() -> dict[str, Measured]:
    """Time both on the same records: nothing known, and one record changed."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = make_corpus(Path(folder) / "corpus", RECORDS, ("practices",))
        records = sorted(str(file.relative_to(corpus)) for file in (corpus / "practices").glob("*.yaml"))
        changed = corpus / records[RECORDS // 2]

        def forget() -> None:
            shutil.rmtree(corpus / ".cache", ignore_errors=True)

        def change() -> None:
            changed.write_text(changed.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")

        schema = "schema/editor/practice.schema.json"
        return compare(
            [
                Contender(
                    "check-jsonschema", [str(BIN / "check-jsonschema"), "--schemafile", schema, *records], corpus
                ),
                Contender("atd check, cold", [str(BIN / "atd"), "check"], corpus, forget),
                Contender("atd check, one record changed", [str(BIN / "atd"), "check"], corpus, change),
            ],
            RUNS,
        )


def told(case: str) -> tuple[str, str]:
    """Give what both say about a faulty record, without the paths of this machine."""
    file = ROOT / "tests" / "cases" / "invalid" / f"{case}.yaml"
    ours = file.with_suffix(".txt").read_text(encoding="utf-8")
    command = [BIN / "check-jsonschema", "--schemafile", ROOT / "schema/editor/practice.schema.json", file]
    theirs = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return _short(ours), _short(theirs)


def _short(text: str) -> str:
    """Leave out folders and the ends of very long lines."""
    plain = re.sub(r"\S*/(?=[\w-]+\.yaml)", "", text.replace(str(ROOT), ""))
    return "\n".join(line if len(line) <= 200 else f"{line[:199]}…" for line in plain.strip().splitlines())
