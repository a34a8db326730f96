"""What was found out about the addresses: for people as Markdown, for programs as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from atd.findings import Voice, phrase
from atd.findings.rendering.markdown import literal
from atd.links.addresses import Address
from atd.links.verdict import FAULTS, State, Verdict

SHOWN = 60
"""So many addresses of a state are written out; the JSON has all."""


def links_markdown(
    verdicts: Sequence[Verdict], known: Mapping[str, Address], voice: Voice, first_seen: Mapping[str, str]
) -> str:
    """Write the states with something to do, then those worth knowing, most urgent first."""
    groups = {state: [v for v in verdicts if v.state is state] for state in State}
    well = sum(len(groups[state]) for state in (State.WELL, State.SLOW, State.REDIRECTED))
    counted = phrase("{well} of {all} addresses open.", well=well, all=len(verdicts))
    lines = [voice.say(counted)]
    for state in (*FAULTS, State.BLOCKED, State.SLOW):
        if members := groups[state]:
            lines += ["", f"### {literal(voice.say(state.phrase))} ({len(members)})", ""]
            lines += [_line(v, known[v.url], voice, first_seen.get(v.url, "")) for v in members[:SHOWN]]
            if len(members) > SHOWN:
                lines.append("- …")
    missing = [v for v in verdicts if v.copy and v.state not in FAULTS]
    if missing:
        title = voice.say(phrase("An archived copy exists and is not named yet"))
        lines += ["", f"### {title} ({len(missing)})", ""]
        lines += [f"- {_places(known[v.url])}: `archive_url: {_plain(v.copy)}`" for v in missing[:SHOWN]]
    return "\n".join(lines)


def _line(verdict: Verdict, address: Address, voice: Voice, since: str) -> str:
    parts = [f"- {_places(address)}: <{_plain(verdict.url)}> {literal(verdict.detail)}"]
    if verdict.leads_to:
        parts.append(f"→ <{_plain(verdict.leads_to)}>")
    if verdict.state is State.SLOW:
        parts.append(voice.say(phrase("{seconds} seconds", seconds=round(verdict.seconds))))
    if since:
        known_since = phrase("since {day}", day=since)
        parts.append(f"({voice.say(known_since)})")
    if verdict.copy:
        parts.append(f"· `archive_url: {_plain(verdict.copy)}`")
    return " ".join(parts)


def _places(address: Address) -> str:
    named = [f"{literal(place.file)} {literal(place.field)}" for place in address.places[:3]]
    return ", ".join([*named, *(["…"] if len(address.places) > 3 else [])])


def _plain(url: str) -> str:
    """Encode what would end a link of Markdown or begin something else."""
    return re.sub(r"[\s<>`\"\\|\x00-\x1f]", lambda match: f"%{ord(match.group()):02X}", url)


def links_json(
    verdicts: Sequence[Verdict], known: Mapping[str, Address], today: date, first_seen: Mapping[str, str]
) -> str:
    """Write every verdict; described by schema/links.schema.json."""
    links = [
        {
            "url": verdict.url,
            "state": verdict.state.value,
            "detail": verdict.detail,
            "leads_to": verdict.leads_to or None,
            "seconds": round(verdict.seconds, 2),
            "archive_url": verdict.copy or None,
            "since": first_seen.get(verdict.url),
            "places": [{"file": place.file, "field": place.field} for place in known[verdict.url].places],
        }
        for verdict in verdicts
    ]
    return json.dumps({"version": 1, "date": today.isoformat(), "links": links}, ensure_ascii=False, indent=1)


def first_days(verdicts: Sequence[Verdict], today: date, former: str) -> dict[str, str]:
    """Give the day since when each fault is known, from the JSON of a former run where there is one."""
    try:
        known = (
            {link["url"]: (link["state"], link.get("since")) for link in json.loads(former)["links"]} if former else {}
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        known = {}
    days = {}
    for verdict in verdicts:
        if verdict.state in FAULTS:
            state, since = known.get(verdict.url, ("", None))
            days[verdict.url] = str(since) if since and state == verdict.state.value else today.isoformat()
    return days
