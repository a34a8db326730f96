"""What was read while something was made, so that it is made again only where that changed.

Records note whenever something of them is read. Whoever makes a page or a file collects what is noted meanwhile; what is
made once for many, such as a card, is remembered with its notes, so that everyone who uses it depends on the same.
Notes of several threads may mix; builds, which need them, have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, overload

Key = TypeVar("Key")
Value = TypeVar("Value")

_notes: set[str] = set()
"""Where notes are taken; nobody looks at the outermost ones."""


def note(name: str) -> None:
    """Take note that something was read."""
    _notes.add(name)


@contextmanager
def noting(*, apart: bool = False) -> Iterator[set[str]]:
    """Collect what is noted; unless it is ``apart``, it counts for what is made around it as well."""
    global _notes  # noqa: PLW0603, every text of every page is noted, so this must cost next to nothing
    outer, _notes = _notes, set()
    inner = _notes
    try:
        yield inner
    finally:
        _notes = outer
        if not apart:
            outer |= inner


class Remembered(Generic[Key, Value]):
    """What is made once for many who ask for it, with what was read for it."""

    def __init__(self) -> None:
        self._made: dict[Key, tuple[Value, frozenset[str]]] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Give what was made for a key, or make it; what was read for it is noted each time."""
        made = self._made.get(key)
        if made is None:
            with noting() as read:
                value = make()
            self._made[key] = value, frozenset(read)
            return value
        _notes.update(made[1])
        return made[0]


class noted(Generic[Value]):  # noqa: N801, a decorator like cached_property
    """A property of something with a ``path`` that is worked out once; whoever asks for it notes the path."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember under a name of its own, so that each question comes here."""
        self.name = f"_{name}"

    @overload
    def __get__(self, owner: None, kind: type) -> noted[Value]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> Value: ...
    def __get__(self, owner: Any, kind: type) -> noted[Value] | Value:
        """Give the value, and note it."""
        if owner is None:
            return self
        _notes.add(owner.path)
        known = owner.__dict__
        if self.name not in known:
            known[self.name] = self.make(owner)
        value: Value = known[self.name]
        return value


class aggregate(Generic[Value]):  # noqa: N801, a decorator like cached_property
    """A property worked out from everything once, for which no single thing is noted: ``aggregates`` tells them all."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the place of the property once it is worked out."""
        self.name = name

    @overload
    def __get__(self, owner: None, kind: type) -> aggregate[Value]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> Value: ...
    def __get__(self, owner: Any, kind: type) -> aggregate[Value] | Value:
        """Work the value out, apart from what is being made."""
        if owner is None:
            return self
        with noting(apart=True):
            value = owner.__dict__[self.name] = self.make(owner)
        return value


def aggregates(owner: object) -> Mapping[str, Any]:
    """Give everything that is worked out from everything, by name."""
    names = (name for name, kept in vars(type(owner)).items() if isinstance(kept, aggregate))
    return {name: getattr(owner, name) for name in names}
