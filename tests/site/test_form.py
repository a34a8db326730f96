"""The form in a real browser: it says what the check says, loses nothing, and makes files that pass."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from atd.asking import chapters
from atd.asking.judged import judged
from atd.checking.contents import contents_findings
from atd.checking.examination import examine
from atd.checking.structure import structure_findings
from atd.findings import Finding, Voice
from atd.localising import load_locale
from atd.reading import Document, Repository, read_document
from atd.reading.prose import unwrap
from axe import AXE, violations
from conftest import ROOT, TODAY, Run
from inputs import records
from surfing import PREFIXES

REPOSITORY = Repository.find(ROOT)
PRACTICES = REPOSITORY.collection("practices")
JUDGE = """async ([records, today]) => {
    const [{judge}, {written}] = await Promise.all(['judge', 'yaml'].map(name =>
        import(new URL(`assets/scripts/form/${name}.js`, document.querySelector('link[rel=icon]').href.replace(/assets.*/, '')))));
    const book = await (await fetch(document.querySelector('.contribution').dataset.rules)).json();
    return records.map(values => ({text: written(values, book).text, found: judge(values, book, today)}));
}"""


Told = tuple[str, str, tuple[str, ...]]
"""Code, field and sentences of a finding."""
KNOWN = judged(PRACTICES.schema)


def parts(code: str) -> list[str]:
    """Sentences that the form says; how a field is written, the check may guess from what was typed."""
    return [part for part in KNOWN[code][1] if (code, part) != ("ATD207", "fix")]


@cache
def speaking(language: str) -> Voice:
    return Voice(load_locale(REPOSITORY, language).messages, language)


def told_by_the_form(found: list[dict[str, Any]]) -> set[Told]:
    return {(one["code"], one["field"], tuple(one[part] for part in parts(one["code"]))) for one in found}


def told_by_the_check(text: str, language: str) -> set[Told]:
    """Everything that the check finds in a file and the form judges too."""
    voice = speaking(language)

    def judge(document: Document) -> list[Finding]:
        return [*structure_findings(document, PRACTICES.schema), *contents_findings(document, PRACTICES.schema, TODAY)]

    document, found = examine(text, "practices/x.yaml", judge)
    assert document is not None, (text, found)
    return {
        (f.code, f.field, tuple(voice.say(getattr(f, part)) for part in parts(f.code)))
        for f in found
        if f.code in KNOWN
    }


TEXTS = {
    "en": ("Case workers for families who wait", "Since 2019 a public office pays case workers who visit families at home.", "Shows that visits at home keep families in contact.", "An office of case workers", "Each family has a case worker who visits it at home, explains the procedure and helps with papers.", "No evaluation has been published so far.", "Report on case work in 2021", "Office of statistics"),
    "ar": ("أخصائيو حالات للأسر التي تنتظر قرارا", "منذ عام ٢٠١٩ يدفع مكتب عام أجور أخصائيي حالات يزورون الأسر في بيوتها.", "يبين أن الزيارات في البيت تبقي الأسر على تواصل.", "مكتب أخصائيي الحالات", "لكل أسرة أخصائي حالة يزورها في بيتها ويشرح لها الإجراءات ويساعدها في الأوراق.", "لم ينشر أي تقييم حتى الآن.", "تقرير عن العمل مع الحالات", "مكتب الإحصاء"),
    "zh": ("为等待决定的家庭安排个案工作者并提供帮助", "自二〇一九年起，一个公共机构出资聘请个案工作者，定期到家中探访等待决定的家庭，并向他们解释各项程序。", "表明上门探访能使家庭与主管机构保持联系，而无须拘留。", "个案工作办公室", "每个家庭都有一名个案工作者。个案工作者到家中探访，解释程序，协助准备文件，并介绍法律援助和社区服务。每次探访后都会写下记录，供家庭查阅，并由主管机构定期审查。", "迄今尚未公布任何独立评估结果，成效不明。", "个案工作报告", "统计局"),
}  # fmt: skip
FORM = "form.contribution"
EVENING, EAST = datetime.combine(TODAY, time(20), UTC), "Pacific/Auckland"
"""When and where people contribute: their next day has begun, and a day of theirs would lie in the future for the check."""
Meet = Callable[..., Page]


def practice(language: str) -> dict[str, Any]:
    """Answers to every question that must be answered."""
    title, summary, why, actor, description, caveat, report, publisher = TEXTS[language]
    return {
        "title": title, "summary": summary, "why_listed": why, "language": language, "classification": "atd",
        "status": "active", "countries": ["NO"], "scope": "national", "period": {"start": "2019-05"},
        "stages": ["placement"], "practice_types": ["open-reception", "case-management"], "gcm_actions": ["h"],
        "populations": ["families"], "actors": [{"name": actor, "type": "national-government", "role": "lead"}],
        "instrument": "policy",
        "liberty": {"leave_at_will": "yes", "closed_premises": "no", "device": "no", "cumulative_effect": "none"},
        "safeguards": {"best_interests": "yes", "family_unity": "yes"},
        "description": description, "caveats": [{"text": caveat}], "evidence_level": "e0",
        "sources": [{"title": report, "publisher": publisher, "url": "https://example.org/report?a=1&b=2", "language": language}],
        "disclosure": {"source_is_public": True, "no_personal_data": True, "risk_to_people": "none-known"},
    }  # fmt: skip


@pytest.fixture
def meet(browser: Browser, server: str) -> Iterator[Meet]:
    """Meet people who contribute, each with a browser of their own, for whom nothing may go wrong."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def newcomer(path: str = "contribute/", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "timezone_id": EAST, **options})
        context.clock.set_fixed_time(EVENING)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI))"
        )
        context.route("https://git.example/**", lambda route: route.fulfill(body="the repository"))
        complaints: list[str] = []
        opened.append((context, complaints))
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return visit(context.new_page(), f"{server}{path}")

    yield newcomer
    said = [complaint for _context, complaints in opened for complaint in complaints]
    for context, _complaints in opened:
        context.close()
    assert not said


