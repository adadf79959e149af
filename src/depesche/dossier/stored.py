"""What the dossier needs to know of a dispatch that the archive keeps; nothing here knows the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from depesche.records import Reading

State = Literal["current", "superseded", "withdrawn", "withheld"]


class Stored(Protocol):
    """A reading with its place in the archive.

    ``copy_of`` is the id of the dispatch that this one is a carrier of, its own where it stands for itself, None where nobody
    has looked;
    ``carriers`` are further outlets that carried the same copy; ``state`` says whether its outlet still stands by it.
    """

    @property
    def id(self) -> str: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def state(self) -> State: ...
    @property
    def copy_of(self) -> str | None: ...
    @property
    def carriers(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Item:
    """The plain form of ``Stored``, for readings that come from elsewhere than the archive."""

    id: str
    reading: Reading
    state: State = "current"
    copy_of: str | None = None
    carriers: tuple[str, ...] = ()


def items(readings: Iterable[Reading]) -> Iterator[Item]:
    """Readings as items; the id is the dispatch's own, or made from its content where it has none or repeats one."""
    seen: set[str] = set()
    for reading in readings:
        dispatch = reading.dispatch
        name = dispatch.doc
        if not name or name in seen:
            content = "\x1f".join((dispatch.outlet, dispatch.published or "", dispatch.title, dispatch.text))
            name = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if name not in seen:
            seen.add(name)
            yield Item(name, reading)
