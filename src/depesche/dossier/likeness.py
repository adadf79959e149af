"""Whether two claims speak of the same event, and how sure that is.

The rules are those of a careful reader: the same kind of act between the same parties on days that fit, and something more
that only this event has: its exact day, its persons, its place or its subject. A conflict in any of them needs stronger
agreement in the others, or the claims stay apart. None of the weights is learned.
"""

from __future__ import annotations

from datetime import timedelta

from depesche.dossier.claim import SYMMETRIC, Claim, near
from depesche.dossier.when import Days

ENOUGH = 0.7  # likeness from which on two claims of different dispatches are linked
ENOUGH_WITHIN = 0.9  # the same inside one dispatch, which mostly tells of an event once
REAL = frozenset({"occurred", "ongoing", "denied"})
HYPOTHETICAL = frozenset({"conditional", "possible"})
APART = {"phone", "video"}  # modes in which nobody travels: they are never a meeting
ACTS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID", "RETREAT", "COOPERATE", "CONCEDE", "PROTEST"})
HARMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT"})  # by which a threat is carried out
_VAGUE = 31  # days from which on a time says too little to tell events apart
_LAG = 3  # days within which outlets report an undated event
_SAME_TOLD = 2  # days between two undated accounts of the same event


def likeness(a: Claim, b: Claim) -> float | None:
    """From 0 (nothing in common but possible) upward; None where the two cannot be the same event."""
    if a.record.type not in b.types and b.record.type not in a.types:
        return None
    dated = _dates(a, b)
    if dated is None or not _stages(a, b, dated):
        return None
    if "CONSULT" in a.types & b.types:
        return _engagement(a, b, dated)
    return _act(a, b, dated)


def modes_fit(a: Claim, b: Claim) -> bool:
    """False if one is a call and the other a meeting."""
    one, other = a.record.mode, b.record.mode
    return not one or not other or (one in APART) == (other in APART)


def persons_conflict(a: Claim, b: Claim) -> bool:
    """True if for some party both name persons, and none of them is the same."""
    for code in a.sides & b.sides:
        one, other = a.persons(code), b.persons(code)
        if one and other and not one & other:
            return True
    return False


def persons_shared(a: Claim, b: Claim) -> int:
    """Number of parties for which both name the same person."""
    return sum(bool(a.persons(code) & b.persons(code)) for code in a.sides & b.sides)


def _dates(a: Claim, b: Claim) -> float | None:
    """1 if both say the same days, 0.5 if longer times overlap, 0 if only one or none says it; None in conflict."""
    one, other = _definite(a), _definite(b)
    if one and other:
        if one.meets(other):
            return 1.0 if max(one.length, other.length) <= 3 else 0.5
        return None
    if one or other:
        told, silent = (a, b) if one else (b, a)
        when = one or other
        assert when is not None
        if silent.said is None or silent.when is not None:
            return None
        if silent.status in REAL:
            return 0.0 if when.meets(Days(silent.said.first - timedelta(days=_LAG), silent.said.last)) else None
        return 0.0 if silent.said.first <= when.last and near(told.published, silent.published, 14) else None
    if a.when is not None and b.when is not None and not a.when.meets(b.when):
        return None
    return 0.0 if near(a.published, b.published, _SAME_TOLD) else None


def _definite(claim: Claim) -> Days | None:
    return claim.when if claim.when and claim.when.length <= _VAGUE else None


def _stages(a: Claim, b: Claim, dated: float) -> bool:
    """Whether the two may be stages of one event: a plan and its fulfilment only on a day that both name."""
    one, other = a.status, b.status
    if one == other or {one, other} <= REAL or {one, other} <= HYPOTHETICAL:
        return True
    if "denied" in (one, other):
        return near(a.published, b.published, 7)
    if {one, other} & HYPOTHETICAL and {one, other} & REAL:
        return False
    return dated >= 0.5


def _engagement(a: Claim, b: Claim, dated: float) -> float | None:
    if not modes_fit(a, b):
        return None
    common = len(a.sides & b.sides)
    if common == 0:
        return None
    same_place = a.place is not None and a.place == b.place
    if common == 1 and (min(len(a.sides), len(b.sides)) > 1 or dated < 1 or not (same_place or _same_mode(a, b))):
        return None
    # a call of the ministers is not the call of the presidents, unless a plan for one day and place is told in two ways
    if persons_conflict(a, b) and not (dated == 1 and same_place and _joint_plan(a, b)):
        return None
    score = 0.5 if common > 1 else 0.3
    score += 0.2 * dated + 0.2 * _same_mode(a, b) + 0.2 * bool(persons_shared(a, b)) + 0.2 * same_place
    if a.place is not None and b.place is not None and not same_place:
        score -= 0.2
    return score + 0.1 * bool(a.topics & b.topics)


def _joint_plan(a: Claim, b: Claim) -> bool:
    return "planned" in (a.status, b.status)


def _same_mode(a: Claim, b: Claim) -> bool:
    return bool(a.record.mode) and a.record.mode == b.record.mode


def _act(a: Claim, b: Claim, dated: float) -> float | None:
    if persons_conflict(a, b):
        return None
    if a.record.type in SYMMETRIC and len(a.sides & b.sides) >= 2:
        parties = 0.5
    elif a.actors and b.actors:
        if not a.actors & b.actors:
            return None
        parties = 0.3
        if a.recipients and b.recipients:
            if not a.recipients & b.recipients:
                return None
            parties = 0.5
    elif a.recipients & b.recipients:
        parties = 0.3
    else:
        return None
    words = _overlap(a, b)
    union = a.topics | b.topics
    subject = len(a.topics & b.topics) / len(union) if union else 0.0
    if a.topics and b.topics and not a.topics & b.topics and (words < 0.7 or len(a.stems & b.stems) < 3):
        return None
    if words < 0.2 and not subject:
        return None
    score = parties + 0.2 * dated + max(0.5 * words, 0.3 * subject if a.language == b.language else 0.4 * subject)
    if a.record.type in ACTS:  # what happened on one day between the same two is told in many words
        score += 0.1
    return score


def _overlap(a: Claim, b: Claim) -> float:
    """Share of the shorter claim's words that the other has too; nothing across languages, whose words differ."""
    if a.language != b.language or not a.stems or not b.stems:
        return 0.0
    return len(a.stems & b.stems) / min(len(a.stems), len(b.stems))
