"""What stands around the pages of a language; the theme's templates call it ``atd``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

from markupsafe import Markup
from mkdocs.structure.pages import Page

from atd.asking import asks, form_path
from atd.findings import Phrase
from atd.localising import Locale
from atd.pages import Library
from atd.pages.census import covers
from atd.pages.model import url
from atd.reading import Repository


@dataclass(frozen=True)
class Surroundings:
    """Words, menus and addresses that the pages of a language have in common."""

    library: Library
    language: str
    menu: Sequence[Page]
    """Pages that the menu names."""
    written: Sequence[Page]
    """Pages written by hand that the menu does not name, which the footer does."""
    stylesheet: str
    """Address of Material's stylesheet."""
    sitemap: Markup
    """Lines of the sitemap, where this language writes it."""

    @property
    def repository(self) -> Repository:
        """The repository that is published."""
        return self.library.catalogue.repository

    @property
    def locale(self) -> Locale:
        """The language."""
        return self.library.editions[self.language].locale

    @property
    def home(self) -> str:
        """Address of the start page."""
        return url("", self.language, self.repository.default_language) or "./"

    @cached_property
    def notice(self) -> list[str]:
        """Sentences that stand below every page."""
        return [self.locale.messages.gettext(said) for said in self.repository.words("notice")]

    @cached_property
    def assesses(self) -> bool:
        """Tell whether there are entries to be picked and compared."""
        return self.library.catalogue.assesses

    @cached_property
    def covers(self) -> bool:
        """Tell whether there is a page of what is covered."""
        return covers(self.library.catalogue)

    @cached_property
    def offers(self) -> list[SimpleNamespace]:
        """Sentences, each in its own language, that offer the page in another language."""
        return [
            SimpleNamespace(
                code=code,
                direction=edition.locale.direction,
                name=edition.locale.language.name,
                text=edition.locale.messages.gettext("This page can be read in your language:"),
                close=edition.locale.messages.gettext("Close"),
            )
            for code, edition in self.library.editions.items()
            if code != self.language and code in self.library.complete_languages
        ]

    @cached_property
    def ways_home(self) -> list[SimpleNamespace]:
        """What the page for missing pages says, in every language."""
        return [
            SimpleNamespace(
                code=code,
                direction=edition.locale.direction,
                home=url("", code, self.repository.default_language),
                title=edition.locale.messages.gettext("Page not found"),
                text=edition.locale.messages.gettext("The address may be misspelt, or the page may have moved."),
                start=edition.locale.messages.gettext("Go to the start page"),
                list=self._search(edition.locale).label,
                records=self._search(edition.locale).path,
            )
            for code, edition in self.library.editions.items()
        ]

    @cached_property
    def beside_menu(self) -> list[SimpleNamespace]:
        """Collections that the menu does not name, which the footer does."""
        home = url("", self.language, self.repository.default_language)
        named = {page.url.removeprefix(home) for page in self.menu}
        return [
            SimpleNamespace(path=f"{c.name}/", label=c.schema.collection("label").said(self.locale.messages))
            for c in self.repository.collections
            if f"{c.name}/" not in named
        ]

    @cached_property
    def forms(self) -> list[SimpleNamespace]:
        """Forms in which people propose entries."""
        return [
            SimpleNamespace(
                path=form_path(self.repository, c.name),
                label=Phrase(c.schema.source["x-form"]["title"]).said(self.locale.messages),
            )
            for c in asks(self.repository)
        ]

    @cached_property
    def search(self) -> SimpleNamespace:
        """Where readers search from every page: in the first collection."""
        return self._search(self.locale)

    def _search(self, locale: Locale) -> SimpleNamespace:
        first = self.repository.collections[0]
        return SimpleNamespace(path=f"{first.name}/", label=first.schema.collection("search").said(locale.messages))
