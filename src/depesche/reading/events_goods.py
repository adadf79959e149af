"""Whose people and goods an act is about: "recalled its ambassador from Oslo", "eased limits on imports from Minsk"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from depesche.reading.frames import Rules
from depesche.reading.roles import Places, Roles

if TYPE_CHECKING:
    from depesche.reading.events_build import Event


class Goods:
    """What belongs to somebody in the clauses of one document."""

    def __init__(self, roles: Roles, rules: Rules) -> None:
        self.roles, self.tree, self.rules = roles, roles.tree, rules

    def blames(self, event: Event, act: Event) -> bool:
        """True for what is said of an act whose agent is named, who is meant: "condemned the arrest of … by Minsk"."""
        judged = event.type in self.rules.judging and act.noun is None and act.frame.pos == "noun"
        return judged and bool(act.recipient or act.theme) and bool(self.roles.parties(act.actor))

    def own(self, i: int, event: Event) -> bool:
        """True for what belongs to whoever acts: "recalled its ambassador", "threatened to close its border"."""
        tree = self.tree
        if not any(tree.dep[c] in ("det:poss", "nmod:poss") and tree.upos[c] in ("PRON", "DET") for c in tree.children[i]):
            return False
        whose = {p.code for p in self.roles.parties([i], False) or self.roles.parties([i])}
        unsaid = not event.actor and not self.roles.passive(event.token)
        return not whose or unsaid or whose <= {p.code for p in self.roles.parties(event.actor)}

    def where(self, event: Event, places: Places) -> list[int]:
        """The party at or from which somebody's own people or goods are: "its ambassador in Oslo", "its border with Chad"."""
        tree, roles = self.tree, self.roles
        wanted = {*roles.syntax.recipient, *event.frame.recipient, "in"}
        for i in (i for place in ("obj", *event.frame.recipient) for i in places.get(place, ())):
            if i in event.actor or not self.own(i, event):
                continue
            for c in tree.children[i]:
                if tree.dep[c].startswith("nmod") and roles.preposition(c) in wanted and roles.parties([c]):
                    return [c]
        return []

    def of(self, event: Event, places: Places) -> list[int]:
        """Whose goods or moves a ban is about, far behind it: "eased limits on imports from Oslo"."""
        tree, roles = self.tree, self.roles
        if event.type not in ("SANCTION", "CONCEDE"):
            return []
        open_ = [i for place, heads in places.items() if place not in ("subj", "comp") for i in heads]
        for i in open_:
            for c in tree.children[i]:
                if (
                    tree.dep[c].startswith(("nmod", "obl"))
                    and roles.preposition(c) in roles.syntax.recipient
                    and c not in event.actor
                ):
                    if roles.parties([c], False):
                        return [c]
                    open_.append(c)
        return []
