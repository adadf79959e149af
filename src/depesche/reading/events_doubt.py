"""Which events the tables would not make a record of by themselves, and why: mostly because nobody known has a part in them."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.reading.events_build import Event
from depesche.reading.events_papers import Papers
from depesche.reading.events_sides import Side, Sides
from depesche.reading.frames import Lexicon, Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.records import Record

ONESIDED = ("SANCTION", "SUPPORT", "REJECT", "CONCEDE", "ACCUSE", "THREATEN")
"""Types of which a noun tells with whoever acts alone: "die Weigerung Oslos"."""
PERSONAL = ("CONSULT", "SUPPORT", "STATE")
"""Types that only people make: a noun that is neither a party nor people does none of these."""
GATHERING = ("meeting", "multilateral")


class Doubts:
    """Judges the events of one document by the lists of its language (``languages/*/syntax.toml``)."""

    def __init__(self, roles: Roles, sides: Sides, lexicon: Lexicon, rules: Rules, papers: Papers) -> None:
        self.roles, self.tree, self.sides = roles, roles.tree, sides
        self.lexicon, self.rules, self.papers, self.syntax = lexicon, rules, papers, roles.syntax
        table = roles.syntax.table
        people, told = table.get("people", {}), table["roles"]
        self._outside = roles.syntax.words("outside", "words")
        self._speakers = frozenset(table.get("stance", {}).get("speakers", ()))
        self._people: tuple[str, ...] = tuple(people.get("agents", ()))
        self._victims: tuple[str, ...] = tuple(people.get("victims", ()))
        self._common = frozenset(table["words"].get("common", ()))
        self._general = frozenset(table["words"].get("general", ()))
        self._voiced = frozenset(told.get("voiced", ()))
        self._deliberating = frozenset(told.get("deliberating", ()))
        self._impersonal = frozenset(told.get("impersonal", ()))
        self._standing = frozenset(told.get("standing", ()))

    def of(self, event: Event, verbal: bool, actor: Side, recipient: Side, told: bool, before: Sequence[Record]) -> str:
        """Why the tables alone would not make a record of an event; empty where they would. ``told``: stands alone."""
        told = told or event.type in self._impersonal
        if not actor and not recipient and not self._sideless(event, verbal, before):
            return "nobody"
        meets = event.type in self.rules.symmetric and event.noun is None and verbal
        meets = meets and (self._plural(event) or self.tree.feats[event.token].get("Number") == "Plur")
        met = recipient or (meets and any(p.name for p in actor)) or self._convenes(event, actor) or self._partner(event)
        if "party" in event.frame.notes and not met:
            return "alone"
        if not actor and event.noun is None and not told and self._nobody(event):
            return "thing"
        if not verbal and event.type != "REQUEST" and self.roles.by_order(event.token):
            return "order"
        if not verbal and not (actor and recipient) and not self._noun_stands(event, actor, recipient):
            return "noun"
        stated = actor and (recipient or "alone" in event.frame.notes or self.sides.clauses(event.token))
        return "statement" if verbal and event.type == "STATE" and not stated else ""

    def _sideless(self, event: Event, verbal: bool, before: Sequence[Record]) -> bool:
        """True for acts that are told without anybody who does or suffers them: they are events all the same."""
        if "told" in event.frame.notes or (verbal and (event.type in self.rules.deeds or self._spoken_by(event))):
            return True
        if not self._victims:
            return False
        tree = self.tree
        if verbal and self._told_alone(event):
            return True
        if not verbal and event.type in self._voiced and self._promised(event):
            return True
        if verbal and event.noun is None and event.type in self._standing and tree.dep[event.token] != "amod":
            return True
        if event.type in ("CONSULT", "REJECT") and event.frame.type == "CONSULT":
            n = event.token if event.noun is None else event.noun
            known = event.frame.mode == "multilateral" or (event.frame.mode == "" and bool(event.hints))
            return known and (event.noun is not None or bool(event.hints)) and tree.lemma[n].lower() not in self._common
        if verbal and event.noun is None and event.type in ("REJECT", "AGREE") and self.roles.passive(event.token):
            # "Der Antrag wurde abgelehnt", "Das Abkommen wurde unterzeichnet"
            done = self.roles.places(event.token).get("obj", ())
            return any(tree.upos[i] == "NOUN" and self._spoken(tree.lemma[i].lower(), event.type) for i in done)
        if event.type in ("ACCUSE", "REJECT", "SUPPORT"):
            return verbal and event.noun is None and self._by_somebody(event)
        if event.type == "SANCTION":
            return True
        if tree.lemma[event.token].lower() in self._general:
            return False
        # a noun of an act that the dispatch has told goes back to it
        return event.type in ("ASSAULT", "COERCE", "PROTEST") and (
            self._told_of(event) or not any(r.type == event.type for r in before)
        )

    def _nobody(self, event: Event) -> bool:
        """True where the subject is nobody who does such a thing, or belongs to another field: "Der Sturm tötete …"."""
        if not self.sides.nobody(event):
            return False
        return event.type in PERSONAL or any(
            self.tree.lemma[s].lower() in self._outside for s in self.roles.surface(event.token)
        )

    def _told_alone(self, event: Event) -> bool:
        """True for a clause that tells of an act though nobody known has a part in it: "Die Ausgangssperre wurde gelockert"."""
        tree = self.tree
        if event.type in ("STATE", "SUPPORT"):
            return False
        if event.noun is not None:
            bare = not self.roles.noun_places(event.noun).keys() - {"comp"}
            vague = bare and event.type == "CONSULT" and self.roles.definite(event.noun)
            return not vague and tree.lemma[event.noun].lower() not in self._common
        if event.type == "CONSULT" or tree.upos[event.token] not in VERBAL:
            return False
        if self.roles.passive(event.token):
            return True
        subjects = self.roles.surface(event.token)
        return bool(subjects) and all(
            tree.upos[s] in ("NOUN", "DET", "NUM") or tree.feats[s].get("Number") == "Plur" for s in subjects
        )

    def _spoken_by(self, event: Event) -> bool:
        """True for an act of speech of somebody whom a name or a pronoun points to, though not to a known party."""
        tree = self.tree
        if event.type not in self.rules.speech or event.noun is not None or self.roles.passive(event.token):
            return False
        return any(tree.upos[s] == "PROPN" or tree.lower[s] in self._speakers for s in self.roles.surface(event.token))

    def _convenes(self, event: Event, actor: Side) -> bool:
        """True for a body or an organisation that meets: "Der Rat tritt am Dienstag zusammen"."""
        gathers = event.frame.mode in GATHERING or self.tree.lemma[event.token].lower() in self._deliberating
        return gathers and any(p.kind in ("body", "organisation") for p in actor)

    def _partner(self, event: Event) -> bool:
        """True where the clause tells with whom, though not which party it is: "sprach mit seinem Kollegen"."""
        places = self.roles.places(event.token)
        return any(self.roles.somebody(i) for p in event.frame.recipient for i in places.get(p, ()) if i not in event.actor)

    def _by_somebody(self, event: Event) -> bool:
        """True for a clause in which people act or speak whom the text names nowhere: "Einige weigerten sich"."""
        tree, t = self.tree, event.token
        if self.roles.passive(t) or tree.dep[t] == "amod":
            return False
        doers = [self.roles.antecedent(i) for i in event.actor]
        pronouns = [i for i in doers if tree.upos[i] in ("PRON", "DET") and tree.lower[i] not in self.roles.syntax.sentential]
        return bool(doers) and all(i in pronouns or self.roles.somebody(i) for i in doers)

    def _spoken(self, noun: str, type_: str) -> bool:
        """True for a noun of what is refused or agreed on: proposals and papers; agreements."""
        if type_ == "REJECT" and self.syntax.among(noun, self.papers.nouns):
            return True
        return any(
            c.frame.type == "AGREE" or (type_ == "REJECT" and c.frame.type == "REQUEST") for c in self.lexicon.noun(noun, noun)
        )

    def _told_of(self, event: Event) -> bool:
        """True where a noun brings an event in: no article points back, or it hangs on what is feared, said or planned."""
        tree = self.tree
        if event.hints:
            return True
        definite = any(
            tree.dep[c].startswith("det")
            and tree.feats[c].get("Definite", "Def") == "Def"
            and tree.feats[c].get("PronType") != "Ind"
            for c in tree.children[event.token]
        )
        contracted = any(
            tree.dep[c] == "case" and tree.lower[c] in self.syntax.contractions for c in tree.children[event.token]
        )
        return not definite and not contracted and not tree.dep[event.token].startswith(("nmod", "compound"))

    def _noun_stands(self, event: Event, actor: Side, recipient: Side) -> bool:
        """A noun with one side only tells an event where its type needs no other, or where it names several sides."""
        if not actor and not recipient and event.type in self.rules.deeds:
            return True  # "_sideless" has judged it
        if "kept" in event.frame.notes and actor:
            return True
        named = bool(self.roles.parties(event.actor)), bool(self.roles.parties(event.recipient))
        if event.type == "CONSULT" and event.frame.mode != "multilateral":
            return any(named) and any(p.kind != "outlet" for p in (*actor, *recipient))
        if event.type in ONESIDED and (named[0] or (named[1] and event.type == "SANCTION")):
            return True
        alone = bool(actor) and event.type not in self.rules.symmetric
        if event.type in self._voiced and (alone or self._promised(event)):
            return True
        if event.type in self.rules.symmetric:
            return len(actor) > 1 or (bool(actor) and self._plural(event))
        if event.type in ("ASSAULT", "MOBILIZE", "RETREAT", "PROTEST", "SANCTION"):
            return bool(actor) or bool(recipient) or self._told_of(event)
        if event.type == "COERCE" and ((not actor and not recipient) or any(p.kind == "person" for p in recipient)):
            return True
        if event.type == "COERCE" and recipient and any(self._person(i) for i in event.recipient):
            return True  # "die Festnahme eines deutschen Journalisten"
        if event.agent and actor:
            return True
        if actor and self.roles.parties(self.roles.noun_places(event.token).get("subj", ())):
            return True  # "die Ablehnung des Vertrags durch Irland"
        if actor and event.content is not None and event.type in self.rules.speech:
            return True  # "die Drohung Irans, … zu schließen"
        return event.type in ("REQUEST", "REJECT") and bool(actor)

    def _promised(self, event: Event) -> bool:
        """True for a noun with an infinitive that says what is promised, threatened or refused: "a pledge to leave"."""
        act = event.content
        if act is None or event.type != event.frame.type:
            return False
        return self.tree.head[act.token] == event.token and self.roles.infinitive(act.token)

    def _person(self, i: int) -> bool:
        tree = self.tree
        return tree.upos[i] == "NOUN" and bool(self._people) and self.syntax.among(tree.lemma[i].lower(), self._people)

    def _plural(self, event: Event) -> bool:
        return any(self.tree.feats[i].get("Number") == "Plur" for i in event.actor)
