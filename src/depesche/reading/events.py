"""Stages 5 and 6: events with type, sides and status, each with its evidence (PLOVER; fields as in ``records.Record``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from spacy.tokens import Doc

from depesche.reading import status as reality
from depesche.reading import status_lasting as lasting
from depesche.reading.circumstances import Clock, ahead, clause_of, lasts, place
from depesche.reading.events_build import STATING, Builder, Event
from depesche.reading.events_counterpart import Counterparts
from depesche.reading.events_doubt import Doubts
from depesche.reading.events_papers import Papers
from depesche.reading.events_settle import settle, told_by_verb
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
AGAIN = 3
"""So many records back a talk may stand that a later clause goes on about."""


class EventsStage:
    """Writes ``notes.records``: one for each event between parties that the dispatch tells of.

    ``weigh``: let learnt weights choose the sides and what stands (``sides_weighed``), or take what the tables say.
    """

    def __init__(self, language: str, weigh: bool = True) -> None:
        self.language = language
        self.weights = model() if weigh else None
        self.syntax = syntax(language)
        self.lexicon = lexicon(language)
        self.rules = rules()
        self.cues = reality.cues(language)
        self._lasting: tuple[str, ...] = tuple(self.syntax.table["lasting"]["nouns"])
        self._outside = self.syntax.words("outside", "words")
        self._share = float(self.syntax.table["outside"]["share"])
        self._ahead = self.rules.symmetric | {"RETREAT"}
        self.papers = Papers(self.syntax, self.rules)
        self._own = tuple(self.syntax.table["words"]["own"])
        self._when = frozenset(self.syntax.table["marks"].get("when", ()))
        self._first = frozenset(self.syntax.table.get("stance", {}).get("own", ()))

    def __call__(self, doc: Doc) -> Doc:
        found = notes(doc)
        if any(found.tree.dep) and not self.outside(found):
            found.records = _link(self.records(found), found.tree)
        return doc

    def outside(self, note: Notes) -> bool:
        """True for a dispatch about sport, weather and the like, by the share of their words."""
        tree = note.tree
        hits = sum(map(self._outside.__contains__, map(str.lower, tree.lemma)))
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
        return Standing(weighing, firm, doubted).settle()

    def drafts(self, note: Notes) -> tuple[Roles, list[Record], list[tuple[Record, str]]]:
        """The records that the tables alone would make, and those that they doubt, each with the reason."""
        roles, events = self.build(note)
        clock, sides = Clock(roles, note.times), Sides(roles, self.rules, note.quotes)
        nouns = {e.token: e for e in events if e.frame.pos == "noun" and e.noun is None}
        told = {e.token: e.type for e in events}
        done = frozenset(e.token for e in events if "voiced" in e.frame.notes)
        chains = Chains(note.quotes, note.mentions, note.tree.text, self.language)
        doubts = Doubts(roles, sides, self.lexicon, self.rules, self.papers)
        statements = Statements(roles, sides, chains, self.rules, self.cues, done)
        out: list[Record] = []
        doubted: list[tuple[Record, str]] = []
        for event in events:
            if event.consumed or event.type.islower() or statements.asks(event.token) or self._aim(event, roles, told):
                continue
            if event.type == "STATE":
                event.type = self._stance(event, roles, statements)
            made, doubt = self._record(event, note, roles, clock, sides, chains, doubts, nouns, out)
            if doubt:
                doubted.append((made, doubt))
            else:
                out.append(made)
        out = settle(out, note.tree, self.rules)
        out += statements.records(out)
        out.sort(key=lambda r: (r.predicate.begin, r.predicate.end))
        return roles, Counterparts(roles, note.mentions, self.lexicon, self.rules).fill(out), doubted

    def _aim(self, event: Event, roles: Roles, told: Mapping[int, str]) -> bool:
        """True for an infinitive that only says what for: "an effort to end the war", "flew to Oslo to talk to the king"."""
        tree, v = roles.tree, event.token
        if self.lexicon.compounds or tree.upos[v] not in VERBAL or not roles.infinitive(v):
            return False
        if any(tree.dep[c].startswith(("nsubj", "aux")) for c in tree.children[v]):
            return False
        if tree.dep[v] == "acl":
            praised = event.parent is not None and event.parent.type == "SUPPORT"
            return (event.parent is None or praised) and tree.head[v] not in told
        return event.type == "CONSULT" and tree.dep[v] == "advcl" and told.get(tree.head[v]) == "CONSULT"

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
        doubts: Doubts,
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
        named = any(span.begin <= s.span.begin < span.end for s in sources)
        if status == "possible" and named and verbal and reality.hearsay(roles, self.cues, event.token):
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
        told = bool(acts) or written or "told" in event.frame.notes
        doubt = "unsaid" if unsaid else doubts.of(event, verbal, actor, recipient, told, before)
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
        if not later and verbal and event.type not in rules.speech and not time:
            later = reality.coming(roles, self.cues, event.token)
        if later and status in ("occurred", "ongoing") and lasting.current(roles, self.cues, event.token):
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
            return None if event.type in self.rules.uttered else "denied"
        if "plan" in event.hints or ("announce" in event.hints and event.type not in self.rules.speech):
            return reality.governing(roles, self.cues, event.token, event.noun is not None) or "planned"
        return None

    def status(self, event: Event, roles: Roles, base: Status | None) -> Status:
        """The status of an event: of its verb, or of its noun where no verb carries it."""
        verbal = roles.tree.upos[event.token] in VERBAL or event.frame.pos == "adjective"
        if event.noun is not None and reality.negated(roles, self.cues, event.noun):
            # "Gibt es keine Einigung, …"
            return "conditional" if reality.conditional_clause(roles, self.cues, event.token) else "denied"
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
            if attached and event.type in self.rules.material and not roles.definite(event.token):
                ahead_ = reality.status_of(roles, self.cues, above)
                if ahead_ in ("planned", "possible"):
                    # "würde mit neuen Sanktionen reagieren, wenn …"
                    return "conditional" if reality.condition(roles, self.cues, above) else ahead_
            if (
                event.type in self._ahead
                and above != event.token
                and roles.preposition(event.token) in self._when
                and reality.status_of(roles, self.cues, above) == "planned"
            ):
                return "planned"  # "soll nach dem Treffen bekannt gegeben werden"
            found = reality.governing(roles, self.cues, event.token, False)
            if found == "possible":
                return found  # "prüft Sanktionen"
            goes_on = any(roles.tree.lemma[c].lower() in self.cues.lasting_adjectives for c in roles.tree.children[event.token])
            lasts_ = roles.tree.lemma[event.token].lower().endswith(self._lasting)
            return "ongoing" if goes_on or lasts_ else "occurred"
        if base is None and event.type not in self.rules.speech and reality.expected(roles, self.cues, event.token):
            return "planned"
        found = reality.status_of(roles, self.cues, event.token, base, negative=event.negative)
        if found in ("occurred", "planned") and roles.infinitive(event.token):
            found = reality.governing(roles, self.cues, event.token, False) or found
        if found == "occurred" and base is None:
            durative = event.type in self.rules.durative or "durative" in event.frame.notes or "continue" in event.hints
            durative = durative or event.type in self.rules.lasting
            answer = event.negative and roles.tree.lemma[event.token].lower() not in self.cues.standing
            moving = event.type in self.rules.progressing
            speech = event.type in self.rules.speech
            if not answer and lasting.ongoing(roles, self.cues, event.token, durative, moving, speech):
                return "ongoing"
        return found

    def _also(self, event: Event, status: Status) -> tuple[str, ...]:
        if status == "planned" and event.type in self.rules.planned:
            return (self.rules.planned[event.type],)
        return ()

    def _imputed(self, event: Event, roles: Roles, status: Status, sources: Sequence[Source], recipient: Side) -> bool:
        """True for what somebody says that others have done, also in the subjunctive of words whose speaker is not named."""
        if status not in ("occurred", "ongoing") or not (sources or reality.reported(roles, event.token)):
            return False
        return not any(p.code == s.party.code for s in sources[-1:] for p in recipient)

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


def _link(records: list[Record], tree: Tree) -> tuple[Record, ...]:
    """Mark a record that tells an earlier one again: same type and sides, and no other date.

    Two verbs that only seem to have the same sides, because one's are inferred, tell two things: "seized … and arrested …".
    """
    out: list[Record] = []
    known: dict[Any, int] = {}
    for r in records:
        sides = frozenset(map(str, (*r.actor, *r.recipient))) if r.type == "CONSULT" else (r.actor, r.recipient)
        key = (r.type, sides, r.status in ("occurred", "ongoing"))
        first = known.get(key)
        if first is not None and (r.inferred or out[first].inferred) and _two_verbs(r, out[first], tree):
            first = None
        if first is not None and (not r.time or not out[first].time or r.time == out[first].time):
            r = replace(r, same_as=first)
        elif first is None:
            known[key] = len(out)
        out.append(r)
    return tuple(out)


def _two_verbs(one: Record, other: Record, tree: Tree) -> bool:
    v, w = tree.at(one.predicate.begin), tree.at(other.predicate.begin)
    return told_by_verb(one, tree) and told_by_verb(other, tree) and tree.lemma[v or 0] != tree.lemma[w or 0]
