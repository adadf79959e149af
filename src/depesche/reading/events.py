"""Stages 5 and 6: events with type, sides and status, each with its evidence (PLOVER; fields as in ``records.Record``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from spacy.tokens import Doc

from depesche.reading import status as reality
from depesche.reading.circumstances import Clock, ahead, clause_of, lasts, place
from depesche.reading.events_build import STATING, Builder, Event
from depesche.reading.events_counterpart import Counterparts
from depesche.reading.events_papers import Papers
from depesche.reading.events_settle import settle
from depesche.reading.events_sides import Side, Sides
from depesche.reading.events_speech import Statements
from depesche.reading.events_standing import Standing
from depesche.reading.frames import lexicon, rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.notes import Notes, notes
from depesche.reading.roles import Roles, syntax
from depesche.reading.sides_weighed import Weighing, model
from depesche.reading.sources_outlets import Chains
from depesche.reading.tree import Tree
from depesche.records import Record, Source, Span, Status

MIN_OUTSIDE = 4
ONESIDED = ("SANCTION", "SUPPORT", "REJECT", "CONCEDE", "ACCUSE", "THREATEN")
"""Types of which a noun tells with whoever acts alone: "die Weigerung Oslos"."""
PERSONAL = ("CONSULT", "SUPPORT", "STATE")
"""Types that only people make: a noun that is neither a party nor people does none of these."""
GATHERING = ("meeting", "multilateral")
AGAIN = 3
"""So many records back a talk may stand that a later clause goes on about."""


class EventsStage:
    """Writes ``notes.records``: one for each event between parties that the dispatch tells of."""

    def __init__(self, language: str, own: str | None = None, weigh: bool = True) -> None:
        self.language = language
        self.weights = model() if weigh else None
        self.syntax = syntax(language)
        self.lexicon = lexicon(language)
        self.rules = rules()
        self.cues = reality.cues(language)
        self._outside = self.syntax.words("outside", "words")
        self._share = float(self.syntax.table["outside"]["share"])
        self._ahead = self.rules.symmetric | {"RETREAT"}
        self.papers = Papers(self.syntax, self.rules)
        self._own = tuple(self.syntax.table["words"]["own"])
        self._when = frozenset(self.syntax.table["marks"].get("when", ()))
        self._speakers = frozenset(self.syntax.table.get("stance", {}).get("speakers", ()))
        self._first = frozenset(self.syntax.table.get("stance", {}).get("own", ()))
        self._people = tuple(self.syntax.table.get("people", {}).get("agents", ()))
        self._common = self.syntax.words("words", "common") if "common" in self.syntax.table["words"] else frozenset()
        self._general = self.syntax.words("words", "general") if "general" in self.syntax.table["words"] else frozenset()
        self._voiced = frozenset(self.syntax.table["roles"].get("voiced", ()))
        self._impersonal = frozenset(self.syntax.table["roles"].get("impersonal", ()))
        self._standing = frozenset(self.syntax.table["roles"].get("standing", ()))
        self._victims = tuple(self.syntax.table.get("people", {}).get("victims", ()))

    def __call__(self, doc: Doc) -> Doc:
        found = notes(doc)
        if any(found.tree.dep) and not self.outside(found):
            found.records = _link(self.records(found))
        return doc

    def outside(self, note: Notes) -> bool:
        """True for a dispatch about sport, weather and the like, by the share of their words."""
        tree = note.tree
        hits = sum(lemma.lower() in self._outside for lemma in tree.lemma)
        return hits >= MIN_OUTSIDE and hits > self._share * len(tree)

    def build(self, note: Notes) -> tuple[Roles, list[Event]]:
        """All events of a document, before they become records."""
        roles = Roles(note.tree, note.mentions, self.syntax)
        return roles, Builder(roles, self.lexicon, self.rules).all()

    def records(self, note: Notes) -> list[Record]:
        """The records of one document, in the order of the text."""
        roles, firm, doubted = self.drafts(note)
        if self.weights is None:
            return firm
        weighing = Weighing(roles, note.mentions, note.quotes, self.rules, self.weights)
        return Standing(weighing, doubted).settle(firm)

    def drafts(self, note: Notes) -> tuple[Roles, list[Record], list[tuple[Record, str]]]:
        """The records that the tables alone would make, and those that they doubt, each with the reason."""
        roles, events = self.build(note)
        clock, sides = Clock(roles, note.times), Sides(roles, self.rules, note.quotes)
        nouns = {e.token: e for e in events if e.frame.pos == "noun" and e.noun is None}
        done = frozenset(e.token for e in events if "voiced" in e.frame.notes)
        chains = Chains(note.quotes, note.mentions, note.tree.text, self.language)
        statements = Statements(roles, sides, chains, self.rules, self.cues, done)
        out: list[Record] = []
        doubted: list[tuple[Record, str]] = []
        for event in events:
            if event.consumed or event.type.islower() or statements.asks(event.token):
                continue
            if event.type == "STATE":
                event.type = self._stance(event, roles, statements)
            made, doubt = self._record(event, note, roles, clock, sides, chains, nouns, out)
            if doubt:
                doubted.append((made, doubt))
            else:
                out.append(made)
        out = settle(out, note.tree, self.rules)
        out += statements.records(out)
        out.sort(key=lambda r: (r.predicate.begin, r.predicate.end))
        return roles, Counterparts(roles, note.mentions, self.lexicon, self.rules).fill(out), doubted

    def _refused(self, event: Event, roles: Roles) -> bool:
        """ "Mit Mördern verhandeln wir nicht": what one's own side does not do is refused."""
        tree = roles.tree
        return reality.present(roles, self.cues, event.token) and any(
            tree.lower[s] in self._first for s in roles.surface(event.token)
        )

    @staticmethod
    def _stance(event: Event, roles: Roles, statements: Statements) -> str:
        """What a statement does, by what is said in it."""
        speakers = roles.parties(event.actor)
        if event.frame is STATING and speakers:
            said = [i for c in roles.places(event.token).get("comp", ())[:1] for i in roles.tree.subtree(c)]
            return statements.stance.of(said, speakers[0], event.token)
        return event.type

    # -- one record ----------------------------------------------------------------------------------------------------

    def _record(
        self,
        event: Event,
        note: Notes,
        roles: Roles,
        clock: Clock,
        sides: Sides,
        chains: Chains,
        nouns: dict[int, Event],
        before: Sequence[Record],
    ) -> tuple[Record, str]:
        tree, rules = note.tree, self.rules
        verbal = event.frame.pos != "noun" or event.noun is not None
        span = self._evidence(event, roles, verbal)
        predicate = tree.span(event.token, event.token)
        sources = chains.of(span, predicate)
        base = self._governed(event, roles)
        status = self.status(event, roles, base)
        if (
            status == "denied"
            and event.type in rules.denied
            and base is None
            and (reality.unwilling(roles, self.cues, event.token) or self._refused(event, roles))
        ):
            event.type, status = rules.denied[event.type], "occurred"  # "will das Abkommen nicht unterzeichnen"
        refused = event.negative and event.frame.type == "REJECT" and reality.unwilling(roles, self.cues, event.token)
        if status == "planned" and (event.wanted or refused):
            status = "occurred"  # "will davon nichts wissen", "wird nicht zustimmen"
        if status == "possible" and sources and verbal and reality.hearsay(roles, self.cues, event.token):
            status = "occurred"  # heard from somebody who is named
        condition = reality.condition(roles, self.cues, event.token) if verbal else None
        if condition and status == "planned" and event.type not in rules.speech:
            status = "conditional"
        actor, recipient = sides.told(event)
        if condition and not recipient and (verb := reality.condition_verb(roles, self.cues, event.token)) is not None:
            recipient = tuple(p for p in roles.parties(roles.surface(verb)) if p not in actor)
        announced = (
            event.type == "REQUEST" and condition and status == "planned" and reality.future(roles, self.cues, event.token)
        )
        if announced:
            status = "conditional"
        if event.type == "THREATEN" or (event.type in rules.speech and condition and not announced):
            status = "occurred" if status in ("planned", "conditional") and base is None else status
        if event.type in rules.speech and status == "possible" and base is None and event.type == "THREATEN":
            status = "occurred"
        if verbal and not actor and roles.passive(event.token):
            for c in tree.children[event.token]:
                # "bei einem Luftangriff Irans getötet": whose attack it was did it
                if not actor and c in nouns and nouns[c].type == event.type:
                    actor = roles.parties(nouns[c].actor)
        # "the Iranian strike killed …": an act as subject, whose agent acts
        active = verbal and event.type in rules.material and not roles.passive(event.token)
        acts = [nouns[s] for s in roles.surface(event.token) if s in nouns and nouns[s].type == event.type] if active else []
        if acts and not actor:
            actor = roles.parties(acts[0].actor)
        if not actor and sources and "voiced" in event.frame.notes:
            actor = (sources[-1].party,)  # "… sei verantwortlich, sagte Minsk": whoever says so accuses
            recipient = tuple(p for p in recipient if p != actor[0])
        unsaid = "said" in event.frame.notes and not self._imputed(event, roles, status, sources, recipient)
        if "judged" in event.frame.notes and event.type == "ACCUSE" and status in ("conditional", "planned"):
            event.type, status = "THREATEN", "occurred"  # "würde das als Kriegserklärung betrachten"
        written = not actor and event.noun is None and self.papers.speaks(event, roles)
        if written:
            actor = self.papers.author(roles, roles.surface(event.token)[0])
            recipient = tuple(p for p in recipient if p not in actor)
        own = {"actor": bool(actor), "recipient": bool(recipient)}
        if not actor or not recipient:
            actor, recipient = sides.completed(event, actor, recipient, sources[-1].party if sources else None, before)
        recipient = tuple(p for p in recipient if str(p) not in set(map(str, actor)))
        again = None if actor or recipient else self._again(event, roles, before)
        if again:
            actor, recipient = again.actor, again.recipient
        told = bool(acts) or written or "told" in event.frame.notes or event.type in self._impersonal
        doubt = "unsaid" if unsaid else self._doubt(event, roles, sides, verbal, actor, recipient, told, before)
        tokens = [event.token, *event.words, *([event.noun] if event.noun is not None else [])]
        if not sources and event.teller and event.hints:
            sources = self._teller_source(event.teller, roles)
        if not sources and event.parent is not None and base is not None and event.parent.actor:
            sources = self._parent_source(event.parent, roles)
        sources = tuple(self._worded(self._own_words(s, actor, roles), tree, sides) for s in sources)
        if event.type in rules.speech and sources and actor and sources[-1].party == actor[0]:
            sources = sources[:-1]
        time = clock.date(tokens)
        if time is None and verbal:
            arguments = [c for c in tree.children[event.token] if tree.upos[c] in ("NOUN", "PROPN")]
            time = clock.date([clause_of(roles, event.token), *arguments])
        later = ahead(time, note.published.latest) and verbal and event.type not in rules.speech
        if later and status == "occurred" and reality.present(roles, self.cues, event.token):
            status = "planned"  # "travels to Oslo on Tuesday"
        where = place(roles, self.language, tokens, clock.by_head)
        if where and any(m.span.touches(where) and set(m.parties) & {*actor, *recipient} for m in note.mentions):
            where = None  # whoever is attacked or visited is a side, not the scene
        made = Record(
            span, predicate, event.type, actor, recipient, status, sources,
            also=self._also(event, status),
            mode=(event.frame.mode or (again.mode if again else "")) if event.type == "CONSULT" else "",
            time=time or (again.time if again else None),
            place=where,
            condition=condition,
            duration=clock.duration(tokens) if not verbal or lasts(roles, self.language, event.token) else None,
            intensity=rules.intensity(event.type, event.frame.cameo if event.type == event.frame.type else ""),
            inferred=tuple(n for n, found in (("actor", actor), ("recipient", recipient)) if found and not own[n]),
        )  # fmt: skip
        return made, doubt

    def _doubt(
        self,
        event: Event,
        roles: Roles,
        sides: Sides,
        verbal: bool,
        actor: Side,
        recipient: Side,
        told: bool,
        before: Sequence[Record],
    ) -> str:
        """Why the tables alone would not make a record of an event; empty where they would."""
        if not actor and not recipient and not self._sideless(event, roles, verbal, before):
            return "nobody"
        meets = event.type in self.rules.symmetric and event.noun is None and verbal
        meets = meets and (self._plural(event, roles) or roles.tree.feats[event.token].get("Number") == "Plur")
        met = recipient or (meets and any(p.name for p in actor)) or self._convenes(event, actor) or self._partner(event, roles)
        if "party" in event.frame.notes and not met:
            return "alone"
        if not actor and event.noun is None and not told and self._nobody(event, roles, sides):
            return "thing"
        if not verbal and event.type != "REQUEST" and self._by_order(event, roles, sides):
            return "order"
        if not verbal and not (actor and recipient) and not self._noun_stands(event, actor, recipient, roles):
            return "noun"
        stated = actor and (recipient or "alone" in event.frame.notes or sides.clauses(event.token))
        return "statement" if verbal and event.type == "STATE" and not stated else ""

    def _again(self, event: Event, roles: Roles, before: Sequence[Record]) -> Record | None:
        """What a clause goes on about without sides of its own: "The call lasted an hour", "Das Treffen fand statt"."""
        n = event.noun
        if n is None or event.type not in self.rules.symmetric or roles.noun_places(n).keys() - {"comp"}:
            return None
        if not roles.definite(n):
            return None
        for told in reversed(before[-AGAIN:]):
            same = told.mode == event.frame.mode or not (told.mode and event.frame.mode)
            if told.type == event.type and told.actor and told.recipient and same:
                return told
        return None

    def _governed(self, event: Event, roles: Roles) -> Status | None:
        """What the predicates above make of an event's status."""
        if event.parent is not None:
            return cast(Status, self.rules.content.get(event.parent.frame.type))
        for hint in event.hints:
            if hint != "announce" and hint in self.rules.content:
                return self.rules.content[hint]
        if "fail" in event.hints:
            return "denied"
        if "plan" in event.hints or ("announce" in event.hints and event.type not in self.rules.speech):
            return "planned"
        return None

    def status(self, event: Event, roles: Roles, base: Status | None) -> Status:
        """The status of an event: of its verb, or of its noun where no verb carries it."""
        verbal = roles.tree.upos[event.token] in VERBAL or event.frame.pos == "adjective"
        if event.noun is not None and reality.negated(roles, self.cues, event.noun):
            return "denied"
        if not verbal:
            if reality.negated(roles, self.cues, event.token):
                return "denied"
            if base:
                return base
            above = clause_of(roles, event.token)
            attached = above != event.token and roles.tree.head[event.token] == above and not event.answered
            if attached and reality.negated(roles, self.cues, above):
                return "denied"
            if above != event.token and reality.conditional_clause(roles, self.cues, above):
                return "conditional"
            if (
                event.type in self._ahead
                and above != event.token
                and roles.preposition(event.token) in self._when
                and reality.status_of(roles, self.cues, above) == "planned"
            ):
                return "planned"  # "soll nach dem Treffen bekannt gegeben werden"
            return "ongoing" if event.type in self.rules.durative and event.type == "MOBILIZE" else "occurred"
        found = reality.status_of(roles, self.cues, event.token, base, negative=event.negative)
        if found == "occurred" and event.type not in self.rules.speech:
            durative = event.type in self.rules.durative or "durative" in event.frame.notes or "continue" in event.hints
            if reality.ongoing(roles, self.cues, event.token, durative):
                return "ongoing"
        return found

    def _also(self, event: Event, status: Status) -> tuple[str, ...]:
        if status == "planned" and event.type in self.rules.planned:
            return (self.rules.planned[event.type],)
        return ()

    def _sideless(self, event: Event, roles: Roles, verbal: bool, before: Sequence[Record]) -> bool:
        """True for acts that are told without anybody who does or suffers them: they are events all the same."""
        if "told" in event.frame.notes or (verbal and (event.type in self.rules.deeds or self._spoken_by(event, roles))):
            return True
        if not self._victims:
            return False
        tree = roles.tree
        if verbal and self._told_alone(event, roles):
            return True
        if not verbal and event.type in self._voiced and self._promised(event, roles):
            return True
        if verbal and event.noun is None and event.type in self._standing and tree.dep[event.token] != "amod":
            return True
        if event.type in ("CONSULT", "REJECT") and event.frame.type == "CONSULT":
            n = event.token if event.noun is None else event.noun
            known = event.frame.mode == "multilateral" or (event.frame.mode == "" and bool(event.hints))
            return known and (event.noun is not None or bool(event.hints)) and tree.lemma[n].lower() not in self._common
        if verbal and event.noun is None and event.type in ("REJECT", "AGREE") and roles.passive(event.token):
            # "Der Antrag wurde abgelehnt", "Das Abkommen wurde unterzeichnet"
            done = roles.places(event.token).get("obj", ())
            return any(tree.upos[i] == "NOUN" and self._spoken(tree.lemma[i].lower(), event.type) for i in done)
        if event.type in ("ACCUSE", "REJECT", "SUPPORT"):
            return verbal and event.noun is None and self._by_somebody(event, roles)
        if event.type == "SANCTION":
            return True
        if tree.lemma[event.token].lower() in self._general:
            return False
        # a noun of an act that the dispatch has told goes back to it
        return event.type in ("ASSAULT", "COERCE", "PROTEST") and (
            self._told_of(event, roles) or not any(r.type == event.type for r in before)
        )

    def _nobody(self, event: Event, roles: Roles, sides: Sides) -> bool:
        """True where the subject is nobody who does such a thing, or belongs to another field: "Der Sturm tötete …"."""
        if not sides.nobody(event):
            return False
        return event.type in PERSONAL or any(roles.tree.lemma[s].lower() in self._outside for s in roles.surface(event.token))

    def _told_alone(self, event: Event, roles: Roles) -> bool:
        """True for a clause that tells of an act though nobody known has a part in it: "Die Ausgangssperre wurde gelockert"."""
        tree = roles.tree
        if event.type in ("STATE", "SUPPORT"):
            return False
        if event.noun is not None:
            bare = not roles.noun_places(event.noun).keys() - {"comp"}
            vague = bare and event.type == "CONSULT" and roles.definite(event.noun)
            return not vague and tree.lemma[event.noun].lower() not in self._common
        if event.type == "CONSULT" or tree.upos[event.token] not in VERBAL:
            return False
        if roles.passive(event.token):
            return True
        subjects = roles.surface(event.token)
        return bool(subjects) and all(
            tree.upos[s] in ("NOUN", "DET", "NUM") or tree.feats[s].get("Number") == "Plur" for s in subjects
        )

    def _spoken_by(self, event: Event, roles: Roles) -> bool:
        """True for an act of speech of somebody whom a name or a pronoun points to, though not to a known party."""
        tree = roles.tree
        if event.type not in self.rules.speech or event.noun is not None or roles.passive(event.token):
            return False
        return any(tree.upos[s] == "PROPN" or tree.lower[s] in self._speakers for s in roles.surface(event.token))

    def _convenes(self, event: Event, actor: Side) -> bool:
        """True for a body or an organisation that meets: "Der Rat tritt am Dienstag zusammen"."""
        return event.frame.mode in GATHERING and any(p.kind in ("body", "organisation") for p in actor)

    def _partner(self, event: Event, roles: Roles) -> bool:
        """True where the clause tells with whom, though not which party it is: "sprach mit seinem Kollegen"."""
        places = roles.places(event.token)
        return any(roles.somebody(i) for p in event.frame.recipient for i in places.get(p, ()) if i not in event.actor)

    def _imputed(self, event: Event, roles: Roles, status: Status, sources: Sequence[Source], recipient: Side) -> bool:
        """True for what somebody says that others have done, also in the subjunctive of words whose speaker is not named."""
        if status not in ("occurred", "ongoing") or not (sources or reality.reported(roles, event.token)):
            return False
        return not any(p.code == s.party.code for s in sources[-1:] for p in recipient)

    def _by_somebody(self, event: Event, roles: Roles) -> bool:
        """True for a clause in which people act or speak whom the text names nowhere: "Einige weigerten sich"."""
        tree, t = roles.tree, event.token
        if roles.passive(t) or tree.dep[t] == "amod":
            return False
        doers = [roles.antecedent(i) for i in event.actor]
        pronouns = [i for i in doers if tree.upos[i] in ("PRON", "DET") and tree.lower[i] not in roles.syntax.sentential]
        return bool(doers) and all(i in pronouns or roles.somebody(i) for i in doers)

    def _spoken(self, noun: str, type_: str) -> bool:
        """True for a noun of what is refused or agreed on: proposals and papers; agreements."""
        if type_ == "REJECT" and self.syntax.among(noun, self.papers.nouns):
            return True
        return any(
            c.frame.type == "AGREE" or (type_ == "REJECT" and c.frame.type == "REQUEST") for c in self.lexicon.noun(noun, noun)
        )

    def _told_of(self, event: Event, roles: Roles) -> bool:
        """True where a noun brings an event in: no article points back, or it hangs on what is feared, said or planned."""
        tree = roles.tree
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

    def _noun_stands(self, event: Event, actor: Side, recipient: Side, roles: Roles) -> bool:
        """A noun with one side only tells an event where its type needs no other, or where it names several sides."""
        if not actor and not recipient and event.type in self.rules.deeds:
            return True  # "_sideless" has judged it
        if "kept" in event.frame.notes and actor:
            return True
        named = bool(roles.parties(event.actor)), bool(roles.parties(event.recipient))
        if event.type == "CONSULT" and event.frame.mode != "multilateral":
            return any(named) and any(p.kind != "outlet" for p in (*actor, *recipient))
        if event.type in ONESIDED and (named[0] or (named[1] and event.type == "SANCTION")):
            return True
        alone = bool(actor) and event.type not in self.rules.symmetric
        if event.type in self._voiced and (alone or self._promised(event, roles)):
            return True
        if event.type in self.rules.symmetric:
            return len(actor) > 1 or (bool(actor) and self._plural(event, roles))
        if event.type in ("ASSAULT", "MOBILIZE", "RETREAT", "PROTEST", "SANCTION"):
            return bool(actor) or bool(recipient) or self._told_of(event, roles)
        if event.type == "COERCE" and ((not actor and not recipient) or any(p.kind == "person" for p in recipient)):
            return True
        if event.type == "COERCE" and recipient and any(self._person(i, roles) for i in event.recipient):
            return True  # "die Festnahme eines deutschen Journalisten"
        if event.agent and actor:
            return True
        if actor and roles.parties(roles.noun_places(event.token).get("subj", ())):
            return True  # "die Ablehnung des Vertrags durch Irland"
        if actor and event.content is not None and event.type in self.rules.speech:
            return True  # "die Drohung Irans, … zu schließen"
        return event.type in ("REQUEST", "REJECT") and bool(actor)

    def _promised(self, event: Event, roles: Roles) -> bool:
        """True for a noun with an infinitive that says what is promised, threatened or refused: "a pledge to leave"."""
        act = event.content
        if act is None or event.type != event.frame.type:
            return False
        return roles.tree.head[act.token] == event.token and roles.infinitive(act.token)

    def _person(self, i: int, roles: Roles) -> bool:
        tree = roles.tree
        return tree.upos[i] == "NOUN" and bool(self._people) and self.syntax.among(tree.lemma[i].lower(), self._people)

    def _by_order(self, event: Event, roles: Roles, sides: Sides) -> bool:
        """ "auf Befehl des Präsidenten": the order only says who acts."""
        return roles.tree.lemma[event.token].lower() in sides.orders and roles.preposition(event.token) in sides.ordering

    def _plural(self, event: Event, roles: Roles) -> bool:
        return any(roles.tree.feats[i].get("Number") == "Plur" for i in event.actor)

    def _parent_source(self, parent: Event, roles: Roles) -> tuple[Source, ...]:
        tree = roles.tree
        parties = roles.parties(parent.actor)
        if not parties:
            return ()
        head = parent.actor[0]
        return (Source(parties[0], tree.span(head, head), tree.span(parent.token, parent.token)),)

    def _own_words(self, source: Source, actor: Side, roles: Roles) -> Source:
        """ "nach eigenen Angaben": on the word of whoever acts in the clause."""
        if source.party.code or not source.party.name.lower().startswith(self._own):
            return source
        at = roles.tree.at(source.span.begin)
        heads = roles.surface(clause_of(roles, at)) if at is not None else []
        whose = roles.parties(heads)[:1] or actor[:1]
        return replace(source, party=whose[0]) if whose else source

    @staticmethod
    def _worded(source: Source, tree: Tree, sides: Sides) -> Source:
        """A source without a name as it is worded: a plural stays one."""
        party = source.party
        if party.code:
            return source
        first, last = tree.at(source.span.begin), tree.at(max(source.span.begin, source.span.end - 1))
        inside = range(first, last + 1) if first is not None and last is not None else range(0)
        head = next((i for i in inside if tree.lemma[i] == party.name and tree.feats[i].get("Number") == "Plur"), None)
        return source if head is None else replace(source, party=replace(party, name=sides.worded(head)))

    def _teller_source(self, heads: Sequence[int], roles: Roles) -> tuple[Source, ...]:
        parties = roles.parties(heads)
        return (Source(parties[0], roles.tree.span(heads[0], heads[0])),) if parties else ()

    def _evidence(self, event: Event, roles: Roles, verbal: bool) -> Span:
        """The clause that carries the event, without clauses that are only coordinated with it."""
        tree = roles.tree
        low, high = tree.sentences[tree.sentence[event.token]]
        top = event.token
        if verbal and "plan" in event.hints and tree.dep[top] == "xcomp" and tree.upos[tree.head[top]] in VERBAL:
            top = tree.head[top]  # "The ministers plan to meet": who does, and that it is only planned
        skip = {"conj", "parataxis", "cc", "punct", "advcl"} if verbal else {"conj", "cc", "punct", "acl:relcl", "parataxis"}
        kept = [top]
        for c in tree.children[top]:
            if (
                tree.dep[c] in skip
                and not (tree.dep[c] == "advcl" and c > top)
                and not (tree.dep[c] == "conj" and tree.upos[c] not in VERBAL)
            ):
                continue
            kept += tree.subtree(c)
        kept = sorted(i for i in kept if low <= i < high)
        while len(kept) > 1 and tree.upos[kept[-1]] == "PUNCT":
            kept.pop()
        while len(kept) > 1 and tree.upos[kept[0]] == "PUNCT":
            kept.pop(0)
        return tree.span(kept[0], kept[-1])


def _link(records: list[Record]) -> tuple[Record, ...]:
    """Mark a record that tells an earlier one again: same type and sides, and no other date."""
    out: list[Record] = []
    known: dict[Any, int] = {}
    for r in records:
        sides = frozenset(map(str, (*r.actor, *r.recipient))) if r.type == "CONSULT" else (r.actor, r.recipient)
        key = (r.type, sides, r.status in ("occurred", "ongoing"))
        first = known.get(key)
        if first is not None and (not r.time or not out[first].time or r.time == out[first].time):
            r = replace(r, same_as=first)
        elif first is None:
            known[key] = len(out)
        out.append(r)
    return tuple(out)
