"""Calendar files of the whole site, as a program that subscribes to them finds them."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from icalendar import Calendar

from atd.reading import Repository
from conftest import ROOT


def test_every_event_leads_to_its_page_and_back(site: Path) -> None:
    repository = Repository.find(ROOT)
    for language in repository.languages:
        home = site if language.default else site / language.code
        for collection in (c.name for c in repository.collections if c.schema.calendar):
            content = (home / f"{collection}.ics").read_bytes()
            assert max(map(len, content.split(b"\r\n"))) <= 75
            calendar = Calendar.from_ical(content)
            assert not calendar.errors
            events = calendar.walk("VEVENT")
            assert len({str(event["uid"]) for event in events}) == len(events) > 0
            for event in events:
                page = site / urlsplit(str(event["url"])).path.strip("/") / "index.html"
                (own,) = re.findall(r'href="(\.\./[^"]+\.ics)"', page.read_text(encoding="utf-8"))
                (again,) = Calendar.from_ical((page.parent / own).read_bytes()).walk("VEVENT")
                assert again.to_ical() == event.to_ical()
            assert f'href="../{collection}.ics"' in (home / collection / "index.html").read_text(encoding="utf-8")
