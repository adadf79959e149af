"""Everybody who could stand on a side of an event: the parties around it, and people whom no table knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from depesche.reading.belonging import Choice
from depesche.reading.roles import Roles
from depesche.reading.sides_strangers import Strangers
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

    def __init__(self, roles: Roles, mentions: Sequence[Mention], choice: Choice | None = None) -> None:
        """``choice``: how to choose whose somebody is; None leaves people without a code."""
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
        strangers = Strangers(roles, mentions)
        self.stranger: dict[int, Party] = {}
        """People and bodies whom no table knows, by token."""
        self.groups: dict[int, list[tuple[int, Party]]] = {}
        """The same by sentence."""
        for i in strangers.heads():
            party = strangers.named(i, strangers.belonging.choose(i, choice) if choice else "")
            self.stranger[i] = party
            self.groups.setdefault(self.tree.sentence[i], []).append((i, party))

    def owned(self, record: Record) -> Record:
        """A record whose people without a code are given the code that they have been found to have."""
        found = {p.name: p for i, p in self._inside(record) if p.code and p.kind == "group"}
        actor, recipient = (
            tuple(found.get(p.name, p) if not p.code else p for p in side) for side in (record.actor, record.recipient)
        )
        if (actor, recipient) == (record.actor, record.recipient):
            return record
        return replace(record, actor=actor, recipient=recipient)

    def _inside(self, record: Record) -> Iterator[tuple[int, Party]]:
        begin, end = record.evidence.begin, record.evidence.end
        token = self.tree.at(record.predicate.begin)
        for i, p in self.groups.get(self.tree.sentence[token], ()) if token is not None else ():
            if begin <= self.tree.begin[i] < end:
                yield i, p

    def of(self, record: Record, sentence: int, before: Sequence[Record]) -> list[Candidate]:
        """The candidates for both sides of a record. ``before``: the records told before it."""
        found: dict[str, Candidate] = {}

        def add(party: Party) -> Candidate:
            return found.setdefault(key(party), Candidate(party))

        for s in range(max(0, sentence - WINDOW), sentence + 1):
            for m in self.by_sentence.get(s, ()):
                for p in m.parties:
                    add(p).named.append((m.token, m))
            for i, p in self.groups.get(s, ()):
                add(p).named.append((i, None))
        for p in (*record.actor, *record.recipient, *(s.party for s in record.attribution)):
            add(p)
        for r in before[-LATELY:]:
            for p in (*r.actor, *r.recipient):
                add(p)
        for p in self._main:
            add(p)
        return list(found.values())
