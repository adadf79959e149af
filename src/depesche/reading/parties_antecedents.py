"""Whom a pronoun takes up: who agrees with it, who syntax allows, and among these the most present one.

Nouns that name no party compete as well: where one of them is more present, the pronoun names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

from depesche.reading.parties_agreement import Agreement
from depesche.reading.parties_clauses import SUBJECT, Clauses
from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_salience import WEIGHTS, Presence
from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree
from depesche.records import Party

_FAR = 3  # sentences
_SAYING = ("ccomp", "advcl", "xcomp")


class Antecedents:
    """Weighs what one document's pronouns could take up."""

    def __init__(
        self, tree: Tree, lexicon: Lexicon, clauses: Clauses, taken: list[Found | None], quoted: Mapping[int, object]
    ) -> None:
        self.tree = tree
        self.quoted = quoted
        self._governors: dict[int, int | None] = {}
        self._relatives: dict[int, set[int]] = {}
        self.clauses = clauses
        self.taken = taken
        self.agreement = Agreement(tree, lexicon)
        self.presence = Presence(tree, clauses)
        self.opinion = lexicon.words["opinion"]
        self.demonstrative = frozenset(lexicon.table.get("demonstratives", {}).get("near", ()))
        self.human_verbs = lexicon.human_verbs
        self.human_endings = tuple(lexicon.table["verbs"]["human_endings"])
        self.dative = frozenset(lexicon.table.get("demonstratives", {}).get("dative", ()))
        self.thing_verbs = frozenset(lexicon.table["verbs"].get("thing_subject", ()))
        self.thing_objects = frozenset(lexicon.table["verbs"].get("thing_object", ()))

    def resolve(
        self, item: Found, possessive: bool, wanted: str, before: list[Found], later: list[Found], speaker: Party | None
    ) -> None:
        """Give the pronoun its party, and alternatives that are nearly as present; neither where something else is meant.

        ``before``: mentions in order of reading, as far as the pronoun looks back; ``later``: those behind it.
        ``speaker``: who says the words in quotation marks that the pronoun stands in; they would say “I” of themselves.
        """
        i = item.head
        near = self.tree.lower[i] in self.demonstrative
        best: dict[Party, dict[int, float]] = {}
        source: dict[Party, Found] = {}
        subject = self._own_subject(i)
        nearest = True
        ahead = [] if near else self._ahead(i, later)
        thing = not possessive and self._means_a_thing(i)
        for other in [*reversed(before), *ahead]:
            behind = other.first > i
            if not behind and other.first >= item.first:
                continue
            far = max(0, self.tree.sentence[i] - self.tree.sentence[other.head])
            party = other.party
            if far > _FAR:
                break
            if party is None or party == speaker or (other.kind == "joined" and other.last >= item.first):
                continue
            if other.form == "adjective" or (other.form == "compound" and other.weak) or (thing and party.kind == "person"):
                continue
            if other.kind == "outlet" and (far or wanted == "p" or self.presence.role(other.head) != "subject"):
                continue
            fit = self.agreement.fits(other, wanted)
            if fit is None or (fit < 0 and near) or self._excluded(i, other, possessive, subject):
                continue
            score = fit + self._weigh(i, other, far, possessive, wanted, subject)
            if near and nearest:
                score += WEIGHTS.nearest
            nearest = False
            if behind:
                if party in best:
                    continue
                score += WEIGHTS.ahead
            sums = best.setdefault(party, {})
            sums[far] = max(sums.get(far, -1e9), score)
            source.setdefault(party, other)
        scores = {party: self._sum(list(sums.values())) for party, sums in best.items()}
        women = {p for p in scores if wanted == "f" and p.kind == "person" and self.agreement.woman(source[p])}
        for party in scores:
            if women and party.kind == "person" and party not in women:
                scores[party] += WEIGHTS.other_woman
        if possessive:
            self._owner(item, wanted, scores, source)
        self._choose(item, possessive, wanted, scores, source, subject)

    def _sum(self, scores: list[float]) -> float:
        scores.sort(reverse=True)
        return scores[0] + WEIGHTS.repeated * sum(s for s in scores[1:] if s > 0)

    def _choose(
        self, item: Found, possessive: bool, wanted: str, scores: dict[Party, float], source: dict[Party, Found],
        subject: int | None,
    ) -> None:  # fmt: skip
        ranked = sorted(scores.items(), key=lambda x: -x[1])
        top = ranked[0][1] if ranked else 0.0
        weight, noun = self._rival(item.head, possessive, wanted, subject)
        if noun is not None and weight > top:
            people = self._people_of(noun) if "p" in wanted else None
            if people is not None:
                item.party, item.plural, item.why = people.party, True, "the people of the one named beside them"
            return
        if top < WEIGHTS.least:
            return
        item.party = ranked[0][0]
        one = source[item.party]
        item.others = one.others if "p" in wanted else ()
        item.gender = self.agreement.passed_on(one, wanted)
        if item.party.kind == "person" and one.gender not in ("m", "f") and item.gender in ("m", "f") and len(wanted) == 1:
            self.agreement.learned.setdefault(item.party, item.gender)
        item.plural = one.plural
        item.alternatives = tuple(p for p, s in ranked[1:4] if s > top - WEIGHTS.close)
        item.why = "the most present one that agrees with the pronoun"

    def _described(self, i: int) -> set[int]:
        """Nouns in whose relative clause a word stands: the relative pronoun takes them up there, not this one."""
        found = self._relatives.get(i)
        if found is None:
            tree = self.tree
            chain = [i, *tree.ancestors(i)]
            found = self._relatives[i] = {tree.head[j] for j in chain if tree.dep[j].startswith("acl:relcl")}
        return found

    def _names_somebody(self, noun: int) -> bool:
        """True for a noun with somebody's name right behind it: the organisation X."""
        item = self.taken[noun + 1] if noun + 1 < len(self.taken) else None
        if item is None or item.party is None or item.first != noun + 1 or item.form == "adjective":
            return False
        return self.tree.head[item.head] == noun and self.tree.child(item.head, "case", "det") is None

    def _people_of(self, noun: int) -> Found | None:
        """The organisation in the genitive behind a plural that names no party: the guards of the union."""
        for j in self.tree.children[noun]:
            item = self.taken[j]
            if j > noun and item is not None and self.tree.dep[j].startswith("nmod") and item.kind == "organisation":
                return item if item.party is not None else None
        return None

    def _ahead(self, i: int, later: list[Found]) -> list[Found]:
        """The subject of the main clause behind a clause or phrase that opens the sentence: “When he …, the minister …”."""
        tree = self.tree
        sentence = tree.sentence[i]
        clause = self.clauses.of(i)
        for other in later:
            if tree.sentence[other.head] != sentence:
                break
            main = self.clauses.of(other.head)
            below = main == clause or main in tree.ancestors(i)
            if other.first > i and below and self.presence.role(other.head) == "subject" and i < tree.head[other.head]:
                return [other] if tree.dep[clause].startswith("advcl") and main != clause else []
        return []

    def _own_subject(self, i: int) -> int | None:
        """The subject of the pronoun's clause, said or understood, unless the pronoun is that subject."""
        clause = self.clauses.of(i)
        subject = self.clauses.subject(clause)
        return None if subject == i or subject is None or i in self._row(subject) else subject

    def _row(self, i: int) -> list[int]:
        return [j for j in self.tree.children[i] if self.tree.dep[j] == "conj"]

    def _excluded(self, i: int, other: Found, possessive: bool, subject: int | None) -> bool:
        """What syntax rules out: one clause's subject as its object (that would be “sich”), an owner of itself."""
        tree = self.tree
        if possessive:
            head = tree.head[i]
            own = tree.dep[i] in ("det", "det:poss", "nmod:poss")
            return own and (head == other.head or (other.first <= head <= other.last and other.first <= i <= other.last))
        if (self.clauses.same(i, other.head) and other.first < i) or other.head in self._described(i):
            return True
        return subject is not None and self._same_party(subject, other)

    def _same_party(self, token: int, other: Found) -> bool:
        known = self.clauses.item(token)
        return known is not None and known.party == other.party

    def _weigh(self, i: int, other: Found, far: int, possessive: bool, wanted: str, subject: int | None) -> float:
        tree, w = self.tree, WEIGHTS
        assert other.party is not None
        near = tree.lower[i] in self.demonstrative
        role = self.presence.role(other.head)
        score = self.presence.of(other.head, far)
        score += w.place if other.place else 0.0
        passage = self.quoted.get(other.head)
        score += w.quoted if passage is not None and passage is not self.quoted.get(i) else 0.0
        score += w.joined if other.kind == "joined" else 0.0
        if near:
            score += w.topic if role == "subject" else 0.0
            return score + (w.topic if subject is not None and self._same_party(subject, other) else 0.0)
        person = other.kind == "person" or other.party.kind == "person"
        score += w.person * w.fading**far if person and wanted in ("m", "f", "mn") else 0.0
        if other.kind == "pronoun" and tree.lower[other.head] not in self.demonstrative:
            score += w.continued * w.fading**far
            score += w.beside if possessive and self.clauses.same(i, other.head) else 0.0
        if possessive and tree.lower[tree.head[i]] in self.opinion and person:
            score += w.opinion
        if not possessive and far <= 1 and role == self.presence.role(i) and role in ("subject", "object"):
            score += w.parallel
        if far == 0 and not possessive and other.kind != "pronoun" and self._told_of(i, other):
            score += w.told_of
        if far == 0:
            owner = subject if possessive and subject != tree.head[i] else None
            mine = owner is not None and (other.first <= owner <= other.last or self._same_party(owner, other))
            known = owner is not None and self.clauses.item(owner) is not None and not mine
            score += w.own if mine else 0.0
            score += w.asked if mine and owner == self._asked(i) else 0.0
            if not mine and not known and self._governs(i, other):
                score += w.governing
        return score

    def _told_of(self, i: int, other: Found) -> bool:
        """True for a name in what a pronoun says, before the clause of saying or under it (binding: he said Novak had left)."""
        tree, clause = self.tree, self.clauses.of(i)
        if self.presence.role(i) != "subject":
            return False
        if tree.dep[clause].startswith("parataxis"):
            return self.clauses.of(self.clauses.top(other.head)) == tree.head[clause]
        chain = [other.head, *tree.ancestors(other.head)]
        return any(tree.head[j] == clause and tree.dep[j].startswith("ccomp") for j in chain if j != clause)

    def _governs(self, i: int, other: Found) -> bool:
        """True for whom the clause that the pronoun's clause depends on is about: its subject, or whom it asks or accuses."""
        token = self._governor(i)
        return token is not None and (other.first <= self.clauses.top(token) <= other.last or other.head == token)

    def _asked(self, i: int) -> int | None:
        clause = self.clauses.of(i)
        head = self.tree.head[clause]
        return self.clauses.asked(self.clauses.of(head)) if head != clause else None

    def _governor(self, i: int) -> int | None:
        if i not in self._governors:
            self._governors[i] = self._find_governor(i)
        return self._governors[i]

    def _find_governor(self, i: int) -> int | None:
        tree = self.tree
        clause = self.clauses.of(i)
        dep = tree.dep[clause].split(":")[0]
        if dep not in _SAYING:
            return None
        matrix = self.clauses.of(tree.head[clause])
        asked = self.clauses.asked(matrix) if dep != "advcl" else None
        if asked is not None:
            return asked
        return self.clauses.subject(matrix)

    def _means_a_thing(self, i: int) -> bool:
        """True for the subject or object of a verb that has no person there: what a plan provides for, what one ratifies."""
        tree = self.tree
        dep, lemma = tree.dep[i], tree.lemma[tree.head[i]]
        return (dep == "nsubj" and lemma in self.thing_verbs) or (dep in ("obj", "nsubj:pass") and lemma in self.thing_objects)

    def _owner(self, item: Found, wanted: str, scores: dict[Party, float], source: dict[Party, Found]) -> None:
        """A possessive's owner by syntax: the subject that follows in its clause, or what stands before it in a row."""
        tree = self.tree
        noun = tree.head[item.head]
        said = tree.child(self.clauses.of(item.head), *SUBJECT)
        subject = self.taken[said] if said is not None else None
        if (
            subject is not None
            and subject.first > item.first
            and not subject.first <= noun <= subject.last
            and subject.party is not None
            and self.agreement.fits(subject, wanted) is not None
        ):
            strength = self.presence.of(subject.head, 0) + WEIGHTS.own
            scores[subject.party] = max(scores.get(subject.party, 0.0), strength)
            source.setdefault(subject.party, subject)
        if tree.dep[noun] == "conj":
            first = self.clauses.item(tree.head[noun])
            if first is not None and first.party in scores:
                scores[first.party] += WEIGHTS.row

    def _rival(self, i: int, possessive: bool, wanted: str, subject: int | None) -> tuple[float, int | None]:
        """The weight of the most present noun that names no party, and that noun."""
        tree, w = self.tree, WEIGHTS
        near = tree.lower[i] in self.demonstrative
        head = tree.head[i]
        acts = not possessive and tree.dep[i].startswith(SUBJECT) and tree.lemma[head] in self.human_verbs
        dative = not possessive and tree.lower[i] in self.dative and tree.dep[i] in ("iobj", "obl:arg", "obj")
        first = tree.sentences[max(0, tree.sentence[i] - 1)][0]
        best: tuple[float, int | None] = (-1e9, None)
        governor = self._governor(i)
        nearest = True
        described = self._described(i)
        for j in range(i - 1, first - 1, -1):
            held = self.taken[j]
            if tree.upos[j] not in ("NOUN", "PROPN") or (held is not None and held.party is not None):
                continue
            if not self.agreement.noun(j, wanted):
                continue
            if tree.dep[j].startswith(("flat", "compound")) or j in described or self._names_somebody(j):
                continue
            if (not possessive and self.clauses.same(i, j)) or (possessive and head == j):
                continue
            human = tree.lower[j].endswith(self.human_endings) or tree.upos[j] == "PROPN"
            if (acts or dative) and not human:
                continue
            far = tree.sentence[i] - tree.sentence[j]
            role = self.presence.role(j)
            score = self.presence.of(j, far)
            score += w.unknown if human else w.thing_owner if possessive or near else w.thing
            if near:
                score += (w.nearest if nearest else 0.0) + (w.topic if role == "subject" else 0.0)
                nearest = False
            else:
                score += w.person if human and wanted in ("m", "f", "mn") else 0.0
                if not possessive and role == self.presence.role(i) and role in ("subject", "object"):
                    score += w.parallel
            score += w.governing if j == governor else 0.0
            score += w.own if possessive and human and j == subject else 0.0
            best = max(best, (score, j), key=lambda x: x[0])
        return best
