"""A reader's browser for the tests."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

PREFIXES = {"en": "", "ar": "ar/", "zh": "zh/", "ru": "ru/", "fr": "fr/", "es": "es/"}
"""Where each language begins on the site."""
KINDS = (
    "",
    "practices/",
    "practices/ca-atd-programme/",
    "practices/th-mou-atd-children-2019/",
    "resources/",
    "resources/unnm-covid-detention-brief-2020/",
    "exchanges/",
    "exchanges/unnm-peer-exchange-2020/",
    "programme/",
    "programme/unnm-action-plan-guidelines/",
    "briefs/covid-19/",
    "organisations/",
    "organisations/unhcr/",
    "data/",
    "data/vocabularies/",
    "contributing/",
    "countries/",
    "countries/mx/",
    "topics/",
    "topics/stage/release/",
    "topics/practice-group/coercive/",
    "method/",
    "about/",
    "changes/",
    "changes/setbacks/",
    "coverage/",
    "compare/?p=th-mou-atd-children-2019,zm-release-all",
    "brief/?p=zm-release-all,ca-atd-programme",
    "translate/",
    "contribute/?",
    "contribute/codes/",
    "contribute/codes/atd204/",
)
"""A page or two of every kind. A new kind is one line more; a test tells when one is missing."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def open_page(browser: Browser, width: int, **options: object) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI))"
    )
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response",
        lambda response: complaints.extend([f"{response.status} {response.url}"] if response.status >= 400 else []),
    )
    return page, complaints


def go(page: Page, address: str) -> None:
    """Open a page and wait until it is whole; those that are asked something load other pages."""
    page.goto(address, wait_until="networkidle" if "?" in address else "load")
