"""From the places of a clause to the sides of its event: which place a frame gives to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from depesche.reading.events_goods import Goods
from depesche.reading.frames import Frame, Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import CLAUSES, Places, Roles

if TYPE_CHECKING:
    from depesche.reading.events_build import Event

PLACES = frozenset({"subj", "obj", "dat", "iobj", "gen"})
"""Places of a frame that are no prepositions."""


class Slots:
    """Fills the sides of the events of one document. ``made``: the events by token that have been built so far."""

    def __init__(self, roles: Roles, rules: Rules, made: Mapping[int, Event | None]) -> None:
        self.roles, self.tree, self.rules, self.made = roles, roles.tree, rules, made
        self.goods = Goods(roles, rules)
        self.partner = frozenset(roles.syntax.table["roles"].get("partner", ()))
        self.scene = frozenset(roles.syntax.table.get("people", {}).get("scene", ())) - {"bei"}

    def fill(self, event: Event, places: Places) -> None:
        """Actor, recipient and theme of an event whose clause has these places."""
        frame = event.frame
        for place in frame.actor or ("subj",):
            if places.get(place):
                event.actor = [*places[place]]
                break
        act = event.content
        if act is not None and act.token in places.get("obj", ()) and self.goods.blames(event, act):
            event.recipient, event.theme = [*act.actor], [act.token]
            return
        if len(event.actor) == 1 and (told := self.made.get(event.actor[0])) and told.recipient and told.actor:
            # "the talks between Kiew and Minsk ended in a deal"
            event.actor, event.recipient = [*told.actor], [*told.recipient]
            event.theme = [h for h in places.get("obj", ()) if h not in event.recipient]
            return
        same = act is not None and act.type == event.type and act.token in places.get("obj", ())
        if act is not None and same and self.roles.parties(act.recipient):
            # "completed its withdrawal from Mali": the noun tells it all
            event.actor, event.recipient = event.actor or [*act.actor], [*act.recipient]
            return
        for place in frame.recipient:
            found = [h for h in places.get(place, ()) if h not in event.actor and not self.goods.own(h, event)]
            if not found:
                continue
            named = self.roles.parties(found, loose=event.type in self.rules.durative)
            if named or (event.type in self.rules.speech and place != "obj" and any(map(self.roles.somebody, found))):
                event.recipient = found
                break
        if not event.recipient:
            event.recipient = self.goods.where(event, places) or self.goods.of(event, places)
        v = event.token
        if frame.type in self.rules.symmetric and not event.actor and self.tree.lower[v] == self.tree.lemma[v]:
            # "die Minister werden beraten": a future that looks like a passive, of a verb that has no object
            event.actor = [h for h in places.get("obj", ()) if h not in event.recipient and self.roles.somebody(h)]
        event.theme = [h for h in places.get("obj", ()) if h not in event.recipient and h not in event.actor]
        if event.recipient:
            return
        for place in (*frame.recipient, "obj", "dat", *self.roles.syntax.recipient):
            found = [h for h in places.get(place, ()) if h not in event.actor and not self.goods.own(h, event)]
            if place not in (*frame.recipient, "obj", "dat"):
                found = [h for h in found if self.roles.somebody(h)]  # not "am Rande eines Treffens mit …"
            if found and (place in frame.recipient or self.roles.parties(found)):
                event.recipient = found
                if self.roles.parties(found):
                    break
        if not self.roles.parties(event.recipient):
            event.recipient = self.below(event.token, frame, event.actor) or event.recipient

    def below(self, v: int, frame: Frame, actor: list[int]) -> list[int]:
        """The other side where its preposition hangs too low: "pledged two millions in aid to Oslo"."""
        tree, wanted = self.tree, set(frame.recipient) - PLACES - self.scene
        if frame.type in self.rules.symmetric:
            wanted |= self.partner  # "reiste zu Gesprächen mit … nach Riga"
        open_ = [c for c in tree.children[v] if not tree.dep[c].startswith("nsubj")]
        while wanted and open_:
            i = open_.pop(0)
            if tree.upos[i] in VERBAL or tree.dep[i].partition(":")[0] in CLAUSES or i in actor:
                continue
            if tree.head[i] != v and self.roles.preposition(i) in wanted and self.roles.somebody(i):
                return [i]
            open_ += tree.children[i]
        return []

    def same(self, one: Event, other: Event) -> bool:
        """True if the actors of two events are of one code: "Soldaten setzten die Offensive der Armee fort"."""
        first, second = ({p.code for p in self.roles.parties(e.actor) if p.code} for e in (one, other))
        return bool(first & second)

    def done(self, v: int, noun: Event) -> None:
        """ "das von Kiew und Minsk unterzeichnete Abkommen", "die verhängten Sanktionen": a participle names who acts."""
        roles, tree = self.roles, self.tree
        by = [c for c in tree.children[v] if tree.dep[c].startswith("obl") and roles.preposition(c) in roles.syntax.agent]
        if by and roles.parties(by) and not roles.parties(noun.actor):
            sides = roles.expand(by)
            noun.actor, noun.agent = by, True
            if noun.type in self.rules.symmetric and len(sides) > 1 and not noun.recipient:
                noun.actor, noun.recipient = sides[:1], sides[1:]

    def participles(self, event: Event) -> None:
        """Sides that stand with the participle of an act: "die von Oslo gegen Minsk verhängten Sanktionen"."""
        roles, tree = self.roles, self.tree
        attributes = [a for a in tree.children[event.token] if tree.dep[a] == "amod"]
        for a in attributes:
            self.done(a, event)
        for a in attributes:
            for c in tree.children[a]:
                place = roles.preposition(c)
                if place in roles.syntax.agent and roles.parties([c]) and not roles.parties(event.actor):
                    event.actor = [c]
                elif place in event.frame.recipient and roles.parties([c]) and not event.recipient:
                    event.recipient = [c]
