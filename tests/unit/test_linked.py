"""Vocabularies, catalogue, harvesting, changes and schemas, read by programs that are not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import rdflib
from lxml import etree
from pyshacl import validate
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, SKOS

from atd.exports.download import Download
from atd.exports.downloads import downloads
from atd.exports.offers import OFFERS, offer_of
from atd.pages import Library
from conftest import ROOT, SMALL, TRILINGUAL, copy_repository, library

JUDGES = ROOT / "tests" / "judges"
BASE = "https://atd-practices.example/"
KNOWN = (DCAT, DCTERMS, FOAF, OWL, RDF, SKOS)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself
UNDONE = "au-high-court-nzyq"
"""A practice with a recorded setback."""
WITHDRAWN = 'withdrawn: {date: "2026-11-22", reason: The <source> & its copy were found to be wrong.}\n'


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A small repository with a withdrawn record and a former identifier."""
    root = copy_repository(tmp_path_factory.mktemp("linked") / "r", (*SMALL, UNDONE), languages=TRILINGUAL)
    with (root / "practices" / "ca-atd-programme.yaml").open("a", encoding="utf-8") as record:
        record.write(WITHDRAWN)
    with (root / "practices" / "us-isap.yaml").open("a", encoding="utf-8") as record:
        record.write("redirect_from: [us-isap-old]\n")
    yield library(root)


@pytest.fixture(scope="module")
def files(books: Library) -> dict[str, bytes]:
    return contents(books)


@pytest.fixture(scope="module")
def concepts(files: dict[str, bytes]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["data/vocabularies.ttl"], format="turtle")


def contents(books: Library) -> dict[str, bytes]:
    """Make the files that stand once for all languages."""
    files = (file for file in books.files("en") if isinstance(file, Download))
    return {file.path: file.content() for file in files if not file.path.startswith("translate/")}


def concept(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(f"{BASE}data/vocabularies/#{name}")


def judged(graph: rdflib.Graph, shapes: str) -> str:
    conforms, _graph, report = validate(graph, shacl_graph=str(JUDGES / shapes), inplace=True)
    return "" if conforms else str(report)


def circles(graph: rdflib.Graph) -> list[object]:
    """Find terms that are broader than themselves, which SHACL can say only slowly."""
    return [
        term
        for term, above in graph.subject_objects(SKOS.broader)
        if term in graph.transitive_objects(above, SKOS.broader)
    ]


def test_both_forms_of_the_vocabularies_say_the_same(files: dict[str, bytes], concepts: rdflib.Graph) -> None:
    other = rdflib.Graph().parse(data=files["data/vocabularies.jsonld"], format="json-ld")
    assert len(concepts) > 3000
    assert set(other) == set(concepts)


def test_vocabularies_keep_the_conditions_of_skos(concepts: rdflib.Graph) -> None:
    assert judged(concepts, "skos.ttl") == ""
    assert not circles(concepts)


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ("S9", "<#stage.release> a skos:ConceptScheme ."),
        ("S13", '<#stage.release> skos:altLabel "Release"@en .'),
        ("S14", '<#stage.release> skos:prefLabel "Letting go"@en .'),
        ("S27", "<#region.015> skos:related <#region.001> ."),
        ("S46", "<#region.015> skos:exactMatch <#stage.release> ; skos:relatedMatch <#stage.release> ."),
        ("S25", "<#stage.release> skos:narrower <#region.015> ."),
        ("circle", "<#region.001> skos:broader <#region.015> . <#region.015> skos:narrower <#region.001> ."),
    ],
)
def test_the_judge_of_skos_finds_what_is_wrong(condition: str, wrong: str) -> None:
    sound = """
        <#stage> a skos:ConceptScheme ; skos:prefLabel "Stage"@en ; skos:hasTopConcept <#stage.release> ; dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
        <#region> a skos:ConceptScheme ; skos:prefLabel "Region"@en ; skos:hasTopConcept <#region.001> ; dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
        <#stage.release> a skos:Concept ; skos:notation "release" ; skos:prefLabel "Release"@en ; skos:inScheme <#stage> .
        <#region.001> a skos:Concept ; skos:notation "001" ; skos:prefLabel "World"@en ; skos:inScheme <#region> ; skos:narrower <#region.002> .
        <#region.002> a skos:Concept ; skos:notation "002" ; skos:prefLabel "Africa"@en ; skos:inScheme <#region> ; skos:broader <#region.001> ; skos:narrower <#region.015> .
        <#region.015> a skos:Concept ; skos:notation "015" ; skos:prefLabel "Northern Africa"@en ; skos:inScheme <#region> ; skos:broader <#region.002> ."""
    head = f"@base <{BASE}> . @prefix skos: <{SKOS}> . @prefix dcterms: <{DCTERMS}> ."
    right = rdflib.Graph().parse(data=head + sound, format="turtle")
    assert (judged(right, "skos.ttl"), circles(right)) == ("", [])
    graph = rdflib.Graph().parse(data=head + sound + wrong, format="turtle")
    assert circles(graph) if condition == "circle" else judged(graph, "skos.ttl")


