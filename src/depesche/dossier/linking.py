"""The same event across dispatches, and how the claims about it stand to each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from depesche.dossier.claim import Claim
from depesche.dossier.likeness import ENOUGH, ENOUGH_WITHIN, likeness, modes_fit, persons_shared
from depesche.dossier.when import Days
from depesche.languages.folding import fold

NEIGHBOURS = 150  # claims of one bucket that a claim is compared with, so that time grows in line with their number
_WORDS = re.compile(r"\w+")


def link(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Clusters of claims about one event, each in order of publication; every claim is in exactly one.

    Pairs are joined from the surest down, and two clusters only if no claim of one excludes a claim of the other.
    """
    ordered = sorted(claims, key=_order)
    clusters = _Clusters(ordered)
    for a, b in _certain(ordered):
        clusters.join(a, b)
    pairs: list[tuple[float, int, int]] = []
    for i, j in _candidates(ordered):
        score = likeness(ordered[i], ordered[j])
        within = ordered[i].dispatch == ordered[j].dispatch
        if score is not None and score >= (ENOUGH_WITHIN if within else ENOUGH):
            pairs.append((-score, i, j))
    for _, i, j in sorted(pairs):
        if clusters.fit(i, j):
            clusters.join(i, j)
    _misdated(clusters)
    return [[ordered[i] for i in members] for members in clusters.members()]


class _Clusters:
    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        self._root = list(range(len(claims)))
        self._members: dict[int, list[int]] = {i: [i] for i in range(len(claims))}
        self._unlike: dict[tuple[int, int], bool] = {}

    def find(self, i: int) -> int:
        while self._root[i] != i:
            self._root[i] = self._root[self._root[i]]
            i = self._root[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.find(i), self.find(j)))
        if a != b:
            self._root[b] = a
            self._members[a] += self._members.pop(b)

    def fit(self, i: int, j: int) -> bool:
        """True if no two claims of the two clusters exclude each other; of a large cluster 12 claims speak for all."""
        a, b = self.find(i), self.find(j)
        if a == b:
            return False
        some, others = self._members[a][:12], self._members[b][:12]
        return not any(self._excluded(x, y) for x in some for y in others)

    def _excluded(self, i: int, j: int) -> bool:
        pair = (i, j) if i < j else (j, i)
        if pair not in self._unlike:
            self._unlike[pair] = likeness(self.claims[i], self.claims[j]) is None
        return self._unlike[pair]

    def members(self) -> list[list[int]]:
        return [sorted(self._members[i]) for i in sorted(self._members, key=lambda i: min(self._members[i]))]


def _order(claim: Claim) -> date:
    """Claims of one day stay in the order in which their dispatches were given, so that a later one renames no event."""
    return claim.published or date.max


def _certain(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pairs that are the same without comparing: by the reader itself, or told in the same words."""
    at = {(c.dispatch, c.index): i for i, c in enumerate(claims)}
    verbatim: dict[tuple[str, ...], int] = {}
    for i, claim in enumerate(claims):
        if claim.record.same_as is not None:
            other = at.get((claim.dispatch, claim.record.same_as))
            if other is not None:
                yield other, i
        words = " ".join(_WORDS.findall(fold(claim.words)))
        if words.count(" ") >= 3:
            key = (claim.record.type, words, *sorted(claim.sides), claim.record.time or "", claim.status)
            other = verbatim.setdefault(key, i)
            if other != i and _told_together(claims[other], claim):
                yield other, i


def _told_together(a: Claim, b: Claim) -> bool:
    if a.dispatch == b.dispatch:
        return False
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).days) <= 4


def _candidates(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pairs that share a type, a party and a week: nothing else can be alike."""
    buckets: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        weeks = _weeks(claim)
        for kind in claim.types:
            for party in claim.sides:
                for week in weeks:
                    buckets[kind, party, week].append(i)
    seen: set[tuple[int, int]] = set()
    for members in buckets.values():
        for at, i in enumerate(members):
            for j in members[at + 1 : at + 1 + NEIGHBOURS]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j


def _weeks(claim: Claim) -> Iterable[int]:
    """Numbers of the weeks in which an account of the same event can lie."""
    spans: list[Days] = []
    if claim.when and claim.when.length <= 31:
        spans.append(claim.when)
    if claim.said:
        spans.append(Days(claim.said.first - timedelta(days=3), claim.said.first))
    weeks = {day // 7 for s in spans for day in range(s.first.toordinal(), s.last.toordinal() + 1)}
    return sorted(weeks) or [0]


def _misdated(clusters: _Clusters) -> None:
    """Join accounts of one call or meeting whose only difference is a day or two.

    Only where the outlets differ, none of them tells of both days, and all published at the same time: otherwise two
    engagements in a row are the likelier reading.
    """
    by_pair: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    for members in clusters.members():
        first = clusters.claims[members[0]]
        if first.record.type == "CONSULT" and first.status in ("occurred", "planned") and len(first.sides) == 2:
            by_pair[first.status, *sorted(first.sides)].append(members)
    for found in by_pair.values():
        for one, other in combinations(found, 2):
            a, b = [clusters.claims[i] for i in one], [clusters.claims[i] for i in other]
            if _one_misdated(a, b):
                clusters.join(one[0], other[0])


def _one_misdated(a: list[Claim], b: list[Claim]) -> bool:
    x, y = (next((c for c in told if c.when), told[0]) for told in (a, b))
    if not (x.when and y.when and x.when.exact and y.when.exact and 1 <= abs((x.when.first - y.when.first).days) <= 3):
        return False
    if {c.outlet for c in a} & {c.outlet for c in b} or not modes_fit(x, y):
        return False
    if any(c.when not in (None, x.when) for c in a) or any(c.when not in (None, y.when) for c in b):
        return False
    if any(c.wording.cue("move", c.sentence_words()) or c.wording.cue("cancel", c.sentence_words()) for c in (*a, *b)):
        return False
    days = [c.published for c in (*a, *b)]
    if any(d is None for d in days) or (max(d for d in days if d) - min(d for d in days if d)).days > 1:
        return False
    same_place = x.place is not None and x.place == y.place
    persons = persons_shared(x, y)
    return (persons >= 2 or (persons >= 1 and same_place)) and x.record.mode == y.record.mode


def b_cubed(found: Mapping[str, object], gold: Mapping[str, object]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering against another, over the items of ``gold``.

    Both map an item to the name of its cluster (Bagga & Baldwin 1998); an item that ``found`` lacks stands alone.
    """
    items = list(gold)
    mine = {i: found.get(i, ("alone", i)) for i in items}
    precision = recall = 0.0
    for i in items:
        same_mine = {j for j in items if mine[j] == mine[i]}
        same_gold = {j for j in items if gold[j] == gold[i]}
        both = len(same_mine & same_gold)
        precision += both / len(same_mine)
        recall += both / len(same_gold)
    p, r = (precision / len(items), recall / len(items)) if items else (1.0, 1.0)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0
