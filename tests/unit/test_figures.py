"""Numbers of an original found in its translation, however the language writes them."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from atd.localising.figures import missing_figures
from atd.localising.notation import written_number


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("About 1,100 children in 2009", "Environ 1\u202f100 enfants en 2009"),
        ("About 1,100 children in 2009", "Environ 1 100 enfants en 2009"),
        ("296,000 people held the permit", "约有29.6万人持有许可"),
        ("350,000,000 dollars", "3.5亿美元"),
        ("1,500,000 people", "полтора, то есть 1,5 млн человек"),
        ("In 2012 it fell by 70%", "في عام ٢٠١٢ انخفض بنسبة ٧٠٪"),
        ("up by 12.5 %", "plus 12,5 pour cent"),
        ("on 5 March 2020, 306 people", "2020年3月5日，306人"),
        ("the 85th session, 3 years, 2 million, in 2016-17", "七十五届会议，三年，两百万，2016-2017年"),
        ("five of %(all)s in 100%% of %(name)s", "خمسة من %(all)s في 100% من %(name)s"),
        ("no number", "keine Zahl"),
    ],
)
def test_numbers_may_be_written_as_the_language_does(source: str, text: str) -> None:
    assert missing_figures(source, text) == []


@pytest.mark.parametrize(
    ("source", "text", "missing"),
    [
        ("in 2012", "en 2021", ["2012"]),
        ("1,100 children", "1 010 enfants", ["1100"]),
        ("70% of 350 families", "7 % de 35 familles", ["70", "350"]),
        ("In 1999 and 2004", "En ces années", ["1999", "2004"]),
        ("70% went home in 1970", "a fini en 1970", ["70"]),
        ("2020, 306 people", "2020, 360 personnes", ["306"]),
        ("about 100 people", "环境约1100人", ["100"]),
    ],
)
def test_other_numbers_are_noticed(source: str, text: str, missing: list[str]) -> None:
    assert missing_figures(source, text) == missing


@given(st.integers(100, 10**12), st.sampled_from(("ar", "es", "fr", "ms", "ru", "zh")))
def test_a_number_is_found_as_the_site_would_write_it(number: int, language: str) -> None:
    source, text = f"There were {number:,} people.", f"… {written_number(number, Locale(language))} …"
    assert missing_figures(source, text) == []
    assert missing_figures(source, text.replace(text.strip("… ")[0], "", 1)) == [str(number)]


@given(
    st.text(st.sampled_from("0123456789٣۴७²Ⅳ.,' %(m万\u00a0")),
    st.text(st.sampled_from("0123456789٣۴७²Ⅳ.,' %(m万\u00a0")),
)
def test_any_text_can_be_asked(source: str, text: str) -> None:
    missing = missing_figures(source, text)
    assert all(figure.isascii() and figure.isdigit() for figure in missing)
    assert missing_figures(source, f"{text} {source}") == []


def test_digits_without_end_are_no_trouble() -> None:
    assert missing_figures("9" * 100_000, "1," * 100_000) == ["9" * 100_000]
