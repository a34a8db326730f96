"""`atd new --interactive`: what is answered stands in the file, whatever happens then."""

import json
from pathlib import Path

from atd.cli.interview import key_of
from atd.reading import Document, read_document
from conftest import ROOT, Run

PROSE = "The ministry rents ordinary houses. Families receive a key and a small income."
ANSWERS = {
    "en": [
        "Open houses for families in Lusaka",
        "Families live in open houses: they come and go as they please, since March 2021.",
        "too short", "Shows that families stay in contact without being locked up.",
        "enabling", "Active", "Zambia", "national",
        "March 2021", "", "",  # period: start, end, occasion
        "release, placement", "?", "open reception, 30", "h", "families",
        "Ministry of Social Affairs", "national government", "Lead", "",  # one actor, no more
        "policy",
        "yes", "no", "no", "", "", "none", "",  # liberty
        PROSE, ".",
        "No independent evaluation has been published.", "",  # one caveat
        "e1",
        "Yearly report", "Ministry of Social Affairs", "www.example.org/report", "https://example.org/report",
    ],
}  # fmt: skip


def answers(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def test_a_record_can_be_answered_question_by_question(small: Path, atd: Run) -> None:
    result = atd("new", "zm-open-houses", "--root", small, "--interactive", input=answers(*ANSWERS["en"]))
    assert "Traceback" not in result.stderr
    assert "ATD205" in result.stdout  # the reason that was too short
    document = read_document((small / "practices" / "zm-open-houses.yaml").read_text(encoding="utf-8"), "x.yaml")
    assert isinstance(document, Document)
    values = document.values
    assert values["title"] == "Open houses for families in Lusaka"
    assert values["summary"].startswith("Families live in open houses: they come")
    assert values["status"] == "active"
    assert values["countries"] == ["ZM"]
    assert values["period"] == {"start": "2021-03"}
    assert values["practice_types"] == ["open-reception", "case-management"]
    assert values["actors"] == [
        {"key": "ministry-of-social-affairs", "name": "Ministry of Social Affairs", "type": "national-government", "role": "lead"}
    ]  # fmt: skip
    assert values["liberty"]["leave_at_will"] == "yes"
    assert values["description"] == PROSE


def test_questions_are_asked_in_the_language_of_the_reader(small: Path, atd: Run) -> None:
    typed = answers("بيوت مفتوحة للأسر في إربد بالأردن", "", "", "تدبير تمكيني", "", "الأردن")
    result = atd("new", "jo-open-houses", "--root", small, "--interactive", "--messages", "ar", input=typed)
    assert "العنوان" in result.stdout
    text = (small / "practices" / "jo-open-houses.yaml").read_text(encoding="utf-8")
    assert "language: ar" in text
    assert "title: بيوت مفتوحة للأسر في إربد بالأردن" in text
    assert "countries: [JO]" in text
    assert "## العنوان" in text


def test_what_was_answered_stays_when_the_questions_are_broken_off(small: Path, atd: Run) -> None:
    result = atd(
        "new", "zm-open-houses", "--root", small, "--interactive", input="Open houses for families in Lusaka\n"
    )
    assert result.returncode == 0, result.stderr
    text = (small / "practices" / "zm-open-houses.yaml").read_text(encoding="utf-8")
    assert "title: Open houses for families in Lusaka" in text
    assert "summary:" in text
    found = json.loads(atd("check", "practices/zm-open-houses.yaml", "--format", "json", cwd=small).stdout)["findings"]
    assert "title" not in {finding["field"] for finding in found}


def test_keys_are_made_from_the_words_of_an_item() -> None:
    assert key_of({"name": "Ministère de l’Intérieur, Rabat"}) == "ministere-de-linterieur-rabat"
    assert key_of({"name": "وزارة الداخلية"}) == "item"
    assert len(key_of({"name": "x" * 100})) <= 40


def test_the_template_speaks_the_language_asked_for(small: Path, atd: Run) -> None:
    assert atd("new", "fr-maisons-ouvertes", "--root", small, "--messages", "fr").returncode == 0
    text = (small / "practices" / "fr-maisons-ouvertes.yaml").read_text(encoding="utf-8")
    assert "## Titre" in text
    assert "language: fr" in text
    assert not (ROOT / "practices" / "fr-maisons-ouvertes.yaml").exists()


def test_records_of_other_collections_can_be_answered_too(small: Path, atd: Run) -> None:
    typed = answers(
        "Talks on housing in Lusaka", "Officials and case workers talked about housing for families in Lusaka.",
        "talk", "2026-03", "", "14:00", "", "Africa/Lusaka", "online", "open",
        "Ministry of Social Affairs, UNICEF", "b", "Report of the talks", "UNICEF", "2026", "https://example.org/report",
        "", "", "", "en", "", "", "", "", "n",
    )  # fmt: skip
    result = atd("new", "exchanges/zm-housing-talks", "--root", small, "--interactive", input=typed)
    assert "Traceback" not in result.stderr
    document = read_document((small / "exchanges" / "zm-housing-talks.yaml").read_text(encoding="utf-8"), "x.yaml")
    assert isinstance(document, Document)
    assert document.values["dates"] == {"start": "2026-03", "begins": "14:00", "time_zone": "Africa/Lusaka"}
    assert document.values["access"] == "open"
    assert document.values["hosts"] == ["Ministry of Social Affairs", "UNICEF"]
    assert document.values["sources"][0]["publisher"] == "UNICEF"
