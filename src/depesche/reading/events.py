"""Stages 5 and 6: events with type, sides and status, each with its evidence (PLOVER; fields as in ``records.Record``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from spacy.tokens import Doc

from depesche.reading import status as reality
from depesche.reading.circumstances import Clock, clause_of, lasts, place
from depesche.reading.events_build import Builder, Event
from depesche.reading.frames import lexicon, rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.notes import Notes, notes
from depesche.reading.roles import Roles, syntax
from depesche.reading.sources_chain import chain
from depesche.records import Party, Record, Source, Span, Status

MIN_OUTSIDE = 4


class EventsStage:
    """Writes ``notes.records``: one for each event between parties that the dispatch tells of."""

    def __init__(self, language: str, own: str | None = None) -> None:
        self.language = language
        self.syntax = syntax(language)
        self.lexicon = lexicon(language)
        self.rules = rules()
        self.cues = reality.cues(language)
        self._outside = self.syntax.words("outside", "words")
        self._share = float(self.syntax.table["outside"]["share"])

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
        roles, events = self.build(note)
        clock = Clock(roles, note.times)
        out: list[Record] = []
        nouns = {e.token: e for e in events if e.frame.pos == "noun" and e.noun is None}
        for event in events:
            if not event.consumed and not event.type.islower():
                made = self._record(event, note, roles, clock, out, nouns)
                if made:
                    out.append(made)
        return sorted(out, key=lambda r: (r.predicate.begin, r.predicate.end))

    # -- one record ----------------------------------------------------------------------------------------------------

    def _record(
        self, event: Event, note: Notes, roles: Roles, clock: Clock, before: Sequence[Record], nouns: Mapping[int, Event]
    ) -> Record | None:
        tree, rules = note.tree, self.rules
        verbal = event.frame.pos != "noun" or event.noun is not None
        base = self._governed(event, roles)
        actor, recipient = self.sides(event, roles)
        status = self.status(event, roles, base)
        condition = reality.condition(roles, self.cues, event.token) if verbal else None
        if condition and not recipient and (verb := reality.condition_verb(roles, self.cues, event.token)) is not None:
            recipient = tuple(p for p in roles.parties(roles.surface(verb)) if p not in actor)
        if event.type == "THREATEN" or (event.type in rules.speech and condition):
            status = "occurred" if status in ("planned", "conditional") and base is None else status
        if event.type in rules.speech and status == "possible" and base is None and event.type == "THREATEN":
            status = "occurred"
        if not actor and not recipient:
            return None
        if not actor and verbal and roles.passive(event.token):
            actor, recipient = self._from_context(event, roles, recipient, before)
            for c in tree.children[event.token]:
                # "bei einem Luftangriff Irans getötet": whose attack it was did it
                if not actor and c in nouns and nouns[c].type == event.type:
                    actor = roles.parties(nouns[c].actor)
            if not actor and event.type in rules.material:
                # an agent that is left out twice is the one named last for the same kind of act
                actor = next(
                    (r.actor for r in reversed(before) if r.type == event.type and r.actor and r.actor != recipient), ()
                )
        if (
            not recipient
            and before
            and event.type in ("REJECT", "ACCUSE", "SUPPORT")
            and verbal
            and self._pronominal(event, roles)
        ):
            # "Das lehnte Kiew ab": the object is what was told last, and its actor the other side
            recipient = tuple(p for p in before[-1].actor if p not in actor)
        if "party" in event.frame.notes and not recipient:
            return None
        if not verbal and not (actor and recipient) and not self._noun_stands(event, actor, roles):
            return None
        if verbal and event.type in ("STATE",) and not recipient:
            return None
        span = self._evidence(event, roles, verbal)
        tokens = [event.token, *event.words, *([event.noun] if event.noun is not None else [])]
        predicate = tree.span(event.token, event.token)
        sources = chain(note.quotes, span, predicate)
        if not sources and event.parent is not None and base is not None and event.parent.actor:
            sources = self._parent_source(event.parent, roles)
        if event.type in rules.speech and sources and actor and sources[-1].party == actor[0]:
            sources = sources[:-1]
        time = clock.date(tokens)
        if time is None and verbal:
            arguments = [c for c in tree.children[event.token] if tree.upos[c] in ("NOUN", "PROPN")]
            time = clock.date([clause_of(roles, event.token), *arguments])
        where = place(roles, self.language, tokens, clock.by_head)
        if where and any(m.span.touches(where) and set(m.parties) & {*actor, *recipient} for m in note.mentions):
            where = None  # whoever is attacked or visited is a side, not the scene
        return Record(
            span, predicate, event.type, actor, recipient, status, sources,
            also=self._also(event, status),
            mode=event.frame.mode if event.type == "CONSULT" else "",
            time=time,
            place=where,
            condition=condition,
            duration=clock.duration(tokens) if not verbal or lasts(roles, self.language, event.token) else None,
            intensity=rules.intensity(event.type, event.frame.cameo if event.type == event.frame.type else ""),
        )  # fmt: skip

    def sides(self, event: Event, roles: Roles) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actor and recipient of an event, those of symmetric events parted."""
        parent = event.parent
        heads = event.actor
        if (
            parent is not None and parent.recipient
            and (parent.type in self.rules.object_control or "control" in parent.frame.notes)
            and self._subjectless(event, roles)
        ):  # fmt: skip
            heads = parent.recipient
        actor = roles.parties(heads)
        recipient = tuple(p for p in roles.parties(event.recipient) if p not in actor)
        if event.type in self.rules.own_means:
            recipient = tuple(p for p in recipient if p.code not in {a.code for a in actor})
        if not recipient and event.content is not None:
            below = roles.parties(event.content.actor) + roles.parties(event.content.recipient)
            recipient = tuple(p for p in below if p not in actor)[:1]
        linked = event.type == "SANCTION" or event.type in self.rules.symmetric
        if not recipient and event.theme and event.type not in self.rules.own_means:
            recipient = tuple(p for p in roles.parties(event.theme, loose=linked) if p not in actor)
        if not recipient and event.type == "REQUEST":
            # "verlangt, dass Russland abzieht": who is to act is who is asked
            wanted = roles.surface(roles.places(event.token)["comp"][0]) if "comp" in self._clause(event, roles) else []
            recipient = tuple(p for p in roles.parties(wanted) if p not in actor)
        if not recipient and event.type in self.rules.durative:
            recipient = tuple(p for p in roles.parties(event.recipient, loose=True) if p not in actor)
        if not actor and recipient and heads and event.type in self.rules.agentive:
            actor = self._unknown(heads, roles)
        if event.type in self.rules.symmetric and not recipient and len(actor) > 1:
            actor, recipient = actor[:1], actor[1:]
        return actor, recipient

    def _pronominal(self, event: Event, roles: Roles) -> bool:
        tree = roles.tree
        objects = self._clause(event, roles).get("obj", [])
        return any(tree.lower[i] in self.syntax.sentential for i in objects)

    def _clause(self, event: Event, roles: Roles) -> dict[str, list[int]]:
        return roles.places(event.token) if roles.tree.upos[event.token] in VERBAL else {}

    def _unknown(self, heads: Sequence[int], roles: Roles) -> tuple[Party, ...]:
        """Who acts in words that only somebody can do, where no party is known by that name: as the text has it."""
        tree = roles.tree
        return tuple(
            Party(name=tree.lemma[i] if tree.upos[i] == "NOUN" else tree.form[i], kind="group")
            for i in roles.expand(heads)
            if tree.upos[i] in ("NOUN", "PROPN")
        )[:1]

    def _subjectless(self, event: Event, roles: Roles) -> bool:
        tree = roles.tree
        return tree.upos[event.token] in VERBAL and not any(tree.dep[c].startswith("nsubj") for c in tree.children[event.token])

    def _governed(self, event: Event, roles: Roles) -> Status | None:
        """What the predicates above make of an event's status."""
        if event.parent is not None:
            return cast(Status, self.rules.content.get(event.parent.frame.type))
        for hint in event.hints:
            if hint in self.rules.content:
                return self.rules.content[hint]
        if "plan" in event.hints or ("announce" in event.hints and event.type not in self.rules.speech):
            return "planned"
        if "fail" in event.hints:
            return "denied"
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
            if above != event.token and reality.conditional_clause(roles, self.cues, above):
                return "conditional"
            return "ongoing" if event.type in self.rules.durative and event.type == "MOBILIZE" else "occurred"
        found = reality.status_of(roles, self.cues, event.token, base)
        if found == "occurred" and event.type not in self.rules.speech:
            durative = event.type in self.rules.durative or "durative" in event.frame.notes or "continue" in event.hints
            if reality.ongoing(roles, self.cues, event.token, durative):
                return "ongoing"
        return found

    def _also(self, event: Event, status: Status) -> tuple[str, ...]:
        if status == "planned" and event.type in self.rules.planned:
            return (self.rules.planned[event.type],)
        return ()

    def _noun_stands(self, event: Event, actor: Sequence[Party], roles: Roles) -> bool:
        """A noun with one side only tells an event where its type needs no other, or where it names several sides."""
        if event.type in self.rules.symmetric:
            return len(actor) > 1
        if event.type == "ASSAULT":
            return bool(event.recipient) and not actor
        return event.type in ("MOBILIZE", "RETREAT", "PROTEST") and bool(actor)

    def _from_context(
        self, event: Event, roles: Roles, recipient: tuple[Party, ...], before: Sequence[Record]
    ) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """ "Darin wird … gefordert": what stands in something belongs to who gave it, the actor of the record before."""
        tree = roles.tree
        if before and any(tree.lower[c] in self.syntax.context for c in tree.children[event.token]):
            last = before[-1]
            return last.actor, last.recipient
        return (), recipient

    def _parent_source(self, parent: Event, roles: Roles) -> tuple[Source, ...]:
        tree = roles.tree
        parties = roles.parties(parent.actor)
        if not parties:
            return ()
        head = parent.actor[0]
        return (Source(parties[0], tree.span(head, head), tree.span(parent.token, parent.token)),)

    def _evidence(self, event: Event, roles: Roles, verbal: bool) -> Span:
        """The clause that carries the event, without clauses that are only coordinated with it."""
        tree = roles.tree
        low, high = tree.sentences[tree.sentence[event.token]]
        top = event.token
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
    from dataclasses import replace

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
