"""Sentences in any language; a hostile translation cannot reach further than words."""

from gettext import NullTranslations

import pytest

from atd.cli.root import open_voice
from atd.findings import CODES, Phrase, phrase
from atd.reading import Repository
from conftest import ROOT, Run

REPOSITORY = Repository.find(ROOT)
LANGUAGES = [language.code for language in REPOSITORY.languages]


class Told(NullTranslations):
    """Translations that say what a test wants."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence

    def gettext(self, message: str) -> str:  # noqa: ARG002, the signature of its parent
        return self.sentence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("il manque {label}", "il manque x"),
        ("{label.__class__.__mro__}", "{label.__class__.__mro__}"),
        ("{0} {label!r} {unknown}", "{0} {label!r} {unknown}"),
        ("{", "{"),
        ("{label}{label}", "xx"),
    ],
)
def test_only_known_placeholders_are_filled(sentence: str, expected: str) -> None:
    assert phrase("missing: {label}", label="x").said(Told(sentence)) == expected


def test_a_value_is_never_taken_for_a_placeholder() -> None:
    assert str(phrase("{a} {b}", a="{b}", b="{a}")) == "{b} {a}"


def test_a_phrase_within_a_phrase_is_said_in_the_same_language() -> None:
    assert phrase("{part}", part=Phrase("title")).said(Told("{part}")) == "{part}"
    assert str(phrase("“{label}” is missing", label=phrase("Title"))) == "“Title” is missing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_can_be_said_in_every_language(language: str) -> None:
    voice = open_voice(REPOSITORY, language)
    rules = [rule for collection in REPOSITORY.collections for rule in collection.schema.rules.values()]
    for code in (*CODES.values(), *rules):
        for part in ("problem", "why", "fix"):
            said, english = voice.say(code.phrase(part)), getattr(code, part)
            if language != "en" and not english.startswith("{"):
                assert said != english, (code.id, part)


def test_the_check_speaks_the_language_asked_for(atd: Run) -> None:
    case = "tests/cases/invalid/ATD204/misspelt-term.yaml"
    french = atd("check", case, "--messages", "fr")
    assert "erreur ATD204" in french.stdout
    assert "«\u00a0Personnes concernées\u00a0»" in french.stdout
    assert "^^^^^^^" in french.stdout
    assert "ATD204" in atd("check", case, env={"LC_ALL": "ar_EG.UTF-8"}).stdout
    assert "خطأ" in atd("check", case, env={"LC_ALL": "ar_EG.UTF-8"}).stdout
    assert "error" in atd("check", case, env={"LC_ALL": "xx_XX.UTF-8"}).stdout
    assert "错误" in atd("check", case, env={"LANGUAGE": "zh_CN:en", "LC_ALL": "fr_FR.UTF-8"}).stdout


def test_a_language_that_the_site_lacks_is_refused(atd: Run) -> None:
    result = atd("check", "--messages", "fra")
    assert result.returncode == 2
    assert "en, fr, es, ar, ru, zh" in result.stderr
