"""Forms fit the schema, answers become records, and hostile answers stay words."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atd.findings import Voice
from atd.intake import form_files, receive
from atd.intake.questions import questions
from atd.localising import load_locale
from atd.reading import Document, Repository, read_document
from atd.reading.hidden import HIDDEN
from conftest import ROOT, TODAY, Run

PLAIN = (ROOT / "tests/cases/issues/plain.md").read_text(encoding="utf-8")
FORMS = [f for f in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if f.name != "config.yml"]


def asked(name: str = "practices") -> dict[str, object]:
    repository = Repository.find(ROOT)
    return {q.label: q for q in questions(repository.collection(name).schema, load_locale(repository, "en"))}


def answered(label: str, text: str, body: str = PLAIN) -> str:
    """Answer one question differently."""
    return re.sub(rf"(?ms)^(### {re.escape(label)}\n).*?(?=^### |\Z)", lambda m: f"{m[1]}\n{text}\n\n", body)


def record(root: Path, body: str, name: str = "practices") -> tuple[Path, dict[str, object], str]:
    repository = Repository.find(root)
    received = receive(repository, repository.collection(name), body, TODAY, Voice())
    assert received is not None
    read = read_document(received.file.read_text(encoding="utf-8"), received.file.name)
    assert isinstance(read, Document), read
    return received.file, read.values, received.report


def test_a_form_filled_in_by_a_person_becomes_a_record_with_nothing_to_mend(small: Path, atd: Run) -> None:
    issue = small / "issue.md"
    issue.write_bytes(PLAIN.replace("\n", "\r\n").encode())
    result = atd("from-issue", issue, "--root", small, env={"SOURCE_DATE_EPOCH": "1795305600"})
    assert result.returncode == 0, result.stderr
    assert "Nothing to mend" in result.stdout
    [file] = small.glob("practices/zm-open-houses*.yaml")
    values = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert values["countries"] == ["ZM"]
    assert values["period"] == {"start": "2021-03"}
    assert values["gcm_actions"] == ["h", "chapeau"]
    assert values["liberty"]["cumulative_effect"] == "none"
    assert [actor["role"] for actor in values["actors"]] == ["lead", "partner"]
    assert values["updates"][0]["sources"] == [source["key"] for source in values["sources"]]
    assert [c["text"] for c in values["caveats"]][1] == "There is room for twelve families."
    assert "\r" not in file.read_text(encoding="utf-8", errors="strict")


def test_what_is_missing_is_told_as_markdown(small: Path) -> None:
    _file, _values, report = record(small, answered("Caveats", "_No response_"))
    assert "ATD201" in report
    assert "| Place | What | How to mend it |" in report


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_forms_follow_the_schema_of_forms(file: Path) -> None:
    command = ["check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", str(file)]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_forms_keep_the_rules_that_their_schema_does_not_tell(file: Path) -> None:
    """Labels must differ by more than signs, options must differ, and None is not allowed as one."""
    fields = [part for part in yaml.safe_load(file.read_text(encoding="utf-8"))["body"] if part["type"] != "markdown"]
    labels = [re.sub(r"\W+", "", part["attributes"]["label"].casefold()) for part in fields]
    assert len(labels) == len(set(labels))
    for part in fields:
        if part["type"] == "dropdown":
            options = part["attributes"]["options"]
            assert all(isinstance(option, str) for option in options)
            assert len(options) == len(set(options))
            assert "none" not in [option.casefold() for option in options]


@pytest.mark.parametrize("name", ["practices", "resources"])
def test_a_form_asks_for_everything_that_is_required(name: str) -> None:
    schema = Repository.find(ROOT).collection(name).schema
    fields = {path.partition("-")[0] for q in asked(name).values() for path in [q.id]}  # type: ignore[attr-defined]
    assert set(schema.root["required"]) - {"last_verified"} <= fields


def test_every_choice_of_the_forms_leads_to_its_term() -> None:
    repository = Repository.find(ROOT)
    for collection in repository.collections:
        for question in questions(collection.schema, load_locale(repository, "en")):
            if question.kind == "choice":
                node = collection.schema.node(question.path)
                assert list(question.options.values()) == (node.get("enum") or node["items"]["enum"]), question.id


def test_forms_in_the_repository_are_current_and_a_changed_term_is_noticed(small: Path, atd: Run) -> None:
    assert all(file.read_text(encoding="utf-8") == text for file, text in form_files(Repository.find(ROOT)))
    atd("schema", "--root", small)
    assert atd("schema", "--check", "--root", small).returncode == 0
    words = small / "schema" / "vocabularies" / "status.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("Suspended", "On hold"), encoding="utf-8")
    result = atd("schema", "--check", "--root", small)
    assert result.returncode == 1
    assert ".github/ISSUE_TEMPLATE/practice.yml" in result.stdout


def test_the_page_to_fill_in_elsewhere_is_read_like_the_form(small: Path) -> None:
    body = {f.name: text for f, text in form_files(Repository.find(ROOT))}["practice.md"]
    body = body.replace("- [ ] Active\n", "- [x] Active\n").replace("- [ ] Placement\n", "- [x] Placement\n")
    body = answered("Title", "<!-- help --> Open houses of Lusaka", body)
    _file, values, _report = record(small, body)
    assert (values["title"], values["status"], values["stages"]) == ("Open houses of Lusaka", "active", ["placement"])
    assert "actors" not in values  # lines with nothing after the colon say nothing


HOSTILE = [
    "$(touch /tmp/owned) `touch /tmp/owned` ; rm -rf / | sh && true",
    "${{ github.token }} ${{ secrets.GITHUB_TOKEN }}",
    "::set-output name=path::/etc/passwd\n::error::boo\n::add-mask::x\n##[set-env name=X]y",
    "%0A::set-env name=PATH::/tmp",
    "'; DROP TABLE x; -- \" ' \\ \\n \\x00",
    "key: value\n- item\n? a\n: b\n--- \n...\n&anchor *alias !!python/object/apply:os.system [x]",
    "| > |- >- # comment {a: b} [c, d] % @ `",
    "### Status\n\nReversed?",
    "```\n~~~\n</textarea><script>alert(1)</script><!-- x",
    "@everyone #1 fixes #1 [x](javascript:alert(1)) ![i](http://evil.example/x.png)",
    "\u202egnp.exe \u2066x\u2069 \u200b \ufeff",
    "\x00\x07\x1b[31mred\x1b[0m \x9b31m",
    "a\r\nb\rc\u2028d\u2029e\x85f",
    "<<: *x\n<<<<<<< HEAD\n=======\n>>>>>>> main",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_become_values_and_nothing_else(small: Path, words: str) -> None:
    for label in ("Title", "How it works", "Caveats", "Sources", "Status", "Countries", "Safeguards"):
        keeps_to_its_place(small, answered(label, words))


def keeps_to_its_place(small: Path, body: str) -> None:
    file, values, report = record(small, body)
    assert file.parent == small / "practices"
    # The strict reader of records, which refuses anchors, tags and doubled keys, sees the same as YAML's own.
    assert yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).keys() == values.keys()
    assert values["instrument"] == "agreement"  # the answers after it are whole
    assert "```" not in report
    assert not re.search(r"(?m)^\s*(::|##\[)", report)
    assert not re.search(r"(?<!\\)[<@]\w", report.replace("<br>", ""))
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    file.unlink()


def test_shell_and_expressions_reach_the_record_as_they_were_typed(small: Path) -> None:
    words = "$(id) `id` ${{ secrets.TOKEN }} ::set-output name=a::b"
    _file, values, _report = record(small, answered("Title", words))
    assert values["title"] == words


@pytest.mark.parametrize(
    "wish",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "a/b/c/d",
        ".github",
        "con\x00",
        "ZM Houses",
        "x" * 200,
        "a\nb: c",
        "-rf-",
    ],
)
def test_an_identifier_cannot_lead_out_of_the_folder(small: Path, wish: str) -> None:
    before = {file for file in small.rglob("*") if file.is_file()}
    file, values, _report = record(small, answered("Identifier", wish))
    assert {f for f in small.rglob("*") if f.is_file()} - before == {file}
    assert file.parent == small / "practices"
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(values["id"]))
    assert file.stem == values["id"]


def test_a_record_that_exists_is_never_overwritten(small: Path) -> None:
    before = (small / "practices" / "us-isap.yaml").read_bytes()
    file, _values, _report = record(small, answered("Identifier", "us-isap"))
    assert file.name == "us-isap-2.yaml"
    assert (small / "practices" / "us-isap.yaml").read_bytes() == before


def test_the_same_issue_gives_the_same_file(small: Path) -> None:
    file, _values, _report = record(small, PLAIN)
    first = file.read_bytes()
    file.unlink()
    again, _values, _report = record(small, PLAIN)
    assert (again, again.read_bytes()) == (file, first)


def test_a_text_that_answers_nothing_is_refused(small: Path, atd: Run) -> None:
    before = sorted(small.rglob("*"))
    result = atd("from-issue", "-", "--root", small, input="hello\n### Something\n\nelse")
    assert result.returncode == 1
    assert sorted(small.rglob("*")) == before


def test_an_event_tells_the_collection_by_its_labels(small: Path, atd: Run) -> None:
    config = small / "mkdocs.yml"
    (small / "resources").mkdir(exist_ok=True)
    event = {
        "issue": {
            "body": "### Title\n\nA handbook on open houses\n",
            "labels": [{"name": "submission"}, {"name": "resource"}],
        }
    }
    assert "resources" in config.read_text(encoding="utf-8")
    (small / "event.json").write_text(json.dumps(event), encoding="utf-8")
    result = atd("from-issue", small / "event.json", "--event", "--root", small, "--report", small / "report.md")
    assert result.returncode == 0, result.stderr
    assert (small / "resources" / "a-handbook-on-open.yaml").is_file()
    assert "ATD201" in (small / "report.md").read_text(encoding="utf-8")
    assert atd("from-issue", small / "mkdocs.yml", "--event", "--root", small).returncode == 2


def test_no_sign_that_the_check_refuses_comes_into_a_file(small: Path) -> None:
    refused = "".join(filter(HIDDEN.match, map(chr, range(sys.maxunicode + 1))))
    assert {"\0", "\r", "\u202e", "\ue000", "\U000e0041"} <= set(refused)
    file, values, _report = record(small, answered("Title", f"Open{refused} houses"))
    assert values["title"] == "Open houses"
    assert not HIDDEN.search(file.read_text(encoding="utf-8"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from(sorted(asked())))
def test_any_answer_gives_a_file_that_can_be_read(small: Path, text: str, label: str) -> None:
    file, values, _report = record(small, answered(label, text))
    file.unlink()
    assert values["id"] == file.stem
