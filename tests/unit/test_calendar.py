"""What takes place: listed by time, and written as calendar files that other programs read."""

import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from atd.exports import downloads
from atd.pages import Library
from conftest import ROOT, TRILINGUAL, Run, copy_repository, find, library

HOSTILE = "Talk; with, signs \\ and\\nBEGIN:VEVENT"
MEETING = """\
id: {id}
title: {title}
summary: A meeting that exists in this test alone, told in enough words to be a summary.
language: en
kind: talk
dates: {dates}
format: in-person
place: Bangkok, Thailand
access: {access}
hosts: [A host]
participants: Delegations of two ministries
gcm_actions: [b]
sources: [{{key: a, title: A page, publisher: A host, language: en, url: "https://example.org/"}}]
last_verified: "2026-11-01"
disclosure: {{source_is_public: true, no_personal_data: true}}
"""
MEETINGS = {
    "talk-in-spring": '{start: "2027-03-02", begins: "22:30", ends: "23:45", time_zone: Asia/Bangkok}',
    "talk-next-week": '{start: "2026-11-28"}',
    "talk-going-on": '{start: "2026-11-20", end: "2026-11-22"}',
    "talk-of-last-week": '{start: "2026-11-14", begins: "09:00", time_zone: UTC}',
    "talk-of-2019": '{start: "2019-11-21", end: "2019-11-22"}',
    "talk-in-a-month": '{start: "2019-05"}',
    "talk-some-day": "{start: not-reported}",
}
PEER = "unnm-peer-exchange-2020"


def meeting(root: Path, name: str, dates: str, title: str = "A talk", access: str = "open") -> Path:
    file = root / "exchanges" / f"{name}.yaml"
    file.write_text(MEETING.format(id=name, dates=dates, title=json.dumps(title), access=access), encoding="utf-8")
    return file


def repository(root: Path) -> Path:
    copy_repository(root, ("zm-release-all",), TRILINGUAL)
    for name, dates in MEETINGS.items():
        meeting(root, name, dates)
    record = (ROOT / "exchanges" / f"{PEER}.yaml").read_text(encoding="utf-8")
    record = re.sub(r"^(resources|practices):(.*\n)( .*\n)*", "", record, flags=re.MULTILINE)
    (root / "exchanges" / f"{PEER}.yaml").write_text(record, encoding="utf-8")
    for language in TRILINGUAL[1:]:
        name = f"locales/{language}/exchanges/{PEER}.po"
        shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library(repository(tmp_path_factory.mktemp("meetings") / "r"))


def files(library: Library, language: str = "en") -> dict[str, bytes]:
    return {d.path: d.content() for d in downloads(library.editions, language) if d.path.endswith(".ics")}


def events(content: bytes) -> dict[str, Event]:
    calendar = Calendar.from_ical(content)
    assert not calendar.errors
    return {str(event["uid"]).partition(".")[0]: event for event in calendar.walk("VEVENT")}


def groups(library: Library, language: str = "en") -> list[tuple[str, list[str]]]:
    """What a reader without JavaScript sees of the list: headings, and the entries below them."""
    shown = str(find(library, language, "exchanges/").render())
    found: list[tuple[str, list[str]]] = []
    for heading, entry in re.findall(r'<h2 id="[^"]*">(.*?) <span|<h3><a href="[^"]*?([\w-]+)/"', shown):
        if heading:
            found.append((heading, []))
        else:
            found[-1][1].append(entry)
    return found


def test_what_is_coming_stands_first_and_what_is_past_by_year(meetings: Library) -> None:
    assert groups(meetings) == [
        ("Coming: 2026", ["talk-going-on", "talk-next-week"]),
        ("Coming: 2027", ["talk-in-spring"]),
        ("Past: 2026", ["talk-of-last-week"]),
        ("Past: 2020", [PEER]),
        ("Past: 2019", ["talk-of-2019", "talk-in-a-month"]),
        ("Date not reported", ["talk-some-day"]),
    ]
    assert [names for _heading, names in groups(meetings, "ar")] == [names for _heading, names in groups(meetings)]


