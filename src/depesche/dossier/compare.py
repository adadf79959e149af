"""How claims about one event stand to each other: in what they agree, in what they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from depesche.dossier.claim import Claim
from depesche.dossier.likeness import HYPOTHETICAL, likeness, persons_conflict
from depesche.dossier.when import minutes

Facet = Literal["status", "date", "place", "participants", "number", "duration", "actor", "content"]
DURATION_SLACK = 0.2  # "about 50 minutes" and "three quarters of an hour" are the same call
_PAIRS = 400  # pairs of claims looked at in one event


@dataclass(frozen=True, slots=True, eq=False)
class Contradiction:
    """Two claims about the same event that cannot both be true, and the values in which they differ."""

    facet: Facet
    one: Claim
    other: Claim
    values: tuple[str, str]


def contradictions(claims: Sequence[Claim], origin: Mapping[str, str]) -> Iterator[Contradiction]:
    """Contradictions within one event, between witnesses that do not rest on the same outlet's work.

    An outlet that corrects itself contradicts nobody; a copy adds nothing. Each facet's pair of values is given once, with
    the earliest claim for each.
    """
    seen: set[tuple[Facet, frozenset[str]]] = set()
    standing = [c for c in claims if c.state == "current"]
    for number, (a, b) in enumerate(combinations(standing, 2)):
        if number >= _PAIRS:
            return
        if origin.get(a.id) == origin.get(b.id) and (
            not a.record.attribution or not b.record.attribution or a.voice == b.voice
        ):
            continue
        for facet, values in differences(a, b):
            key = facet, frozenset(values)
            if key not in seen:
                seen.add(key)
                yield Contradiction(facet, a, b, values)


def differences(a: Claim, b: Claim) -> Iterator[tuple[Facet, tuple[str, str]]]:
    """The facets in which two claims about one event exclude each other, with both values as text."""
    one, other = a.status, b.status
    told = {one, other} - {"denied"}  # what is only possible or hangs on an if is not excluded by a denial
    if "denied" in (one, other) and told and not told & HYPOTHETICAL and not _called_off(a, b):
        yield "status", (one, other)
    if a.when and b.when and a.when.length <= 3 and b.when.length <= 3 and not a.when.meets(b.when):
        yield "date", (str(a.when), str(b.when))
    if a.place and b.place and a.place != b.place and not _part(a.place, b.place):
        yield "place", (a.place, b.place)
    who = _participants(a, b)
    if who:
        yield "participants", who
    yield from _lengths(a, b)
    for x in a.counts:
        y = next((y for y in b.counts if x.contradicts(y)), None)
        if y is not None and not any(x.of & z.of and not x.contradicts(z) for z in b.counts):
            yield "number", (_count(x.value, x.of & y.of), _count(y.value, x.of & y.of))


def rival_accounts(events: Sequence[Sequence[Claim]], origin: Mapping[str, str]) -> Iterator[Contradiction]:
    """Events that differ only in who did it: same act, day, subject and victim or place, on two words."""
    by_day: dict[tuple[str, str], list[Claim]] = {}
    for members in events:
        first = members[0]
        if first.when and first.when.exact and first.actors and first.status in ("occurred", "ongoing"):
            by_day.setdefault((first.record.type, str(first.when)), []).append(first)
    for found in by_day.values():
        for a, b in combinations(found, 2):
            if a.actors & b.actors or not a.topics or a.topics != b.topics or a.voice == b.voice:
                continue
            same_place = a.place is not None and a.place == b.place
            if (same_place or (a.stems & b.stems and a.recipients & b.recipients)) and origin.get(a.id) != origin.get(b.id):
                yield Contradiction("actor", a, b, (", ".join(sorted(a.actors)), ", ".join(sorted(b.actors))))


def agree(a: Claim, b: Claim) -> bool:
    """True if two claims of one event contradict each other in nothing."""
    return next(differences(a, b), None) is None and likeness(a, b) is not None


def _called_off(a: Claim, b: Claim) -> bool:
    """A meeting that is planned first and called off later is no contradiction but a fate."""
    first, then = sorted((a, b), key=lambda c: (c.published is None, c.published, c.status == "denied"))
    if first.status not in {"planned"} | HYPOTHETICAL or then.status != "denied":
        return False
    return then.wording.cue("cancel", then.sentence_words())


def _part(a: str, b: str) -> bool:
    """One place named more closely than the other ("the port of Bergen", "Bergen")."""
    return set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())


def _participants(a: Claim, b: Claim) -> tuple[str, str] | None:
    if a.record.type != "CONSULT" or b.record.type != "CONSULT":
        return None
    if persons_conflict(a, b):
        return _people(a), _people(b)
    one, other = level(a), level(b)
    if one is not None and other is not None and one != other:
        return _people(a), _people(b)
    return None


def level(claim: Claim) -> int | None:
    """The highest rank that a claim seats at the table (1 head of state or government, 2 minister, 3 official)."""
    found = [claim.wording.level(p.name) for p in claim.parties if p.kind != "person" and p.name]
    found.append(claim.wording.level(claim.words))
    return min((n for n in found if n is not None), default=None)


def _people(claim: Claim) -> str:
    return ", ".join(str(p) for p in claim.parties) or claim.words


def _lengths(a: Claim, b: Claim) -> Iterator[tuple[Facet, tuple[str, str]]]:
    one, other = minutes(a.duration), minutes(b.duration)
    if one is not None and other is not None and abs(one - other) > DURATION_SLACK * max(one, other):
        yield "duration", (a.duration or "", b.duration or "")


def _count(value: float, of: frozenset[str]) -> str:
    return f"{value:g} {' '.join(sorted(of)[:1])}".strip()
