"""An event that one or more dispatches tell of: its claims, how well it is attested, and what is disputed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from depesche.dossier.claim import Claim
from depesche.dossier.compare import Contradiction, contradictions, rival_accounts
from depesche.dossier.when import Days
from depesche.languages.folding import fold
from depesche.records import Party

Credibility = Literal[1, 2, 4, 6]


@dataclass(frozen=True, eq=False)
class Event:
    """Claims about the same thing, in order of publication; none of them is preferred to another."""

    id: str
    claims: tuple[Claim, ...]
    origins: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = field(default=(), repr=False)

    @cached_property
    def uid(self) -> str:
        """A name that stays the same when the archive is moved: made from outlet and text of the first dispatch."""
        first = self.claims[0]
        content = f"{first.outlet}\x1f{first.reading.dispatch.text}".encode("utf-8", "surrogatepass")
        return f"{hashlib.sha256(content).hexdigest()[:20]}-{first.index}"

    @cached_property
    def standing(self) -> tuple[Claim, ...]:
        """Claims that their outlets still stand by; all of them where none does."""
        return tuple(c for c in self.claims if c.state == "current") or self.claims

    @cached_property
    def withdrawn(self) -> bool:
        """True if no outlet stands by it any more."""
        return all(c.state != "current" for c in self.claims)

    @cached_property
    def type(self) -> str:
        """The type that most claims have."""
        return Counter(c.record.type for c in self.standing).most_common(1)[0][0]

    @cached_property
    def status(self) -> str:
        """The last status told; ``disputed`` where outlets or parties contradict each other in it."""
        if any(c.facet == "status" for c in self.contradictions):
            return "disputed"
        return self.standing[-1].status

    @cached_property
    def when(self) -> Days | None:
        """The most exact time given; None where claims contradict each other in it or give none."""
        if any(c.facet == "date" for c in self.contradictions):
            return None
        told = [c.when for c in self.standing if c.when]
        return min(told, key=lambda d: (d.length, d.first)) if told else None

    @cached_property
    def said(self) -> Days | None:
        """When it was first told."""
        return self.claims[0].said

    @cached_property
    def actors(self) -> tuple[Party, ...]:
        """Everybody named as actor by a claim, the most often named first."""
        return _named(_resolved(c.record.actor, c.codes) for c in self.standing)

    @cached_property
    def recipients(self) -> tuple[Party, ...]:
        """Everybody named as recipient by a claim and not more often as actor."""
        acting = [_resolved(c.record.actor, c.codes) for c in self.standing]
        addressed = [_resolved(c.record.recipient, c.codes) for c in self.standing]
        actors = Counter(p for side in acting for p in set(side))
        recipients = Counter(p for side in addressed for p in set(side))
        return tuple(p for p in _named(addressed) if recipients[p] > actors[p])

    @cached_property
    def sides(self) -> frozenset[str]:
        """Codes of all parties."""
        return frozenset(s for c in self.standing for s in c.sides)

    @cached_property
    def acting(self) -> frozenset[str]:
        """Codes of the parties that a claim names as actor."""
        return frozenset(s for c in self.standing for s in c.actors)

    @cached_property
    def addressed(self) -> frozenset[str]:
        """Codes of the parties that claims name as recipient and none as actor."""
        return frozenset(s for c in self.standing for s in c.recipients) - self.acting

    @cached_property
    def topics(self) -> frozenset[str]:
        """Concepts of all claims."""
        return frozenset(t for c in self.standing for t in c.topics)

    @cached_property
    def matter(self) -> frozenset[str]:
        """Its topics; where its own words name none, those of its sentences."""
        return self.topics or frozenset(t for c in self.standing for t in c.wording.topics(c.sentence_words()))

    @cached_property
    def calling_off(self) -> tuple[Claim, ...]:
        """Claims whose sentence says that something will not take place."""
        return tuple(c for c in self.standing if c.wording.cue("cancel", c.sentence_words()))

    @cached_property
    def mode(self) -> str:
        """The mode that most claims give, for engagements."""
        told = Counter(c.record.mode for c in self.standing if c.record.mode)
        return told.most_common(1)[0][0] if told else ""

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Places as written in the dispatches, one for each that differs."""
        found: dict[str, str] = {}
        for claim in self.standing:
            if claim.place and claim.record.place:
                found.setdefault(claim.place, claim.reading.words(claim.record.place))
        return tuple(found.values())

    @cached_property
    def dispatches(self) -> tuple[str, ...]:
        """Ids of the dispatches, in order of publication."""
        return tuple(dict.fromkeys(c.dispatch for c in self.claims))

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Names of all outlets that carry it, copies included."""
        return tuple(dict.fromkeys(c.outlet for c in self.standing))

    @cached_property
    def credibility(self) -> Credibility:
        """How well the report is attested, apart from how reliable its sources are (after the Admiralty code's second figure).

        1: two or more independent outlets on the word of two or more voices, nothing contradicting; 2: two independent
        outlets on one voice's word; 4: contradicted; 6: one witness only, which cannot be judged.
        """
        if self.contradictions:
            return 4
        if len(self.origins) < 2:
            return 6
        return 1 if len(self.voices) > 1 else 2


def events(clusters: Iterable[Sequence[Claim]], origin: Mapping[str, str]) -> tuple[Event, ...]:
    """Events out of clusters of claims, in order of their first claim. ``origin``: as ``copies.origins`` finds it.

    The id of an event is that of its first claim: it stays the same when further dispatches tell of it later.
    """
    groups = [tuple(c) for c in clusters]
    rivals = list(rival_accounts(groups, origin))
    found = []
    for members in groups:
        standing = [c for c in members if c.state == "current"] or list(members)
        ids = {c.id for c in members}
        disputed = [*contradictions(members, origin), *(r for r in rivals if r.one.id in ids or r.other.id in ids)]
        origins = tuple(dict.fromkeys(origin.get(c.id, c.outlet) for c in standing))
        voices = tuple(dict.fromkeys(_voice(c, origin) for c in standing))
        found.append(Event(members[0].id, members, origins, voices, tuple(disputed)))
    return tuple(found)


def _voice(claim: Claim, origin: Mapping[str, str]) -> str:
    return claim.voice if claim.record.attribution else origin.get(claim.id, claim.outlet)


def _resolved(parties: tuple[Party, ...], codes: Mapping[str, str]) -> tuple[Party, ...]:
    """Persons with the code that most dispatches give them."""
    return tuple(Party(codes.get(fold(p.name), p.code), p.name, p.kind) if p.kind == "person" else p for p in parties)


def _named(sides: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    return tuple(p for p, _ in Counter(p for side in sides for p in side).most_common())
