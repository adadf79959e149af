"""Sides that a clause leaves open: from who speaks, from the clause above, and from what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche.reading.circumstances import clause_of
from depesche.reading.events_build import Event
from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import CLAUSES, Roles
from depesche.reading.sides_clause import ClauseSides
from depesche.reading.sides_named import Named
from depesche.reading.sides_people import People, Side, best, others
from depesche.records import Party, Quote, Record

NEAR = 4
"""So many records back a side that the text leaves out may stand."""
LATELY = 2
"""So many sentences back somebody may have spoken who is not named again."""


@dataclass(slots=True)
class Open:
    """An event with the sides known so far, who speaks, and the records told before it."""

    event: Event
    actor: Side
    recipient: Side
    speaker: Party | None
    before: Sequence[Record]
    verbal: bool


class Context:
    """What stands around the clauses of one document."""

    def __init__(
        self, roles: Roles, rules: Rules, people: People, named: Named, clause: ClauseSides, quotes: Sequence[Quote]
    ) -> None:
        self.roles, self.tree, self.rules, self.quotes = roles, roles.tree, rules, quotes
        self.people, self.named, self.clause = people, named, clause
        table = roles.syntax.table.get("people", {})
        self.owned: tuple[str, ...] = tuple(table.get("owned", ()))
        self.acts: tuple[str, ...] = tuple(table.get("acts", ()))
        self.additive = frozenset(table.get("additive", ()))
        self.impersonal = frozenset(table.get("impersonal", ()))
        self.first = frozenset(table.get("first", ()))
        self.orders = frozenset(table.get("orders", ()))
        self.pointing: tuple[str, ...] = tuple(table.get("pointing", ()))

    def completed(
        self, event: Event, actor: Side, recipient: Side, speaker: Party | None, before: Sequence[Record]
    ) -> tuple[Side, Side]:
        """Both sides of an event as far as the text around it settles them."""
        now = Open(event, actor, recipient, speaker, before, self.tree.upos[event.token] in VERBAL)
        steps = (
            self._judging, self._both, self._in_something, self._speaking, self._there, self._partner,
            self._taken_up, self._act, self._also, self._addressee, self._noun_again, self._left_out,
        )  # fmt: skip
        for step in steps:
            if step(now):
                break
        return now.actor, now.recipient

    # -- steps: each fills what it can and is True where nothing is left to be asked -----------------------------------

    def _judging(self, now: Open) -> bool:
        """ "Das wäre ein Fehler, hieß es aus dem Kreml": whoever says it judges."""
        event = now.event
        if event.type in self.rules.speech and not now.actor and now.speaker and now.verbal and self._judges(event):
            now.actor = (now.speaker,)
            now.recipient = best(now.recipient or self.named.mentioned(self.tree.subtree(event.token)), now.actor)[:1]
        return False

    def _both(self, now: Open) -> bool:
        """ "Man einigte sich": those of whom was just spoken."""
        if now.event.type not in self.rules.symmetric or now.actor or not self.clause.all_of_them(now.event):
            return False
        last = next((r for r in reversed(now.before[-NEAR:]) if r.actor and r.recipient), None)
        if last:
            now.actor, now.recipient = last.actor, last.recipient
        return last is not None

    def _in_something(self, now: Open) -> bool:
        """ "Darin wird … gefordert": what stands in something belongs to who gave it, the actor of the record before."""
        if not now.before or not now.verbal or now.actor or not self._points_back(now.event):
            return False
        paired = now.event.type in self.rules.symmetric
        last = next((r for r in reversed(now.before) if not paired or r.type in self.rules.symmetric), now.before[-1])
        if now.recipient and not {p.code for p in now.recipient} & {p.code for p in (*last.actor, *last.recipient)}:
            now.actor = (*last.actor, *last.recipient)  # "Dabei wurde Moskau … angedroht": both to a third
        else:
            now.actor, now.recipient = last.actor, last.recipient
        return True

    def _speaking(self, now: Open) -> bool:
        """ "wir fordern", "man habe den Botschafter einbestellt": the speaker's side."""
        own = not now.actor and now.verbal and any(map(self._own_side, self.roles.surface(now.event.token)))
        if own and now.speaker:
            now.actor = (now.speaker,)
            now.recipient = others(now.recipient, now.actor)
        return False

    def _there(self, now: Open) -> bool:
        """ "Bei einem Besuch in Kiew sagte Merkel": whoever acts in the clause was there."""
        event = now.event
        if now.verbal or event.type != "CONSULT" or (now.actor and now.recipient) or self._among_themselves(event):
            return False
        around = clause_of(self.roles, event.token)
        if around == event.token or self.tree.head[event.token] != around or not self.tree.dep[event.token].startswith("obl"):
            return False
        there = self.roles.parties(self.roles.surface(around))
        if event.frame.mode == "visit" or not now.actor:
            now.actor, now.recipient = (now.actor or there), (now.recipient or others(now.actor, there))
            if not now.recipient and len(now.actor) > 1:
                now.actor, now.recipient = now.actor[:1], now.actor[1:]
        else:
            now.recipient = others(there, now.actor)
        return False

    def _partner(self, now: Open) -> bool:
        """The partner of a symmetric event from the clauses above, or as in the record before of which it is a part."""
        event = now.event
        if event.type not in self.rules.symmetric or bool(now.actor) == bool(now.recipient):
            return False
        if now.verbal and not self._among_themselves(event) and (above := self._above(event, now.actor or now.recipient)):
            if now.recipient:
                now.actor = above
            else:
                now.recipient = above
        shared = event.content is not None and event.content.type in self.rules.symmetric
        if event.type == "AGREE" and shared and now.actor and not now.recipient:
            # "zeigte sich zu Gesprächen bereit": with whom the text has just told of
            own = {p.code or p.name for p in now.actor}
            for r in reversed(now.before[-NEAR:]):
                sides = (*r.actor, *r.recipient)
                if own & {p.code or p.name for p in sides} and (rest := others(sides, now.actor)):
                    now.recipient = rest[:1]
                    break
        return False

    def _taken_up(self, now: Open) -> bool:
        """ "Das lehnte Kiew ab", "Kiew wies die Vorwürfe zurück": the other side is who was told of last."""
        event = now.event
        if now.recipient or not now.actor or not now.verbal or event.type not in ("REJECT", "ACCUSE", "SUPPORT", "AGREE"):
            return False
        if self._takes_up(event):
            for r in reversed(now.before[-NEAR:]):
                teller = (r.attribution[-1].party,) if r.attribution else r.actor
                if found := others(teller, now.actor):
                    now.recipient = found
                    break
        return False

    def _act(self, now: Open) -> bool:
        """ "verurteilte die Tat", "begrüßte das Treffen": whoever did what the text has told of before."""
        event = now.event
        if now.recipient or not now.actor or not now.verbal or event.type not in ("ACCUSE", "SUPPORT"):
            return False
        for n in event.theme:
            if self.tree.upos[n] != "NOUN" or not self.roles.definite(n, pointed=True):
                continue
            wanted = {event.content.type} if event.content is not None and event.content.token == n else set()
            if not wanted and self.roles.syntax.among(self.tree.lemma[n].lower(), self.acts):
                wanted = {*self.rules.material, "MOBILIZE"}
            last = next((r for r in reversed(now.before[-2 * NEAR :]) if r.type in wanted and r.actor), None)
            if last and last.actor[0].code:  # of nameless attackers only the act is condemned
                shared = last.type in self.rules.symmetric
                now.recipient = others((*last.actor, *last.recipient) if shared else last.actor, now.actor)
                break
        return False

    def _also(self, now: Open) -> bool:
        """ "Auch Paris protestierte": against whom the one before did."""
        event, tree = now.event, self.tree
        if now.recipient or not now.actor or not now.before or event.type not in (*self.rules.speech, "PROTEST", "SANCTION"):
            return False
        last = now.before[-1]
        if event.type == "STATE" or not last.recipient or last.type not in (*self.rules.speech, "PROTEST", "SANCTION"):
            return False
        near = (event.token, *self.roles.surface(event.token))
        if any(tree.lower[c] in self.additive for i in near for c in tree.children[i]):
            now.recipient = others(last.recipient, now.actor)
        return False

    def _addressee(self, now: Open) -> bool:
        """ "Die EU erklärte, … Israel wurde aufgefordert, …": a demand in the passive is the last speaker's."""
        event = now.event
        if not now.actor and now.verbal and event.type in self.rules.speech and not now.speaker and self._unnamed(event):
            now.actor = self._last_speaker(event, now.before)
            now.recipient = others(now.recipient, now.actor)
        return False

    def _noun_again(self, now: Open) -> bool:
        """ "Der Angriff sei … eingeleitet worden": the attack that was told of before."""
        event = now.event
        if event.type not in self.rules.durative or (now.actor and now.recipient) or not self._known_noun(event):
            return False
        last = next((r for r in reversed(now.before) if r.type == event.type and (r.actor or r.recipient)), None)
        if last is None or now.recipient:
            return False
        now.actor = now.actor or last.actor
        now.recipient = others(last.recipient, now.actor)
        return True

    def _left_out(self, now: Open) -> bool:
        event = now.event
        if not now.actor and event.type in self.rules.material and (not now.verbal or self.roles.passive(event.token)):
            now.actor = self._doer(event, now.recipient, now.before)
        return False

    # -- what the steps ask --------------------------------------------------------------------------------------------

    def _among_themselves(self, event: Event) -> bool:
        """True for an event of one plural: "ein Treffen der Außenminister", "die Verteidigungsminister berieten"."""
        return len(event.actor) == 1 and self.tree.upos[event.actor[0]] == "NOUN" and self.roles.plural(event.actor[0])

    def _own_side(self, subject: int) -> bool:
        """True for "wir", "man" and "ihr Land" in somebody's words: the speaker's side."""
        tree = self.tree
        return tree.lower[subject] in self.first or any(tree.dep[c] == "det:poss" for c in tree.children[subject])

    def _unnamed(self, event: Event) -> bool:
        """True for a demand in the passive without an agent, and for what somebody gets ("erhielt weitere Kritik")."""
        met = event.noun is not None and event.recipient and event.recipient == self.roles.surface(event.token)
        return bool(met) or (event.type == "REQUEST" and self.roles.passive(event.token))

    def _known_noun(self, event: Event) -> bool:
        """True for a noun with the definite article as subject of its clause: "Der Angriff sei … eingeleitet worden"."""
        tree = self.tree
        n = event.noun if event.noun is not None else event.token
        return tree.upos[n] == "NOUN" and tree.dep[n].startswith("nsubj") and self.roles.definite(n)

    def _new_noun(self, event: Event) -> bool:
        """True for a clause that brings in an act of its own ("bei einem Anschlag getötet")."""
        tree = self.tree
        return any(
            tree.upos[c] == "NOUN" and tree.dep[c].startswith("obl")
            and any(tree.dep[d] == "det" and tree.feats[d].get("Definite") == "Ind" for d in tree.children[c])
            and tree.lower[c] not in self.people.groups
            for c in tree.children[event.token]
        )  # fmt: skip

    def _last_speaker(self, event: Event, before: Sequence[Record]) -> Side:
        """Who spoke last, in this sentence or the two before it."""
        tree = self.tree
        here = tree.sentence[event.token]
        spoken = [(q.spans[-1].end, q.party) for q in self.quotes if q.party and q.party.code and q.spans]
        spoken += [(r.predicate.begin, r.actor[0]) for r in before if r.type in self.rules.speech and r.actor]
        spoken = [(at, p) for at, p in spoken if at <= tree.begin[event.token]]
        if not spoken:
            return ()
        at, party = max(spoken, key=lambda s: s[0])
        token = tree.at(max(0, at - 1))
        return (party,) if token is not None and here - tree.sentence[token] <= LATELY else ()

    def _doer(self, event: Event, recipient: Side, before: Sequence[Record]) -> Side:
        """An agent that is left out twice is the one named last for the same kind of act."""
        for c in self.tree.children[event.token]:
            if self.tree.lemma[c].lower() in self.orders and (found := self.roles.parties([c])):
                return found  # "auf Anordnung der Behörden geschlossen"
        if self.tree.upos[event.token] in VERBAL and not self._new_noun(event):
            last = next((r.actor for r in reversed(before) if r.type == event.type and r.actor and r.actor != recipient), ())
            if last:
                return last
        low, high = self.tree.sentences[self.tree.sentence[event.token]]
        if event.type == "ASSAULT" and not event.hints:
            for i in range(low, high):
                if self.tree.upos[i] == "NOUN" and self.people.violent and self.people.among(i, self.people.violent):
                    found = self.roles.parties([i]) or (Party(name=self.people.worded(i), kind="group"),)
                    if not set(found) & set(recipient):
                        return found
        return ()

    def _above(self, event: Event, known: Side) -> Side:
        """Who else stands in the clauses above: its actor or, failing that, its other parties."""
        tree, i = self.tree, clause_of(self.roles, event.token)
        codes = {p.code or p.name for p in known}
        for _ in range(3):
            if tree.head[i] == i or tree.dep[i].partition(":")[0] not in CLAUSES - {"conj", "root"}:
                break
            i = clause_of(self.roles, tree.head[i])
            places = self.roles.places(i) if tree.upos[i] in VERBAL else {}
            for heads in (places.get("subj", ()), *(v for k, v in places.items() if k not in ("subj", "comp"))):
                found = tuple(p for p in self.roles.parties(heads) if (p.code or p.name) not in codes)
                if found:
                    return found[:1]
        return ()

    def _judges(self, event: Event) -> bool:
        if not self._impersonal(event):
            return False
        subjects = self.roles.surface(event.token)
        return not self.roles.passive(event.token) or any(self.tree.lower[s] in self.impersonal for s in subjects)

    def _impersonal(self, event: Event) -> bool:
        subjects = self.roles.surface(event.token)
        return not self.roles.parties(subjects) and all(
            self.tree.lower[s] in self.impersonal
            or (self.tree.upos[s] == "NOUN" and not self.people.among(s, self.people.agents))
            for s in subjects
        )

    def _points_back(self, event: Event) -> bool:
        """True for an act of speech that nobody is named for, in what was just told of ("darin", "dabei")."""
        if event.type not in self.rules.speech or not (self.roles.passive(event.token) or self._impersonal(event)):
            return False
        if any(self.tree.dep[c] == "xcomp" for c in self.tree.children[event.token]):
            return False  # "dazu aufgerufen, … zu": points forward
        return any(
            self.tree.lower[c] in self.roles.syntax.context and not self.tree.children[c]
            for c in self.tree.children[event.token]
        )

    def _takes_up(self, event: Event) -> bool:
        """True if the object is what was said before: a pronoun, or a definite noun of speech without an owner."""
        tree = self.tree
        first = tree.sentences[tree.sentence[event.token]][0]
        if tree.lower[first] in self.roles.syntax.sentential and first + 1 < len(tree) and tree.upos[first + 1] in VERBAL:
            return True  # "Das lehnte Kiew ab", even where a parser takes "das" for an article
        places = self.roles.places(event.token)
        for i in (*places.get("obj", ()), *places.get("dat", ()), *event.theme):
            if tree.lower[i] in self.roles.syntax.sentential:
                return True
            known = any(tree.dep[c] == "det" and tree.lower[c].startswith(self.pointing) for c in tree.children[i])
            if known and tree.upos[i] == "NOUN" and self.roles.syntax.among(tree.lemma[i].lower(), self.owned):
                return True
        return False
