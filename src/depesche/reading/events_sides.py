"""Actor and recipient of an event: from its clause (``sides_clause``), then from what stands around it (``sides_context``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from depesche.reading.events_build import Event
from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sides_clause import ClauseSides
from depesche.reading.sides_context import Context
from depesche.reading.sides_named import Named
from depesche.reading.sides_people import People, Side, best, others
from depesche.records import Party, Quote, Record

PERSONAL = frozenset({"AID", "ASSAULT", "CONCEDE"})
"""Deeds that only parties and people do: a storm kills too, and rain helps."""

__all__ = ["Side", "Sides", "best", "others"]


class Sides:
    """Who does what to whom in one document."""

    def __init__(self, roles: Roles, rules: Rules, quotes: Sequence[Quote] = ()) -> None:
        self.roles, self.tree, self.rules = roles, roles.tree, rules
        self.people, self.named = People(roles), Named(roles)
        self.people.unbound()
        self.clause = ClauseSides(roles, rules, self.people, self.named)
        self.context = Context(roles, rules, self.people, self.named, self.clause, quotes)

    def told(self, event: Event) -> tuple[Side, Side]:
        """The sides as the event's own words give them, those of symmetric events parted."""
        return self.clause.told(event)

    def completed(
        self, event: Event, actor: Side, recipient: Side, speaker: Party | None, before: Sequence[Record]
    ) -> tuple[Side, Side]:
        """Sides that the clause leaves open, from who speaks, from the clause above and from the records before."""
        return self.context.completed(event, actor, recipient, speaker, before)

    def mentioned(self, tokens: Iterable[int], clause: int | None = None) -> Side:
        """The parties that some words name, places left out; first the subject of the clause."""
        return self.named.mentioned(tokens, clause)

    def clauses(self, v: int) -> list[int]:
        """Heads of the clauses that say what a verb is about."""
        return self.named.clauses(v)

    def worded(self, i: int) -> str:
        """A noun as a record names it (``People.worded``)."""
        return self.people.worded(i)

    def nobody(self, event: Event) -> bool:
        """True for an active verb whose subject is a noun, but neither a party nor people ("Ängste bestimmten sie …")."""
        if event.type in self.rules.deeds and (event.type not in PERSONAL or "subj" not in event.frame.actor):
            return False  # crowds, ships and shells do it, and whoever dies does not
        if self.tree.upos[event.token] not in VERBAL or self.roles.passive(event.token) or not self.people.agents:
            return False
        subjects = self.roles.surface(event.token)
        return bool(subjects) and all(
            self.tree.upos[s] == "NOUN" and not self.people.among(s, self.people.agents) and not self.roles.parties([s])
            for s in subjects
        )
