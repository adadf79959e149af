"""Which events stand: those that the tables doubt, because a side is missing, are weighed with the sides found for them.

A logistic model with its weights beside those of the sides (``sides_weighed``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

from depesche.reading.sides_cast import code
from depesche.reading.sides_features import Values
from depesche.reading.sides_weighed import Look, Weighing, weight
from depesche.records import Record

LIKELY, UNLIKELY = 0.6, 0.38
"""From what probability on an event stands that the tables doubt, and any other."""


class Standing:
    """Chooses among the events of one document.

    ``firm``: the records that the tables make; ``doubted``: those that they would leave out, each with the reason.
    """

    def __init__(self, weighing: Weighing, firm: Sequence[Record], doubted: Sequence[tuple[Record, str]]) -> None:
        self.weighing, self.tree = weighing, weighing.tree
        known = {(r.predicate, r.type) for r in firm}
        new = [(r, doubt) for r, doubt in doubted if (r.predicate, r.type) not in known]
        self.doubts = {(r.predicate, r.type): doubt for r, doubt in new}
        told = (weighing.cast.owned(r) for r in (*firm, *(r for r, _ in new)))
        self.records = sorted(told, key=lambda r: (r.predicate.begin, r.predicate.end))
        self._firm = [(r.type, r.predicate, self._sentence(r)) for r in firm]

    def settle(self) -> list[Record]:
        """The records that stand, with their sides weighed, in the order of the text.

        What the tables do not doubt and tell the length of always stands: "The call lasted an hour".
        """
        return [r for r, _, likely in self.weighed() if likely >= self._needed(r)]

    def _needed(self, record: Record) -> float:
        if (record.predicate, record.type) in self.doubts:
            return LIKELY
        return 0.0 if record.duration else UNLIKELY

    def weighed(self) -> Iterator[tuple[Record, Values, float]]:
        """All records with their sides weighed, what speaks for them, and how likely they stand."""
        weights = self.weighing.weights
        assert weights is not None
        before: list[tuple[Record, Record]] = []
        for look, r in zip(self.weighing.looks(self.records), self.records, strict=True):
            if look is None:
                yield r, {}, 1.0
                continue
            settled = self.weighing.settled(look, before)
            before.append((r, settled))
            values = self.features(look, settled)
            yield settled, values, 1 / (1 + exp(-weight(weights.stands, values)))

    def features(self, look: Look, settled: Record) -> Values:
        """What speaks for a record."""
        r = look.record
        token = self.tree.at(r.predicate.begin) or 0
        return {
            **look.shared,
            "doubt": self.doubts.get((r.predicate, r.type), "-"),
            "filled": ("a" if settled.actor else "") + ("r" if settled.recipient else "") or "-",
            "inferred": "".join(n[0] for n in settled.inferred) or "-",
            "parties": str(min(len(set(map(code, look.named))), 3)),
            "length": str(min((r.evidence.end - r.evidence.begin) // 25, 6)),
            "again": self._again(r),
            "definite": "1" if self.weighing.roles.definite(token, pointed=True) else "0",
        }

    def _sentence(self, record: Record) -> int:
        return self.tree.sentence[self.tree.at(record.predicate.begin) or 0]

    def _again(self, record: Record) -> str:
        """Whether another record of the type stands in the sentence, or in the dispatch before it."""
        others = [(p, s) for type_, p, s in self._firm if type_ == record.type and p != record.predicate]
        if any(s == self._sentence(record) for _, s in others):
            return "sentence"
        return "before" if any(p.begin < record.predicate.begin for p, _ in others) else "-"
