"""Files become values with places, or findings; never an exception."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atd.reading import Document, read_document


def places(data: bytes) -> list[tuple[str, int, int]]:
    result = read_document(data, "practices/x.yaml")
    assert isinstance(result, list)
    return [(finding.code, finding.place.line, finding.place.column) for finding in result]


def test_every_value_knows_its_place() -> None:
    document = read_document(b"id: a\nperiod:\n  start: '2020'\nstages: [one, two]\n", "x.yaml")
    assert isinstance(document, Document)
    start = document.place(("period", "start"))
    assert (start.line, start.column, start.end_column) == (3, 10, 16)
    assert document.place(("stages", 1)).column == 15
    assert document.place(("period", "start"), key=True).column == 3


def test_a_missing_value_leads_to_its_parent() -> None:
    document = read_document(b"id: a\nperiod:\n  start: '2020'\n", "x.yaml")
    assert isinstance(document, Document)
    assert document.place(("period", "end")).line == 2
    place, above = document.insertion(("period",), ("end",))
    assert (place.line, above) == (3, False)


def test_both_places_of_a_key_given_twice_are_named() -> None:
    result = read_document(b"a: 1\nb: 2\na: 3\n", "x.yaml")
    assert isinstance(result, list)
    assert result[0].place.line == 3
    assert "line 1" in str(result[0].problem)


@pytest.mark.parametrize(
    ("data", "likely"),
    [
        ("title: Ministère de la santé".encode("latin-1"), "Windows-1252"),
        ("标题: 移民拘留替代办法的做法".encode("gb18030"), "GB 18030"),
        ("title: Альтернативы содержанию под стражей".encode("cp1251"), "Windows-1251"),
        ("title: x".encode("utf-16"), "UTF-16"),
    ],
)
def test_the_likely_encoding_is_named(data: bytes, likely: str) -> None:
    result = read_document(data, "x.yaml")
    assert isinstance(result, list)
    assert likely in str(result[0].why)


@pytest.mark.parametrize(
    "data",
    [
        b"a: &x [*x, *x]\n",
        b"a: [" * 5000,
        b"{" * 100_000,
        b"? " * 20_000,
        b"- " * 50_000,
        b"a: !!binary x",
        b'"' * 9999,
    ],
)
def test_hostile_files_are_refused_quickly(data: bytes) -> None:
    started = time.perf_counter()
    assert isinstance(read_document(data, "x.yaml"), list)
    assert time.perf_counter() - started < 1


@settings(max_examples=600, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_values_or_findings_inside_the_file(data: bytes) -> None:
    result = read_document(data, "x.yaml")
    if isinstance(result, list):
        lines = data.count(b"\n") + data.count(b"\r") + 2
        assert result
        assert all(1 <= finding.place.line <= lines for finding in result)


@settings(max_examples=600, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc:-[]{}\"'#&*!|>%@`,?\n\t 0\ufeff\u202e\x00é拘"), max_size=80))
def test_any_text_gives_values_or_findings(text: str) -> None:
    result = read_document(text.encode("utf-8", "surrogatepass"), "x.yaml")
    assert isinstance(result, Document) or result
