"""Records of what is said where no other event tells it: statements, demands in a modal verb, judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from depesche.reading import status as reality
from depesche.reading.events_sides import Sides, best
from depesche.reading.events_stance import Stance, refusal
from depesche.reading.frames import Rules
from depesche.reading.judgement import Judgement, predicated
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sources_outlets import Chains
from depesche.records import Party, Quote, Record, Span

MAX_BELOW = 3
"""So many words deep a predicate judges: "ein Schritt in die falsche Richtung"."""
SPEAKING = frozenset({"state", "organisation", "body"})


class Statements:
    """What the quotations of one document say, beside the events that they tell of."""

    def __init__(
        self,
        roles: Roles,
        sides: Sides,
        chains: Chains,
        rules: Rules,
        cues: reality.Cues,
        done: frozenset[int] = frozenset(),
    ) -> None:
        self.roles, self.tree, self.sides, self.chains, self.rules, self.cues = roles, roles.tree, sides, chains, rules, cues
        self.quotes = chains.quotes
        modals = roles.syntax.table["modals"]
        self.asking = frozenset(modals.get("asking", ()))
        self.forbidding = frozenset(modals.get("forbidding", ()))
        self.urging = frozenset(modals.get("urging", ()))
        self.judgement = Judgement(roles.syntax)
        self.stance = Stance(roles, cues)
        self._done = done
        self._plain = bool(roles.syntax.table["roles"].get("plain", False))
        self._coordinated = bool(roles.syntax.table["judgement"].get("coordinated", False))
        self._amounting = frozenset(roles.syntax.table["judgement"].get("amounting", ()))
        self._media: tuple[str, ...] = tuple(roles.syntax.table.get("people", {}).get("media", ()))
        self._known = {p for m in roles.mention.values() for p in m.parties}
        self._asked: dict[int, int] = dict(self._find_asked())

    def asks(self, token: int) -> bool:
        """True for a verb that a speaker asks for ("Kiew müsse einlenken"): no event of its own, but a REQUEST."""
        return token in self._asked

    def records(self, told: Sequence[Record]) -> list[Record]:
        """One record for each quotation that no record tells of yet."""
        out: list[Record] = []
        for token, n in self._asked.items():
            quote = self.quotes[n]
            assert quote.party is not None
            if not any(
                r.type == "REQUEST" and r.evidence.touches(self.tree.span(token, token)) and quote.party in r.actor
                for r in told
            ):
                asked = self.roles.parties(self.roles.surface(token)) or self.roles.parties(
                    self.roles.places(token).get("subj", ())
                )
                out.append(self._record(quote, "REQUEST", self._clause(token), token, best(asked, (quote.party,))))
        out += self._announced(told)
        # a noun of an act without sides ("Die Sanktionen seien ein Fehler") is not yet what is said
        told = [r for r in told if r.actor or r.recipient or not self._noun(r)]
        by_size = sorted(range(len(self.quotes)), key=lambda n: sum(s.end - s.begin for s in self.quotes[n].spans))
        for n in by_size:
            made = self._statement(self.quotes[n], [*told, *out])
            if made:
                out.append(made)
        return out

    def _noun(self, record: Record) -> bool:
        return self.tree.upos[self.tree.at(record.predicate.begin) or 0] not in (*VERBAL, "ADJ")

    def _announced(self, told: Sequence[Record]) -> Iterator[Record]:
        """ "Man werde Sanktionen verhängen, sagte der Minister": whoever says what harm his side will do threatens."""
        for quote in () if self._plain else self.quotes:
            party = quote.party
            if party is None or not party.code or quote.type == "Reported" or not quote.cue:
                continue
            low, high = self.tree.sentences[self.tree.sentence[self.tree.at(quote.cue[0].begin) or 0]]
            here = self.tree.span(low, high - 1)
            if any(r.type == "THREATEN" and r.evidence.touches(here) for r in told):
                continue
            for r in told:
                own = any(p.code == party.code for p in r.actor)
                if (
                    own
                    and r.status in ("planned", "conditional")
                    and self.rules.announced.get(r.type) == "THREATEN"
                    and any(r.predicate.within(s) for s in quote.spans)
                    and r.predicate.touches(here)
                    and not self.roles.passive(self.tree.at(r.predicate.begin) or 0)
                ):
                    cue = self.tree.at(quote.cue[0].begin)
                    assert cue is not None
                    words = (self.tree.lemma[i] for s in quote.cue for i in self.tree.tokens(s))
                    type_ = "THREATEN" if self.stance.deciding.isdisjoint(words) else "AGREE"
                    yield self._record(quote, type_, self._evidence(quote, cue), cue, r.recipient)
                    break

    def _statement(self, quote: Quote, told: Sequence[Record]) -> Record | None:
        party = quote.party
        if party is None or quote.type == "Reported" or not self._political(party):
            return None
        if any(r.predicate.touches(c) for r in told for c in quote.cue):
            return None
        type_ = self.rules.force.get(quote.force, "STATE")
        if quote.form == "mark" and not any(
            self.tree.feats[i].get("VerbForm") == "Fin" for s in quote.spans for i in self.tree.tokens(s)
        ):
            return None  # a word in quotation marks says nothing by itself
        inside = [i for s in quote.spans for i in self.tree.tokens(s)]
        if not inside:
            return None
        within = [r for r in told if any(r.predicate.within(s) for s in quote.spans)]
        if quote.force not in ("fear", "denial") and within:
            return self._laid_down(quote, inside, party) if self._hangs(within, inside) else None
        if type_ == "STATE" or quote.force == "criticism":
            finite = any(self.tree.feats[i].get("VerbForm") == "Fin" for i in inside)
            said = (i for i in inside if not finite or self._predicate(i) or predicated(self.tree, i))
            type_ = self.judgement.of(self.tree, list(said))
            if type_ == "ACCUSE" and not finite and self.judgement.refuses(self.tree, inside):
                type_ = "REJECT"  # "„Absurd“, befand der Minister"
        if type_ == "STATE":
            type_ = self.stance.of(inside, party, self.tree.at(quote.cue[0].begin) if quote.cue else None)
        if type_ == "STATE" and self._coordinated:
            type_ = self._implied(inside, party, self.tree.at(quote.cue[0].begin) if quote.cue else None)
        recipient = best(self._addressed(quote) if type_ != "STATE" else (), (party,)) or best(
            self.sides.mentioned(inside), (party,)
        )
        if quote.form == "phrase" and type_ == "STATE":
            return None  # told in passing: "nach Angaben der Behörden"
        if quote.form == "run" and type_ == "STATE" and not any(p.code and p.code != party.code for p in recipient):
            return None  # told in passing, of nobody else
        head = self._head(quote, inside)
        return self._record(quote, type_, self._evidence(quote, head), head, recipient[:1])

    def _head(self, quote: Quote, inside: Sequence[int]) -> int:
        """The word that bears a statement: its cue, or the verb on which the words said hang together."""
        cue = self.tree.at(quote.cue[0].begin) if quote.cue else None
        if cue is not None:
            return cue
        tops = self._tops(inside)
        return max(tops or inside, key=lambda i: (self.tree.upos[i] in VERBAL, len(self.tree.children[i])))

    def _tops(self, inside: Sequence[int]) -> list[int]:
        """Those of some words that hang on none of the others."""
        within = set(inside)
        return [i for i in inside if self.tree.head[i] not in within or self.tree.head[i] == i]

    def _hangs(self, within: Sequence[Record], inside: Sequence[int]) -> bool:
        """True where all that is told in a quotation is supposed, or is harm that lies ahead or meets whoever does a thing."""
        if any(r.type == "THREATEN" for r in within):
            return False
        if all(r.status == "conditional" for r in within):
            return True
        harm = [r for r in within if self.rules.announced.get(r.type) == "THREATEN"]
        if harm and any(self.tree.lower[i] in self.stance.whoever and self.tree.dep[i].startswith("nsubj") for i in inside):
            return True
        return any(r.status in ("planned", "conditional") for r in harm) and all(
            r.status in ("planned", "conditional") for r in within
        )

    def _laid_down(self, quote: Quote, inside: Sequence[int], party: Party) -> Record | None:
        """ "Sollte Kiew angreifen, werde Minsk antworten": a threat beside the act that it hangs on."""
        head = self._head(quote, inside)
        if self.stance.of(inside, party, head) != "THREATEN":
            return None
        recipient = best(self.sides.mentioned(inside), (party,))
        return self._record(quote, "THREATEN", self._evidence(quote, head), head, recipient[:1])

    def _implied(self, inside: list[int], speaker: Party, cue: int | None) -> str:
        """What a statement comes to without a predicate that judges: blame in its words, refusal in its negation."""
        if self.judgement.of(self.tree, inside) == "ACCUSE":
            return "ACCUSE"
        refused = any(
            reality.negated(self.roles, self.cues, i)
            and not reality.condition(self.roles, self.cues, i)
            and refusal(self.roles, i, (speaker,), cue)
            for i in self._tops(inside)
            if self.tree.upos[i] in (*VERBAL, "ADJ", "NOUN", "ADV")
        )
        return "REJECT" if refused else "STATE"

    def _predicate(self, i: int) -> bool:
        """True for what is said of a subject: "… sei ein schwerer Fehler", not what is only spoken of."""
        tree = self.tree
        of = i
        for _ in range(MAX_BELOW):
            if any(tree.dep[c] == "cop" for c in tree.children[of]):
                return True
            if tree.dep[of].startswith("obl") and tree.lemma[tree.head[of]].lower() in self._amounting:
                return True  # "es handle sich um ein Verbrechen"
            if tree.dep[of] not in ("amod", "advmod", "nmod"):
                break
            of = tree.head[of]
        if not self._coordinated:
            return False
        if tree.dep[of] == "conj":  # "They are weak and cynical"
            return any(tree.dep[c] == "cop" for c in tree.children[tree.head[of]])
        return tree.upos[of] == "ADJ" and tree.dep[of] in ("ccomp", "root", "parataxis")  # "Shameful, said the minister"

    def _record(self, quote: Quote, type_: str, evidence: Span, head: int, recipient: tuple[Party, ...]) -> Record:
        predicate = self.tree.span(head, head)
        assert quote.party is not None
        sources = self.chains.of(evidence, predicate)
        while sources and sources[-1].party == quote.party:
            sources = sources[:-1]
        return Record(
            evidence,
            predicate,
            type_,
            (quote.party,),
            recipient,
            "occurred",
            sources,
            intensity=self.rules.intensity(type_, ""),
        )

    def _evidence(self, quote: Quote, head: int) -> Span:
        """Frame and words said, as far as they stand in the sentence of the predicate."""
        low, high = self.tree.sentences[self.tree.sentence[head]]
        sentence = self.tree.span(low, high - 1)
        parts = [s for s in (*quote.spans, *quote.cue, *quote.speaker) if s.touches(sentence)]
        begin = max(sentence.begin, min((s.begin for s in parts), default=sentence.begin))
        end = min(sentence.end, max((s.end for s in parts), default=sentence.end))
        return Span(begin, end) if begin < end else sentence

    def _clause(self, v: int) -> Span:
        return self.tree.span_of(v)

    def _political(self, party: Party) -> bool:
        if party.kind == "outlet" or party.name.lower().endswith(self._media) or party.name.lower().startswith(self._media):
            return False
        return bool(party.code) or party.kind in SPEAKING or party in self._known

    def _addressed(self, quote: Quote) -> tuple[Party, ...]:
        return self.sides.mentioned([i for s in quote.addressee for i in self.tree.tokens(s)])

    def _find_asked(self) -> Iterator[tuple[int, int]]:
        if not self.asking:
            return
        forms = self.asking | self.forbidding | self.urging
        order = sorted(range(len(self.quotes)), key=lambda n: -sum(s.end - s.begin for s in self.quotes[n].spans))
        for n in order:  # the innermost quotation comes last and counts
            quote = self.quotes[n]
            if quote.party is None or not self._political(quote.party):
                continue
            for i in (i for s in quote.spans for i in self.tree.tokens(s)):
                if self.tree.lower[i] not in forms or not self.tree.dep[i].startswith("aux"):
                    continue
                v = self.tree.head[i]
                if self._coordinated and any(self.tree.dep[c].startswith("nsubj") and c > i for c in self.tree.children[v]):
                    continue  # "should Oslo attack": a condition
                if self.tree.lower[i] in self.urging and not self._others(v, quote.party):
                    continue
                if self.tree.dep[v] == "acl:relcl" or v in self._done or self._supposed(i, v):
                    continue  # "Staaten, die ihn anerkennen sollten": a condition
                if reality.condition(self.roles, self.cues, v) is not None and self.stance.own_side(v, quote.party):
                    continue  # "Sollte Kiew angreifen, müsse sein Land antworten": a threat
                if self.tree.upos[v] not in (*VERBAL, "ADJ", "NOUN") or reality.conditional_clause(self.roles, self.cues, v):
                    continue
                if self.tree.lower[i] in self.forbidding and not reality.negated(self.roles, self.cues, v):
                    continue
                if not any(
                    self.tree.lower[c] in self.cues.temporal for c in self.tree.children[v] if self.tree.dep[c] == "mark"
                ):
                    yield v, n

    def _supposed(self, modal: int, v: int) -> bool:
        """True for a modal in front of its clause: "Sollte Kiew angreifen" supposes it."""
        kids = [c for c in self.tree.children[v] if self.tree.dep[c] != "punct"]
        return self.tree.dep[v] != "conj" and self.tree.feats[modal].get("VerbForm") == "Fin" and modal == min(v, *kids)

    def _others(self, v: int, speaker: Party) -> bool:
        """True if somebody else than the speaker's side is to act: "Kiew solle einlenken"."""
        return any(p.code and p.code != speaker.code for p in self.roles.parties(self.roles.surface(v)))
