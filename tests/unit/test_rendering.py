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


def test_markdown_shows_contributed_text_as_it_is() -> None:
    """Rendered by a parser that we did not write, no contributed markup survives."""
    import cmarkgfm

    html = cmarkgfm.github_flavored_markdown_to_html(RENDERERS["markdown"]([FINDING]))
    assert html.count("<tr>") == 2
    assert "<b>" not in html
    assert "<a " not in html
    assert "::error::owned%0A&lt;b&gt;" in html


def test_workflow_commands_show_every_file_before_any_twice() -> None:
    many = [Finding.of("ATD104", Place("a.yaml", line)) for line in range(1, 15)] + [
        Finding.of("ATD104", Place("b.yaml", 3))
    ]
    written = RENDERERS["github"](many).splitlines()
    assert "file=a.yaml" in written[0]
    assert "file=b.yaml" in written[1]
    assert len(written) == 11
    assert "5 more findings" in written[-1]


def test_many_findings_alike_are_counted() -> None:
    many = [Finding.of("ATD104", Place("a.yaml", line)) for line in range(1, 15)]
    written = RENDERERS["human"](many)
    assert written.count("ATD104") == 6
    assert "a.yaml: 9 more like ATD104" in written
