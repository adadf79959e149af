"""What depesche knows after reading: plain typed data, no behaviour that needs a model.

Every span is a pair of offsets, in Python characters, into the dispatch's own text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["occurred", "ongoing", "planned", "conditional", "possible", "denied"]
PartyKind = Literal["state", "organisation", "person", "body", "group", "outlet"]
MentionForm = Literal["name", "surname", "role", "adjective", "metonym", "compound", "group", "pronoun"]
QuoteType = Literal["Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Offsets ``[begin, end)`` into the text of a dispatch."""

    begin: int
    end: int

    def within(self, other: Span) -> bool:
        """True if no character of this span lies outside the other."""
        return other.begin <= self.begin and self.end <= other.end

    def touches(self, other: Span) -> bool:
        """True if the two spans share a character."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A news item as it came in. ``published`` is an ISO date, None where the item bears none."""

    text: str
    doc: str = ""
    title: str = ""
    published: str | None = None
    outlet: str = ""
    language: str = "de"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts or speaks.

    ``code``: ISO 3166-1 alpha-3 for a state, an acronym for an organisation, empty where nothing settles it;
    ``name``: a person or body, empty for the state or organisation itself.
    """

    code: str = ""
    name: str = ""
    kind: PartyKind = "state"

    def __str__(self) -> str:
        return f"{self.code}/{self.name}" if self.code and self.name else self.code or self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a party. ``token`` is the index of their syntactic head in the document.

    ``party`` is None where the text does not settle who is meant; ``alternatives`` then says who could be.
    A plural mention ("beide Präsidenten") names several: ``party`` is the first, ``others`` the rest.
    ``place`` is True where the words only say where something is ("in Moskau"), not who acts.
    """

    span: Span
    token: int
    form: MentionForm
    party: Party | None
    others: tuple[Party, ...] = ()
    alternatives: tuple[Party, ...] = ()
    why: str = ""
    place: bool = False

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody meant."""
        return (self.party, *self.others) if self.party else ()


@dataclass(frozen=True, slots=True)
class Time:
    """A temporal expression with its TIMEX3 type and value (TimeML, Pustejovsky et al. 2003).

    ``date``: the calendar date that it comes to, ISO 8601 and as coarse as the text, empty where it comes to none:
    "vor zwei Wochen" is the DURATION ``P2W`` and the date 2021-12-17.
    """

    span: Span
    type: TimexType
    value: str
    mod: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """When a dispatch appeared: an interval of ISO dates, one day where the dispatch says so itself.

    ``inferred`` is True where the dates were worked out from the text; ``reasons`` then says from what.
    """

    earliest: str | None = None
    latest: str | None = None
    inferred: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a chain of attribution: who says it, in which words, by which cue."""

    party: Party
    span: Span
    cue: Span | None = None
    force: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of text on somebody else's word (roles as in Petersen-Frey & Biemann 2024).

    ``parent`` is the index, among the dispatch's quotes, of the quotation that this one stands in. ``form`` says how the
    words are attributed: "clause" (a verb or noun with its clause), "phrase" ("laut …"), "mark" (quotation marks alone),
    "run" (free indirect speech), "report" (a sentence that sums up what was said), "act" (the saying is the deed itself).
    """

    spans: tuple[Span, ...]
    type: QuoteType
    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    party: Party | None = None
    force: str = ""
    medium: str = ""
    date: str | None = None
    parent: int | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One event, on somebody's word: an empty ``attribution`` means that the outlet speaks for itself.

    ``inferred`` names the sides ("actor", "recipient") that the evidence leaves open and the text around it settles.
    """

    evidence: Span
    predicate: Span
    type: str
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    status: Status = "occurred"
    attribution: tuple[Source, ...] = ()
    also: tuple[str, ...] = ()
    mode: str = ""
    contexts: tuple[str, ...] = ()
    time: str | None = None
    place: Span | None = None
    condition: Span | None = None
    duration: str | None = None
    intensity: float = 0.0
    same_as: int | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one dispatch."""

    dispatch: Dispatch
    published: Published = field(default_factory=Published)
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    records: tuple[Record, ...] = ()

    def words(self, span: Span) -> str:
        """The text under a span."""
        return self.dispatch.text[span.begin : span.end]
