"""Planned meetings, announced measures and deadlines, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from depesche.dossier.claim import Claim, side
from depesche.dossier.event import Event
from depesche.dossier.likeness import ACTS, HYPOTHETICAL, modes_fit
from depesche.dossier.timeline import Timeline, later
from depesche.dossier.when import Days, days
from depesche.languages.folding import fold

Fate = Literal["held", "moved", "cancelled", "denied", "upcoming", "unknown", "met", "carried out"]
Sort = Literal["meeting", "measure", "deadline"]
_OPEN = 200  # plans among which the one that a new date belongs to is looked for
_LOOKED_BACK = 30  # days after the planned one within which its fate is still reported
_REPORTED = 3  # days after the planned one within which an undated report of the meeting is taken for it


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One date that was announced, with the event that announces it. ``when`` is None for "until further notice"."""

    when: Days | None
    event: Event


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Something announced for a day. ``fate`` is what became of the last announced date; ``stages`` are all dates in order."""

    id: str
    sort: Sort
    stages: tuple[Stage, ...]
    fate: Fate
    evidence: tuple[Claim, ...] = field(default=(), repr=False)

    @property
    def when(self) -> Days | None:
        """The date that holds at last."""
        return self.stages[-1].when

    @property
    def event(self) -> Event:
        """The last announcement."""
        return self.stages[-1].event

    @property
    def sides(self) -> tuple[str, ...]:
        """Codes of all parties."""
        return tuple(sorted({s for stage in self.stages for s in stage.event.sides}))

    @property
    def moved(self) -> bool:
        """True if its date was changed at least once."""
        return len(self.stages) > 1

    @property
    def confirmed(self) -> bool:
        """True if every party to it is on record, in its own name, as planning it."""
        said = {side(s.party, c.codes) for stage in self.stages for c in stage.event.standing for s in c.record.attribution}
        firm = any(c.status == "planned" for c in self.event.standing)
        return firm and set(self.sides) <= said


def plans(
    events: Sequence[Event], as_of: date | None = None, carried_out: Mapping[str, Sequence[Event]] | None = None
) -> tuple[Plan, ...]:
    """Plans among the events in order of their (last) date. ``as_of``: the day of the latest dispatch, which splits what is
    yet to come from what nobody reported on; ``carried_out``: the events that make good a threat, by the id of its event."""
    timeline = Timeline(events)
    deadlines = _deadlines(events, timeline, as_of, carried_out or {})
    found = [*_meetings(events, timeline, as_of), *deadlines, *_measures(events, as_of)]
    return tuple(sorted(found, key=lambda p: (p.when is None, p.when.first if p.when else date.max, p.id)))


def _meetings(events: Sequence[Event], timeline: Timeline, as_of: date | None) -> Iterator[Plan]:
    announced = [e for e in events if e.type == "CONSULT" and not e.withdrawn and _ahead(e)]
    open_: list[list[Event]] = []
    for event in announced:
        home = next((chain for chain in reversed(open_[-_OPEN:]) if _moves(chain[-1], event)), None)
        if home is None:
            open_.append([event])
        else:
            home.append(event)
    for chain in open_:
        stages = tuple(Stage(_date(e), e) for e in chain)
        fate, evidence = _fate(chain, timeline, as_of)
        yield Plan(chain[0].id, "meeting", stages, fate, evidence)


def _ahead(event: Event) -> bool:
    """Announced for a day that was not over when it was told, or moved without a new one."""
    for claim in event.standing:
        if claim.status in {"planned"} | HYPOTHETICAL:
            if claim.when and claim.when.length <= 31 and claim.said and claim.when.last >= claim.said.first:
                return True
            if claim.when is None and claim.wording.cue("move", claim.sentence_words()):
                return True
    return False


def _date(event: Event) -> Days | None:
    told = [c.when for c in event.standing if c.when and c.status in {"planned"} | HYPOTHETICAL]
    return min(told, key=lambda d: (d.length, d.first)) if told else None


def _moves(old: Event, new: Event) -> bool:
    """True if ``new`` gives another date for the meeting of ``old``, and says that it was moved."""
    before, after = _date(old), _date(new)
    if before is None or before == after or len(old.sides & new.sides) < min(2, len(old.sides), len(new.sides)):
        return False
    if not modes_fit(old.claims[0], new.claims[0]) or (old.said and new.said and new.said.first < old.said.first):
        return False
    return any(c.wording.cue("move", c.sentence_words()) for c in new.standing)


def _fate(chain: Sequence[Event], timeline: Timeline, as_of: date | None) -> tuple[Fate, tuple[Claim, ...]]:
    plan, when = chain[-1], _date(chain[-1])
    own = [c for c in plan.standing if c.status in ("occurred", "ongoing")]
    if own and when:
        return "held", tuple(own)
    off = tuple(_called_off(plan, when, timeline))
    if off:
        return "cancelled", off
    held = tuple(_held(plan, when, timeline))
    if held:
        return "held", held
    denied = tuple(c for c in plan.standing if c.status == "denied")
    if denied and len(denied) == len(plan.standing):
        return "denied", denied
    if when is None:
        return "moved", tuple(plan.standing)
    return ("upcoming" if as_of is None or when.last >= as_of else "unknown"), ()


def _held(plan: Event, when: Days | None, timeline: Timeline) -> Iterator[Claim]:
    if when is None:
        return
    for event in timeline.told(when.first, later(when.last, _LOOKED_BACK)):
        if event is plan or event.type != "CONSULT" or len(event.sides & plan.sides) < 2:
            continue
        if not modes_fit(event.claims[0], plan.claims[0]):
            continue
        for claim in event.standing:
            if claim.status not in ("occurred", "ongoing"):
                continue
            if claim.when is not None:
                if claim.when.length <= 7 and claim.when.meets(when):
                    yield claim
            elif claim.said and 0 <= (claim.said.first - when.last).days <= _REPORTED and not _other_place(plan, claim):
                yield claim


def _other_place(plan: Event, claim: Claim) -> bool:
    places = {c.place for c in plan.standing if c.place}
    return claim.place is not None and bool(places) and claim.place not in places


def _called_off(plan: Event, when: Days | None, timeline: Timeline) -> Iterator[Claim]:
    """Later claims that say, of this meeting by its date, place or parties, that it will not be."""
    if plan.said is None:
        return
    for event in timeline.told(plan.said.first, later(when.last if when else plan.said.first, _LOOKED_BACK)):
        for claim in event.calling_off if event.sides & plan.sides else ():
            if claim.said is None or claim.said.first < plan.said.first or not claim.sides & plan.sides:
                continue
            named = claim.when is not None and when is not None and claim.when.meets(when)
            named = named or any(p and p in fold(claim.sentence_words()) for p in map(fold, plan.places))
            meeting = claim.record.type == "CONSULT" and len(claim.sides & plan.sides) >= min(2, len(plan.sides))
            if named or (meeting and claim.when is None and claim.status == "denied"):
                yield claim


def _deadlines(
    events: Sequence[Event], timeline: Timeline, as_of: date | None, carried_out: Mapping[str, Sequence[Event]]
) -> Iterator[Plan]:
    for event in events:
        if event.type not in ("THREATEN", "REQUEST") or event.withdrawn:
            continue
        told = [d for c in event.standing for d in _deadline(c)]
        if not told:
            continue
        when = min(told, key=lambda d: (d.length, d.first))
        met = tuple(_answered(event, when, timeline))
        done = () if met else tuple(c for found in carried_out.get(event.id, ()) for c in found.standing)
        fate: Fate = "upcoming" if as_of is None or when.last >= as_of else "unknown"
        fate = "met" if met else "carried out" if done else fate
        yield Plan(event.id, "deadline", (Stage(when, event),), fate, met or done)


def _deadline(claim: Claim) -> Iterator[Days]:
    """Days to come that the claim's sentence names as a limit ("bis zum 10. März", "by 10 March")."""
    text = claim.reading.dispatch.text
    for time in claim.reading.times:
        when = days(time.value)
        if time.type not in ("DATE", "TIME") or not time.span.within(claim.sentence) or when is None or not when.exact:
            continue
        around = text[max(0, time.span.begin - 20) : time.span.begin], text[time.span.begin : time.span.end]
        limit = claim.wording.before("deadline", around[0]) or claim.wording.starts("deadline", around[1])
        if limit and claim.said is not None and when.last > claim.said.first:
            yield when


def _answered(event: Event, when: Days, timeline: Timeline) -> Iterator[Claim]:
    """What the addressee did about it by that day: yields of the same subject."""
    addressed = {s for c in event.standing for s in c.recipients}
    if event.said is None:
        return
    for other in timeline.told(event.said.first, later(when.last, _REPORTED)):
        if other.type not in ("CONCEDE", "RETREAT") or not other.topics & event.topics or not other.acting & addressed:
            continue
        at = other.when or other.said
        if at and other.said and event.said and event.said.first <= other.said.first and at.first <= when.last:
            yield from (c for c in other.standing if c.status in ("occurred", "ongoing"))


def _measures(events: Sequence[Event], as_of: date | None) -> Iterator[Plan]:
    """Acts announced for a day: sanctions from the first of the month, an exercise next week."""
    for event in events:
        if event.type not in ACTS or event.withdrawn or not _ahead(event):
            continue
        when = _date(event)
        if when is None:
            continue
        done = tuple(c for c in event.standing if c.status in ("occurred", "ongoing"))
        fate: Fate = "carried out" if done else "upcoming" if as_of is None or when.last >= as_of else "unknown"
        yield Plan(event.id, "measure", (Stage(when, event),), fate, done)
