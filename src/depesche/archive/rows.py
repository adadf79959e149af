"""What an archive gives back: typed rows, and the filter that chooses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from depesche.records import Dispatch, Record

DispatchState = Literal["current", "superseded", "withdrawn", "withheld"]
Role = Literal["actor", "recipient", "source"]


class ArchiveError(Exception):
    """An archive that cannot be opened or used. ``str()`` is one clear sentence."""


@dataclass(frozen=True, slots=True)
class Added:
    """What ``Archive.add`` did.

    ``new`` is False where the archive held the same content already. ``copy_of`` is the dispatch whose wire copy this
    one carries, ``superseded`` are the earlier versions it replaced.
    """

    id: int
    new: bool
    copy_of: int | None = None
    superseded: tuple[int, ...] = ()
    state: DispatchState = "current"


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """A dispatch as the archive holds it.

    ``story`` is the number of the first dispatch with this wire copy: all with the same story are carriers of one
    dispatch and one witness, not many. ``likeness`` is the share of its shingles that the first has too (1.0 for the
    first itself). ``earliest`` and ``latest`` are the days it may have appeared on. ``meta`` is what the wire says
    (agency, byline, dateline, rights, format …), never desk notes.
    """

    id: int
    dispatch: Dispatch
    earliest: str | None
    latest: str | None
    state: DispatchState
    superseded_by: int | None
    reason: str
    changed: str | None
    added: str
    guid: str
    version: int
    story: int
    likeness: float
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record with its way back to the evidence.

    ``number`` is its index in ``Reading.records`` of its dispatch. ``begins`` and ``ends`` are the days of the event if
    ``dated``, else the days on which the dispatch may have appeared. ``evidence`` are the words of ``record.evidence``,
    ``place`` and ``condition`` those of its spans.
    """

    id: int
    dispatch: int
    number: int
    record: Record
    evidence: str
    place: str | None
    condition: str | None
    begins: date | None
    ends: date | None
    dated: bool
    doc: str
    title: str
    outlet: str
    url: str
    language: str
    published: str | None
    story: int
    state: DispatchState


@dataclass(frozen=True, slots=True)
class Hit:
    """A dispatch found by its words: ``snippet`` is a stretch of its text, ``marks`` the matches in it (offsets)."""

    row: DispatchRow
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    records: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records. Empty fields do not choose; several values in one field are alternatives.

    ``party`` is in any role, ``actor`` acts, ``recipient`` is acted on, ``source`` is named as saying it. Each is
    ``RUS`` (the state and everybody of it), ``RUS/Wladimir Putin``, or a name or surname alone, umlauts optional.
    ``since`` and ``until`` (inclusive) choose records whose days touch that period. ``words`` must stand in the
    evidence (as in ``Archive.search``). Only current records, unless ``current`` is False; with ``independent`` only
    those of the first carrier of each story.
    """

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    dated: bool | None = None
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    dispatches: tuple[int, ...] = ()
    words: str = ""
    current: bool = True
    independent: bool = False
    newest_first: bool = False
    limit: int | None = None
