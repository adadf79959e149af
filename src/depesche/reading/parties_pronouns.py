"""Pronouns and possessives: who is meant by gender, number, syntax and nearness; no guess where two fit alike."""

from __future__ import annotations

from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree
from depesche.records import Party

_BACK = 40  # mentions that a pronoun looks back over
_SUBJECT = ("nsubj", "nsubj:pass", "csubj")


class Pronouns:
    """Resolves one document's pronouns after everything else is settled."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        table = lexicon.table
        self.personal: dict[str, str] = table["pronouns"]
        self.possessive: dict[str, str] = table["possessives"]
        self.parsed = any(tree.dep)
        self.pair_words = frozenset(table["anaphors"]["pair_words"])
        self.genitive = frozenset(table.get("demonstratives", {}).get("genitive", ()))
        self.polite = frozenset(table.get("demonstratives", {}).get("polite", ()))
        self.subjects: dict[int, Found] = {}
        self.opinion = lexicon.words["opinion"]
        self.first = frozenset(table["first"]["singular"])
        self.demonstrative = frozenset(table.get("demonstratives", {}).get("near", ()))

    def run(self, items: list[Found], taken: list[Found | None]) -> list[Found]:
        """Candidates for the pronouns, each with its party where one fits clearly best."""
        tree = self.tree
        settled = [x for x in items if x.party is not None]
        if self.parsed:
            for x in settled:
                if tree.dep[x.head].startswith(_SUBJECT):
                    self.subjects.setdefault(self._clause(x.head), x)
        waiting = sorted([*settled, *self._joined(settled, taken)], key=lambda x: -x.first)
        ready: list[Found] = []
        made: list[Found] = []
        for i, low in enumerate(tree.lower):
            while waiting and waiting[-1].first <= i:
                ready.append(waiting.pop())
            if taken[i] is not None:
                continue
            if low in self.pair_words and self._alone(i):
                self._both(i, ready, made)
                continue
            if low in self.first:
                self._speaker(i, ready, made)
                continue
            if low not in self.personal and low not in self.possessive:
                continue
            pronoun = self._pronoun(i, low)
            if pronoun is None:
                continue
            possessive, wanted = pronoun
            item = Found(i, i, i, "pronoun", "pronoun", gender=wanted, plural=wanted == "p")
            self._resolve(item, possessive, wanted, ready)
            if item.party is not None or item.alternatives:
                made.append(item)
                if item.party is not None:
                    ready.append(item)
        return made

    def _joined(self, items: list[Found], taken: list[Found | None]) -> list[Found]:
        """Several parties that stand side by side (A and B): what a plural pronoun takes up."""
        if not self.parsed:
            return []
        tree = self.tree
        groups: dict[int, list[Found]] = {}
        for item in items:
            if tree.dep[item.head] != "conj" or item.place:
                continue
            first = taken[tree.head[item.head]]
            if first is not None and first is not item and first.party is not None and first.kind != "adjective":
                groups.setdefault(first.head, [first]).append(item)
        made = []
        for members in groups.values():
            parties = tuple(dict.fromkeys(p for m in members for p in (m.party, *m.others) if p is not None))
            if len(parties) > 1:
                one = members[0]
                made.append(
                    Found(
                        members[-1].first,
                        members[-1].last,
                        one.head,
                        "group",
                        "joined",
                        plural=True,
                        party=parties[0],
                        others=parties[1:],
                    )
                )
        return made

    def _alone(self, i: int) -> bool:
        """True for “beide” that stands for a noun phrase of its own."""
        tree = self.tree
        if not self.parsed or i + 1 >= len(tree) or tree.dep[i].split(":")[0] in ("det", "amod", "nummod"):
            return False
        return tree.upos[i + 1] not in ("NOUN", "ADJ", "PROPN", "NUM")

    def _both(self, i: int, ready: list[Found], made: list[Found]) -> None:
        """“Beide”: the last two persons named, or the last two states."""
        for kinds in (("person", "role"), ("state",)):
            found: list[Party] = []
            for other in reversed(ready[-_BACK:]):
                if (
                    other.kind in kinds
                    and other.party is not None
                    and not other.plural
                    and not other.place
                    and other.party not in found
                ):
                    found.append(other.party)
                if len(found) == 2:
                    made.append(
                        Found(
                            i,
                            i,
                            i,
                            "pronoun",
                            "pronoun",
                            party=found[1],
                            others=(found[0],),
                            plural=True,
                            why="the two named last",
                        )
                    )
                    return

    def _speaker(self, i: int, ready: list[Found], made: list[Found]) -> None:
        """Inside quotation marks the first person is the one who was named last before them, a subject first."""
        tree = self.tree
        opening = next((j for j in range(i, max(-1, i - 120), -1) if tree.form[j] in '„»“"' and tree.form[j]), None)
        if opening is None or (self.parsed and tree.upos[i] not in ("PRON", "DET")):
            return
        people = [
            x
            for x in ready
            if x.first < opening and tree.sentence[opening] - tree.sentence[x.head] <= 1 and x.kind in ("person", "role")
        ]
        if not people:
            return
        subjects = [x for x in people if tree.dep[self._top(x.head)].startswith(_SUBJECT)] if self.parsed else []
        source = (subjects or people)[-1]
        made.append(
            Found(
                i,
                i,
                i,
                "pronoun",
                "pronoun",
                party=source.party,
                gender=source.gender,
                why="the speaker of the words in quotation marks",
            )
        )

    def _pronoun(self, i: int, low: str) -> tuple[bool, str] | None:
        """Whether a word is possessive, and the genders or plural (letters m, f, n, p) it asks for."""
        tree = self.tree
        if self.parsed and tree.upos[i] not in ("PRON", "DET"):
            return None
        feats = tree.feats[i]
        start = tree.sentences[tree.sentence[i]][0]
        if low in self.polite and tree.form[i][:1].isupper() and i > start and tree.form[i - 1] not in '„“":':
            return None
        if low in self.genitive:
            relative = tree.dep[self._clause(i)].startswith("acl")
            return None if relative and self.parsed else (True, self.personal[low])
        if low in self.possessive and (
            low not in self.personal
            or tree.upos[i] == "DET"
            or feats.get("Poss") == "Yes"
            or tree.dep[i] in ("det", "det:poss", "nmod:poss")
        ):
            return True, self.possessive[low]
        if (
            low not in self.personal
            or tree.dep[i] in ("det", "expl", "expl:pv")
            or feats.get("PronType") in ("Rel",)
            or tree.dep[i].startswith("mark")
        ):
            return None
        if feats.get("PronType") == "Dem" and tree.form[i][:1].islower() and low in ("dieser",) and tree.dep[i] == "det":
            return None
        wanted = self.personal[low]
        if wanted == "fp":
            number = feats.get("Number") or self._verb_number(i)
            verb = self._verb_number(i)
            if tree.dep[i].split(":")[0] == "nsubj":
                number = verb or ("Plur" if self._infinitive_like(i) else number)
            wanted = "p" if number == "Plur" else "f" if number == "Sing" else "fp"
        return low in self.possessive and low not in self.personal, wanted

    def _verb_number(self, i: int) -> str:
        tree = self.tree
        head = tree.head[i]
        for j in [head, *tree.children[head]]:
            if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm", "Fin") == "Fin":
                return tree.feats[j].get("Number", "")
        return ""

    def _infinitive_like(self, i: int) -> bool:
        """True where the subject's verb has only a form in -n, which can be no singular of the third person."""
        tree = self.tree
        head = tree.head[i]
        return (
            tree.feats[head].get("VerbForm") == "Inf"
            and tree.lower[head].endswith("n")
            and tree.child(head, "aux", "cop") is None
        )

    def _resolve(self, item: Found, possessive: bool, wanted: str, ready: list[Found]) -> None:
        tree = self.tree
        sentence = tree.sentence[item.head]
        scores: dict[Party, float] = {}
        best_item: dict[Party, Found] = {}
        nearest = True
        clause = self._clause(item.head) if self.parsed else item.head
        governing = (
            self._clause(tree.head[clause]) if self.parsed and tree.dep[clause].split(":")[0] in ("ccomp", "advcl") else None
        )
        for other in reversed(ready[-_BACK:]):
            if other.first >= item.first:
                continue
            far = sentence - tree.sentence[other.head]
            if far > 3:
                break
            if other.kind == "joined" and other.last >= item.first:
                continue
            if (
                other.party is None
                or (other.form in ("adjective", "compound") and other.weak)
                or other.form == "adjective"
                or other.kind == "outlet"
                or not self._agrees(other, wanted)
            ):
                continue
            if not possessive and self.parsed and self._same_clause(item.head, other.head):
                continue
            score = 3.0 - 1.1 * far
            if possessive and self.parsed and tree.lower[tree.head[item.head]] in self.opinion:
                score += 2.5 if other.party.kind == "person" else 0.0
            dep = tree.dep[self._top(other.head)] if self.parsed else ""
            if tree.lower[item.head] in self.demonstrative:
                score += 1.0 if dep.startswith(("obj", "obl", "iobj", "nmod")) and far <= 1 else 0.0
            elif dep.startswith(_SUBJECT):
                score += 1.5
            elif dep in ("obj", "iobj", "obl:arg"):
                score += 0.5
            elif dep.startswith("nmod"):
                score -= 0.4
            if other.place:
                score -= 1.6
            if other.kind == "person" or other.party.kind == "person":
                score += 0.8 if wanted in ("m", "f", "mn") else 0.0
            if other.kind == "pronoun":
                score += 0.9
            if far == 0 and dep.startswith(_SUBJECT) and governing is not None and self._clause(other.head) == governing:
                score += 1.2
            if other.kind == "joined":
                score += 1.2
            if nearest:
                score += 0.4
                nearest = False
            if (
                possessive
                and far == 0
                and self.parsed
                and self._same_clause(item.head, other.head)
                and dep.startswith(_SUBJECT)
            ):
                score += 1.5
            if (
                possessive
                and far == 0
                and self.parsed
                and tree.dep[item.head] in ("det", "det:poss", "nmod:poss")
                and tree.head[item.head] == other.head
            ):
                continue
            known = scores.get(other.party)
            scores[other.party] = max(score, known) + 0.2 if known is not None else score
            best_item.setdefault(other.party, other)
        if possessive and self.parsed:
            self._owner(item, wanted, clause, scores, best_item)
        if not scores:
            return
        ranked = sorted(scores.items(), key=lambda x: -x[1])
        rest = [p for p, s in ranked[1:] if s > ranked[0][1] - 0.35]
        if len(rest) > 1 or ranked[0][1] < 0.2:
            item.alternatives = tuple(p for p, _ in ranked[:4])
            item.why = "several agree with the pronoun"
            return
        item.party = ranked[0][0]
        source = best_item[item.party]
        item.others = source.others if "p" in wanted else ()
        item.gender = source.gender if source.kind != "state" else "n"
        item.plural = source.plural
        item.alternatives = tuple(rest)
        item.why = "the last one named that agrees with the pronoun"

    def _owner(self, item: Found, wanted: str, clause: int, scores: dict[Party, float], best: dict[Party, Found]) -> None:
        """A possessive's owner by syntax: the subject that follows in its clause, or what stands before it in a row."""
        tree = self.tree
        noun = tree.head[item.head]
        subject = self.subjects.get(clause)
        follows = subject is not None and subject.first > item.first and not subject.first <= noun <= subject.last
        if follows and subject is not None and subject.party is not None and self._agrees(subject, wanted):
            scores[subject.party] = max(scores.get(subject.party, 0.0), 5.5)
            best.setdefault(subject.party, subject)
        if tree.dep[noun] == "conj":
            row = tree.head[noun]
            for other in list(best.values()):
                if other.first <= row <= other.last and other.party in scores:
                    scores[other.party] += 3.0

    def _top(self, i: int) -> int:
        steps = 0
        while self.tree.dep[i] in ("conj", "appos", "flat", "flat:name") and steps < 6 and self.tree.head[i] != i:
            i, steps = self.tree.head[i], steps + 1
        return i

    def _clause(self, i: int) -> int:
        """The verb whose clause a word stands in."""
        tree = self.tree
        steps = 0
        while tree.head[i] != i and steps < 40:
            if (
                tree.dep[i].split(":")[0] in ("root", "ccomp", "advcl", "acl", "csubj", "parataxis", "xcomp")
                or tree.dep[i] == "ROOT"
            ):
                return i
            if tree.dep[i] == "conj" and tree.upos[i] in ("VERB", "AUX"):
                return i
            i, steps = tree.head[i], steps + 1
        return i

    def _same_clause(self, a: int, b: int) -> bool:
        return self.tree.sentence[a] == self.tree.sentence[b] and self._clause(a) == self._clause(b)

    def _agrees(self, other: Found, wanted: str) -> bool:
        if other.plural or other.others:
            return "p" in wanted
        party = other.party
        assert party is not None
        if other.kind == "pronoun":
            return any(g in wanted for g in (other.gender or "mfn"))
        if party.kind == "person":
            gender = other.gender if other.gender in ("m", "f") else ""
            return (gender or "m") in wanted  # most office-holders are men; where nothing tells, a woman is not assumed
        if other.kind == "state":
            return (other.gender if other.gender in ("m", "f") else "n") in wanted
        if other.kind in ("body", "role"):
            gender = other.gender or self._gender(other)
            return gender in wanted if gender else True
        if other.kind in ("organisation", "group", "alone"):
            return other.gender in wanted if other.gender else "p" in wanted
        return True

    def _gender(self, other: Found) -> str:
        return {"Masc": "m", "Fem": "f", "Neut": "n"}.get(self.tree.feats[other.head].get("Gender", ""), "")
