"""Names and dates as people write them lead to what records hold."""

import pytest

from atd.checking.meaning import country_meant, date_meant


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Noruega", "NO"), ("norway", "NO"), ("Norvège", "NO"), ("Norvege", "NO"), ("النرويج", "NO"), ("Норвегия", "NO"), ("挪威", "NO"),
        ("Türkiye", "TR"), ("Côte d’Ivoire", "CI"), ("Zambia", "ZM"), ("Atlantis", ""), ("", ""),
    ],
)  # fmt: skip
def test_countries_by_name(name: str, code: str) -> None:
    assert country_meant(name) == code


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("March 2020", "2020-03"), ("16 March 2020", "2020-03-16"), ("March 16, 2020", "2020-03-16"), ("Mar. 2020", "2020-03"),
        ("mars 2020", "2020-03"), ("16 de marzo de 2020", "2020-03-16"), ("март 2020", "2020-03"), ("16 марта 2020 г.", "2020-03-16"),
        ("مارس 2020", "2020-03"), ("2020年3月16日", "2020-03-16"), ("2020/3/6", "2020-03-06"), ("2020-3", "2020-03"), ("16.03.2020", "2020-03-16"),
        ("04/05/2020", ""), ("spring 2020", ""), ("May or June 2020", ""), ("2020-13", ""), ("March", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written: str, date: str) -> None:
    assert date_meant(written) == date
