"""Many damaged records and random bytes through reading and checking.

Run with ``make fuzz``; ``--seed`` repeats a run. Fails when anything raises, a
place lies outside its file, or one file takes more than a second.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from atd.checking.contents import contents_findings
from atd.checking.examination import examine
from atd.checking.structure import structure_findings
from atd.findings import RENDERERS, Finding, Report
from atd.reading import Document, Repository, Schema
from atd.reading.document import decode

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
SIGNS = [":", "-", "#", "&", "*", "!", "|", ">", "%", "@", "`", '"', "'", "[", "]", "{", "}", ",", "?", "\t", "\n", " ", "é", "拘", "\u202e", "\x00", "~", "yes", "NO", "1e9", "<<: *x"]  # fmt: skip


def damaged(records: list[str], chance: random.Random) -> str:
    """Take a real record and do to it what people and broken tools do."""
    text = chance.choice(records)
    for _step in range(chance.randint(1, 4)):
        lines = text.split("\n")
        where = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[where]
            case 1:
                lines.insert(where, chance.choice(lines))
            case 2:
                lines[where] = " " * chance.randint(0, 6) + lines[where].lstrip()
            case 3:
                lines[where] = lines[where][: chance.randint(0, len(lines[where]))]
            case 4:
                lines[where] = lines[where].partition(":")[0] + ": " + chance.choice(SIGNS)
            case 5:
                at = chance.randint(0, len(lines[where]))
                lines[where] = lines[where][:at] + chance.choice(SIGNS) + lines[where][at:]
            case _:
                lines = lines[:where]
        text = "\n".join(lines)
        if not text:
            break
    return text


def check(data: bytes, schema: Schema) -> list[Finding]:
    """Read and check one file as ``atd check`` would."""
    text = decode(data, "practices/fuzz.yaml")
    if isinstance(text, Finding):
        return [text]

    def judge(document: Document) -> Iterator[Finding]:
        yield from structure_findings(document, schema)
        yield from contents_findings(document, schema, TODAY)

    found = examine(text, "practices/fuzz.yaml", judge)[1]
    for renderer in RENDERERS.values():
        renderer(Report(tuple(found)))
    return found


def _inside(finding: Finding, lines: list[str]) -> bool:
    """Tell whether a finding points into the file: at a letter, or right behind the end of a line."""
    place = finding.place
    if not 1 <= place.line <= len(lines):
        return False
    length = len(lines[place.line - 1])
    return 1 <= place.column <= length + 1 and place.end_column <= length + 1


def inputs(records: int, strings: int, chance: random.Random) -> Iterator[bytes]:
    """Yield damaged records first, then random bytes."""
    originals = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "practices").glob("*.yaml"))]
    for _number in range(records):
        yield damaged(originals, chance).encode("utf-8", "surrogatepass")
    for _number in range(strings):
        yield chance.randbytes(chance.randint(0, 300))


def main() -> int:
    """Run and report; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    schema = Repository.find(ROOT).collection("practices").schema
    slowest, faulty, failures = 0.0, 0, 0
    for number, data in enumerate(inputs(options.records, options.strings, random.Random(options.seed))):
        started = time.perf_counter()
        try:
            found = check(data, schema)
        except Exception as error:  # every crash is what this looks for
            print(f"input {number}: {type(error).__name__}: {error}\n{data[:400]!r}", file=sys.stderr)
            failures += 1
            continue
        slowest = max(slowest, took := time.perf_counter() - started)
        faulty += bool(found)
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        outside = [f for f in found if not _inside(f, lines)]
        if took > 1 or outside:
            print(f"input {number}: {took:.2f} s, outside: {outside[:1]}\n{data[:400]!r}", file=sys.stderr)
            failures += 1
    total = options.records + options.strings
    print(f"{total} inputs, {faulty} with findings, slowest {slowest * 1000:.0f} ms, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
