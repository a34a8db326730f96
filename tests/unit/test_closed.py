"""What may be told of an exchange under the Chatham House Rule, and what may not, in six languages."""

import copy
from typing import Any

import pytest

from atd.checking.structure import structure_findings
from atd.reading import Document, Repository, read_document
from conftest import ROOT

SCHEMA = Repository.find(ROOT).collection("exchanges").schema
CLOSED = ROOT / "exchanges" / "unnm-peer-exchange-2021.yaml"
ALLOWED = (
    "Participants stressed that States need to work together, and what was said is not public.",
    "According to the hosts, those present found that a lasting platform would be of use.",
    "The hosts say that Ghana's and Nigeria's laws were a subject. The hosts' report is public.",
    "It was noted that some governments had announced that detention of children will end.",
    "Opening panel, planned with a government official, a case manager and two experts: what works?",
    "Les participants ont dit que les communautés aident ; selon les hôtes, le rapport est public.",
    "Los participantes señalaron que las comunidades ayudan; según los anfitriones, hay un informe.",
    "Участники отметили, что общины помогают. Отчёт опубликован организаторами встречи.",
    "قال المشاركون إن المجتمعات تساعد، ونشر المنظمون تقريراً عن اللقاء.",
    "与会者认为社区可以提供帮助；主办方公布了会议报告，说明了会议的主题。",
)
REFUSED = {
    "ATD343": (
        "A delegate called it “the best law” of all.",
        "A delegate called it 'the best law' of all.",
        'A delegate called it "the best law" of all.',
        "Une personne a parlé de « la meilleure loi » de toutes.",
        "Кто-то говорил о «лучшем законе» из всех.",
        "有人称之为“最好的法律”，也有人称之为「好法律」。",
    ),
    "ATD344": (
        "Ghana said that the detention of children will end.",
        "The delegate of Ghana has told the others about it.",
        "UNHCR (Geneva office) pointed out that more is needed.",
        "According to Thailand, cooperation is what counts.",
        "Moderator: the head of a shelter in Accra, a town.",
        "Ms. Mensah spoke about the work of her ministry.",
        "La représentante du Ghana a déclaré que la détention cessera.",
        "Selon la Thaïlande, la coopération est ce qui compte.",
        "Intervenants : une ministre du Ghana et un juge.",
        "El delegado de Ghana señaló que la detención terminará.",
        "Según Tailandia, lo que cuenta es la cooperación.",
        "Гана заявила, что содержание детей под стражей прекратится.",
        "Докладчики: министр Ганы и директор приюта в Аккре.",
        "قال ممثل غانا إن احتجاز الأطفال سينتهي في العام المقبل.",
        "المتحدثون: وزيرة من غانا ومدير دار إيواء في أكرا.",
        "加纳代表表示，对儿童的拘留将在明年结束。",
        "主持人：阿克拉一家收容所的负责人。",
    ),
}


def codes(access: str, **changed: Any) -> list[str]:
    document = read_document(CLOSED.read_bytes(), "exchanges/x.yaml")
    assert isinstance(document, Document)
    values = copy.deepcopy(document.values) | {"access": access} | changed
    fresh = Document(document.path, document.text, values)
    found = [finding.code for finding in structure_findings(fresh, SCHEMA)]
    assert bool(found) is not SCHEMA.accepts(values), "both validators agree"
    return found


def places(text: str) -> list[dict[str, Any]]:
    told = f"{text} {'And more was told of it.' if len(text) < 40 else ''}".strip()
    return [{"summary": told}, {"outcomes": told}, {"sessions": [{"key": "one", "title": "One", "note": told}]}]


@pytest.mark.parametrize("text", ALLOWED)
def test_what_was_said_can_be_told_without_names(text: str) -> None:
    for changed in places(text):
        assert codes("closed-chatham-house", **changed) == []


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts])
def test_words_are_attributed_to_nobody(code: str, text: str) -> None:
    for changed in places(text):
        assert codes("closed-chatham-house", **changed) == [code]
        assert codes("invited", **changed) == [], "elsewhere it may be told who said what"


@pytest.mark.parametrize("participants", ["Officials of Ghana", ["Ghana"], "x", 5, {"Ghana": 2}])
def test_participants_are_refused_however_they_are_written(participants: object) -> None:
    assert codes("closed-chatham-house", participants=participants) == ["ATD340"]


@pytest.mark.parametrize("statements", ["Ghana said so.", [], [{"key": "a"}], [{"key": "a", "text": "It will end soon.", "by": "Ghana"}]])  # fmt: skip
def test_statements_are_refused_however_they_are_written(statements: object) -> None:
    assert codes("closed-chatham-house", statements=statements) == ["ATD342"]


@pytest.mark.parametrize("field", ["speakers", "attendees", "quotes", "said"])
def test_fields_of_ones_own_are_no_way_round(field: str) -> None:
    assert codes("closed-chatham-house", **{field: "Ghana"}) == ["ATD202"]
