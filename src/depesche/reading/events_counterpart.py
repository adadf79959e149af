"""The other side of an act that its own clause leaves open, from the dispatch around it.

"Kiew wies den Vorschlag zurück" refuses whoever proposed; "Moskau drohte mit Gegenmaßnahmen" threatens the party with whom the
dispatch pairs Moscow all along. A side found so is marked in ``Record.inferred``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from depesche.reading.frames import Lexicon, Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.records import Mention, Party, Record

NEAR = 6
"""So many records back what is answered may stand."""
PAIR = 2.0
"""A record between two parties weighs as much as so many mentions of one of them."""
STEM = 4
"""So many first letters a noun shares with the verb that it repeats ("Öffnung", "öffnen")."""
CLEAR = 1.5
"""So many times as often as the next must the counterpart be named."""


class Counterparts:
    """Who stands against whom in one document."""

    def __init__(self, roles: Roles, mentions: Sequence[Mention], lexicon: Lexicon, rules: Rules) -> None:
        self.roles, self.tree, self.lexicon, self.rules = roles, roles.tree, lexicon, rules
        people = roles.syntax.table.get("people", {})
        self._owned: tuple[str, ...] = tuple(people.get("owned", ()))
        self._pointing: tuple[str, ...] = tuple(people.get("pointing", ()))
        self.all = mentions
        self.mentions = [m for m in mentions if not m.place and m.form != "pronoun"]
        self._named: Counter[str] = Counter()
        self._state: dict[str, Party] = {}
        for m in self.mentions:
            for p in m.parties:
                if p.code:
                    self._named[p.code] += 1
                    kept = self._state.get(p.code)
                    if kept is None or (kept.name and not p.name):
                        self._state[p.code] = p

    def fill(self, records: Sequence[Record]) -> list[Record]:
        """The records in their order, their empty recipients filled where the dispatch settles them."""
        pairs = self._pairs(records)
        out: list[Record] = []
        for r in records:
            if r.actor and not r.recipient:
                if found := self._inside(r):
                    r = replace(r, recipient=found)
                elif found := self._other(r, out, pairs):
                    r = replace(r, recipient=found, inferred=(*r.inferred, "recipient"))
            out.append(r)
        return out

    def _inside(self, record: Record) -> tuple[Party, ...]:
        """The only other state in the words of an act that turns outward: "rief seinen Botschafter aus Rom zurück"."""
        if record.type not in self.rules.outward:
            return ()
        own = {p.code for p in record.actor}
        named = {p.code for m in self.all if m.span.within(record.evidence) for p in m.parties if p.code} - own
        return (self._bare(named.pop()),) if len(named) == 1 and own != {""} else ()

    def _other(self, record: Record, before: Sequence[Record], pairs: Counter[frozenset[str]]) -> tuple[Party, ...]:
        own = {p.code for p in record.actor if p.code}
        if not own:
            return ()
        if answered := self.rules.answers.get(record.type, ()):
            found = self._answered(record, own, before, answered)
            if found:
                return found
        if record.type in self.rules.directed:
            return self._opponent(record, own, pairs)
        return ()

    # -- what is answered ----------------------------------------------------------------------------------------------

    def _answered(self, record: Record, own: set[str], before: Sequence[Record], types: Sequence[str]) -> tuple[Party, ...]:
        """The actor of the act that a definite noun, or a missing object, takes up."""
        v = self.tree.at(record.predicate.begin)
        if v is None or self.tree.upos[v] not in VERBAL:
            return ()
        wanted = self._taken_up(v, types)
        if not wanted:
            return self._same_stem(v, own, before)
        for strict in (True, False):
            for r in reversed(before[-NEAR:]):
                if r.type not in wanted or not r.actor or not all(p.code and p.code not in own for p in r.actor):
                    continue
                aimed = {p.code for p in r.recipient}
                if (aimed & own) if strict else not aimed:
                    return r.actor
        return ()

    def _same_stem(self, v: int, own: set[str], before: Sequence[Record]) -> tuple[Party, ...]:
        """The actor of the deed that a definite noun repeats: "… schloss die Grenze. Rom verurteilte die Schließung"."""
        tree = self.tree
        for i in self.roles.places(v).get("obj", ()):
            if tree.upos[i] != "NOUN" or not self._pointed(i):
                continue
            stem = tree.lemma[i].lower()[:STEM]
            for r in reversed(before[-NEAR:]):
                at = tree.at(r.predicate.begin)
                if at is None or not r.actor or not all(p.code and p.code not in own for p in r.actor):
                    continue
                if len(stem) == STEM and tree.lemma[at].lower().startswith(stem):
                    return r.actor
        return ()

    def _pointed(self, i: int) -> bool:
        tree = self.tree
        return any(tree.dep[c].startswith("det") and tree.lower[c].startswith(self._pointing) for c in tree.children[i])

    def _taken_up(self, v: int, types: Sequence[str]) -> set[str]:
        """The types of act that the clause may answer; empty where its object is something else."""
        tree, places = self.tree, self.roles.places(v)
        heads = [*places.get("obj", ()), *places.get("dat", ())]
        if not heads:
            return set(types)
        for i in heads:
            if tree.lower[i] in self.roles.syntax.sentential:
                return set(types)
            if not self._pointed(i) or tree.upos[i] != "NOUN":
                continue
            if told := self._types(i) & set(types):
                return told
            if self.roles.syntax.among(tree.lemma[i].lower(), self._owned):
                return set(types)
        return set()

    # -- who is against whom -------------------------------------------------------------------------------------------

    @staticmethod
    def _pairs(records: Sequence[Record]) -> Counter[frozenset[str]]:
        found: Counter[frozenset[str]] = Counter()
        for r in records:
            for a in {p.code for p in r.actor if p.code}:
                for b in {p.code for p in r.recipient if p.code and p.code != a}:
                    found[frozenset((a, b))] += 1
        return found

    def _opponent(self, record: Record, own: set[str], pairs: Counter[frozenset[str]]) -> tuple[Party, ...]:
        """The party that the dispatch names and pairs with the actor most, if it is clearly that."""
        if self.tree.upos[self.tree.at(record.predicate.begin) or 0] not in (*VERBAL, "ADJ"):
            return ()
        a = next(p.code for p in record.actor if p.code)
        score = {c: n + PAIR * pairs[frozenset((a, c))] for c, n in self._named.items() if c not in own}
        order = sorted(score, key=lambda c: -score[c])
        if not order or score[order[0]] < 2 or (len(order) > 1 and score[order[0]] < CLEAR * score[order[1]]):
            return ()
        code = order[0]
        alone = len(score) == 1 and self._bare(code).kind == "state" == self._bare(a).kind
        if not alone and not pairs[frozenset((a, code))] and self._named[code] < max(self._named.values()):
            return ()  # an outsider speaks of the dispatch's main party, but not the other way round
        inside = {p.code for m in self.mentions if m.span.within(record.evidence) for p in m.parties} - own - {""}
        if inside or code in self._places(record):
            return ()
        party = self._state[code]
        troops = record.type in self.rules.own_means and record.type not in self.rules.speech
        if troops and (party.kind != "state" or any(p.kind == "organisation" for p in record.actor)):
            return ()  # peacekeepers and helpers stand and leave without an enemy
        if record.type == "ACCUSE" and self._deed(record):
            return ()  # who condemns an attack of unknown hands blames nobody else for it
        return (self._bare(code),)

    def _bare(self, code: str) -> Party:
        """The state or organisation of a code without its body or person."""
        party = self._state.get(code)
        return party if party and not party.name else Party(code)

    def _places(self, record: Record) -> set[str]:
        """The codes of the places in a record's own words."""
        return {p.code for m in self.all if m.place and m.span.within(record.evidence) for p in m.parties}

    def _deed(self, record: Record) -> bool:
        """True where the object is an act by itself: "verurteilte den Anschlag"."""
        v = self.tree.at(record.predicate.begin)
        heads = self.roles.places(v).get("obj", ()) if v is not None and self.tree.upos[v] in VERBAL else ()
        return any(self._types(i) & self.rules.material for i in heads)

    def _types(self, noun: int) -> set[str]:
        """The types of act that a noun can be."""
        return {c.frame.type for c in self.lexicon.noun(self.tree.lemma[noun].lower(), self.tree.lower[noun])}
