"""Actor and recipient of an event: from its clause, what it is about, who speaks, and what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from depesche.reading.circumstances import clause_of
from depesche.reading.events_build import Event
from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import CLAUSES, Roles
from depesche.reading.sides_owners import Owners
from depesche.reading.sides_people import People, Side
from depesche.records import Party, Quote, Record

OUTWARD = frozenset({"SANCTION"})
"""Done to others only: diplomats that somebody expels are not their own."""
NEAR = 4
"""So many records back a side that the text leaves out may stand."""


class Sides:
    """Who does what to whom in one document."""

    def __init__(self, roles: Roles, rules: Rules, quotes: Sequence[Quote] = ()) -> None:
        self.roles, self.tree, self.rules, self.quotes = roles, roles.tree, rules, quotes
        people = roles.syntax.table.get("people", {})
        self.people, self.owners = People(roles), Owners(roles)
        self.people.unbound()
        self.owned: tuple[str, ...] = tuple(people.get("owned", ()))
        self.impersonal = frozenset(people.get("impersonal", ()))
        self.first = frozenset(people.get("first", ()))
        self.orders = frozenset(people.get("orders", ()))
        self.ordering = frozenset(people.get("ordering", ()))
        self.pair = frozenset(people.get("pair", ()))
        self.places = frozenset(people.get("scene", ()))
        self.bare: tuple[str, ...] = tuple(roles.syntax.table["roles"].get("linking", ()))
        self.pointing: tuple[str, ...] = tuple(people.get("pointing", ()))

    # -- the clause itself ---------------------------------------------------------------------------------------------

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
        if parted := set(roles.expand(event.recipient)).intersection(roles.expand(heads)):
            # "zwischen der Armee und den Rebellen": one acts on the other
            heads = [h for h in roles.expand(heads) if h not in parted]
            actor = tuple(dict.fromkeys(p for h in heads for p in self.people.each_one(h)))
        else:
            actor = roles.parties(heads)
        at = (
            event.recipient
            if event.type != "STATE"
            else [h for h in event.recipient if h not in roles.mention or not self._scene(h)]
        )
        recipient = others(roles.parties(at), actor)
        own = {a.code for a in actor}
        if event.type in rules.own_means or event.type in OUTWARD:
            recipient = tuple(p for p in recipient if p.code not in own)
        if event.type == "STATE":
            recipient = tuple(p for p in recipient if p.code not in own or p.kind in ("group", "person"))
        if not actor and not self._all_of_them(event):
            rough = event.type in rules.durative or event.type in ("PROTEST", "COERCE")
            actor = self.people.unknown(
                heads, self.people.agents if rough else self.people.civil, event.type in rules.agentive, event.type in rules.speech
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
            recipient = best(self.owners.of(heads), actor) or self._owning(heads, actor) or best(self.owners.earlier(heads), actor)
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
            for c in self.clauses(event.token)[:1]:
                wanted = roles.surface(c)
                if found := others(roles.parties(wanted), actor) or (self.people.unknown(wanted, self.people.groups) if self.people.groups else ()):
                    return found
        if event.type in rules.durative and (found := roles.parties(event.recipient, loose=True)):
            return found
        if speech and self.tree.upos[event.token] in (*VERBAL, "ADJ"):
            for c in self.clauses(event.token):
                if personal and roles.infinitive(c):
                    continue
                if found := best(self.mentioned(self.tree.subtree(c), c), actor)[:1]:
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
                told = self.mentioned(self.tree.subtree(i)) if about else roles.parties([i])
                found += [p for p in told if p not in found]
        return tuple(found)

    def mentioned(self, tokens: Iterable[int], clause: int | None = None) -> Side:
        """The parties that some words name, places left out; first the subject of the clause."""
        found: list[Party] = []
        first = list(self.roles.surface(clause)) if clause is not None and self.tree.upos[clause] in VERBAL else []
        for i in (*first, *tokens):
            mention = self.roles.mention.get(i)
            if mention and not mention.place and not self._scene(i):
                found += [p for p in mention.parties if p not in found]
        return tuple(found)

    def _scene(self, i: int) -> bool:
        """True for a state that only says where ("im Kongo")."""
        mention = self.roles.mention[i]
        if mention.form != "name" or not mention.party or mention.party.kind != "state":
            return False
        return self.roles.preposition(i) in self.places

    def clauses(self, v: int) -> list[int]:
        """Heads of the clauses that say what a verb is about, also those on its object or its pronominal adverb."""
        tree, found = self.tree, []
        for c in tree.children[v]:
            base = tree.dep[c].partition(":")[0]
            if base in ("ccomp", "xcomp", "csubj"):
                found.append(c)
            elif base in ("obj", "obl", "expl", "advmod", "nsubj"):
                below = (d for d in tree.children[c] if tree.dep[d] in ("ccomp", "xcomp", "acl", "csubj", "advcl"))
                found += [d for d in below if not self.roles.relative(d)]
            elif base == "advcl" and tree.feats[c].get("VerbForm") == "Inf":
                found.append(c)
        return found

    def worded(self, i: int) -> str:
        """A noun as a record names it (``People.worded``)."""
        return self.people.worded(i)

    def _subjectless(self, event: Event) -> bool:
        tree = self.tree
        return tree.upos[event.token] in VERBAL and not any(tree.dep[c].startswith("nsubj") for c in tree.children[event.token])

    # -- what stands around --------------------------------------------------------------------------------------------

    def completed(
        self, event: Event, actor: Side, recipient: Side, speaker: Party | None, before: Sequence[Record]
    ) -> tuple[Side, Side]:
        """Sides that the clause leaves open, from who speaks, from the clause above and from the records before."""
        tree, rules = self.tree, self.rules
        verbal = tree.upos[event.token] in VERBAL
        if event.type in rules.speech and not actor and speaker and verbal and self._judges(event):
            # "Das wäre ein Fehler, hieß es aus dem Kreml": whoever says it judges
            actor = (speaker,)
            recipient = best(recipient or self.mentioned(tree.subtree(event.token)), actor)[:1]
        if event.type in rules.symmetric and not actor and self._all_of_them(event) and before:
            # "man einigte sich": those of whom was just spoken
            last = next((r for r in reversed(before[-NEAR:]) if r.actor and r.recipient), None)
            if last:
                return last.actor, last.recipient
        if before and verbal and not actor and self._points_back(event):
            # "Darin wird … gefordert": what stands in something belongs to who gave it, the actor of the record before
            paired = event.type in rules.symmetric
            last = next((r for r in reversed(before) if not paired or r.type in rules.symmetric), before[-1])
            if recipient and not {p.code for p in recipient} & {p.code for p in (*last.actor, *last.recipient)}:
                return (*last.actor, *last.recipient), recipient  # "Dabei wurde … angedroht": both to a third
            return last.actor, last.recipient
        if not actor and speaker and verbal and any(self._own_side(s) for s in self.roles.surface(event.token)):
            actor = (speaker,)  # "wir fordern", "man habe den Botschafter einbestellt"
            recipient = others(recipient, actor)
        if not verbal and event.type == "CONSULT" and not (actor and recipient) and not self._among_themselves(event):
            # "bei einem Besuch in Kiew sagte Merkel": whoever acts in the clause was there
            around = clause_of(self.roles, event.token)
            if around != event.token and tree.head[event.token] == around and tree.dep[event.token].startswith("obl"):
                there = self.roles.parties(self.roles.surface(around))
                if event.frame.mode == "visit" or not actor:
                    actor, recipient = (actor or there), (recipient or others(actor, there))
                    if not recipient and len(actor) > 1:
                        actor, recipient = actor[:1], actor[1:]
                else:
                    recipient = others(there, actor)
        apart = bool(actor) != bool(recipient) and not self._among_themselves(event)
        if verbal and event.type in rules.symmetric and apart:
            known = actor or recipient
            above = self._above(event, known)
            if above:
                actor, recipient = (above, recipient) if recipient else (actor, above)
        if (
            not recipient
            and actor
            and before
            and verbal
            and event.type in ("REJECT", "ACCUSE", "SUPPORT")
            and self._takes_up(event)
        ):
            # "Das lehnte Kiew ab", "Kiew wies die Vorwürfe zurück": the other side is who was told of last
            for r in reversed(before[-NEAR:]):
                teller = (r.attribution[-1].party,) if r.attribution else r.actor
                if recipient := others(teller, actor):
                    break
        if not actor and verbal and event.type in rules.speech and not speaker and self._unnamed(event):
            actor = self._last_speaker(event, before)  # "Die EU erklärte, … Israel wurde aufgefordert, …"
            recipient = others(recipient, actor)
        if event.type in rules.durative and not (actor and recipient) and self._known_noun(event):
            last = next((r for r in reversed(before) if r.type == event.type and (r.actor or r.recipient)), None)
            if last and not recipient:
                return actor or last.actor, others(last.recipient, actor)
        if not actor and event.type in rules.material and (not verbal or self.roles.passive(event.token)):
            actor = self._doer(event, recipient, before)
        return actor, recipient

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
        return (
            tree.upos[n] == "NOUN"
            and tree.dep[n].startswith("nsubj")
            and any(tree.dep[c] == "det" and tree.feats[c].get("Definite") == "Def" for c in tree.children[n])
        )

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
        return (party,) if token is not None and here - tree.sentence[token] <= 2 else ()

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

    def nobody(self, event: Event) -> bool:
        """True for an active verb whose subject is a noun, but neither a party nor people ("Morddrohungen zwingen sie …")."""
        if self.tree.upos[event.token] not in VERBAL or self.roles.passive(event.token) or not self.people.agents:
            return False
        subjects = self.roles.surface(event.token)
        return bool(subjects) and all(
            self.tree.upos[s] == "NOUN" and not self.people.among(s, self.people.agents) and not self.roles.parties([s]) for s in subjects
        )

    def _judges(self, event: Event) -> bool:
        if not self._impersonal(event):
            return False
        subjects = self.roles.surface(event.token)
        return not self.roles.passive(event.token) or any(self.tree.lower[s] in self.impersonal for s in subjects)

    def _impersonal(self, event: Event) -> bool:
        subjects = self.roles.surface(event.token)
        return not self.roles.parties(subjects) and all(
            self.tree.lower[s] in self.impersonal or (self.tree.upos[s] == "NOUN" and not self.people.among(s, self.people.agents))
            for s in subjects
        )

    def _all_of_them(self, event: Event) -> bool:
        """True for a subject that takes up two sides just named: "man", "beide", "die beiden Länder"."""
        tree = self.tree
        heads = self.roles.surface(event.token)
        return any(
            tree.lower[i] in self.pair for s in heads for i in (s, *(c for c in tree.children[s] if tree.dep[c] != "nmod"))
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


def others(parties: Side, actor: Side) -> Side:
    """Parties that are no actor, nor the bare state whose body or person acts."""
    codes = {a.code for a in actor if a.code}
    return tuple(p for p in parties if p not in actor and (p.name or p.code not in codes))


def best(parties: Side, actor: Side) -> Side:
    """As ``others``, those of other states and organisations first."""
    codes = {a.code for a in actor if a.code}
    return tuple(sorted(others(parties, actor), key=lambda p: p.code in codes and bool(p.code)))
