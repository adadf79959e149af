"""How present somebody is to the reader at a word: salience after Lappin & Leass (1994), weights in one table.

A noun phrase counts by its place in the sentence; each sentence that passes halves what it counts. Somebody named in
several sentences counts for each of them, the best one in full.
"""

from __future__ import annotations

from dataclasses import dataclass

from depesche.reading.parties_clauses import SUBJECT, Clauses
from depesche.reading.tree import Tree

OBJECT = ("obj",)
INDIRECT = ("iobj", "obl:arg")


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts, and how much. The first block falls with every sentence, the second holds for the pronoun at hand."""

    recent: float = 100.0  # stands in this sentence
    subject: float = 80.0
    object: float = 50.0
    indirect: float = 40.0
    outermost: float = 60.0  # in no other noun phrase
    argument: float = 30.0  # in no adverbial
    main: float = 20.0  # in the main clause
    fading: float = 0.5  # per sentence
    repeated: float = 0.35  # share that somebody's mentions in further sentences add

    person: float = 35.0  # for “he” and “she”
    continued: float = 30.0  # taken up by a personal pronoun before: what the text goes on about
    parallel: float = 35.0  # the pronoun has the same place in its clause
    governing: float = 90.0  # subject of the clause that the pronoun's clause depends on
    own: float = 90.0  # subject of the clause in which a possessive stands
    asked: float = 80.0  # the understood subject of what somebody is asked to do
    beside: float = 60.0  # a personal pronoun in the clause of a possessive: meets him in his house
    joined: float = 50.0  # several side by side, for a plural
    opinion: float = 100.0  # somebody whose opinion it can be
    row: float = 200.0  # first of a row whose second has the possessive: A and its allies
    ahead: float = -90.0  # stands only behind the pronoun
    quoted: float = -60.0  # stands in a quotation that the pronoun is not in
    place: float = -110.0  # says where, not who
    thing: float = -60.0  # a noun that can be no party
    thing_owner: float = -140.0  # such a noun as the owner of something, or behind a demonstrative
    unknown: float = -30.0  # gender or number that nothing tells
    told_of: float = -120.0  # stands in what the pronoun's clause tells: “Novak had left, she said” is somebody else
    other_woman: float = -110.0  # for “she”: gender that nothing tells, where the text has told of a woman
    nearest: float = 90.0  # the last one before a demonstrative
    topic: float = -110.0  # subject, for a demonstrative: that would be the personal pronoun
    least: float = 40.0  # below this the pronoun names nobody
    close: float = 15.0  # rivals within this are told as alternatives


WEIGHTS = Weights()


class Presence:
    """The salience of one document's noun phrases."""

    def __init__(self, tree: Tree, clauses: Clauses) -> None:
        self.tree = tree
        self.clauses = clauses
        self._roles: dict[int, str] = {}
        self._counts: dict[int, float] = {}

    def role(self, head: int) -> str:
        """The place in the sentence of what a token heads: subject, object, indirect, adverbial or inner."""
        found = self._roles.get(head)
        if found is None:
            found = self._roles[head] = self._role(head)
        return found

    def _role(self, head: int) -> str:
        dep = self.tree.dep[self.clauses.top(head)]
        if dep.startswith(SUBJECT):
            return "subject"
        if dep in OBJECT:
            return "object"
        if dep in INDIRECT:
            return "indirect"
        if dep.startswith(("nmod", "det", "amod", "compound")):
            return "inner"
        return "adverbial" if dep.startswith("obl") else "other"

    def of(self, head: int, far: int) -> float:
        """What a noun phrase counts ``far`` sentences later."""
        score = self._counts.get(head)
        if score is None:
            score = self._counts[head] = self._count(head)
        return float(score * WEIGHTS.fading**far)

    def _count(self, head: int) -> float:
        w, role = WEIGHTS, self.role(head)
        score = w.recent
        score += {"subject": w.subject, "object": w.object, "indirect": w.indirect}.get(role, 0.0)
        score += w.outermost if role != "inner" else 0.0
        score += w.argument if role in ("subject", "object", "indirect", "other") else 0.0
        clause = self.clauses.of(self.clauses.top(head))
        if role != "inner" and self.tree.head[clause] == clause:
            score += w.main
        return score
