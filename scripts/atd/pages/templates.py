"""Templates of pages, set up to be rendered many thousand times."""

from __future__ import annotations

import contextlib
from collections.abc import MutableMapping
from keyword import iskeyword
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import markup_join

from atd.escaping import shown
from atd.pages.bytecode import compiled_templates

_MAPPINGS = (MappingProxyType, dict)
_METHODS = frozenset(("items", "keys", "values", "get"))
_TEXT = {str}


class _Generator(CodeGenerator):
    """Writes the code of templates.

    What is HTML already is not put into new HTML again, and texts that are joined stay text. What is called is called as it is; Jinja would ask each time
    whether it wants the context, which nothing does.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        given = [*node.args, *node.kwargs]
        if forward_caller or node.dyn_args or node.dyn_kwargs or not all(map(_is_plain, node.kwargs)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in given:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _is_plain(argument: nodes.Keyword) -> bool:
    return not iskeyword(argument.key)


def _joined(parts: tuple[Any, ...]) -> str:
    """Join what ``~`` joins; Jinja would ask each part for its HTML."""
    return "".join(parts) if set(map(type, parts)) == _TEXT else markup_join(parts)


class Templates(jinja2.Environment):
    """Templates that escape what they are given."""

    code_generator_class = _Generator
    shown = staticmethod(shown)
    joined = staticmethod(_joined)

    def __init__(self, loader: jinja2.BaseLoader | None, root: Path, **settings: Any) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            bytecode_cache=compiled_templates(root),
            # A preview makes its templates anew when one changed; a build would look at each file for every page.
            auto_reload=False,
            **settings,
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give what every template knows, as it is now; a chain of mappings would be looked through for every page."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what stands under a name; values of records are mappings, so it is looked up there first."""
        try:
            if type(obj) not in _MAPPINGS or attribute in _METHODS:
                return getattr(obj, attribute)
            return obj[attribute]
        except AttributeError:
            return super().getattr(obj, attribute)
        except KeyError:
            return self.undefined(obj=obj, name=attribute)


def page_templates(root: Path) -> Templates:
    """Give the templates of page bodies of a repository; a name that is not there is an error in them."""
    folder = jinja2.FileSystemLoader(root / "docs" / "theme" / "pages")
    return Templates(folder, root, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)


def theme_templates(given: jinja2.Environment, root: Path) -> Templates:
    """Give the templates of the theme, with the filters that MkDocs made for them.

    MkDocs leaves escaping to templates. Here they escape by themselves, because the words of contributors and of
    translators are never markup.
    """
    templates = Templates(given.loader, root)
    templates.globals |= given.globals
    templates.filters |= given.filters
    return templates


def compile_templates(root: Path) -> None:
    """Compile the templates ahead, for other processes to find; who renders one tells its errors."""
    templates = page_templates(root)
    for name in templates.list_templates():
        with contextlib.suppress(jinja2.TemplateError):
            templates.get_template(name)
