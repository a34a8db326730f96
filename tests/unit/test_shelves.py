"""The folders of the theme: hidden ones are passed over, and nothing else is."""

from mkdocs.config import load_config

from atd.site.shelves import without_icons
from conftest import ROOT


def test_everything_visible_is_listed_and_hidden_templates_are_still_found() -> None:
    theme = load_config(str(ROOT / "mkdocs.yml")).theme
    everything = theme.get_env().list_templates()
    without_icons(theme)
    environment = theme.get_env()
    hidden = [name for name in everything if name.startswith(".") or "/." in name]
    assert len(hidden) > 10_000
    assert environment.list_templates() == sorted(set(everything) - set(hidden))
    icon = next(name for name in hidden if name.endswith(".svg"))
    assert environment.get_template(icon).render().startswith("<svg")
