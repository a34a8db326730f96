"""A reader's browser for the tests."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

PREFIXES = {"en": "", "ar": "ar/", "zh": "zh/", "ru": "ru/", "fr": "fr/", "es": "es/"}
"""Where each language begins on the site."""
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
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response",
        lambda response: complaints.extend([f"{response.status} {response.url}"] if response.status >= 400 else []),
    )
    return page, complaints
