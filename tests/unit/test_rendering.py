"""Findings in their three faces; contributed text cannot break out of any."""

import json

import jsonschema

from atd.findings import RENDERERS, Finding, Place, Report, Voice
from conftest import ROOT

HOSTILE = "x\n::error::owned%0A<b>\x1b[31m,y:z"
FINDING = Finding.of(
    "ATD204", Place("practices/a,b:c\n.yaml", 3, 4, 9), label="Stages", value=HOSTILE, vocabulary="stage", advice="write release",
    suggestion="release", excerpt=f"stages: [{HOSTILE}]",
)  # fmt: skip


def render(form: str, findings: list[Finding], **more: object) -> str:
    return RENDERERS[form](Report(tuple(findings), **more))  # type: ignore[arg-type]


def test_workflow_commands_stay_on_one_line() -> None:
    written = render("github", [FINDING])
    assert written.count("\n") == 0
    assert written.startswith("::error file=practices/a%2Cb%3Ac%0A.yaml,line=3,col=4,title=ATD204 ")
    assert "::error::owned" not in written
    assert "owned%250A" in written, "what is escaped in a text was typed, and says so"


def test_the_terminal_sees_no_control_characters() -> None:
    written = render("human", [FINDING])
    assert "\x1b" not in written
    assert "␀[31m" in written


def test_the_caret_stands_below_wide_letters() -> None:
    finding = Finding.of(
        "ATD412", Place("x.yaml", 1, 4, 6), words="拘留", reason="r", instead="i", excerpt="标题：拘留"
    )
    excerpt, caret = render("human", [finding]).splitlines()[1:3]
    assert excerpt == "  1 | 标题：拘留"
    assert caret == "    |       ^^^^"


def test_json_holds_every_part() -> None:
    found = json.loads(render("json", [FINDING]))
    assert found["version"] == 1
    assert set(found["findings"][0]) == {
        "code", "severity", "path", "line", "column", "end_column", "record", "field", "problem", "why", "fix", "suggestion",
        "documentation",
    }  # fmt: skip


def test_json_follows_its_published_schema() -> None:
    schema = json.loads((ROOT / "schema" / "findings.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for voice in (Voice(), Voice(language="fr", codes="https://example.org/fr/contribute/codes/")):
        for findings in ([], [FINDING]):
            jsonschema.validate(json.loads(render("json", findings, voice=voice)), schema)


def test_markdown_shows_contributed_text_as_it_is() -> None:
    """Rendered by a parser that we did not write, no contributed markup survives."""
    import cmarkgfm

    html = cmarkgfm.github_flavored_markdown_to_html(render("markdown", [FINDING]))
    assert html.count("<tr>") == 2
    assert "<b>" not in html
    assert "<a " not in html
    assert "::error::owned%0A&lt;b&gt;" in html


def test_workflow_commands_show_every_file_before_any_twice() -> None:
    many = [Finding.of("ATD104", Place("a.yaml", line)) for line in range(1, 15)] + [
        Finding.of("ATD104", Place("b.yaml", 3))
    ]
    written = render("github", many).splitlines()
    assert "file=a.yaml" in written[0]
    assert "file=b.yaml" in written[1]
    assert len(written) == 11
    assert "5 more findings" in written[-1]


def test_many_findings_alike_are_counted() -> None:
    many = [Finding.of("ATD104", Place("a.yaml", line)) for line in range(1, 15)]
    written = render("human", many)
    assert written.count("error ATD104") == 5
    assert "a.yaml: ATD104 also in line 6, 7, 8, 9, 10, 11, 12, 13, 14" in written


def test_workflow_commands_show_changed_files_before_all_others() -> None:
    many = [Finding.of("ATD104", Place(f"{name}.yaml", line)) for name in "abcdefghijkl" for line in (1, 2)]
    written = render("github", many, changed=frozenset(["k.yaml"])).splitlines()
    assert [line.partition("file=")[2][:6] for line in written[:3]] == ["k.yaml", "k.yaml", "a.yaml"]


def test_findings_of_different_fields_are_never_counted_together() -> None:
    many = [
        Finding.of("ATD201", Place("a.yaml", 9), field=name, label=name, reason="r", advice="a") for name in "abcdefgh"
    ]
    assert render("human", many).count("is missing") == 8


def test_a_piece_to_paste_keeps_its_lines() -> None:
    finding = Finding.of("ATD201", Place("a.yaml", 9), label="l", reason="r", advice="add:\nx:\n  - y")
    assert "fix   add:\n        x:\n          - y" in render("human", [finding])
    assert "add\\:<br>x\\:<br>&nbsp;&nbsp;\\- y" in render("markdown", [finding])
