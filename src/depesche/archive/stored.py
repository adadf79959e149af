"""Records as JSON and back, by the fields of their dataclasses: what is left at its default is not written.

A field that a later version adds is read back as its default, one that it drops is ignored, so that archives outlive them.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from depesche.records import Party, Span

T = TypeVar("T")
Code = Callable[[Any], Any]

# Written as plain lists of their fields, for they are many.
_BARE = (Span, Party)


def dumps(value: object) -> str:
    """A dataclass of ``depesche.records`` as compact JSON."""
    kind: Any = type(value)
    return json.dumps(_coder(kind)[0](value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], words: str) -> T:
    """The dataclass that ``dumps`` was given."""
    any_kind: Any = kind
    return typing.cast(T, _coder(any_kind)[1](json.loads(words)))


def _same(value: Any) -> Any:
    return value


@cache
def _coder(kind: Any) -> tuple[Code, Code]:
    """How values of a type are written and read."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        write, read = _coder(arguments[0])
        return (lambda value: [write(v) for v in value]), (lambda value: tuple(read(v) for v in value))
    if origin in (typing.Union, types.UnionType):
        (inner,) = (a for a in arguments if a is not type(None))
        write, read = _coder(inner)
        return (
            lambda value: None if value is None else write(value),
            lambda value: None if value is None else read(value),
        )
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _bare(kind) if kind in _BARE else _object(kind)
    return _same, _same


def _fields(kind: Any) -> list[tuple[str, Code, Code, Any]]:
    hints = typing.get_type_hints(kind)
    found = []
    for field in dataclasses.fields(kind):
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        found.append((field.name, *_coder(hints[field.name]), default))
    return found


def _bare(kind: Any) -> tuple[Code, Code]:
    names = [field.name for field in dataclasses.fields(kind)]
    return (lambda value: [getattr(value, name) for name in names]), (lambda value: kind(*value))


def _object(kind: Any) -> tuple[Code, Code]:
    fields = _fields(kind)
    reads = {name: read for name, _, read, _ in fields}

    def write(value: Any) -> dict[str, Any]:
        found = {}
        for name, code, _, default in fields:
            part = getattr(value, name)
            # A number that merely equals its default (0 and 0.0, 1 and True) may be of another type: written out.
            if part != default or type(part) is not type(default):
                found[name] = code(part)
        return found

    def read(value: dict[str, Any]) -> Any:
        return kind(**{name: reads[name](part) for name, part in value.items() if name in reads})

    return write, read