def test_the_day_of_the_build_decides(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    later = library(root, date(2027, 3, 3))
    assert groups(later)[0] == ("Past: 2027", ["talk-in-spring"])
    assert groups(library(root, date(2019, 11, 22)))[0] == ("Coming: 2019", ["talk-of-2019"])
    assert files(later) == files(library(root, date(2019, 11, 22)))  # calendars say the same on every day


def test_the_search_keeps_the_order_of_the_list(meetings: Library) -> None:
    listed = [name for _heading, names in groups(meetings) for name in names]
    found = [one.address.split("/")[1] for one in meetings.listed("en") if one.address.startswith("exchanges/")]
    assert found == listed


@pytest.mark.parametrize(
    ("language", "days", "hours"),
    [
        ("en", "21–22 Nov 2019", "2:30 – 5:30 pm"),
        ("ar", "21–22 نوفمبر 2019", "توقيت وسط أوروبا الرسمي"),
        ("zh", "2019年11月21日至22日", "14:30–17:30"),
    ],
)
def test_dates_hours_and_time_zones_are_told_as_the_language_does(
    meetings: Library, language: str, days: str, hours: str
) -> None:
    shown = {name: str(find(meetings, language, f"exchanges/{name}/").render()) for name in ("talk-of-2019", PEER)}
    assert days in shown["talk-of-2019"]
    plain = shown[PEER].replace("\u2009", " ").replace("\u202f", " ")
    assert hours in plain
    assert '<time datetime="2020-11-17T14:30:00+01:00">' in shown[PEER]
    assert "Europe/Zurich" not in shown[PEER]


def test_the_agenda_of_the_first_exchange_is_whole(meetings: Library) -> None:
    """The seven points of the concept note, each at its hour in the zone of the meeting."""
    hours = ["14:30", "14:45", "15:15", "15:55", "16:00", "17:00", "17:25"]
    for language in TRILINGUAL:
        agenda = str(find(meetings, language, f"exchanges/{PEER}/").render()).partition('<ol class="agenda">')[2]
        stated = re.findall(r'<time datetime="2020-11-17T(\d\d:\d\d):00\+01:00">', agenda.partition("</ol>")[0])
        assert stated == hours


def test_each_entry_with_known_days_has_a_calendar_file_and_a_link(meetings: Library) -> None:
    vague = {"talk-in-a-month", "talk-some-day"}
    dated = {*MEETINGS, PEER} - vague
    for language in TRILINGUAL:
        written = files(meetings, language)
        assert set(written) == {"exchanges.ics", *(f"exchanges/{name}.ics" for name in dated)}
        assert set(events(written["exchanges.ics"])) == dated
        for name in dated:
            assert list(events(written[f"exchanges/{name}.ics"])) == [name]
            assert f'href="../../exchanges/{name}.ics"' in find(meetings, language, f"exchanges/{name}/").render()
        assert 'href="../exchanges.ics"' in find(meetings, language, "exchanges/").render()
    for name in vague:
        assert ".ics" not in find(meetings, "en", f"exchanges/{name}/").render()
    assert ".ics" not in find(meetings, "en", "practices/").render()


def test_hours_carry_their_time_zone_and_days_do_not(meetings: Library) -> None:
    written = files(meetings)
    peer = events(written[f"exchanges/{PEER}.ics"])[PEER]
    assert peer["dtstart"].dt == datetime(2020, 11, 17, 13, 30, tzinfo=UTC)
    assert peer["dtend"].dt == datetime(2020, 11, 17, 16, 30, tzinfo=UTC)
    zone = next(iter(Calendar.from_ical(written[f"exchanges/{PEER}.ics"]).walk("VTIMEZONE")))
    assert peer["dtstart"].params["TZID"] == zone["tzid"] == "Europe/Zurich"
    assert zone.to_tz().utcoffset(datetime(2020, 11, 17, 14, 30)) == timedelta(hours=1)
    assert zone.to_tz().utcoffset(datetime(2020, 7, 1)) == timedelta(hours=2)
    night = events(written["exchanges/talk-in-spring.ics"])["talk-in-spring"]
    assert night["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 2, 15, 30, tzinfo=UTC)
    universal = events(written["exchanges/talk-of-last-week.ics"])["talk-of-last-week"]
    assert universal["dtstart"].dt == datetime(2026, 11, 14, 9, tzinfo=UTC)
    assert "dtend" not in universal
    both = events(written["exchanges/talk-of-2019.ics"])["talk-of-2019"]
    assert (both["dtstart"].dt, both["dtend"].dt) == (date(2019, 11, 21), date(2019, 11, 23))
    assert b"VTIMEZONE" not in written["exchanges/talk-of-2019.ics"]
    zones = Calendar.from_ical(written["exchanges.ics"]).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Asia/Bangkok", "Europe/Zurich"]


def test_an_event_says_what_must_be_said_and_names_nobody(meetings: Library) -> None:
    for language in TRILINGUAL:
        locale = meetings.editions[language].locale
        content = files(meetings, language)["exchanges.ics"]
        event = events(content)[PEER]
        assert event["uid"] == f"{PEER}.exchanges@atd-practices.example"
        assert event["dtstamp"].dt == datetime(2026, 11, 22, tzinfo=UTC)  # the last check of the record
        assert event["url"] == locale.address(f"exchanges/{PEER}/")
        assert str(event["description"]).endswith(event["url"])
        assert locale.term_definition("exchange-access", "closed-chatham-house") in event["description"]
        assert not any(name in content for name in (b"ATTENDEE", b"ORGANIZER", b"Delegations of two ministries"))


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_texts_of_every_script_survive_folding(meetings: Library, language: str) -> None:
    content = files(meetings, language)[f"exchanges/{PEER}.ics"]
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    opened = meetings.editions[language].records["exchanges", PEER]
    event = events(content)[PEER]
    assert event["summary"] == opened.text("title").value
    assert event["summary"].params["LANGUAGE"] == language
    assert opened.text("summary").value in event["description"]


def test_contributed_signs_cannot_begin_another_event(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    file = meeting(root, "talk-next-week", MEETINGS["talk-next-week"], HOSTILE.replace("\\n", "\n"))
    told = json.dumps(f"{HOSTILE}\n\nEND:VEVENT\n\nBEGIN:VEVENT\n\nATTACH:https://evil.example/")
    text = re.sub(r"(?m)^summary: .*$", lambda _old: f"summary: {told}", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    content = files(library(root))["exchanges/talk-next-week.ics"]
    (event,) = events(content).values()
    assert event["summary"].replace("\n", " ") == HOSTILE.replace("\\n", " ")
    assert event["description"].startswith(json.loads(told))
    # Programs read files more leniently than they should, so what is written is looked at too.
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line in ("BEGIN:VEVENT", "END:VEVENT")] == ["BEGIN:VEVENT", "END:VEVENT"]
    for line in lines[:-1]:
        assert re.match(r"[A-Z-]+[:;]", line)
        assert "\n" not in line
        if line.startswith(("SUMMARY", "DESCRIPTION")):
            value = line.partition(":")[2]
            assert re.fullmatch(r"([^\\;,]|\\[\\;,n])*", value), value


def test_what_was_withdrawn_leaves_the_calendar(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    file = meeting(root, "talk-next-week", MEETINGS["talk-next-week"])
    assert "talk-next-week" in events(files(library(root))["exchanges.ics"])
    withdrawn = '\nwithdrawn: {date: "2026-11-02", reason: It was entered by mistake.}\n'
    file.write_text(file.read_text(encoding="utf-8") + withdrawn, encoding="utf-8")
    written = files(library(root))
    assert "talk-next-week" not in events(written["exchanges.ics"])
    assert "exchanges/talk-next-week.ics" not in written


def test_a_word_in_the_schema_is_all_that_another_collection_needs(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", ("zm-release-all",), TRILINGUAL)
    assert files(library(root)) == {}
    file = root / "schema" / "practice.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["x-work"] = "event"
    file.write_text(json.dumps(schema), encoding="utf-8")
    marked = library(root)
    assert "zm-release-all" not in str(files(marked))  # its days are not known
    assert '<h2 id="past-2020">Past: 2020' in find(marked, "en", "practices/").render()


@pytest.mark.parametrize(
    ("dates", "code", "field"),
    [
        ('{start: "2027-02-30"}', "ATD407", "dates.start"),
        ('{start: "2027-02-03", end: "2027-02-01"}', "ATD405", "dates.end"),
        ('{start: "2027-02-03", end: "2026"}', "ATD405", "dates.end"),
        ('{start: "2027-02-03", begins: "10:00", ends: "09:00", time_zone: UTC}', "ATD405", "dates.ends"),
        ('{start: "2027-02-03", begins: "10:00", time_zone: Europe/Zurik}', "ATD207", "dates.time_zone"),
    ],
)
def test_a_time_that_cannot_be_is_refused(dates: str, code: str, field: str, tmp_path: Path, atd: Run) -> None:
    root = repository(tmp_path / "r")
    meeting(root, "talk-next-week", dates)
    result = atd("check", "--root", root, "--format", "json")
    found = json.loads(result.stdout)["findings"]
    (error,) = (one for one in found if one["severity"] == "error")
    assert (error["code"], error["field"]) == (code, field)
    assert error["suggestion"] == ("Europe/Zurich" if code == "ATD207" else None)
    assert result.returncode == 1
