"""Templates of page bodies, set up to be rendered many thousand times."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import internalcode
from markupsafe import Markup, escape

from atd.pages.bytecode import compiled_templates

_MAPPINGS = (MappingProxyType, dict)
_METHODS = frozenset(("items", "keys", "values", "get"))


class _Context(Context):
    """Calls what a template names as it is; Jinja would ask each time whether it wants the context, which nothing does."""

    @internalcode
    def call(self, called: Any, /, *given: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
        """Call a function, method or macro."""
        return called(*given, **named)


class _Generator(CodeGenerator):
    """Writes the code of templates, in which what is HTML already is not put into new HTML again."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")


def _shown(value: Any) -> Markup:
    """Escape what is no HTML yet."""
    return value if type(value) is Markup else escape(value)


class Templates(jinja2.Environment):
    """The templates of a folder; what they are given is escaped, and a name that is not there is an error."""

    context_class = _Context
    code_generator_class = _Generator
    shown = staticmethod(_shown)

    def __init__(self, folder: Path, compiled: jinja2.BytecodeCache | None = None) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            bytecode_cache=compiled,
            # A preview makes its templates anew when one changed; a build would look at each file for every page.
            auto_reload=False,
        )

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what stands under a name; values of records are mappings, so it is looked up there first."""
        if type(obj) not in _MAPPINGS or attribute in _METHODS:
            return super().getattr(obj, attribute)
        try:
            return obj[attribute]
        except KeyError:
            return self.undefined(obj=obj, name=attribute)


def page_templates(root: Path) -> Templates:
    """Give the templates of page bodies of a repository."""
    return Templates(root / "docs" / "theme" / "pages", compiled_templates(root))


def compile_templates(root: Path, some: slice) -> None:
    """Compile some of the templates ahead, so that several processes share the work; who renders one tells its errors."""
    templates = page_templates(root)
    for name in templates.list_templates()[some]:
        with contextlib.suppress(jinja2.TemplateError):
            templates.get_template(name)
