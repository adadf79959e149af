"""Whom a pronoun takes up: gender, number, syntax and nearness weighed; no guess where two fit alike.

Nouns that name no party compete as well: where one of them fits best, the pronoun names nobody.
"""

from __future__ import annotations

from depesche.reading.parties_clauses import SUBJECT, Clauses
from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree
from depesche.records import Party

_FAR = 3  # sentences
_CLOSE = 0.35  # how much less a rival may weigh
_GENDERS = {"Masc": "m", "Fem": "f", "Neut": "n"}
_OBJECT = ("obj", "iobj", "obl:arg")


class Antecedents:
    """Weighs what one document's pronouns could take up."""

    def __init__(self, tree: Tree, lexicon: Lexicon, clauses: Clauses, taken: list[Found | None]) -> None:
        self.tree = tree
        self.clauses = clauses
        self.taken = taken
        self.opinion = lexicon.words["opinion"]
        self.demonstrative = frozenset(lexicon.table.get("demonstratives", {}).get("near", ()))
        self.english = lexicon.language == "en"
        self.learned: dict[Party, str] = {}
        self.human_verbs = frozenset(lexicon.table["verbs"]["human"])
        self.human_endings = tuple(lexicon.table["verbs"]["human_endings"])

    def resolve(self, item: Found, possessive: bool, wanted: str, before: list[Found], speaker: Party | None) -> None:
        """Give the pronoun its party, or alternatives where several fit alike; neither where something else is meant.

        ``before``: mentions in order of reading, as far as the pronoun looks back. ``speaker``: who says the words in
        quotation marks that the pronoun stands in; they would say “I” of themselves.
        """
        i = item.head
        scores: dict[Party, float] = {}
        source: dict[Party, Found] = {}
        nearest = True
        subject = self._own_subject(i)
        for other in reversed(before):
            if other.first >= item.first:
                continue
            far = self.tree.sentence[i] - self.tree.sentence[other.head]
            if far > _FAR:
                break
            party = other.party
            if party is None or party == speaker or (other.kind == "joined" and other.last >= item.first):
                continue
            if other.form == "adjective" or (other.form == "compound" and other.weak) or other.kind == "outlet":
                continue
            fit = self._agrees(other, wanted)
            if fit is None or (fit < 0 and self.tree.lower[i] in self.demonstrative):
                continue
            if self._excluded(i, other, possessive, subject):
                continue
            score = fit + self._weigh(i, other, far, possessive, wanted, subject) + (0.4 if nearest else 0.0)
            nearest = False
            known = scores.get(party)
            scores[party] = score if known is None else min(max(score, known) + 0.2, max(score, known, 4.0))
            source.setdefault(party, other)
        if possessive:
            self._owner(item, wanted, scores, source)
        if not scores:
            return
        ranked = sorted(scores.items(), key=lambda x: -x[1])
        if self._rival(i, possessive, wanted, subject, source[ranked[0][0]].last) > ranked[0][1]:
            return
        rest = [p for p, s in ranked[1:] if s > ranked[0][1] - _CLOSE]
        if len(rest) > 1 or ranked[0][1] < 0.2:
            item.alternatives = tuple(p for p, _ in ranked[:4])
            item.why = "several agree with the pronoun"
            return
        item.party = ranked[0][0]
        one = source[item.party]
        item.others = one.others if "p" in wanted else ()
        item.gender = self._passed_on(one, wanted)
        if item.party.kind == "person" and one.gender not in ("m", "f") and item.gender in ("m", "f") and len(wanted) == 1:
            self.learned.setdefault(item.party, item.gender)
        item.plural = one.plural
        item.alternatives = tuple(rest)
        item.why = "the last one named that agrees with the pronoun"

    def _passed_on(self, one: Found, wanted: str) -> str:
        """The gender by which later pronouns find this one: what is known of the person, or what the pronoun says."""
        if one.kind == "state":
            return one.gender if one.gender in ("m", "f") else "n"
        if one.gender:
            return one.gender
        if one.party is not None and one.party.kind == "person":
            return "m" if "m" in wanted else "f" if "f" in wanted else ""
        return wanted if len(wanted) == 1 else ""

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
        if self.clauses.same(i, other.head):
            return True
        return subject is not None and self._same_party(subject, other)

    def _same_party(self, token: int, other: Found) -> bool:
        known = self.clauses.item(token)
        return known is not None and known.party == other.party

    def _weigh(self, i: int, other: Found, far: int, possessive: bool, wanted: str, subject: int | None) -> float:
        tree = self.tree
        assert other.party is not None
        person = other.kind == "person" or other.party.kind == "person"
        score = 3.0 - 1.1 * far
        dep = tree.dep[self.clauses.top(other.head)]
        is_subject = dep.startswith(SUBJECT)
        if possessive and tree.lower[tree.head[i]] in self.opinion and other.party.kind == "person":
            score += 2.5
        if tree.lower[i] in self.demonstrative:
            score += 1.0 if dep.startswith(("obj", "obl", "iobj", "nmod")) and far <= 1 else 0.0
            score += 0.8 if far == 0 else 0.0
            score -= 1.5 if subject is not None and self._same_party(subject, other) else 0.0
        elif is_subject:
            score += 1.5 + (0.5 if far and tree.head[self.clauses.of(other.head)] == self.clauses.of(other.head) else 0.0)
        elif dep in _OBJECT:
            score += 0.5
        elif dep.startswith("nmod"):
            score -= 0.4
        score -= 1.6 if other.place else 0.0
        score += 0.8 if person and wanted in ("m", "f", "mn") and tree.lower[i] not in self.demonstrative else 0.0
        score += 0.9 if other.kind == "pronoun" else 0.0
        score += 1.2 if other.kind == "joined" else 0.0
        if far == 0:
            clause = self.clauses.of(other.head)
            if is_subject and clause in self._governing(i):
                score += 1.2
            if possessive and tree.lower[i] not in self.demonstrative:
                mine = subject is not None and (other.first <= subject <= other.last or self._same_party(subject, other))
                score += 1.5 if mine else 0.0
        return score

    def _governing(self, i: int) -> tuple[int, ...]:
        """The clause that the pronoun's own clause depends on."""
        clause = self.clauses.of(i)
        if self.tree.dep[clause].split(":")[0] not in ("ccomp", "advcl"):
            return ()
        return (self.clauses.of(self.tree.head[clause]),)

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
            and subject.kind != "outlet"
            and self._agrees(subject, wanted) is not None
        ):
            scores[subject.party] = max(scores.get(subject.party, 0.0), 5.5)
            source.setdefault(subject.party, subject)
        if tree.dep[noun] == "conj":
            row = tree.head[noun]
            for other in list(source.values()):
                if other.first <= row <= other.last and other.party in scores:
                    scores[other.party] += 3.0

    def _rival(self, i: int, possessive: bool, wanted: str, subject: int | None, best_at: int) -> float:
        """The weight of the best noun that names no party; ``best_at`` is where the best party stands."""
        tree = self.tree
        near = tree.lower[i] in self.demonstrative
        head = tree.head[i]
        acts = not possessive and tree.dep[i].startswith(SUBJECT) and tree.lemma[head] in self.human_verbs
        first = tree.sentences[max(0, tree.sentence[i] - 1)][0]
        best = -9.0
        governing = self._governing(i)
        for j in range(i - 1, first - 1, -1):
            if tree.upos[j] not in ("NOUN", "PROPN") or self.taken[j] is not None or not self._noun_agrees(j, wanted):
                continue
            top = self.clauses.top(j)
            is_subject = tree.dep[top].startswith(SUBJECT)
            is_object = "p" in wanted and tree.dep[top] in _OBJECT
            if not (is_subject or is_object or near) or tree.dep[j].startswith(("flat", "compound")):
                continue
            if (not possessive and self.clauses.same(i, j)) or (possessive and head == j):
                continue
            human = tree.lower[j].endswith(self.human_endings) or tree.upos[j] == "PROPN"
            if acts and not human:
                continue
            far = tree.sentence[i] - tree.sentence[j]
            score = 3.0 - 1.1 * far + (1.5 if is_subject else 0.5 if is_object else 0.0)
            score += 1.5 if near and j > best_at else 0.0
            score += 1.2 if far == 0 and self.clauses.of(j) in governing else 0.0
            score += 1.5 if possessive and subject is not None and j == subject else 0.0
            score -= (0.3 if human else 1.5) if "p" not in wanted else (0.0 if human else 0.8)
            best = max(best, score)
        return best

    def _noun_agrees(self, j: int, wanted: str) -> bool:
        feats = self.tree.feats[j]
        if feats.get("Number") == "Plur":
            return "p" in wanted
        gender = _GENDERS.get(feats.get("Gender", ""), "")
        if not gender:
            return self.tree.upos[j] == "PROPN" and wanted != "p"
        return gender in wanted

    def _agrees(self, other: Found, wanted: str) -> float | None:
        """0 where a mention has the gender and number asked for, less where nothing tells, None where it has not."""
        if other.plural or other.others:
            return 0.0 if "p" in wanted else None
        party = other.party
        assert party is not None
        if "p" in wanted and other.kind in ("body", "organisation", "group") and self._number(other) == "Plur":
            return 0.0
        if other.kind == "pronoun":
            return 0.0 if any(g in wanted for g in (other.gender or "mfn")) else None
        if self.english and party.kind != "person":
            # English has one pronoun for all that is no person; of bodies and peoples “they” is said as well
            return 0.0 if "n" in wanted else -0.8 if "p" in wanted else None
        if party.kind == "person":
            gender = other.gender if other.gender in ("m", "f") else self.learned.get(party, "")
            if gender:
                return 0.0 if gender in wanted else None
            # most office-holders are men; where nothing tells, a woman is not assumed as soon
            return 0.0 if "m" in wanted else -1.0 if wanted == "f" else None
        if other.kind == "state":
            return 0.0 if (other.gender if other.gender in ("m", "f", "p") else "n") in wanted else None
        if other.kind in ("body", "role"):
            gender = other.gender or _GENDERS.get(self.tree.feats[other.head].get("Gender", ""), "")
            return 0.0 if not gender or gender in wanted else None
        if other.kind in ("organisation", "group", "alone"):
            return 0.0 if (other.gender or "p") in wanted else None
        return 0.0

    def _number(self, other: Found) -> str:
        return self.tree.feats[other.head].get("Number", "")
