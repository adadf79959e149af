"""The log of calls, visits and summits, with what each side says of the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from depesche.dossier.claim import Claim, side
from depesche.dossier.compare import Contradiction, differences
from depesche.dossier.event import Event
from depesche.dossier.when import Days, minutes

TALK = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE", "STATE"})
_ACCEPTED = frozenset({"AGREE", "CONCEDE"})


@dataclass(frozen=True, slots=True, eq=False)
class Readout:
    """One side's account of an engagement; ``side`` is empty for what the outlets tell in their own voice."""

    side: str
    claims: tuple[Claim, ...]

    @property
    def topics(self) -> frozenset[str]:
        """Concepts that the account speaks of."""
        return frozenset(t for c in self.claims for t in c.topics)

    @property
    def durations(self) -> tuple[str, ...]:
        """ISO 8601 durations that it gives."""
        return tuple(dict.fromkeys(c.duration for c in self.claims if minutes(c.duration) is not None and c.duration))


@dataclass(frozen=True, slots=True, eq=False)
class Engagement:
    """A call, visit, meeting or summit that took place or is said to have."""

    event: Event
    readouts: tuple[Readout, ...]
    outcome: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...] = field(default=(), repr=False)

    @property
    def when(self) -> Days | None:
        """Its day or days."""
        return self.event.when

    @property
    def sides(self) -> tuple[str, ...]:
        """Codes of who took part."""
        return tuple(sorted(self.event.sides))

    @property
    def durations(self) -> tuple[str, ...]:
        """All durations that anybody gives, as ISO 8601."""
        told = [d for r in self.readouts for d in r.durations]
        told += [c.duration for c in self.event.standing if c.duration]
        return tuple(dict.fromkeys(told))

    @property
    def topics(self) -> frozenset[str]:
        """What it was about, on anybody's word."""
        return self.event.topics | frozenset(t for r in self.readouts for t in r.topics)

    def readout(self, side: str) -> Readout | None:
        """A side's account, None where no dispatch has it."""
        return next((r for r in self.readouts if r.side == side), None)

    def only(self, side: str) -> frozenset[str]:
        """Topics that this side alone mentions; empty where no other party's account is known to compare with."""
        mine = self.readout(side) if side else None
        others = [r for r in self.readouts if r.side and r.side != side]
        if mine is None or not others:
            return frozenset()
        return mine.topics - self.event.topics - frozenset(t for r in others for t in r.topics)


def engagements(events: Sequence[Event], origin: Mapping[str, str]) -> tuple[Engagement, ...]:
    """All engagements among the events, in order of their time. ``origin``: as ``copies.origins`` finds it."""
    held = [e for e in events if e.type == "CONSULT" and len(e.sides) > 1 and _took_place(e)]
    content = _content(held, events)
    event_of = {c.id: e for e in events for c in e.claims}
    found = []
    for event in held:
        claims = content[event.id]
        readouts = tuple(_readouts(event, claims))
        outcome = dict.fromkeys(
            event_of[c.id] for c in claims if c.record.type in TALK - {"STATE", "SUPPORT", "ACCUSE"} and c.id in event_of
        )
        disputed = [*event.contradictions, *_across(readouts, origin)]
        for other in dict.fromkeys(event_of[c.id] for c in claims if c.id in event_of):
            disputed += other.contradictions
        found.append(Engagement(event, readouts, tuple(outcome), tuple(_once(disputed))))
    return tuple(sorted(found, key=_order))


def _took_place(event: Event) -> bool:
    return any(c.status in ("occurred", "ongoing") for c in event.standing)


def _order(engagement: Engagement) -> tuple[bool, object, str]:
    at = engagement.when or engagement.event.said
    return (at is None, at.first if at else 0, engagement.event.id)


