"""Findings in their three faces; contributed text cannot break out of any."""

import json

from atd.findings import RENDERERS, Finding, Place

HOSTILE = "x\n::error::owned%0A<b>\x1b[31m,y:z"
FINDING = Finding.of(
    "ATD204", Place("practices/a,b:c\n.yaml", 3, 4, 9), label="Stages", value=HOSTILE, vocabulary="stage", advice="write release",
    suggestion="release", excerpt=f"stages: [{HOSTILE}]",
)  # fmt: skip


def test_workflow_commands_stay_on_one_line() -> None:
    written = RENDERERS["github"]([FINDING])
    assert written.count("\n") == 0
    assert written.startswith("::error file=practices/a%2Cb%3Ac%0A.yaml,line=3,col=4,title=ATD204 ")
    assert "::error::owned" not in written


def test_the_terminal_sees_no_control_characters() -> None:
    assert "\x1b" not in RENDERERS["human"]([FINDING]).replace(FINDING.problem, "")


def test_the_caret_stands_below_wide_letters() -> None:
    finding = Finding.of(
        "ATD412", Place("x.yaml", 1, 4, 6), words="拘留", reason="r", instead="i", excerpt="标题：拘留"
    )
    excerpt, caret = RENDERERS["human"]([finding]).splitlines()[1:3]
    assert excerpt == "  1 | 标题：拘留"
    assert caret == "    |       ^^^^"


def test_json_holds_every_part() -> None:
    found = json.loads(RENDERERS["json"]([FINDING]))
    assert found["version"] == 1
    assert set(found["findings"][0]) == {
        "code", "severity", "path", "line", "column", "end_column", "record", "field", "problem", "why", "fix", "suggestion",
    }  # fmt: skip
