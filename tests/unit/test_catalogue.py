"""The catalogue: derived facts, indexes, and values that cannot change."""

from datetime import date

import pytest

from atd.catalogue import Catalogue, build_catalogue
from atd.checking import check_repository
from atd.reading import Repository
from conftest import ROOT, TODAY


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    repository = Repository.find(ROOT)
    return build_catalogue(repository, check_repository(repository, today=TODAY), TODAY)


def test_every_region_of_the_world_is_represented(catalogue: Catalogue) -> None:
    records = catalogue.records["practices"]
    assert len(records) >= 60
    for region in catalogue.vocabularies["review-region"].terms:
        assert sum(region.id in catalogue.regions(record) for record in records) >= 8, region.id


def test_the_26_measures_of_the_brief_carry_its_sections(catalogue: Catalogue) -> None:
    stages = {
        "3.1": "prevention",
        "3.2": "release",
        "3.3": "regularisation-access",
        "3.4": "regularisation-access",
        "3.5": "system-enabling",
    }
    found = []
    for record in catalogue.records["practices"]:
        for source in record.values["sources"]:
            if source["key"] == "un-brief" and str(source.get("locator", "")).startswith("section 3."):
                found.append(record.id)
                assert stages[source["locator"].split()[1].rstrip(",;")[:3]] in record.values["stages"], record.id
    assert len(set(found)) == 26


def test_tagging_is_never_promising(catalogue: Catalogue) -> None:
    assert {catalogue.standing(r) for r in catalogue.index["practice-group", "coercive"]} == {"context", ""}
    for record in catalogue.records["practices"]:
        if "yes" in (record.values["liberty"]["device"], record.values["liberty"]["closed_premises"]):
            assert catalogue.standing(record) == "context"


def test_regions_are_derived_from_countries(catalogue: Catalogue) -> None:
    zambia = catalogue.by_id["practices", "zm-release-all"]
    assert catalogue.regions(zambia) == {"africa"}
    assert zambia in catalogue.index["region", "202"]
    assert zambia in catalogue.index["country", "ZM"]
    assert list(catalogue.with_broader("country", "ZM")) == [
        ("country", "ZM"), ("review-region", "africa"), ("region", "014"), ("region", "202"), ("region", "002"), ("region", "001"),
    ]  # fmt: skip


def test_broader_terms_find_the_records_of_narrower_ones(catalogue: Catalogue) -> None:
    narrower = {t.id for t in catalogue.vocabularies["practice-type"].terms if t.broader == "release-measure"}
    everything = (record for records in catalogue.records.values() for record in records)
    expected = {r.id for r in everything if narrower & set(r.values.get("practice_types", ()))}
    assert expected - {r.id for r in catalogue.records["practices"]}, "resources carry these terms too"
    assert {r.id for r in catalogue.index["practice-group", "release-measure"]} == expected


def test_records_cannot_be_changed(catalogue: Catalogue) -> None:
    record = catalogue.records["practices"][0]
    with pytest.raises(TypeError):
        record.values["liberty"]["device"] = "no"
    assert isinstance(record.values["stages"], tuple)


def test_texts_are_named_by_key_and_never_by_position(catalogue: Catalogue) -> None:
    record = catalogue.by_id["practices", "zm-national-referral-mechanism"]
    assert "caveats.no-legal-ban" in record.texts
    assert "actors.iom.name" in record.texts
    assert not any(part.isdigit() for context in record.texts for part in context.split("."))


def test_staleness_depends_on_the_day(catalogue: Catalogue) -> None:
    record = catalogue.records["practices"][0]
    assert not record.stale(TODAY)
    assert record.stale(date(2028, 1, 1))