def _content(held: Sequence[Event], events: Sequence[Event]) -> dict[str, list[Claim]]:
    """For each engagement the claims that tell what was said in it.

    A claim belongs to the engagement between its parties that the same dispatch mentioned last before it, if neither its time
    nor its parties speak against that; what an outlet tells in its own voice must be talk, not deeds.
    """
    told: dict[str, list[tuple[int, Event, Claim]]] = defaultdict(list)
    for event in held:
        for claim in event.standing:
            if claim.status in ("occurred", "ongoing"):
                told[claim.dispatch].append((claim.record.predicate.begin, event, claim))
    found: dict[str, list[Claim]] = {e.id: [] for e in held}
    own = {c.id for e in held for c in e.claims}
    for event in events:
        for claim in event.standing:
            if claim.id in own or claim.dispatch not in told:
                continue
            mentions = [m for m in told[claim.dispatch] if _fits(claim, m[1], m[2])]
            at = claim.record.predicate.begin
            before = [m for m in mentions if m[0] <= at or m[2].sentence.touches(claim.sentence)]
            if before:
                best = max(before, key=lambda m: m[0])
                found[best[1].id].append(claim)
    return found


def _fits(claim: Claim, event: Event, mention: Claim) -> bool:
    if not claim.actors & event.sides and not _speakers(claim) & event.sides:
        return False
    if not claim.record.attribution and claim.record.type not in TALK:
        return False
    if claim.record.type == "CONSULT" and claim.status in ("occurred", "ongoing"):
        return False
    when = event.when or mention.when
    return claim.when is None or when is None or claim.when.last >= when.first


def _speakers(claim: Claim) -> frozenset[str]:
    links = [s.party for s in claim.record.attribution if s.party.kind != "outlet"]
    return frozenset(side(p, claim.codes) for p in links if side(p, claim.codes))


def _readouts(event: Event, content: Iterable[Claim]) -> Iterator[Readout]:
    by_side: dict[str, list[Claim]] = defaultdict(list)
    for claim in (*(c for c in event.standing), *content):
        by_side[_teller(claim, event)].append(claim)
    for teller in sorted(by_side, key=lambda s: (not s, s)):
        yield Readout(teller, tuple(by_side[teller]))


def _teller(claim: Claim, event: Event) -> str:
    """The side whose account a claim is: the outermost source that took part; empty for the word of anybody else."""
    for source in claim.record.attribution:
        if source.party.kind != "outlet" and side(source.party, claim.codes) in event.sides:
            return side(source.party, claim.codes)
    return ""


def _across(readouts: Sequence[Readout], origin: Mapping[str, str]) -> Iterator[Contradiction]:
    """What one side says and the other's account excludes: accepted here, refused there; another number, another length.

    Told by two outlets that rest on the same work it is one contradiction, not two.
    """
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for one, other in combinations([r for r in readouts if r.side], 2):
        for a in one.claims:
            for b in other.claims:
                for c in _opposed(a, b):
                    ends = zip((a, b), c.values, strict=True)
                    key = c.facet, frozenset((f"{origin.get(x.id, x.id)} {x.voice}", value) for x, value in ends)
                    if key not in seen:
                        seen.add(key)
                        yield c


def _opposed(a: Claim, b: Claim) -> Iterator[Contradiction]:
    same = a.topics & b.topics
    kinds = {a.record.type, b.record.type}
    if same and a.actors & b.actors and "REJECT" in kinds and kinds & _ACCEPTED and a.topics == b.topics:
        yield Contradiction("content", a, b, (a.record.type, b.record.type))
    if a.record.type == b.record.type and (same or a.record.type == "CONSULT"):
        for facet, values in differences(a, b):
            if facet in ("number", "duration"):
                yield Contradiction(facet, a, b, values)


def _once(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    seen: set[tuple[str, frozenset[str]]] = set()
    for c in found:
        key = c.facet, frozenset((c.one.id, c.other.id)) if c.facet == "content" else frozenset(c.values)
        if key not in seen:
            seen.add(key)
            yield c


def side_by_side(engagement: Engagement) -> Mapping[str, Mapping[str, tuple[Claim, ...]]]:
    """Topic → side → claims: the rows and columns of a comparison of the accounts."""
    table: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for readout in engagement.readouts:
        for claim in readout.claims:
            for topic in claim.topics or {""}:
                table[topic][readout.side].append(claim)
    return {t: {s: tuple(c) for s, c in row.items()} for t, row in sorted(table.items())}
