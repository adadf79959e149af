"""Everybody who could stand on a side of an event: the parties around it, and people whom no table knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from depesche.reading.roles import Roles
from depesche.reading.sides_people import People
from depesche.records import Mention, Party, Record

WINDOW = 3
"""So many sentences back somebody may have been named."""
LATELY = 3
"""So many records back whose sides may act again."""
MAIN = 2
"""So many parties are what the dispatch is about."""


def code(party: Party) -> str:
    """What tells one party from another in a comparison: the code, or the words of a group without one."""
    return (party.code or party.name).casefold()


def key(party: Party) -> str:
    """What tells one party from another exactly: person, body and state apart."""
    return str(party).casefold()


@dataclass(slots=True)
class Candidate:
    """A party with the words that name it near an event, as pairs of head token and mention (None: a noun of people)."""

    party: Party
    named: list[tuple[int, Mention | None]] = field(default_factory=list)


class Cast:
    """Who is named where in one document, and how often."""

    def __init__(self, roles: Roles, mentions: Sequence[Mention]) -> None:
        self.roles, self.tree = roles, roles.tree
        self.by_sentence: dict[int, list[Mention]] = {}
        self.often: Counter[str] = Counter()
        """How often a party's code is named, places and pronouns left out."""
        self._bare: dict[str, Party] = {}
        for m in mentions:
            if 0 <= m.token < len(self.tree):
                self.by_sentence.setdefault(self.tree.sentence[m.token], []).append(m)
            for p in m.parties:
                if not m.place and m.form != "pronoun":
                    self.often[code(p)] += 1
                if code(p) not in self._bare or not p.name:
                    self._bare[code(p)] = p
        order = [c for c, _ in self.often.most_common()]
        self.rank = {c: n for n, c in enumerate(order)}
        self._main = [self._bare[c] for c in order[:MAIN]]
        self.groups = self._people()

    def _people(self) -> dict[int, list[tuple[int, Party]]]:
        """Nouns of people that no mention covers, by sentence."""
        people, tree = People(self.roles), self.tree
        words = (*people.agents, *people.groups, *people.addressed)
        found: dict[int, list[tuple[int, Party]]] = {}
        for i, upos in enumerate(tree.upos) if words else ():
            if upos == "NOUN" and i not in self.roles.inside and people.among(i, words):
                found.setdefault(tree.sentence[i], []).append((i, Party(name=people.worded(i), kind="group")))
        return found

    def of(self, record: Record, sentence: int, before: Sequence[Record]) -> list[Candidate]:
        """The candidates for both sides of a record. ``before``: the records told before it."""
        found: dict[str, Candidate] = {}

        def add(party: Party) -> Candidate:
            return found.setdefault(key(party), Candidate(party))

        for s in range(max(0, sentence - WINDOW), sentence + 1):
            for m in self.by_sentence.get(s, ()):
                for p in m.parties:
                    add(p).named.append((m.token, m))
        for i, p in self.groups.get(sentence, ()):
            add(p).named.append((i, None))
        for p in (*record.actor, *record.recipient, *(s.party for s in record.attribution)):
            add(p)
        for r in before[-LATELY:]:
            for p in (*r.actor, *r.recipient):
                add(p)
        for p in self._main:
            add(p)
        return list(found.values())