def visit(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(f"{FORM}[data-ready]").wait_for()
    return page


def answer(question: Locator, value: Any) -> None:
    """Answer a question and everything below it, with the mouse and the keyboard alone."""
    kind = question.get_attribute("data-kind")
    if kind == "group":
        for name, part in value.items():
            answer(question.locator(f'[data-name="{name}"]').first, part)
    elif kind in ("items", "values"):
        for number, item in enumerate(value):
            if question.locator("[data-row]").count() <= number:
                question.locator(":scope > [name=add]").click()
            row = question.locator("[data-row]").nth(number)
            for name, part in item.items() if isinstance(item, dict) else [("", item)]:
                answer(row.locator(f'[data-name="{name}"]').first, part)
    elif kind in ("radios", "terms", "sources"):
        for term in value if isinstance(value, list) else [value]:
            question.locator(f'input[value="{term}"]').check()
    elif kind == "promise":
        question.locator("input").check()
    elif kind in ("select", "language", "truth"):
        question.locator("select").select_option(str(value))
    else:
        question.locator("input, textarea").fill(value)


def fill(page: Page, values: dict[str, Any]) -> None:
    page.evaluate(f"document.querySelectorAll('{FORM} details').forEach(part => {{ part.open = true; }})")
    for name, value in values.items():
        answer(page.locator(f"#f-{name}"), value)


def finished(page: Page, folder: Path) -> Path:
    """Download the finished file into a folder of practices."""
    with page.expect_download() as download:
        page.locator("[name=download]").click()
    file = folder / "practices" / download.value.suggested_filename
    download.value.save_as(file)
    return file


def word(page: Page, name: str) -> str:
    return page.locator("#words").get_attribute(f"data-{name}") or ""


@pytest.mark.parametrize("language", TEXTS)
def test_answers_become_a_file_that_the_check_accepts(meet: Meet, atd: Run, tmp_path: Path, language: str) -> None:
    page = meet(f"{PREFIXES[language]}contribute/")
    fill(page, practice(language))
    page.locator("[name=check]").click()
    expect(page.locator(".total")).to_have_text(word(page, "ready"))
    expect(page.locator(".said > li")).to_have_count(0)
    file = finished(page, tmp_path)
    result = atd("check", file)
    assert (result.returncode, result.stdout) == (0, ""), result.stdout
    made = values_of(file.read_text(encoding="utf-8"))
    assert {name: made[name] for name in ("title", "description", "countries")} == {
        name: practice(language)[name] for name in ("title", "description", "countries")
    }
    assert made["id"] == {"en": "no-case-workers-for-families"}.get(language, "no-open-reception")


def values_of(text: str) -> dict[str, Any]:
    document = read_document(text, "practices/x.yaml")
    assert isinstance(document, Document), document
    return document.values


def joined(value: Any) -> Any:
    """Join the lines of paragraphs, which carry no meaning."""
    if isinstance(value, dict):
        return {name: joined(child) for name, child in value.items()}
    return (
        [joined(item) for item in value]
        if isinstance(value, list)
        else unwrap(value)
        if isinstance(value, str)
        else value
    )


WRONG = {
    "title": "Best practice for illegal migrants",
    "summary": "Short",
    "why_listed": "x" * 241,
    "classification": "atd",
    "scope": "regional",
    "period": {"start": "spring 2019", "end": "2018-02-30"},
    "stages": ["release"],
    "practice_types": ["electronic-monitoring"],
    "populations": ["children"],
    "liberty": {"leave_at_will": "not-reported", "closed_premises": "yes", "device": "no", "curfew": "yes"},
    "description": "Write to office@example.org, see <b>here</b> or [there](ftp://example.org/x), and wait for an answer.",
    "evidence_level": "e3",
    "sources": [{"title": "Report", "publisher": "UNHCR", "url": "www.example.org/a", "independent": "true"}],
    "disclosure": {"source_is_public": True},
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_wrong_answers_are_told_as_the_check_tells_them(meet: Meet, tmp_path: Path, language: str) -> None:
    page = meet(f"{PREFIXES[language]}contribute/")
    fill(page, WRONG)
    expect(page.locator("#f-title .problem").first).to_be_visible()
    expect(page.locator("#f-instrument .said li")).to_have_count(0)  # nobody has been there yet
    page.locator("[name=check]").click()
    text = finished(page, tmp_path).read_text(encoding="utf-8")
    shown = page.locator(".said > li").evaluate_all(
        "all => all.map(li => [li.querySelector('.code').textContent, li.querySelector('.problem').textContent])"
    )
    wanted = {(code, sentences[0]) for code, _field, sentences in told_by_the_check(text, language)}
    assert {tuple(one) for one in shown} == wanted
    assert {code for code, _problem in wanted} >= {"ATD201", "ATD205", "ATD206", "ATD207", "ATD301", "ATD304", "ATD310", "ATD311", "ATD320", "ATD323", "ATD407", "ATD408", "ATD411", "ATD412", "ATD413", "ATD414"}  # fmt: skip
    assert page.locator(".left a").count() == len(shown)
    page.locator(".left a").first.click()
    assert page.evaluate("document.activeElement.closest('[data-name]').querySelector('.said li') !== null")


def test_the_liberty_test_tells_which_classes_are_possible(meet: Meet) -> None:
    page = meet()
    allowed = page.locator("#f-liberty [data-classes] strong")
    expect(allowed).to_contain_text("Alternative to detention")
    answer(page.locator("#f-liberty"), {"device": "yes"})
    expect(allowed).not_to_contain_text("Alternative to detention,")
    barred = page.locator("#f-classification .barred:visible")
    expect(barred).to_have_count(3)
    answer(page.locator("#f-liberty"), {"device": "not-reported"})
    expect(barred).to_have_count(1)
    page.locator("#f-classification input[value=atd]").check()
    expect(page.locator("#f-classification .code")).to_have_text("ATD310")
    page.locator("#f-classification input[value=unassessed]").check()
    expect(page.locator("#f-classification .code")).to_have_count(0)


def opened_by(page: Page) -> str:
    """Press the button that leads to the repository; give the address that opens."""
    with page.context.expect_page() as tab:
        page.locator("[name=open]").click()
    tab.value.wait_for_load_state()
    address = tab.value.url
    tab.value.close()
    expect(page.locator("[data-told]")).not_to_be_empty()
    return address


def test_a_short_entry_opens_in_the_repository_filled_in(meet: Meet, tmp_path: Path) -> None:
    page = meet()
    fill(page, {name: practice("en")[name] for name in ("title", "summary", "countries")})
    text = finished(page, tmp_path).read_text(encoding="utf-8")
    address = urlsplit(opened_by(page))
    assert address.path == "/atd-practices/new/main/practices"
    assert parse_qs(address.query) == {"filename": ["no-case-workers-for-families.yaml"], "value": [text]}
    assert page.locator("[data-told]").text_content() == word(page, "opened")


def test_a_long_arabic_entry_goes_by_the_clipboard_and_loses_nothing(meet: Meet) -> None:
    page = meet("ar/contribute/", permissions=["clipboard-read", "clipboard-write"])
    sentence = "يقيم الناس لدى أسر مضيفة، بينما ينظر المكتب في كل حالة (٢٠١٩–٢٠٢٤) ويقدم «المساعدة». "
    paragraph = (sentence * 18)[:1480].strip()
    long = {
        "context": paragraph, "description": "\n\n".join([paragraph, paragraph, f"- {paragraph[:900].strip()}"]), "results": paragraph,
        "success_factors": paragraph, "transferability": paragraph, "lessons": paragraph,
    }  # fmt: skip
    caveats = [{"text": (sentence * 6)[:480].strip()} for _number in range(3)]
    wanted = {**practice("ar"), **long, "caveats": caveats}
    fill(page, wanted)
    address = opened_by(page)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "value=" in address
    assert parse_qs(urlsplit(address).query) == {"filename": ["no-open-reception.yaml"]}
    assert page.locator("[data-told]").text_content() == word(page, "paste")
    assert sum(len(line) for line in copied.splitlines()) > 12_000
    made = values_of(copied)
    assert {name: made[name] for name in long} == long
    assert [caveat["text"] for caveat in made["caveats"]] == [caveat["text"] for caveat in caveats]
    assert not [told for told in told_by_the_check(copied, "ar") if told[0] != "ATD410"]


def test_closing_the_tab_loses_nothing(meet: Meet, server: str) -> None:
    page = meet()
    fill(page, {**WRONG, "localities": [{"name": "Ost"}, {"name": ""}]})
    page.locator("#f-sources [name=add]").click()
    answer(page.locator("#f-updates"), [{"text": "Half of a sen", "sources": []}])
    page.locator("#f-updates [data-kind=sources] input").first.check()
    page.locator("#f-lessons textarea").press_sequentially("And th")
    before = page.evaluate(TYPED)
    context = page.context
    page.close()
    page = visit(context.new_page(), f"{server}zh/contribute/")
    assert page.evaluate(TYPED) == before
    expect(page.locator("[data-notice=restored]")).to_be_visible()
    assert page.locator("#f-lessons textarea").is_visible()
    page.locator(".brief-delete summary").click()
    page.locator("[name=delete]").click()
    page.wait_for_url("**/zh/contribute/")
    page.locator(f"{FORM}[data-ready]").wait_for()
    assert page.locator("#f-summary textarea").input_value() == ""
    assert page.locator("#f-language select").input_value() == "zh"


TYPED = """() => [...document.querySelectorAll('.contribution :is(input, select, textarea)')]
    .map(input => [input.closest('[data-name]').id.replace(/[0-9]+/, ''), ['checkbox', 'radio'].includes(input.type) ? input.checked : input.value])"""
ENTRIES = """async names => {
    const [{load}, {written}] = await Promise.all(['entry', 'yaml'].map(name => import(`/assets/scripts/form/${name}.js`)));
    const {rules, entries} = document.querySelector('.contribution').dataset;
    const book = await (await fetch(rules)).json();
    return Promise.all(names.map(async name => written(await load(`${entries}${name}.json`, book), book).text));
}"""


def test_every_published_practice_can_be_opened_and_keeps_its_fields(meet: Meet) -> None:
    page = meet()
    files = [file for file in REPOSITORY.files("practices") if "\nwithdrawn:" not in file.read_text(encoding="utf-8")]
    texts = page.evaluate(ENTRIES, [file.stem for file in files])
    for file, text in zip(files, texts, strict=True):
        assert joined(values_of(text)) == joined(values_of(file.read_text(encoding="utf-8"))), file.name


@pytest.mark.parametrize("name", ["us-isap", "zm-national-referral-mechanism"])
def test_an_entry_that_is_improved_comes_out_as_it_went_in(meet: Meet, tmp_path: Path, name: str) -> None:
    page = meet(f"fr/contribute/?id={name}" if name == "us-isap" else f"contribute/?id={name}")
    expect(page.locator("[data-notice=improving]")).to_be_visible()
    file = finished(page, tmp_path)
    assert file.name == f"{name}.yaml"
    original = joined(values_of((ROOT / "practices" / file.name).read_text(encoding="utf-8")))
    assert joined(values_of(file.read_text(encoding="utf-8"))) == original
    page.locator("#f-lessons textarea").evaluate("area => { area.closest('details').open = true; }")
    page.locator("#f-lessons textarea").fill("Begin with the people who carry it out.")
    assert opened_by(page) == f"https://git.example/atd-practices/edit/main/practices/{name}.yaml"
    assert joined(values_of(finished(page, tmp_path).read_text(encoding="utf-8"))) == {
        **original, "lessons": "Begin with the people who carry it out.",
    }  # fmt: skip


def test_what_is_typed_stays_text_everywhere(meet: Meet, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> \"quoted\": {a} #b\u2028 - c \\ \u202ed &amp; 'e'"
    page = meet()
    fill(page, {**practice("en"), "title": hostile, "description": f"{hostile}\n\n- {hostile}\n- two"})
    page.locator("[data-part=preview] summary").last.click()
    page.locator("[data-part=preview]").evaluate("part => { part.open = true; }")
    expect(page.locator("[data-part=shown] h3")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("[data-part=shown] :is(img, script)").count() == 0
    cleaned = re.sub("[\u2028\u202e]", "", hostile)
    assert values_of(finished(page, tmp_path).read_text(encoding="utf-8"))["title"] == cleaned


def test_the_keyboard_alone_is_enough(meet: Meet) -> None:
    page = meet()
    keys = page.keyboard
    page.locator("#f-title input").focus()
    keys.type("Open houses for families")
    keys.press("Tab")
    keys.type("Short")
    keys.press("Tab")
    expect(page.locator("#f-summary .problem")).to_be_visible()
    expect(page.locator("#f-summary textarea")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#f-summary textarea")).to_have_accessible_description(re.compile("has 5 characters"))
    page.locator("#f-classification input").first.focus()
    keys.press("Space")
    keys.press("ArrowDown")
    expect(page.locator("#f-classification input").nth(1)).to_be_checked()
    page.locator("#f-caveats [name=add]").focus()
    keys.press("Enter")
    assert (
        page.evaluate("document.activeElement.closest('[data-row]').querySelector('.row-name').textContent")
        == "Caveats 2"
    )
    keys.type("A second limit of it.")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#f-caveats [data-row]")).to_have_count(1)
    assert page.evaluate("document.activeElement.name") == "add"
    page.locator("[name=check]").focus()
    keys.press("Enter")
    expect(page.locator(".total")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#f-summary textarea")).to_be_focused()


@pytest.mark.parametrize(("path", "width"), [("contribute/?id=us-isap", 1280), ("ar/contribute/", 320)])
def test_axe_finds_nothing_wrong_in_a_form_at_work(meet: Meet, path: str, width: int) -> None:
    page = meet(path, viewport={"width": width, "height": 900})
    page.evaluate(f"document.querySelectorAll('{FORM} details').forEach(part => {{ part.open = true; }})")
    if "id" not in path:
        fill(page, {"title": "x", "sources": [{"title": "y", "url": "z"}], "updates": [{"date": "2099"}]})
    page.locator("[name=check]").click()
    expect(page.locator(".total")).to_be_focused()
    page.evaluate(AXE)
    assert not list(violations(page))
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_without_scripts_there_are_a_template_and_an_address(
    browser: Browser, server: str, atd: Run, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}zh/contribute/")
    expect(page.locator("noscript .notice")).to_be_visible()
    expect(page.locator(FORM)).to_be_hidden()
    way = page.locator(".without-form")
    assert way.locator("a[href^=mailto]").get_attribute("href") == "mailto:contributions@atd-practices.example"
    with page.expect_download() as download:
        way.locator("a[download]").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert "\ntitle:" in text
    assert chapters(PRACTICES.schema, load_locale(REPOSITORY, "zh"))[0].controls[0].hint in text
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_form_is_light_enough_for_a_telephone(meet: Meet, server: str, site: Path, language: str) -> None:
    loaded: list[str] = []
    page = meet(f"{PREFIXES[language]}about/".replace("about/", "contribute/"))
    page.on("response", lambda response: loaded.append(urlsplit(response.url).path))
    page.reload()
    page.locator(f"{FORM}[data-ready]").wait_for()
    files = [site / path.lstrip("/") for path in dict.fromkeys(loaded)]
    files = [file / "index.html" if file.is_dir() else file for file in files]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 120_000
    assert len(files) > 15


KEYWORDS = """async () => {
    const {KEYWORDS} = await import('/assets/scripts/form/schema.js');
    const book = await (await fetch(document.querySelector('.contribution').dataset.rules)).json();
    return [Object.keys(KEYWORDS), book];
}"""


def test_the_form_knows_every_keyword_that_the_schema_uses(meet: Meet) -> None:
    known, book = meet().evaluate(KEYWORDS)
    words = {"label", "reason", "advice"}
    used = {key for node in [book["node"], *(rule["node"] for rule in book["rules"])] for key in keywords(node)}
    assert {key for key in used if not key.startswith("x-")} - words <= set(known)
    assert used > {"pattern", "if", "then", "x-date"}


def keywords(node: Any) -> Iterator[str]:
    """Name the keywords of a schema; names of fields and values to compare with are none."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield key
        below = value.values() if key == "properties" else value if isinstance(value, list) else [value]
        for child in below if key not in ("enum", "const", "x-replaced") else ():
            yield from keywords(child)


@pytest.mark.parametrize(("language", "number"), [("en", 200), ("zh", 60)])
def test_form_and_check_agree_on_random_answers(meet: Meet, language: str, number: int) -> None:
    page = meet(f"{PREFIXES[language]}contribute/")
    tried = list(records(PRACTICES.schema, seed=13, number=number))
    found, sound = set(), 0
    for values, said in zip(tried, page.evaluate(JUDGE, [tried, TODAY.isoformat()]), strict=True):
        by_check = told_by_the_check(said["text"], language)
        assert told_by_the_form(said["found"]) == by_check, json.dumps(values, ensure_ascii=False)
        found |= {code for code, _field, _sentences in by_check}
        sound += not by_check
    assert len(found) > 30, "the answers are wrong in many ways"
    assert sound > number / 10, "and right in some"