def test_terms_are_found_in_every_language_and_in_their_places(concepts: rdflib.Graph) -> None:
    labels = {label.language: str(label) for label in concepts.objects(concept("stage.release"), SKOS.prefLabel)}
    assert set(labels) == set(TRILINGUAL)
    assert labels["en"] == "Release"
    morocco = {str(label) for label in concepts.objects(concept("country.MA"), SKOS.prefLabel)}
    assert {"Morocco", "المغرب", "摩洛哥"} <= morocco
    assert (concept("country.MA"), SKOS.broader, concept("region.015")) in concepts
    assert (concept("region.015"), SKOS.narrower, concept("country.MA")) in concepts
    assert (concept("country.MA"), SKOS.broadMatch, concept("review-region.arab-states")) in concepts
    assert (concept("practice-type.legal-prohibition"), SKOS.broader, concept("practice-group.law-policy")) in concepts
    note = str(concepts.value(concept("stage"), SKOS.editorialNote))
    assert "machine" in note
    assert "ar, zh" in note


def test_a_label_that_is_not_translated_is_left_out_and_not_given_in_english(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", languages=TRILINGUAL)
    po = root / "locales" / "ar" / "vocabularies.po"
    text = po.read_text(encoding="utf-8")
    start = text.index('msgctxt "stage.release"\n')
    end = text.index("\n\n", start)
    entry = re.sub(r'msgstr ".*"', 'msgstr ""', text[start:end])
    po.write_text(text[:start] + entry + text[end:], encoding="utf-8")
    found = next(f for f in downloads(library(root).editions, "en") if f.path == "data/vocabularies.ttl")
    assert isinstance(found, Download)
    graph = rdflib.Graph().parse(data=found.content(), format="turtle")
    assert {label.language for label in graph.objects(concept("stage.release"), SKOS.prefLabel)} == {"en", "zh"}


def test_nothing_is_said_in_words_that_the_published_vocabularies_lack(files: dict[str, bytes]) -> None:
    for name, form in (("vocabularies.ttl", "turtle"), ("catalog.jsonld", "json-ld")):
        graph = rdflib.Graph().parse(data=files[f"data/{name}"], format=form)
        used = {*graph.predicates(), *graph.objects(predicate=RDF.type)}
        assert not [word for word in used if not any(word in known for known in KNOWN)]
    assert rdflib.URIRef(f"{SKOS}broaderr") not in SKOS  # the judge knows the words and not only the address


def test_the_catalogue_follows_dcat(files: dict[str, bytes]) -> None:
    graph = rdflib.Graph().parse(data=files["data/catalog.jsonld"], format="json-ld")
    assert judged(graph, "dcat.ttl") == ""
    graph.remove((None, DCAT.accessURL, None))
    assert "accessURL" in judged(graph, "dcat.ttl")


def test_the_catalogue_lists_every_offered_file_with_its_licence(books: Library, files: dict[str, bytes]) -> None:
    graph = rdflib.Graph().parse(data=files["data/catalog.jsonld"], format="json-ld")
    listed = {str(address).removeprefix(BASE) for address in graph.objects(predicate=DCAT.downloadURL)}
    single = {one.path for one in books.offered if not one.offer.many and not one.everywhere}
    assert single - listed == {"data/catalog.jsonld"}
    assert {path for path in listed if path.partition("/")[0] not in TRILINGUAL} <= set(books.addresses("en"))
    turtle = next(graph.subjects(DCAT.downloadURL, rdflib.URIRef(f"{BASE}data/vocabularies.ttl")))
    assert str(graph.value(turtle, DCTERMS.license)).endswith("/zero/1.0/")
    assert str(graph.value(turtle, DCAT.mediaType)).endswith("/text/turtle")


def test_every_file_of_data_is_offered(files: dict[str, bytes]) -> None:
    assert not [path for path in files if path.startswith(("data/", "schema/")) and offer_of(path) is None]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("data/csv/practices.csv", "data/csv/{table}.csv"),
        ("data/v1/index.json", "data/v1/index.json"),
        ("data/v1/openapi.json", "data/v1/openapi.json"),
        ("data/v1/practices.json", "data/v1/{collection}.json"),
        ("data/v1/practices/zm-release-all.json", "data/v1/{collection}/{id}.json"),
        ("data/v1/zh/practices.json", "data/v1/{language}/{collection}.json"),
        ("data/zh/csv/practices.csv", "data/{language}/csv/{table}.csv"),
        ("feeds/setbacks.atom", "feeds/setbacks.atom"),
        ("feeds/gcm-action/h.atom", "feeds/{path}.atom"),
        ("data/practices.geojson", "data/{collection}.geojson"),
    ],
)
def test_files_of_each_kind_are_recognised(path: str, pattern: str) -> None:
    found = offer_of(path)
    assert found
    assert found[0].pattern == pattern
    assert offer_of("translate/practices/zm-release-all.po") is None


