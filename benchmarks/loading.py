"""How quickly and how well pages load on a telephone, by Lighthouse.

Everything stays on this machine: the site is served here, and the browser finds
no other address. Run by ``make lighthouse``; fails when a score is too low.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import ROOT
from benchmarks.serving import serving

PAGES = ("", "practices/", "practices/ca-atd-programme/")
RUNS = 3
LOWEST = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 95}
_LIGHTHOUSE = Path(__file__).with_name("lighthouse") / "node_modules" / "lighthouse" / "cli" / "index.js"
_NODE = Path(sys.executable).with_name("node")
_CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
)


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of one visit."""

    scores: dict[str, int]
    transferred: int
    """Bytes that came over the line."""
    complaints: tuple[str, ...]


def visit(address: str) -> Report:
    """Let Lighthouse visit a page with a small telephone on a slow line."""
    command = [
        _NODE, _LIGHTHOUSE, address, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(LOWEST)}", f"--chrome-flags={_CHROMIUM}", "--no-enable-error-reporting",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": os.environ.get("CHROME_PATH", "/usr/bin/chromium"), "CI": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        sys.exit(f"Lighthouse failed for {address}:\n{done.stderr}")
    result = json.loads(done.stdout)
    scored = {audit["id"] for part in result["categories"].values() for audit in part["auditRefs"] if audit["weight"]}
    return Report(
        {name: round(100 * part["score"]) for name, part in result["categories"].items()},
        sum(request["transferSize"] for request in result["audits"]["network-requests"]["details"]["items"]),
        tuple(f"{name}: {a['title']}" for name, a in result["audits"].items() if name in scored and a["score"] != 1),
    )


def main() -> None:
    """Visit each page some times and print medians; exit with 1 when one is too low."""
    failed = False
    with serving(ROOT / "site") as base:
        print("page".ljust(32), *(name.rjust(15) for name in LOWEST), "bytes".rjust(9))
        for page in PAGES:
            reports = [visit(base + page) for _run in range(RUNS)]
            medians = {name: round(statistics.median(r.scores[name] for r in reports)) for name in LOWEST}
            transferred = round(statistics.median(report.transferred for report in reports))
            print(
                f"/{page}".ljust(32), *(str(median).rjust(15) for median in medians.values()), str(transferred).rjust(9)
            )
            for complaint in sorted({complaint for report in reports for complaint in report.complaints}):
                print(f"    {complaint}")
            failed |= any(medians[name] < lowest for name, lowest in LOWEST.items())
    if failed:
        sys.exit(f"Too low: {', '.join(f'{name} below {lowest}' for name, lowest in LOWEST.items())} fails.")


if __name__ == "__main__":
    main()
