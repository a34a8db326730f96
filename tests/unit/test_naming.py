"""Bodies are known by all their names, and never taken for one another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atd.reading import Repository
from atd.reading.naming import NEAR, Register
from atd.reading.vocabulary import Term, Vocabulary
from conftest import ROOT, Run

REPOSITORY = Repository.find(ROOT)
REGISTER = Register(REPOSITORY.vocabularies["organisation"])


def named(text: str, *countries: str) -> list[str]:
    return [piece.term for piece in REGISTER.pieces(text, countries) if piece.term]


@pytest.mark.parametrize(
    ("text", "countries", "terms"),
    [
        ("International Detention Coalition", (), ["idc"]),
        ("international  detention coalition (IDC)", (), ["idc"]),
        ("IDC", (), ["idc"]),
        ("The International Detention Coalition", (), ["idc"]),
        ("SIPROIMI", (), ["sai"]),
        ("King’s Arms Project", (), ["kings-arms-project"]),
        ("المنظمة الدولية للهجرة", (), ["iom"]),
        ("联合国移民问题网络", (), ["un-network-on-migration"]),
        # a remark begins with a small letter; another name in brackets is another body
        ("International Detention Coalition (facilitator)", (), ["idc"]),
        ("UNHCR, on ReliefWeb", (), ["unhcr"]),
        ("The Voice (Zimbabwe)", ("BW",), []),
        ("UNHCR (IOM)", (), []),
        # several, where each is known
        ("UNHCR / IOM", (), ["unhcr", "iom"]),
        ("Government of Zambia, IOM, UNHCR and UNICEF", (), ["zm-government", "iom", "unhcr", "unicef"]),
        ("UNHCR and a local partner", (), []),
        ("Ministry of Business, Innovation and Employment of New Zealand", (), ["nz-mbie"]),
        # at home a body needs no country in its name
        ("Department of Home Affairs", ("ZA",), ["za-home-affairs"]),
        ("Department of Home Affairs", ("AU",), ["au-home-affairs"]),
        ("Department of Home Affairs", ("AU", "ZA"), []),
        ("Department of Home Affairs", (), []),
        ("National Migration Institute (INM)", ("MX",), ["mx-inm"]),
        ("National Migration Institute (INM)", ("HN",), []),
        ("a body that nobody knows", (), []),
    ],
)
def test_names_lead_to_the_body_that_is_meant(text: str, countries: tuple[str, ...], terms: list[str]) -> None:
    assert named(text, *countries) == terms


def test_pieces_are_the_text() -> None:
    text = "Government of Zambia, IOM, UNHCR and UNICEF"
    assert "".join(piece.words for piece in REGISTER.pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "countries", "near"),
    [
        ("International Detension Coalition", (), "International Detention Coalition"),
        ("International Detension Coalition (IDC)", (), "International Detention Coalition"),
        ("Cyprus Refugees Council", ("CY",), "Cyprus Refugee Council"),
        ("Refugee Council of Cyprus", ("CY",), "Cyprus Refugee Council"),
        ("Cyprus Refugees Council", (), ""),
        ("Goverment of Zambia", ("ZM",), "Government of Zambia"),
        # other bodies, however alike
        ("Government of Gambia", ("GM",), ""),
        ("Government of Gambia", (), ""),
        ("IRD", (), ""),
        ("UNHCR", (), ""),
        ("Department of Home Affairs", (), ""),
        ("a body that nobody knows", (), ""),
    ],
)
def test_only_a_name_that_is_almost_known_is_asked_about(text: str, countries: tuple[str, ...], near: str) -> None:
    assert REGISTER.near(text, countries) == near


def test_every_name_leads_to_its_own_body() -> None:
    """So no abbreviation, and no name with “and” in it, is taken for something else."""
    for term in REGISTER.vocabulary.terms:
        for name in (term.label, *term.aliases):
            assert named(name) == [term.id], name
        for name in term.local_aliases:
            assert named(name, term.country) == [term.id], name


def test_bodies_say_what_and_where_they_are() -> None:
    terms = REGISTER.vocabulary.terms
    assert [term.id for term in terms] == sorted(term.id for term in terms), "so that a new one is put where it belongs"
    for term in terms:
        assert not (term.local_aliases and term.country in ("", "international")), f"{term.id} is at home nowhere"
        assert term.broader != term.id
        assert "@" not in term.website


def test_asking_takes_as_long_for_one_name_whatever_other_countries_have() -> None:
    """Names of other countries are not compared, so the list can grow with them."""
    many = tuple(Term(f"body-{n}", f"Council for Refugees number {n}", country="FR") for n in range(50))
    register = Register(Vocabulary("organisation", "", "", many))
    assert register.near("Council for Refugees nubmer 7", ("FR",)) == "Council for Refugees number 7"
    assert register.near("Council for Refugees nubmer 7", ("DE",)) == ""
    assert 80 < NEAR < 95


def test_two_names_of_one_publisher_are_no_two_independent_sources(small: Path, atd: Run) -> None:
    """Evidence is corroborated by two bodies, not by a name and its abbreviation."""
    file = small / "practices" / "zm-release-all.yaml"
    text = file.read_text(encoding="utf-8").replace("evidence_level: e0", "evidence_level: e2")
    source = text[text.index("  - key: un-brief") : text.index("last_verified")]
    for publisher, corroborated in (("UNNM", False), ("Human Rights Watch", True)):
        other = source.replace("un-brief", "other").replace("UN Network on Migration", publisher)
        file.write_text(text.replace(source, source + other), encoding="utf-8")
        found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
        assert ("ATD408" not in {f["code"] for f in found}) is corroborated


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    broader: council-of-europe", "    broader: council-of-europa", "ATD601"),
        ("    broader: council-of-europe", "    successor: council-of-europa", "ATD601"),
        ("    country: international", "    country: nowhere", "ATD204"),
        ("    website: https://drc.ngo/", "    website: drc.ngo", "ATD207"),
        ("    type: ngo", "    type: charity", "ATD204"),
    ],
)
def test_loose_ends_of_a_body_are_found(old: str, new: str, code: str, small: Path, atd: Run) -> None:
    file = small / "schema" / "vocabularies" / "organisation.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = json.loads(atd("check", "--root", small, "--format", "json").stdout)["findings"]
    assert {f["code"] for f in found} == {code}