def test_every_offer_names_a_licence_and_a_media_type() -> None:
    for offer in OFFERS:
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", offer.media_type)
        assert offer.licence.startswith("https://")


def oai() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(JUDGES / "static-repository.xsd"))


OAI = {"oai": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


def test_the_static_repository_follows_its_schema(files: dict[str, bytes]) -> None:
    tree = etree.fromstring(files["data/oai.xml"])
    oai().assertValid(tree)
    assert len(tree.findall(".//oai:record", OAI)) == 7
    tree.find(".//oai:datestamp", OAI).text = "2026-11"
    assert not oai().validate(tree)


def test_records_are_described_in_dublin_core(files: dict[str, bytes]) -> None:
    tree = etree.fromstring(files["data/oai.xml"])
    records = {r.findtext(".//oai:identifier", namespaces=OAI).rpartition("/")[2]: r for r in tree.iterfind(".//oai:record", OAI)}  # fmt: skip
    record = records["zm-national-referral-mechanism"]

    def said(name: str) -> list[str]:
        return [element.text for element in record.iterfind(f".//dc:{name}", OAI)]

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {title.get(lang) for title in record.iterfind(".//dc:title", OAI)} == set(TRILINGUAL)
    assert said("coverage") == ["Zambia"]
    assert said("identifier") == [f"{BASE}practices/zm-national-referral-mechanism/"]
    assert said("rights") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert all(address.startswith("http") for address in said("source"))
    assert said("source")


def test_a_withdrawn_record_keeps_only_its_title_and_the_reason(files: dict[str, bytes]) -> None:
    tree = etree.fromstring(files["data/oai.xml"])
    header = tree.xpath("//oai:header[contains(oai:identifier, 'ca-atd-programme')]", namespaces=OAI)[0]
    assert header.findtext("oai:datestamp", namespaces=OAI) == "2026-11-22"
    record = header.getparent()
    assert record.findtext(".//dc:description", namespaces=OAI) == "The <source> & its copy were found to be wrong."
    assert not record.findall(".//dc:subject", OAI)


def test_changes_tell_of_setbacks_withdrawals_and_former_identifiers(files: dict[str, bytes]) -> None:
    whole = json.loads(files["data/changes.json"])
    changes = whole["changes"]
    assert [c["date"] for c in changes] == sorted((c["date"] for c in changes), reverse=True)
    assert changes[0]["kind"] == "withdrawn"
    assert changes[0]["text"][0] == {
        "language": "en",
        "state": "original",
        "value": "The <source> & its copy were found to be wrong.",
    }
    assert any(change["setback"] and change["kind"] == "setback" for change in changes)
    assert {change["state"] for c in changes for change in c["title"]} <= {"original", "translated", "machine"}
    assert whole["redirects"] == [{"collection": "practices", "from": "us-isap-old", "to": "us-isap"}]


def test_schemas_have_the_address_at_which_they_lie_and_judge_records(books: Library, files: dict[str, bytes]) -> None:
    for path in [path for path in files if path.startswith("schema/v1/")]:
        schema = json.loads(files[path])
        assert schema["$id"] == f"{BASE}{path}"
        jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(json.loads(files["schema/v1/practice.json"]))
    record = next(r for r in books.catalogue.records["practices"] if not r.withdrawn)
    judge.validate(record.plain)
    assert not judge.is_valid({**record.plain, "status": "nonsense"})


def test_the_files_are_the_same_each_time(books: Library, files: dict[str, bytes]) -> None:
    again = library(books.catalogue.repository.root)
    assert contents(again) == files
