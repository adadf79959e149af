"""Pronouns and possessives: which words take somebody up, and what gender and number they ask for."""

from __future__ import annotations

from bisect import bisect_right

from depesche.reading.parties_antecedents import Antecedents
from depesche.reading.parties_clauses import Clauses
from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_quoted import Speakers
from depesche.reading.parties_scan import Found, voices
from depesche.reading.tree import Tree
from depesche.records import Party

_BACK = 40  # mentions that a pronoun looks back over


class Pronouns:
    """Resolves one document's pronouns after everything else is settled. Needs a parse."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        table = lexicon.table
        marks = table.get("demonstratives", {})
        self.personal: dict[str, str] = table["pronouns"]
        self.possessive: dict[str, str] = table["possessives"]
        self.pair_words = frozenset(table["anaphors"]["pair_words"])
        self.genitive = frozenset(marks.get("genitive", ()))
        self.polite = frozenset(marks.get("polite", ()))
        self.first = frozenset(table["first"]["singular"])
        self.we = frozenset(table["first"]["plural"])
        self.bare = frozenset(marks.get("bare", ()))
        self.impersonal = frozenset(marks.get("impersonal", ()))
        self.impersonal_verbs = frozenset(table["verbs"].get("impersonal", ()))
        self.human_verbs = lexicon.human_verbs
        self.words = frozenset({*self.personal, *self.possessive, *self.pair_words, *self.first, *self.we})
        self.lexicon = lexicon

    def run(self, items: list[Found], taken: list[Found | None]) -> list[Found]:
        """Candidates for the pronouns, each with its party where one fits clearly best."""
        tree = self.tree
        settled = sorted(
            (x for x in items if x.party is not None and (not x.predicate or x.partner is not None)), key=lambda x: x.first
        )
        firsts = [x.first for x in settled]
        table = self.lexicon.table
        control, relatives = table["verbs"]["object_control"], table.get("relatives", {}).get("forms", ())
        clauses = Clauses(tree, taken, frozenset(control), frozenset(relatives), table["verbs"].get("asking", {}))
        self.clauses = clauses
        self.speakers = Speakers(tree, clauses)
        antecedents = Antecedents(tree, self.lexicon, clauses, taken, self.speakers.inside)
        antecedents.agreement.learn(settled)
        waiting = sorted([*settled, *self._joined(settled, taken)], key=lambda x: -x.first)
        ready: list[Found] = []
        made: list[Found] = []
        for i, low in enumerate(tree.lower):
            while waiting and waiting[-1].first <= i:
                item = waiting.pop()
                ready.append(item)
                if item.kind != "joined":
                    clauses.known[item.head] = item
            if taken[i] is not None:
                continue
            relative = clauses.relative(i) if tree.upos[i] in ("PRON", "DET") else None
            if relative is not None:
                clauses.known[i] = relative
                ready.append(relative)
                continue
            if low not in self.words:
                continue
            at = bisect_right(firsts, i)
            later = settled[at : at + _BACK]
            found = self._at(i, low, ready, later, antecedents)
            if found is None:
                continue
            made.append(found)
            if found.party is not None:
                ready.append(found)
                clauses.known[i] = found
                self._owned(found, taken)
        return made

    def _owned(self, owner: Found, taken: list[Found | None]) -> None:
        """“His government”: what nothing else says of which state it is belongs to the owner's."""
        tree = self.tree
        head = tree.head[owner.head]
        item = taken[head]
        if item is None or item.first <= owner.head or tree.dep[owner.head] not in ("det", "det:poss", "nmod:poss"):
            return
        loose = item.kind in ("body", "group", "role") and not item.code and item.partner is None and not item.others
        if not loose or item.party is None or not item.party.name or owner.party is None or not owner.party.code:
            return
        if item.party.kind == "person" and item.party.name != item.written:
            return  # an office whose holder is known
        item.party = Party(owner.party.code, item.party.name, item.party.kind)
        item.why = "belongs to whom the possessive means"

    def _at(self, i: int, low: str, ready: list[Found], later: list[Found], antecedents: Antecedents) -> Found | None:
        if low in self.pair_words and self._alone(i):
            return self._both(i, ready)
        if low in self.first or low in self.we:
            return self._speaker(i, low, ready, later)
        if low not in self.personal and low not in self.possessive:
            return None
        if self._polite(i, low):
            return self._addressed(i, ready, later)
        pronoun = self._pronoun(i, low)
        if pronoun is None:
            return None
        possessive, wanted = pronoun
        item = Found(i, i, i, "pronoun", "pronoun", gender=wanted, plural=wanted == "p")
        speaker, framed = self.speakers.at(i, ready, later)
        antecedents.resolve(item, possessive, wanted, ready[-_BACK:], later, speaker.party if speaker and framed else None)
        return item if item.party is not None or item.alternatives else None

    def _joined(self, items: list[Found], taken: list[Found | None]) -> list[Found]:
        """Several parties that stand side by side (A and B): what a plural pronoun takes up."""
        tree = self.tree
        groups: dict[int, list[Found]] = {}
        for item in items:
            head = self._carrier(item)
            if tree.dep[head] != "conj" or item.place:
                continue
            first = taken[tree.head[head]]
            if first is not None and first is not item and first.party is not None and first.kind != "adjective":
                groups.setdefault(first.head, [first]).append(item)
        made = []
        for members in groups.values():
            parties = tuple(dict.fromkeys(p for m in members for p in (m.party, *m.others) if p is not None))
            if len(parties) > 1:
                one, last = members[0], members[-1]
                made.append(
                    Found(
                        last.first, last.last, one.head, "group", "joined",
                        plural=True, party=parties[0], others=parties[1:],
                    )
                )  # fmt: skip
        return made

    def _carrier(self, item: Found) -> int:
        """The token by which a mention hangs in the sentence: of a title and a name, whichever carries the other."""
        head = self.tree.head
        return next((i for i in range(item.first, item.last + 1) if not item.first <= head[i] <= item.last), item.head)

    def _alone(self, i: int) -> bool:
        """True for “beide” that stands for a noun phrase of its own."""
        tree = self.tree
        if i + 1 >= len(tree) or tree.dep[i].split(":")[0] in ("det", "amod", "nummod"):
            return False
        return tree.upos[i + 1] not in ("NOUN", "ADJ", "PROPN", "NUM")

    def _both(self, i: int, ready: list[Found]) -> Found | None:
        """“Beide”: the last two persons named, or the last two states; nobody who only speaks for one of them."""
        speaking = voices(ready)
        for kinds in (("person", "role"), ("state",)):
            found: list[Party] = []
            for other in reversed(ready[-_BACK:]):
                one = other.kind in kinds and not other.plural and not other.place and other.party not in speaking
                if one and other.party is not None and other.party not in found:
                    found.append(other.party)
                if len(found) == 2:
                    return Found(
                        i, i, i, "pronoun", "pronoun",
                        party=found[1], others=(found[0],), plural=True, why="the two named last",
                    )  # fmt: skip
        return None

    def _speaker(self, i: int, low: str, ready: list[Found], later: list[Found]) -> Found | None:
        """“I” in quotation marks is who speaks, “we” the state or organisation that an office-holder speaks for."""
        if self.tree.upos[i] not in ("PRON", "DET"):
            return None
        source, framed = self.speakers.at(i, ready, later)
        if source is None or source.party is None:
            return None
        if low in self.first:
            if source.plural:
                return None
            return Found(
                i, i, i, "pronoun", "pronoun",
                party=source.party, gender=source.gender, why="the speaker of the words in quotation marks",
            )  # fmt: skip
        if not framed or source.plural or not source.party.code or not self._official(source):
            return None
        kind = "state" if source.party.code in self.lexicon.states else "organisation"
        return Found(
            i, i, i, "pronoun", kind, party=Party(source.party.code, "", "state" if kind == "state" else "organisation"),
            plural=True, why="whom the speaker of the words in quotation marks speaks for",
        )  # fmt: skip

    def _official(self, item: Found) -> bool:
        """True for somebody who speaks for a state or organisation: a holder of one of its offices, a body."""
        if item.kind == "body" or item.office not in ("", "spokes/other"):
            return True
        code = item.party.code if item.party else ""
        return any(t.code == code and t.office != "politician" for p in item.persons for t in p.terms)

    def _polite(self, i: int, low: str) -> bool:
        tree = self.tree
        start = tree.sentences[tree.sentence[i]][0]
        return low in self.polite and tree.form[i][:1].isupper() and i > start and tree.form[i - 1] not in '„“":'

    def _addressed(self, i: int, ready: list[Found], later: list[Found]) -> Found | None:
        """A polite “you” in quotation marks: the one to whom it is said."""
        speaker, framed = self.speakers.at(i, ready, later)
        other = self.speakers.addressee(i, speaker, ready) if framed else None
        if other is None:
            return None
        return Found(
            i, i, i, "pronoun", "pronoun", party=other.party, gender=other.gender, why="to whom the words are said"
        )  # fmt: skip

    def _pronoun(self, i: int, low: str) -> tuple[bool, str] | None:
        """Whether a word is possessive, and the genders or plural (letters m, f, n, p) it asks for."""
        tree = self.tree
        if tree.upos[i] not in ("PRON", "DET"):
            return None
        feats = tree.feats[i]
        if low in self.genitive:
            return None if tree.dep[self.clauses.of(i)].startswith("acl") else (True, self.personal[low])
        if (
            low in self.possessive
            and not self._bare(i, low)
            and (
                low not in self.personal
                or tree.upos[i] == "DET"
                or feats.get("Poss") == "Yes"
                or tree.dep[i] in ("det", "det:poss", "nmod:poss")
            )
        ):
            return True, self.possessive[low]
        if low not in self.personal or tree.dep[i].startswith("mark"):
            return None
        if tree.dep[i].startswith("expl") and (low not in self.impersonal or tree.lemma[tree.head[i]] not in self.human_verbs):
            return None
        if tree.dep[i] == "det" and not self._bare(i, low):
            return None
        if feats.get("PronType") == "Rel":
            return None
        wanted = self.personal[low]
        if wanted == "n" and low in self.impersonal and self._impersonal(i):
            return None
        if wanted == "fp":
            verb = self._verb_number(i)
            number = feats.get("Number") or verb
            if tree.dep[i].split(":")[0] == "nsubj":
                number = verb or ("Plur" if self._infinitive_like(i) else number)
            wanted = "p" if number == "Plur" else "f" if number == "Sing" else "fp"
        return low in self.possessive and low not in self.personal, wanted

    def _bare(self, i: int, low: str) -> bool:
        """True for a form without an ending where a possessive would have one, before a feminine or a plural: ihr Hilfe."""
        feats = self.tree.feats[self.tree.head[i]]
        ended = feats.get("Gender") == "Fem" or feats.get("Number") == "Plur"
        return low in self.bare and low in self.personal and self.tree.head[i] > i and ended

    def _impersonal(self, i: int) -> bool:
        """True for “es” that means nothing: es gibt, es geht um, es ist wichtig, dass …"""
        tree = self.tree
        head = tree.head[i]
        if (
            tree.dep[i] not in ("nsubj", "obj", "expl")
            or tree.lemma[head] in self.impersonal_verbs
            or tree.upos[head] != "VERB"
        ):
            return True
        if any(j != i and tree.dep[j].startswith(("nsubj", "csubj", "expl")) for j in tree.children[head]):
            return tree.dep[i] == "nsubj"
        clause = any(j > head and tree.dep[j] in ("ccomp", "csubj", "xcomp") for j in tree.children[head])
        return clause and tree.lemma[head] not in self.human_verbs

    def _verb_number(self, i: int) -> str:
        tree = self.tree
        head = tree.head[i]
        for j in [head, *tree.children[head]]:
            if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm", "Fin") == "Fin":
                return self._number(j)
        return ""

    def _number(self, verb: int) -> str:
        """A finite verb's number: in German its form tells it, whatever the parse says."""
        low = self.tree.lower[verb]
        marks = self.lexicon.table.get("plural_verbs", {})
        if not marks:
            return self.tree.feats[verb].get("Number", "")
        plural = low in marks["forms"] or (low.endswith(tuple(marks["endings"])) and not low.endswith(tuple(marks["but"])))
        return "Plur" if plural else "Sing"

    def _infinitive_like(self, i: int) -> bool:
        """True where the subject's verb has only a form in -n, which can be no singular of the third person."""
        tree = self.tree
        head = tree.head[i]
        return (
            tree.feats[head].get("VerbForm") == "Inf"
            and tree.lower[head].endswith("n")
            and tree.child(head, "aux", "cop") is None
        )
