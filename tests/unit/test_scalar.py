"""Plain words mean what YAML 1.2 says, not what YAML 1.1 said."""

import pytest

from atd.reading.scalar import resolve


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("012", 12),
        ("0o14", 12),
        ("0xC", 12),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2020-03-16", "2020-03-16"),
        ("2020", 2020),
        ("1e3", 1000.0),
        (".5", 0.5),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 30, float("9" * 30)),
        ("+", "+"),
        ("-", "-"),
        ("é", "é"),
    ],
)
def test_plain_words(written: str, value: object) -> None:
    assert resolve(written) == value
    assert type(resolve(written)) is type(value)
