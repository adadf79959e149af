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

LIKELY, UNLIKELY = 0.6, 0.4
"""From what probability on an event stands that the tables doubt, and any other."""


class Standing:
    """Chooses among the events of one document. ``doubted``: records that the tables would leave out, each with the reason."""

    def __init__(self, weighing: Weighing, doubted: Sequence[tuple[Record, str]]) -> None:
        self.weighing, self.tree = weighing, weighing.tree
        self.doubts = {(r.predicate, r.type): doubt for r, doubt in doubted}
        self.doubted = [r for r, _ in doubted]

    def settle(self, firm: Sequence[Record]) -> list[Record]:
        """The records that stand, with their sides weighed, in the order of the text."""
        return [
            r for r, values, likely in self.weighed(firm) if likely >= (LIKELY if values.get("doubt", "-") != "-" else UNLIKELY)
        ]

    def all(self, firm: Sequence[Record]) -> list[Record]:
        """Firm and doubted records in the order of the text."""
        known = {(r.predicate, r.type) for r in firm}
        new = [r for r in self.doubted if (r.predicate, r.type) not in known]
        return sorted((*firm, *new), key=lambda r: (r.predicate.begin, r.predicate.end))

    def weighed(self, firm: Sequence[Record]) -> Iterator[tuple[Record, Values, float]]:
        """All records with their sides weighed, what speaks for them, and how likely they stand."""
        records = self.all(firm)
        weights = self.weighing.weights
        assert weights is not None
        before: list[tuple[Record, Record]] = []
        for look, r in zip(self.weighing.looks(records), records, strict=True):
            if look is None:
                yield r, {}, 1.0
                continue
            settled = self.weighing.settled(look, before)
            before.append((r, settled))
            values = self.features(look, settled, firm)
            yield settled, values, 1 / (1 + exp(-weight(weights.stands, values)))

    def features(self, look: Look, settled: Record, firm: Sequence[Record]) -> Values:
        """What speaks for a record."""
        tree, r = self.tree, look.record
        token = tree.at(r.predicate.begin) or 0
        inside = [c for c in look.found if any(r.evidence.begin <= tree.begin[i] < r.evidence.end for i, _ in c.named)]
        return {
            **look.shared,
            "doubt": self.doubts.get((r.predicate, r.type), "-") if r not in firm else "-",
            "filled": ("a" if settled.actor else "") + ("r" if settled.recipient else "") or "-",
            "inferred": "".join(n[0] for n in settled.inferred) or "-",
            "parties": str(min(len({code(c.party) for c in inside}), 3)),
            "length": str(min((r.evidence.end - r.evidence.begin) // 25, 6)),
            "again": self._again(r, firm, tree.sentence[token]),
            "definite": "1" if self.weighing.roles.definite(token, pointed=True) else "0",
        }

    def _again(self, record: Record, firm: Sequence[Record], sentence: int) -> str:
        """Whether another record of the type stands in the sentence, or in the dispatch before it."""
        others = [o for o in firm if o.type == record.type and o.predicate != record.predicate]
        if any(self.tree.sentence[self.tree.at(o.predicate.begin) or 0] == sentence for o in others):
            return "sentence"
        return "before" if any(o.predicate.begin < record.predicate.begin for o in others) else "-"
