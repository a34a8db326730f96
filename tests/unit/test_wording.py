"""People's contacts are found in every form in which they are written; numbers of laws are not taken for them."""

import pytest

from atd.checking.wording import text_faults


@pytest.mark.parametrize(
    ("text", "countries", "words"),
    [
        ("Write to jane.doe@example.org.", (), "jane.doe@example.org"),
        ("Call +260 211 123 456 at night.", (), "+260 211 123 456"),
        ("Call (0211) 123-456.", ("ZM",), "0211) 123-456"),
        ("اتصلوا على ‎+٩٦٢ ٦ ٥٠٠ ٤١٧٢ ليلا", ("JO",), "+٩٦٢ ٦ ٥٠٠ ٤١٧٢"),
        ("Tél. 01 42 68 53 00", ("FR",), "01 42 68 53 00"),
        ("WhatsApp 52 962 000 4172", ("MX",), "962 000 4172"),
    ],
)
def test_contacts_are_found_at_their_words(text: str, countries: tuple[str, ...], words: str) -> None:
    found = [fault.words for fault in text_faults(text, {}, countries) if fault.code == "ATD411"]
    assert words in "".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "Law No. 2020-04-15 and decree 1240/2013 of 2013–2014.",
        "In 2015, 2016, 2017 and 2018 the court decided cases 12345/14 and 678/2019.",
        "Between 2010 and 2014 some 1 240 000 people applied.",
        "ISBN 978-92-1-130319-5; see A/HRC/20/24 and CCPR/C/GC/35.",
        "Case C-704/17, paragraphs 100 to 120; 200 of 1,350 people (14.8 per cent).",
    ],
)
def test_numbers_of_laws_cases_and_people_are_no_telephone_numbers(text: str) -> None:
    assert not list(text_faults(text, {}, ("FR", "ES", "ZM", "US")))
