"""From predicates to events: which frame a word opens, what it governs, and what the two make together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from depesche.reading.events_match import NOTHING, Matching
from depesche.reading.events_slots import Slots
from depesche.reading.events_stance import refusal
from depesche.reading.events_verdicts import HARM, Verdicts
from depesche.reading.frames import CLAUSAL, RESTRICTING, Cue, Frame, Lexicon, Rules
from depesche.reading.judgement import Judgement, predicated
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Places, Roles

MAX_DEPTH = 8
LIGHT = frozenset({"support", "continue", "receive"})
FOR_OTHERS = ("COERCE", "MOBILIZE")
"""Harm that is promised to one side and done to another: "versprach, die Täter zu bestrafen"."""
STATING = Frame("STATE", "verb", cameo="01", actor=("subj",))
DENYING = Frame("REJECT", "verb", cameo="12", actor=("subj",))
BLAMING = Frame("ACCUSE", "verb", cameo="11", actor=("subj",))
ASKING = Frame("REQUEST", "verb", cameo="10", actor=("subj",))


@dataclass(slots=True, eq=False)
class Event:
    """An event in the making. ``token`` bears the clause; ``noun`` is the noun of a light-verb construction; ``negative``: its
    negation is part of the predicate ("nimmt nicht hin"), ``wanted``: its modal is ("will nichts wissen"); ``agent``: a
    participle names who acts ("von Kiew verhängt").
    """

    token: int
    frame: Frame
    type: str
    noun: int | None = None
    hints: list[str] = field(default_factory=list)
    content: Event | None = None
    parent: Event | None = None
    consumed: bool = False
    actor: list[int] = field(default_factory=list)
    recipient: list[int] = field(default_factory=list)
    theme: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    teller: list[int] = field(default_factory=list)
    negative: bool = False
    answered: bool = False
    wanted: bool = False
    agent: bool = False


class Builder:
    """Finds the events of one document."""

    def __init__(self, roles: Roles, lexicon: Lexicon, rules: Rules) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.lexicon = lexicon
        self.rules = rules
        self.match = Matching(roles, lexicon)
        self.judgement = Judgement(roles.syntax)
        self.about: dict[str, list[str]] = roles.syntax.table.get("about", {})
        self.limits: dict[str, list[str]] = roles.syntax.table["operators"]
        self.object_only = frozenset(roles.syntax.table["words"].get("object_only", ()))
        self.subject_only = frozenset(roles.syntax.table["words"].get("subject_only", ()))
        self.ours: tuple[str, ...] = tuple(roles.syntax.table.get("stance", {}).get("ours", ()))
        self.guilt = roles.syntax.words("words", "guilt")
        self.months = frozenset(roles.syntax.table["words"].get("months", ()))
        attributes = roles.syntax.table["words"].get("attributes")
        self.attributes = None if attributes is None else frozenset(attributes)
        self.must = roles.syntax.words("modals", "must")
        self.wants = roles.syntax.words("modals", "want")
        self.plain = bool(roles.syntax.table["roles"].get("plain", False))
        self.givers: tuple[str, ...] = tuple(roles.syntax.table["roles"].get("givers", ()))
        self.charges = frozenset(roles.syntax.table["roles"].get("charges", ()))
        self.origin = frozenset(roles.syntax.table.get("people", {}).get("origin", ()))
        self.made: dict[int, Event | None] = {}
        self.slots = Slots(roles, rules, self.made)
        self.verdicts = Verdicts(roles, self.judgement, self._act)

    def all(self) -> list[Event]:
        """Every event of the document in the order of its words, the ones that others have taken in among them."""
        tree, lexicon = self.tree, self.lexicon
        for i, upos in enumerate(tree.upos):
            head = tree.head[i]
            if tree.dep[i] == "compound" and lexicon.noun(tree.lemma[head].lower(), tree.lower[head]):
                continue  # "war games", "a withdrawal plan": told by its head
            if upos in VERBAL:
                if self.match.verb(i) in lexicon.verbs and not tree.dep[i].startswith("aux"):
                    self.event(i)
            elif upos in ("NOUN", "PROPN"):
                month = upos == "PROPN" and tree.lower[i] in self.months
                if not month and lexicon.noun(tree.lemma[i].lower(), tree.lower[i]):
                    self.event(i)
            elif upos == "ADJ":
                self.event(i)
        found = sorted({id(e): e for e in self.made.values() if e}.values(), key=lambda e: e.token)
        refusing = {i for e in found if e.negative for i in (e.token, self.tree.head[e.token])}
        for event in found:
            event.answered = self.tree.head[event.token] in refusing
        return found

    def event(self, i: int, depth: int = 0) -> Event | None:
        """The event that a word opens, with what it governs; None for a word that opens none."""
        if i in self.made:
            return self.made[i]
        if depth > MAX_DEPTH or self._named(i):
            return None
        self.made[i] = None
        upos = self.tree.upos[i]
        found = None
        if upos in VERBAL or (upos == "ADJ" and (self.tree.feats[i].get("VerbForm") == "Part" or self.roles.agentive(i))):
            found = self._verb(i, depth)
        elif upos in ("NOUN", "PROPN"):
            found = self._noun(i, depth)
        if upos == "ADJ" and found is None:
            found = self._adjective(i, depth)
        self.made[i] = found
        return found

    def _act(self, i: int) -> str:
        """The type of the event that a word opens, or nothing."""
        found = self.event(i, 1)
        return found.type if found is not None else ""

    def _named(self, i: int) -> bool:
        """True for a capital word in a proper name: the "United" Nations do not unite."""
        tree = self.tree
        if self.match.analytic and tree.dep[i] == "amod" and ("-" in tree.form[i] or (i and tree.form[i - 1] == "-")):
            return True  # "Iran-backed" only says which
        if tree.dep[i] in ("amod", "compound") and tree.form[i].istitle() and tree.upos[tree.head[i]] == "PROPN":
            return True
        mention = self.roles.mention.get(i) if self.match.analytic and tree.upos[i] == "PROPN" else None
        return mention is not None and mention.party is not None and mention.party.kind == "person"  # "Ban Ki-moon"

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _verb(self, v: int, depth: int) -> Event | None:
        cues = self.match.cues(self.lexicon.verbs, v)
        if not cues:
            return None
        places = self._turned(v, any(c.frame.type == "REJECT" for c in cues))
        cues = [c for c in cues if not c.frame.notes or self.match.allowed(c.frame, v, places, self.roles.passive(v))]
        if any("strict" in c.frame.notes for c in cues):
            cues = [c for c in cues if "strict" not in c.frame.notes or self.verdicts.of(v, c.frame, places) != "STATE"]
        named = {w for i in places.get("obj", ()) for w in (self.tree.lemma[i].lower(), self.tree.lower[i])}
        denies = self.match.negation
        # "ging auf die Forderung nicht ein" before "ging … ein"; "take place in": the object before the particle
        cues.sort(key=lambda c: (-len(c.words), denies.isdisjoint(c.words), named.isdisjoint(c.words)))
        if cues and (cues[0].frame.type == "idiom" or any(c.frame.type == "idiom" and "clause" in c.frame.notes for c in cues)):
            return None
        noun = self._event_noun(v, places, depth)
        clause = self._event_clause(v, places, depth)
        if self._only_says_which(v, places):
            cues = [c for c in cues if c.frame.operator and c.frame.type != "deny"]
        typed = next((c for c in cues if not c.frame.operator), None)
        denying = next((c for c in cues if c.frame.type == "deny"), None)
        if denying and not (typed and typed.words):
            return self._denied(v, places, noun, clause)
        if cues and cues[0].frame.operator and cues[0].words:
            ahead = len(cues[0].words) - len(typed.words if typed else ())
            if ahead > 0 or (ahead == 0 and (noun or clause)) or not named.isdisjoint(cues[0].words):
                typed = None  # "stellte Sanktionen in Aussicht": what is announced says more
        operators = [c for c in cues if c.frame.operator and "predicative" not in c.frame.notes]
        if clause is not None and noun is None:
            # "erklärte, … anzugreifen": not the light verb of "erklärte den Krieg"
            operators.sort(key=lambda c: c.frame.type in LIGHT)
        operator = operators[0] if operators else None
        if typed and clause and operator and operator.frame.type == "order" and typed.frame.notes & CLAUSAL:
            return self._typed(v, typed, places, noun, clause)  # "ordnete an, … zu verfolgen": who orders asks for it
        if typed and operator and operator.frame.type == "fail" and self._fell_through(v, typed.frame, noun, places):
            typed = None
        if typed and typed.words and not (operator and noun and self._only_part(typed, noun)):
            return self._typed(v, typed, places, noun, clause)
        if operator:
            if typed and "place" in typed.frame.notes and operator.frame.type in LIGHT and noun is None:
                return self._typed(v, typed, places, noun, clause)  # "besteht auf einem Abzug"
            made = self._operate(v, operator.frame, places, noun, clause, depth)
            if made and made.token == v:
                made.negative = bool(self.match.negation & set(operator.words))
            if made is None and operator.frame.type == "plan" and clause is not None and self.roles.passive(v):
                return None  # "is expected to sign": nobody asks for it
            if made or (operator.frame.type == "deny" and (noun or clause)):
                return made
            if operator.frame.type == "plan" and clause is not None and self._own_plan(clause, places):
                return None  # "beschloss, … zu entsenden": what is decided is told by itself
        if typed:
            return self._typed(v, typed, places, noun, clause)
        return self._statement(v, places, depth) if operator and operator.frame.type in ("say", "fear") else None

    def _only_says_which(self, v: int, places: Places) -> bool:
        """True for a participle before its noun that tells no event: "the disputed border", not "the jailed editor"."""
        tree = self.tree
        return (
            self.attributes is not None
            and tree.dep[v] == "amod"
            and v < tree.head[v]
            and tree.feats[v].get("VerbForm") == "Part"
            and not (places.get("subj") and tree.upos[v] == "ADJ")
            and tree.lemma[v].lower() not in self.attributes
        )

    def _alike(self, v: int, subjects: Sequence[int], objects: Sequence[int]) -> bool:
        """True where no article tells the object from the subject: "Die Vorwürfe wies das Ministerium zurück"."""
        tree = self.tree
        finite = next((i for i in (v, *tree.children[v]) if tree.feats[i].get("VerbForm") == "Fin"), v)
        if len(objects) > 1 or tree.feats[objects[0]].get("Number") != tree.feats[finite].get("Number"):
            return False
        if any(map(self.roles.somebody, subjects)):
            return False
        articles = [
            {tree.lower[c] for i in heads for c in tree.children[i] if tree.dep[c].startswith("det")}
            for heads in (subjects, objects)
        ]
        return not (self.subject_only & articles[0] or self.object_only & articles[1])

    def _turned(self, v: int, spoken: bool = False) -> Places:
        """The places of a verb, also where a parser took its object for the subject ("Geld verlangte der Präsident")."""
        roles, places = self.roles, self.roles.places(v)
        subjects, objects = places.get("subj", []), places.get("obj", [])
        if spoken and not objects:
            # "Die Forderung weist der Rat zurück": a dative, says the parser, but not its article
            objects = [i for i in places.get("dat", ()) if roles.grammatical_case(i) == "Nom"]
        if (
            not roles.syntax.table["words"]["free_order"]
            or not (subjects and objects)
            or roles.passive(v)
            or subjects[0] > v
            or objects[0] < v
            or not (all(roles.grammatical_case(o) == "Nom" for o in objects) or (spoken and self._alike(v, subjects, objects)))
            or not (roles.parties(objects) or (spoken and all(map(roles.somebody, objects))))
            or roles.parties(subjects)
            or any(self.tree.upos[i] != "NOUN" for i in subjects)
        ):
            return places
        return {**places, "subj": objects, "obj": subjects}

    def _own_plan(self, clause: Event, places: Places) -> bool:
        """True if who plans is who is to act: "beschloss zu entsenden", but not "wants NATO to send"."""
        tree, v = self.tree, clause.token
        if (
            self.match.analytic
            and tree.feats[v].get("VerbForm") == "Part"
            and any(tree.dep[c] == "obj" and c < v for c in tree.children[v])
        ):
            return False  # "wants diplomats expelled"
        return not places.get("obj") and set(self.roles.surface(v)) <= {*places.get("subj", ())}

    def _only_part(self, cue: Cue, noun: Event) -> bool:
        """True where a cue's word only says of which kind the noun is: "launch a missile attack" launches no missile."""
        tree, n = self.tree, noun.token
        return tree.lemma[n].lower() not in cue.words and any(
            w in (tree.lemma[c].lower(), tree.lower[c]) for c in tree.children[n] for w in cue.words
        )

    def _statement(self, v: int, places: Places, depth: int) -> Event | None:
        """What one party says of another where no clause of it tells an event: STATE."""
        speakers = places.get("subj", [])
        own = self.roles.parties(speakers)
        if not own or not places.get("comp"):
            return None
        below = self.tree.subtree(places["comp"][0])
        if any(self.tree.upos[i] in (*VERBAL, "ADJ") and self.event(i, depth + 1) for i in below):
            return None
        other = [i for i in below if i in self.roles.mention and not set(self.roles.mention[i].parties) & set(own)]
        if not other:
            return None
        type_ = self.judgement.of(self.tree, [i for i in below if predicated(self.tree, i)])
        made = Event(v, STATING, type_, words=[v], actor=[*speakers], recipient=other[:1])
        if self.match.analytic and made.type == "STATE":
            if self.judgement.of(self.tree, below) == "ACCUSE":
                made.type = BLAMING.type
            elif self._negative(places["comp"][0]) and refusal(self.roles, places["comp"][0], own, v):
                made.type = DENYING.type  # "said that his land was not for sale"
        return made

    def _negative(self, v: int) -> bool:
        """True if a clause or its subject is negated: "was not for sale", "no answer came", "not one letter was opened"."""
        tree, negation = self.tree, self.match.negation
        subjects = [c for c in tree.children[v] if tree.dep[c].startswith("nsubj")]
        first = [d for s in subjects for d in tree.children[s] if tree.dep[d].startswith(("det", "advmod"))]
        return any(tree.lower[c] in negation for c in (*tree.children[v], *first))

    def _typed(self, v: int, cue: Cue, places: Places, noun: Event | None, clause: Event | None) -> Event:
        frame = cue.frame
        event = Event(v, frame, frame.type, words=[v], negative=bool(self.match.negation & set(cue.words)))
        event.wanted = bool(self.wants & set(cue.words))
        for c in self.tree.children[v]:
            part = self.made.setdefault(c, None) if self.tree.dep[c] == "xcomp" and self.tree.lower[c] in cue.words else None
            if part is not None:
                part.consumed = True  # "hält … besetzt" is told once
        content = clause or noun
        if "judged" in frame.notes:
            event.type = self.verdicts.of(v, frame, places)
            if event.type == "REJECT" and content and content.type in self.rules.symmetric:
                content.hints.append("fail")  # "hält ein Treffen für überflüssig"
        elif content and content is not event:
            event.type = self._promised(frame, content) or self.rules.compose(frame.type, content.type)
            event.content = content
            content.parent = event
            absorbed = frame.type in self.rules.absorbing or (content.type == frame.type and frame.type in self.rules.speech)
            if absorbed and not self._answered(frame, content):
                content.consumed = True
        if content is None and (about := self._about(v, frame.type, places)):
            event.content, about.parent = about, event
            about.consumed = frame.type in self.rules.absorbing
        if "backing" in frame.notes and event.type == frame.type and self._of_oneself(places.get("obj", ())):
            event.type = "STATE"  # "rechtfertigte seinen Schritt": a deed of one's own is explained, nobody backed
        self.slots.fill(event, places)
        return event

    def _of_oneself(self, objects: Sequence[int]) -> bool:
        """True for what belongs to whoever acts ("seinen Schritt"); without possessives in the tables, for any thing."""
        tree = self.tree
        if not self.ours or not objects:
            return not any(map(self.roles.somebody, objects))
        return any(
            tree.feats[i].get("Reflex") == "Yes" or any(tree.lower[c].startswith(self.ours) for c in tree.children[i])
            for i in objects
        )

    def _answered(self, frame: Frame, content: Event) -> bool:
        """ "lehnte die Bitte Kiews ab": what is refused or taken up is told too, where the noun says whose words it was."""
        return (
            content.frame.pos == "noun"
            and content.noun is None
            and content.type in self.rules.answers.get(frame.type, ())
            and content.type in self.rules.speech
            and bool(self.roles.parties(content.actor))
        )

    def _promised(self, frame: Frame, content: Event) -> str | None:
        """The type of a promise: it stays one whatever is promised, unless that does harm to somebody."""
        if "bound" in frame.notes and content.frame.pos == "verb" and content.noun is None:
            return frame.type  # "verpflichteten sich, einander nicht anzugreifen"
        if "kept" not in frame.notes or content.frame.operator:
            return None
        kids = self.tree.children[content.token]
        denied = self.match.analytic and any(self.tree.lower[c] in self.match.negation for c in kids)
        if self.match.analytic and content.type == "SUPPORT" and not denied:
            return None  # "pledged to stand by Oslo"
        if content.frame.pos == "noun" and content.noun is None:
            return None if content.type in HARM - {"MOBILIZE"} else frame.type  # "bot die Entsendung von Helfern an"
        vague = self.match.analytic and content.type in HARM and not self.roles.parties(content.recipient)
        if vague or content.type in FOR_OTHERS or self._undone(content.token):
            # "promised that the thieves would be punished", "bot an, Helfer zu schicken", "versprach, niemanden anzugreifen"
            return frame.type
        return self.rules.announced.get(content.type, frame.type)

    def _undone(self, v: int) -> bool:
        """True if a clause or one of its phrases is negated: "keinen Nachbarn anzugreifen", "nicht auf ihn zu schießen"."""
        tree, negation = self.tree, self.match.negation
        return any(tree.lower[i] in negation for c in tree.children[v] for i in (c, *tree.children[c]))

    def _denied(self, v: int, places: Places, noun: Event | None, clause: Event | None) -> Event:
        """Who denies something refuses what others say; what is denied stays an event of its own."""
        said = [h for h in places.get("obj", ()) if self.roles.said([h])]
        made = Event(v, DENYING, DENYING.type, words=[v], actor=[*places.get("subj", ())], theme=said)
        for content in (clause, noun):
            if content:
                content.hints.append("deny")
                content.teller = places.get("subj", [])
        return made

    def _about(self, v: int, type_: str, places: Places) -> Event | None:
        """The event that an act of speech is about behind a preposition: "warnte vor Anschlägen", "accused of shelling"."""
        tree, prepositions = self.tree, self.about.get(type_, ())
        for c in tree.children[v]:
            if tree.dep[c] == "advcl" and tree.upos[c] in VERBAL:
                before = (d for d in tree.children[c] if tree.dep[d] in ("mark", "case"))
                found = self.event(c, 1) if any(tree.lower[d] in prepositions for d in before) else None
                if found and found.parent is None and not found.type.islower():
                    return found
        for place in self.about.get(type_, ()):
            for i in places.get(place, ()):
                found = self.event(i, 1) if self.tree.upos[i] == "NOUN" else None
                if found and found.parent is None and not found.type.islower():
                    return found
        return None

    def _operate(
        self, v: int, frame: Frame, places: Places, noun: Event | None, clause: Event | None, depth: int
    ) -> Event | None:
        rules, name = self.rules, frame.type
        if self.tree.dep[v] == "amod":
            return self._modified(v, noun, name)
        if name == "shift":
            name = "plan" if any(places.get(p) for p in self.limits.get(name, ())) else "fail"
        if (
            name == "say"
            and (asked := self._must(v, places) or self._blamed(v, places) or self._charged(v, clause, places)) is not None
        ):
            return asked
        if name in ("say", "fear", "deny"):
            for content in (clause, noun if name != "say" else None):
                if content:
                    content.hints.append(name)
                    content.teller = places.get("subj", [])
            if name == "say" and clause is not None and self._announces(v, clause, places):
                return self._announced(v, frame, clause, places)
            return None
        if "subject" in frame.notes:
            # what threatens is the subject, or an "object" that a parser took for one: these verbs have none
            noun = noun or next((e for i in places.get("subj", ()) if (e := self.event(i, depth + 1))), None)
            if noun is None:
                return None
            noun.hints.append(name)
            struck = [*places.get("dat", ()), *places.get("obj", ()), *places.get("subj", ())]
            noun.recipient = noun.recipient or [i for i in struck if i != noun.token]
            noun.words.append(v)
            return noun
        if noun is None and name in ("support", "continue", "stop", "fail", "plan", "cancel"):
            decides = bool(places.get("obj")) and not self.roles.passive(v) and self._plans(v)
            # "Die Konferenz hat einen Fahrplan beschlossen": it decides, and is not what is decided
            noun = self._any_noun(v, {k: h for k, h in places.items() if k != "subj"} if decides else places, depth, name)
        if name == "cancel":
            name = "fail" if noun is not None and noun.type in rules.symmetric else "stop"
        if name == "stop" and noun is not None and noun.type == "CONSULT" and noun.token in places.get("subj", ()):
            name = "support"  # "The talks ended on Monday": they were held
        if name == "receive":
            return self._received(v, noun, places)
        if noun is not None:
            noun.consumed = True
            type_ = rules.compose(name, noun.type)
            if name == "fail" and noun.type == "CONSULT" and self._called_off(v, noun, places):
                type_, name = "REJECT", "stop"  # "Der Minister sagte das Treffen ab"
            if name == "stop" and noun.type == "CONSULT" and self.roles.passive(v) and not places.get("subj"):
                type_ = noun.type  # "Die Gespräche wurden unterbrochen": nobody broke them off
            made = Event(v, noun.frame, type_, noun.token, [*noun.hints], words=[v, noun.token])
            if name not in ("support", "order"):
                made.hints.append(name)
            made.content = noun.content
            own_subject = noun.token not in places.get("subj", ()) and noun.token not in places.get("obj", ())
            subject = places.get("subj", [])
            if noun.token in subject or (noun.actor and not self.roles.parties(subject) and self.roles.parties(noun.actor)):
                made.actor = [*noun.actor]
            elif frame.actor and frame.actor[0] != "subj":
                # "received aid from": the subject is who it is done to
                below = self.roles.noun_places(noun.token)
                made.actor = next((h for p in frame.actor if (h := places.get(p) or below.get(p))), [*noun.actor])
                made.theme, made.recipient = [noun.token], [*subject]
                return made
            else:
                made.actor = subject or [*noun.actor]
            if noun.token in subject and not made.actor:
                # "Kritik kam von der Opposition"
                givers = self.roles.syntax.table["roles"].get("givers", ())
                made.actor = next((places[p] for p in givers if self.roles.parties(places.get(p, ()))), [])
            made.recipient = [*noun.recipient]
            if not made.recipient:
                wanted = (*noun.frame.recipient, "dat", *self.roles.syntax.recipient[:4])
                for place in wanted:
                    if place not in ("gen", "subj", "obj") and places.get(place):
                        made.recipient = [h for h in places[place] if h != noun.token]
                        if made.recipient:
                            break
            if (
                not made.recipient
                and noun.actor
                and noun.actor != made.actor
                and own_subject
                and not self.slots.same(made, noun)
            ):
                made.recipient = [*noun.actor]
            made.theme = [noun.token]
            return made
        if clause is not None and name == "announce" and clause.type in rules.announced and clause.parent is None:
            if self.plain:
                clause.hints.append(name)
                clause.teller = places.get("subj", [])
                return None
            if self.roles.passive(clause.token) and not clause.actor:
                # "… werden geschlossen, kündigte die Regierung an": it closes them
                clause.actor = [*places.get("subj", ())]
                clause.hints.append(name)
                clause.words.append(v)
                return None
            else:
                return self._announced(v, frame, clause, places)
        if clause is not None and name not in ("support", "continue"):
            clause.hints.append(name)
            clause.type = rules.compose(name, clause.type)
            clause.words.append(v)
        return None

    def _plans(self, v: int) -> bool:
        """True for a verb of planning and deciding, whatever else it may be."""
        cues = self.lexicon.verbs.get(self.lexicon.verb(self.tree.lemma[v].lower()), ())
        return any(c.frame.type == "plan" and not c.words for c in cues)

    def _fell_through(self, v: int, frame: Frame, noun: Event | None, places: Places) -> bool:
        """True for a talk that was called off, nobody says by whom."""
        talk = noun is not None and noun.type == "CONSULT"
        return talk and frame.type == "REJECT" and self.roles.passive(v) and not places.get("subj")

    def _called_off(self, v: int, noun: Event, places: Places) -> bool:
        """True where somebody keeps a talk from happening, and it does not just fail to."""
        subjects = places.get("subj", [])
        return not self.roles.passive(v) and noun.token not in subjects and bool(self.roles.parties(subjects))

    def _modified(self, v: int, noun: Event | None, name: str) -> Event | None:
        """ "a planned visit" is the visit, of which the participle says how real it is."""
        if noun is None or self.tree.head[v] != noun.token:
            return None
        if name != "support":
            noun.hints.append(name)
        self.slots.done(v, noun)
        noun.type = self.rules.compose(name, noun.type)
        return noun

    def _received(self, v: int, noun: Event | None, places: Places) -> Event | None:
        """ "erhielt Kritik von …", "stieß auf Ablehnung": the subject is whom it meets."""
        noun = noun or self._any_noun(v, {k: h for k, h in places.items() if k != "subj"}, 0)
        if noun is None or noun.type not in self.rules.met:
            return None
        noun.consumed = True
        made = Event(v, noun.frame, noun.type, noun.token, [*noun.hints], words=[v, noun.token])
        made.recipient = places.get("subj", [])
        below = {**self.roles.noun_places(noun.token), **places}
        givers = dict.fromkeys((*self.roles.syntax.table["roles"].get("givers", ()), *self.roles.syntax.agent, *self.origin))
        made.actor = noun.actor or next((below[p] for p in givers if below.get(p) and self.roles.parties(below[p])), [])
        return made

    def _announced(self, v: int, frame: Frame, clause: Event, places: Places) -> Event:
        """ "kündigte an, … anzugreifen": the announcement is an act, and so is what it announces."""
        made = Event(v, frame, self.rules.announced[clause.type], words=[v], content=clause, actor=[*places.get("subj", ())])
        made.recipient = [*clause.recipient]
        clause.parent = made
        return made

    def _announces(self, v: int, clause: Event, places: Places) -> bool:
        """ "erklärte, seine Truppen würden … angreifen": what one's own side will do is announced, whatever the verb."""
        if (
            self.plain
            or clause.type not in self.rules.announced
            or clause.parent is not None
            or self.roles.passive(clause.token)
            or self._undone(clause.token)
        ):
            return False
        tree, modals = self.tree, self.roles.syntax.table["modals"]
        will = any(tree.lemma[a] in modals["future"] for a in tree.children[clause.token] if tree.dep[a].startswith("aux"))
        speakers = {p.code or p.name for p in self.roles.parties(places.get("subj", ()))}
        return will and any((p.code or p.name) in speakers for p in self.roles.parties(clause.actor))

    def _must(self, v: int, places: Places) -> Event | None:
        """ "… sagte, Kiew müsse einlenken": who says that somebody else must do something asks for it."""
        tree = self.tree
        for c in places.get("comp", ()):
            must = [a for a in tree.children[c] if tree.dep[a].startswith("aux") and {tree.lemma[a], tree.lower[a]} & self.must]
            if not must:
                continue
            if self.match.analytic and any(tree.dep[s].startswith("nsubj") and s > must[0] for s in tree.children[c]):
                continue  # "should Oslo attack": a condition
            asked = self.roles.surface(c)
            speakers = places.get("subj", [])
            if not speakers or not self.roles.parties(asked) or not self.roles.parties(speakers):
                continue
            event = Event(v, ASKING, ASKING.type, words=[v, c], actor=[*speakers], recipient=[*asked])
            below = self.made.get(c)
            if below is not None:
                below.consumed, below.parent, event.content = True, event, below
            return event
        return None

    def _blamed(self, v: int, places: Places) -> Event | None:
        """ "… said the rebels were responsible": who says so accuses."""
        tree = self.tree
        for c in places.get("comp", ()):
            speakers, blamed = places.get("subj", []), self.roles.surface(c)
            if (
                tree.lemma[c].lower() in self.guilt
                and self.roles.parties(speakers)
                and self.roles.parties(blamed)
                and not any(tree.dep[a] == "advmod" and tree.feats[a].get("Polarity") == "Neg" for a in tree.children[c])
            ):
                return Event(v, BLAMING, BLAMING.type, words=[v, c], actor=[*speakers], recipient=[*blamed])
        return None

    def _charged(self, v: int, clause: Event | None, places: Places) -> Event | None:
        """ "… said Minsk had shelled a village": who says that another has done harm accuses."""
        if clause is None or clause.type not in self.charges or clause.parent is not None:
            return None
        tree, modals = self.tree, self.roles.syntax.table["modals"]
        open_ = {*modals["future"], *modals["can"], *modals["must"]}
        if any(tree.lemma[c] in open_ or tree.feats[c].get("Polarity") == "Neg" for c in tree.children[clause.token]):
            return None
        speakers, doers = places.get("subj", []), clause.actor
        one, other = ({p.code for p in self.roles.parties(heads)} for heads in (speakers, doers))
        if not one or not other or "" in one | other or one & other:
            return None
        clause.hints.append("say")
        clause.teller = speakers
        return Event(v, BLAMING, BLAMING.type, words=[v], actor=[*speakers], recipient=[*doers])

    def _event_noun(self, v: int, places: Places, depth: int) -> Event | None:
        for place in ("obj",):
            for h in places.get(place, ()):
                for i in self.roles.expand([self.roles.antecedent(h)]):
                    found = self.event(i, depth + 1) if self.tree.upos[i] == "NOUN" else None
                    if found and not found.type.islower():
                        return found
        return None

    def _any_noun(self, v: int, places: Places, depth: int, operator: str = "") -> Event | None:
        light = self.roles.syntax.table["roles"].get("light")
        order = ["subj", *(p for p in places if p not in ("subj", "obj", "comp") and (light is None or p in light))]
        if (limits := self.limits.get(operator)) is not None:
            order = [p for p in order if p == "subj" or p in limits]
        for place in order:
            for i in places.get(place, ()):
                if not self.roles.by_order(i) and self.tree.upos[i] == "NOUN" and (found := self.event(i, depth + 1)):
                    return found
        return None

    def _event_clause(self, v: int, places: Places, depth: int) -> Event | None:
        for i in places.get("comp", ()):
            found = self.event(i, depth + 1)
            if found:
                return found
        # "warnte davor, … zu verhängen": the clause hangs on the pronominal adverb
        for c in self.tree.children[v]:
            if self.tree.upos[c] == "ADV" or self.tree.dep[c] in ("expl", "obl:arg"):
                for d in self.tree.children[c]:
                    if self.tree.upos[d] in VERBAL and (found := self.event(d, depth + 1)):
                        return found
            elif self.tree.dep[c] == "advcl" and self.tree.feats[c].get("VerbForm") == "Inf":
                marks = {self.tree.lower[d] for d in self.tree.children[c] if self.tree.dep[d] == "mark"}
                if marks <= {"zu", "to"} and (found := self.event(c, depth + 1)):
                    return found
        return None

    # -- nouns and adjectives --------------------------------------------------------------------------------------------

    def _noun(self, n: int, depth: int) -> Event | None:
        tree = self.tree
        cues = self.lexicon.noun(tree.lemma[n].lower(), tree.lower[n])
        near = self.match.near(n) if any(c.words for c in cues) else NOTHING
        cue = next((c for c in cues if self.match.fits(c, n, near)), None)
        if cue is None or cue.frame.type == "idiom":
            return None
        places = self._reaching(n, self.roles.noun_places(n))
        if any(c.frame.notes & RESTRICTING for c in cues):
            around = {**self.roles.places(tree.head[n]), **places} if tree.dep[n] == "obj" else places
            cues = tuple(c for c in cues if self.match.allowed(c.frame, n, around, False))
        content = None
        operator = next((c for c in cues if c.frame.operator and self.match.fits(c, n, near)), None)
        behind = [i for p in self.limits.get(operator.frame.type, ()) for i in places.get(p, ())] if operator else []
        for i in (*places.get("gen", ()), *places.get("comp", ()), *self._parts(n), *behind):
            content = content or self.event(i, depth + 1)
        if operator and content:
            content.hints.append(operator.frame.type)
            content.type = self.rules.compose(operator.frame.type, content.type)
            content.words.append(n)
            return content
        cue = next((c for c in cues if not c.frame.operator and self.match.fits(c, n, near)), None)
        if cue is None:
            return None
        frame = cue.frame
        event = Event(n, frame, frame.type, words=[n])
        for c in tree.children[n]:
            if tree.dep[c] == "amod":
                for found in self.lexicon.adjectives.get(tree.lemma[c].lower(), self.lexicon.adjectives.get(tree.lower[c], ())):
                    if found.frame.operator:
                        event.hints.append(found.frame.type)
        if content and content is not event:
            event.content = content
            content.parent = event
            content.consumed = frame.type in self.rules.absorbing
            event.type = self.rules.compose(frame.type, content.type)
        before, after = places.get("pre", []), places.get("gen", [])
        first = self.roles.mention.get(n)
        named = n in before and first is not None and first.party is not None and first.party.kind == "state"
        if "placed" in frame.notes or (named and frame.type == "CONSULT"):
            before = [i for i in before if i != n]  # "Irakkrieg", "Syrienkonferenz": where or about what, not who
        agent = places.get("subj", [])
        between = next((places[b] for b in self.roles.syntax.between if b in places), [])
        if between:
            sides = self.roles.expand(between)
            event.actor, event.recipient = sides[:1], sides[1:]
            return event
        if self.match.analytic and not (agent or before) and frame.type in self.rules.met:
            agent = next((places[g] for g in self.givers if self.roles.parties(places.get(g, ()))), [])
            event.agent = bool(agent)  # "pressure from Oslo", "a warning from Riga"
        if "gen" in frame.recipient:
            event.actor = agent or before
            event.recipient = after
        else:
            event.actor = agent or before or after
            if after and (before or agent):
                event.theme = after
        for place in frame.recipient:
            if place != "gen" and places.get(place) and not event.recipient:
                event.recipient = places[place]
        if named and frame.mode == "visit" and not event.recipient:
            event.recipient = [n]  # "Berlin-Besuch"
        if frame.type in self.rules.speech and not event.recipient and not event.theme:
            event.theme = [i for place in self.about.get(frame.type, ()) for i in places.get(place, ())]
        if not event.recipient:
            for place in self.roles.syntax.recipient[:4]:
                if places.get(place) and self.roles.parties(places[place]):
                    event.recipient = places[place]
                    break
        self.slots.participles(event)
        return event

    def _reaching(self, n: int, places: Places) -> Places:
        """A noun's places with a side that hangs on a phrase behind it: "the delivery of tanks to Oslo by Minsk"."""
        tree, roles = self.tree, self.roles
        for i in places.get("subj", ()):
            for c in tree.children[i]:
                word = roles.preposition(c) if tree.dep[c].startswith("nmod") else ""
                if word in roles.syntax.recipient and word not in places and roles.parties([c], False):
                    places = {**places, word: [c]}  # "a visit by the king to Oslo"
        open_ = (
            [] if "subj" in places else [i for place, heads in places.items() if place not in ("pre", "comp") for i in heads]
        )
        for i in open_:
            if self.lexicon.noun(tree.lemma[i].lower(), tree.lower[i]):
                continue  # "the criticism of the attack by Oslo" is an attack by Oslo
            for c in tree.children[i]:
                if not tree.dep[c].startswith("nmod") or not (word := roles.preposition(c)):
                    continue
                if word in roles.syntax.agent and roles.parties([c]):
                    return {**places, "subj": [c]}
                open_.append(c)
        return places

    def _parts(self, n: int) -> list[int]:
        """First parts of an English compound: "a withdrawal plan" is a plan of a withdrawal."""
        return [c for c in self.tree.children[n] if self.tree.dep[c] == "compound" and self.tree.upos[c] == "NOUN"]

    def _of_harm(self, a: int, depth: int) -> bool:
        """True for guilt of something that is done to somebody, or of nothing that is named."""
        below = [
            i for i in self.tree.subtree(a) if self.tree.dep[i].startswith(("obl", "nmod")) and self.tree.upos[i] == "NOUN"
        ]
        harm = (e for i in below if (e := self.event(i, depth + 1)))
        return (
            not below
            or any(e.type in HARM for e in harm)
            or (self.judgement.of(self.tree, [j for i in below for j in self.tree.subtree(i)]) == "ACCUSE")
        )

    def _adjective(self, a: int, depth: int) -> Event | None:
        tree = self.tree
        first = tree.dep[a].startswith("nsubj") and any(tree.dep[c] == "cop" for c in tree.children[tree.head[a]])
        if tree.dep[a] == "amod" or not (first or any(tree.dep[c] in ("cop", "nsubj") for c in tree.children[a])):
            return None
        cues = self.match.cues(self.lexicon.adjectives, a)
        if not cues:
            return None
        frame = cues[0].frame
        places = self.roles.places(a)
        if tree.lemma[a].lower() in self.guilt and not self._of_harm(a, depth):
            return None  # "für die Geldpolitik verantwortlich"
        if first:
            places = {**places, "subj": [tree.head[a]]}  # "Verantwortlich sind die Rebellen"
        if frame.operator:
            for i in places.get("subj", ()):
                noun = self.event(i, depth + 1) if tree.upos[i] == "NOUN" else None
                if noun:
                    noun.hints.append(frame.type)
                    noun.words.append(a)
            return None
        event = Event(a, frame, frame.type, words=[a], negative=bool(self.match.negation & set(cues[0].words)))
        if frame.type == "REJECT" and "voiced" in frame.notes and self.verdicts.deed(places.get("subj", ())):
            event.type = "ACCUSE"  # "Der Abschuss sei unannehmbar"
        clause = self._event_clause(a, places, depth) or self._any_noun(
            a, {k: v for k, v in places.items() if k != "subj"}, depth
        )
        if clause and event.type == "AGREE" and not event.negative and not self._undone(clause.token):
            event.type = self.rules.announced.get(clause.type, event.type)  # "zu Sanktionen bereit"
        if clause and event.type != frame.type:
            clause.hints.append("plan")
        elif clause and frame.type in self.rules.absorbing:
            event.content = clause
            clause.parent = event
            clause.consumed = True
        self.slots.fill(event, places)
        if clause and not self.roles.parties(event.recipient):
            event.recipient = [*clause.recipient]
        return event
