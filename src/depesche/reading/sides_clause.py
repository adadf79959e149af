"""Actor and recipient of an event from its own clause: its frame's places, who controls it, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.reading.circumstances import clause_of
from depesche.reading.events_build import Event
from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sides_named import Named
from depesche.reading.sides_owners import Owners
from depesche.reading.sides_people import People, Side, best, others


class ClauseSides:
    """Who does what to whom, as the words of each event of one document give it."""

    def __init__(self, roles: Roles, rules: Rules, people: People, named: Named) -> None:
        self.roles, self.tree, self.rules, self.people, self.named = roles, roles.tree, rules, people, named
        self.owners = Owners(roles)
        self.pair = frozenset(roles.syntax.table.get("people", {}).get("pair", ()))
        self.bare: tuple[str, ...] = tuple(roles.syntax.table["roles"].get("linking", ()))

    def told(self, event: Event) -> tuple[Side, Side]:
        """The sides as the event's own words give them, those of symmetric events parted."""
        roles, rules, parent = self.roles, self.rules, event.parent
        heads = event.actor
        if (
            parent is not None and parent.recipient
            and (parent.type in rules.object_control or "control" in parent.frame.notes)
            and (self._subjectless(event) or (parent.type == "ACCUSE" and not heads))
        ):  # fmt: skip
            heads = parent.recipient
        if not heads:
            heads = self._controller(event)
        content = event.content
        if not heads and content is not None and content.type in rules.symmetric and content.token in event.theme:
            # "an agreement between Oslo and Riga was signed"
            both = self.told(content)
            if all(both):
                return both
        if parted := set(roles.expand(event.recipient)).intersection(roles.expand(heads)):
            # "zwischen der Armee und den Rebellen": one acts on the other
            heads = [h for h in roles.expand(heads) if h not in parted]
            actor = tuple(dict.fromkeys(p for h in heads for p in self.people.each_one(h)))
        else:
            actor = roles.parties(heads)
        at = (
            event.recipient
            if event.type != "STATE"
            else [h for h in event.recipient if h not in roles.mention or not self.named.scene(h)]
        )
        recipient = others(roles.parties(at), actor)
        own = {a.code for a in actor}
        if event.type in rules.own_means or event.type in rules.outward:  # expelled diplomats are not one's own
            recipient = tuple(p for p in recipient if p.code not in own)
        if event.type in rules.symmetric and len(actor) > 1 and {p.code for p in recipient} <= own:
            recipient = ()  # of one of those who act together
        if event.type == "STATE":
            recipient = tuple(p for p in recipient if p.code not in own or p.kind in ("group", "person"))
        if not actor and not self.all_of_them(event):
            rough = event.type in rules.durative or event.type in ("PROTEST", "COERCE")
            actor = self.people.unknown(
                heads,
                self.people.agents if rough else self.people.civil,
                event.type in rules.agentive,
                event.type in rules.speech,
            )
        if event.type in rules.symmetric and not recipient and len(actor) > 1:
            return actor[:1], actor[1:]
        if event.type in rules.symmetric and not actor and len(sides := self.people.each(event.recipient)) > 1:
            return sides[:1], sides[1:]  # "wurde zwischen der Regierung und Rebellen vereinbart"
        if not actor and recipient and "own" in event.frame.notes and roles.passive(event.token):
            return recipient, ()  # "wurden die Truppen … abgezogen": whose they are acts
        if not recipient:
            recipient = self._addressed(event, actor) or others(self._about(event, actor), actor)
        if not recipient and self.people.groups:
            recipient = others(self.people.unknown(event.recipient or event.theme, self.people.groups), actor)
        if not recipient and event.type in rules.speech and event.type != "STATE":
            heads = [*event.recipient, *event.theme]
            recipient = (
                best(self.owners.of(heads), actor) or self._owning(heads, actor) or best(self.owners.earlier(heads), actor)
            )
        return actor, recipient

    def _addressed(self, event: Event, actor: Side) -> Side:
        """People of no known party in the place where the frame has its other side: "bat die Rebellen um …"."""
        if not self.people.groups or event.type not in (*self.rules.speech, "AID") or event.type == "STATE":
            return ()
        return others(self.people.unknown(event.recipient, self.people.addressed), actor)

    def _owning(self, heads: Sequence[int], actor: Side) -> Side:
        """People of no known party to whom something belongs: "den Rücktritt der Regierung"."""
        if not self.people.groups:
            return ()
        owners = [g for n in heads if self.tree.upos[n] == "NOUN" for g in self.roles.noun_places(n).get("gen", ())]
        return others(self.people.unknown(owners, self.people.groups), actor)

    def _controller(self, event: Event) -> list[int]:
        """Who acts in an infinitive under a noun ("die Drohung Irans, … zu sperren"): the noun's owner, or its subject."""
        tree, roles, v = self.tree, self.roles, event.token
        n = tree.head[v]
        if (
            tree.upos[v] not in VERBAL
            or not roles.infinitive(v)
            or tree.upos[n] != "NOUN"
            or tree.dep[v] not in ("acl", "xcomp", "ccomp")
        ):
            return []
        if roles.parties([n]):
            return [n]
        above = clause_of(roles, n)
        return roles.surface(above) if tree.upos[above] in VERBAL else []

    def _about(self, event: Event, actor: Side) -> Side:
        """The other side as a party of what the event is about: its theme, or the clause that it governs."""
        roles, rules = self.roles, self.rules
        speech = event.type in rules.speech
        # "riefen dazu auf, chinesische Waren zu boykottieren": who is to do so would be the verb's own object
        personal = event.type == "REQUEST" and "obj" in event.frame.recipient
        if event.content is not None and event.type not in ("CONSULT", "COOPERATE"):
            below = roles.parties(event.content.actor)
            if not personal or not roles.infinitive(event.content.token):
                below += roles.parties(event.content.recipient)
            if near := best(below, actor)[:1]:
                return near
        linked = event.type == "SANCTION" or event.type in rules.symmetric
        n = event.noun if event.noun is not None else event.token
        found: Side = ()
        if event.type in rules.symmetric and self.tree.upos[n] not in VERBAL:
            found = best(self._arguments(n), actor)[:1]
        if not found and event.theme and event.type not in rules.own_means:
            found = others(roles.parties(event.theme, loose=linked), actor)
        if found:
            return found
        if event.type == "REQUEST":
            # "verlangt, dass Russland abzieht": who is to act is who is asked
            for c in self.named.clauses(event.token)[:1]:
                wanted = roles.surface(c)
                if found := others(roles.parties(wanted), actor) or (
                    self.people.unknown(wanted, self.people.groups) if self.people.groups else ()
                ):
                    return found
        if event.type in rules.durative and (found := roles.parties(event.recipient, loose=True)):
            return found
        if speech and self.tree.upos[event.token] in (*VERBAL, "ADJ"):
            for c in self.named.clauses(event.token):
                if personal and roles.infinitive(c):
                    continue
                if found := best(self.named.mentioned(self.tree.subtree(c), c), actor)[:1]:
                    return found if event.type != "AGREE" or found[0].code not in {a.code for a in actor} else ()
        return ()

    def _arguments(self, n: int) -> Side:
        """The parties that stand with a symmetric noun: with, between or of whom it is."""
        roles, found = self.roles, []
        places = roles.noun_places(n)
        for place in ("pre", "gen", "subj", *roles.syntax.between, *roles.syntax.recipient, *self.bare):
            for i in places.get(place, ()):
                if i == n or self.tree.dep[i] in ("det:poss", "nmod:poss") or (i in roles.mention and roles.mention[i].place):
                    continue
                about = place in self.bare and place not in roles.syntax.between
                told = self.named.mentioned(self.tree.subtree(i)) if about else roles.parties([i])
                found += [p for p in told if p not in found]
        return tuple(found)

    def _subjectless(self, event: Event) -> bool:
        tree = self.tree
        return tree.upos[event.token] in VERBAL and not any(tree.dep[c].startswith("nsubj") for c in tree.children[event.token])

    def all_of_them(self, event: Event) -> bool:
        """True for a subject that takes up two sides just named: "man", "beide", "die beiden Länder"."""
        tree = self.tree
        heads = self.roles.surface(event.token)
        return any(
            tree.lower[i] in self.pair for s in heads for i in (s, *(c for c in tree.children[s] if tree.dep[c] != "nmod"))
        )
