"""An item as it came in: the dispatch to be read, and what the wire says about it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from depesche.intake.errors import refusal
from depesche.records import Dispatch

State = Literal["usable", "withheld", "canceled"]

MAX_BYTES = 20_000_000
"""The largest single item, in bytes: a thousand times the length of a long dispatch."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a dispatch besides its text; everything is optional.

    ``guid`` and ``version`` identify it at its outlet: the same guid with a higher version supersedes the earlier one;
    ``state`` "canceled" withdraws it (a kill), "withheld" keeps it back. Times are ISO 8601 as the item gives them.
    ``extra`` keeps further public fields of the format (subjects, places, event details …) in plain JSON types.
    Non-public desk notes are never part of this.
    """

    format: str = ""
    guid: str = ""
    version: int = 0
    state: State = "usable"
    agency: str = ""
    byline: str = ""
    dateline: str = ""
    housecode: str = ""
    slug: str = ""
    urgency: int | None = None
    created: str | None = None
    embargo: str | None = None
    rights: str = ""
    corrects: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A dispatch and its metadata. A kill may come with an empty text: it only withdraws."""

    dispatch: Dispatch
    meta: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes to be taken in. ``published`` and ``language`` hold for items that do not state their own."""

    name: str
    stream: BinaryIO
    published: str | None = None
    language: str | None = None
    content_type: str = ""
    charset: str = ""
    url: str = ""

    def bytes(self, limit: int = MAX_BYTES) -> bytes:
        """Everything, if it is no longer than ``limit``. Raises ``IntakeError``."""
        try:
            found = self.stream.read(limit + 1)
        except (OSError, EOFError, zlib.error) as why:
            raise refusal(self.name, f"cannot be read ({why})") from why
        if len(found) > limit:
            raise refusal(self.name, f"larger than the {limit // 1_000_000} MB that one item may have")
        return found
