"""What each party demands, offers, threatens, refuses over time, and whether it was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from depesche.dossier.claim import Claim
from depesche.dossier.event import Event
from depesche.dossier.likeness import HARMS
from depesche.dossier.timeline import Timeline, later
from depesche.records import Party

Kind = Literal["demand", "offer", "threat", "refusal", "red line"]
Reply = Literal["accepted", "rejected", "carried out"]
_KINDS: dict[str, Kind] = {"REQUEST": "demand", "AGREE": "offer", "THREATEN": "threat", "REJECT": "refusal"}
ANSWERED = 60  # days within which a later event on the same matter is taken for an answer
_YIELDING = {"demand": frozenset({"AGREE", "CONCEDE", "RETREAT"}), "offer": frozenset({"AGREE"})}


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A later event that takes up a position."""

    reply: Reply
    event: Event


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """A demand, offer, threat or refusal of one party, with the conditions it is bound to in the dispatches' words."""

    party: str
    kind: Kind
    event: Event
    toward: tuple[Party, ...]
    conditions: tuple[tuple[Claim, str], ...]
    answers: tuple[Answer, ...]

    @property
    def open(self) -> bool:
        """True while nobody has answered it."""
        return not self.answers


def positions(events: Sequence[Event]) -> tuple[Position, ...]:
    """Positions of all parties in order of their first report."""
    timeline = Timeline(events)
    found = []
    for event in events:
        kind = _KINDS.get(event.type)
        if kind is None or event.withdrawn or event.status in ("denied", "disputed"):
            continue
        if any(c.wording.cue("redline", c.words) for c in event.standing):
            kind = "red line"
        acting = event.acting
        if event.type == "AGREE" and (len(acting) != 1 or _mutual(event)):
            continue  # what two agree on is an outcome, nobody's position
        for party in sorted(acting):
            answers = tuple(_answers(party, event, kind, timeline))
            found.append(Position(party, kind, event, event.recipients, _conditions(event), answers))
    return tuple(found)


def _mutual(event: Event) -> bool:
    return event.type == "AGREE" and any(c.actors & c.recipients for c in event.standing)


def _conditions(event: Event) -> tuple[tuple[Claim, str], ...]:
    told = [(c, c.reading.words(c.record.condition)) for c in event.standing if c.record.condition]
    return tuple(told)


def _answers(party: str, event: Event, kind: Kind, timeline: Timeline) -> Iterable[Answer]:
    """Later events of the other side on the same subject; of the same party where it carries out a threat."""
    toward = event.addressed
    if event.said is None:
        return
    for other in timeline.told(event.said.first, later(event.said.first, ANSWERED)):
        if other is event or not _after(event, other):
            continue
        if other.status not in ("occurred", "ongoing", "planned"):
            continue
        same = _same_matter(event, other) or _taken_up(kind, event, other)
        actors = other.acting
        if not same and not (kind == "threat" and _deed(event, other)):
            continue
        if kind == "threat" and party in actors and other.type in HARMS and other.status != "planned":
            if not toward or not other.recipients or toward & other.addressed:
                yield Answer("carried out", other)
        elif same and party not in actors and actors & toward:
            if other.type == "REJECT" and kind in ("demand", "offer", "threat"):
                yield Answer("rejected", other)
            elif other.type in _YIELDING.get(kind, ()):
                yield Answer("accepted", other)


def _same_matter(event: Event, other: Event) -> bool:
    """At least a third of all their topics in common: a trawler in both is not yet the same matter."""
    one, two = event.matter, other.matter
    return bool(one & two) and 3 * len(one & two) >= len(one | two)


def _deed(event: Event, other: Event) -> bool:
    """Everything that ``other`` is about was threatened; the threat also speaks of its condition, which the deed does not."""
    return bool(other.topics) and other.topics <= event.topics


def _taken_up(kind: Kind, event: Event, other: Event) -> bool:
    """``other`` names the act itself ("the ultimatum") in a dispatch that has told of it just before."""
    for claim in other.standing:
        told = [c for c in event.standing if c.dispatch == claim.dispatch and c.index < claim.index]
        if told and claim.wording.cue(kind, claim.words):
            return True
    return False


def _after(event: Event, other: Event) -> bool:
    """Told later, or on the same day further down in the same dispatch or in another one."""
    first, then = event.claims[0], other.claims[0]
    return first.dispatch != then.dispatch or first.index < then.index
