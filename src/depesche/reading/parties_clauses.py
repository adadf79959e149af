"""Clauses and their subjects, said or understood: what syntax knows about who a pronoun may and may not take up."""

from __future__ import annotations

from dataclasses import replace

from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree

SUBJECT = ("nsubj", "nsubj:pass", "csubj")
_CLAUSES = frozenset({"root", "ROOT", "ccomp", "advcl", "acl", "csubj", "parataxis", "xcomp"})


class Clauses:
    """One document's clauses; ``known[i]`` is the settled mention whose head is token ``i``."""

    def __init__(
        self, tree: Tree, taken: list[Found | None], control: frozenset[str], relatives: frozenset[str],
        asking: dict[str, str],
    ) -> None:  # fmt: skip
        self.tree = tree
        self.taken = taken
        self.control = control
        self.relatives = relatives
        self.asking = asking
        self.known: dict[int, Found] = {}

    def of(self, i: int) -> int:
        """The verb whose clause a word stands in."""
        tree = self.tree
        steps = 0
        while tree.head[i] != i and steps < 40:
            if tree.dep[i].split(":")[0] in _CLAUSES or (tree.dep[i] == "conj" and tree.upos[i] in ("VERB", "AUX")):
                return i
            i, steps = tree.head[i], steps + 1
        return i

    def top(self, i: int) -> int:
        """The head of the row or apposition that a word stands in: it has the place in the sentence."""
        steps = 0
        while self.tree.dep[i] in ("conj", "appos", "flat", "flat:name") and steps < 6 and self.tree.head[i] != i:
            i, steps = self.tree.head[i], steps + 1
        return i

    def same(self, a: int, b: int) -> bool:
        """True if two words stand in one clause."""
        return self.tree.sentence[a] == self.tree.sentence[b] and self.of(a) == self.of(b)

    def item(self, i: int) -> Found | None:
        """The mention that a token carries or belongs to."""
        return self.known.get(i) or self.taken[i]

    def relative(self, i: int) -> Found | None:
        """Whom a relative pronoun takes up: the mention that its clause is said of."""
        tree = self.tree
        clause = self.of(i)
        if not tree.dep[clause].startswith("acl") or not self._relative_pronoun(i, clause):
            return None
        found = self.item(tree.head[clause])
        if found is not None and found.first < i and found.party is not None:
            return replace(found, first=i, last=i, head=i, form="pronoun", kind="relative", place=False)
        return None

    def _relative_pronoun(self, i: int, clause: int) -> bool:
        tree = self.tree
        if "Rel" in tree.feats[i].get("PronType", ""):
            return True
        if tree.upos[i] != "PRON" or tree.lower[i] not in self.relatives or tree.head[i] != clause:
            return False
        return i > 0 and (tree.form[i - 1] == "," or (tree.upos[i - 1] == "ADP" and i > 1 and tree.form[i - 2] == ","))

    def subject(self, clause: int, depth: int = 0) -> int | None:
        """The token that is a clause's subject, said or understood (infinitives, coordinated verbs); None if unknown."""
        tree = self.tree
        said = tree.child(clause, *SUBJECT)
        if said is not None:
            return said
        if depth > 4 or tree.head[clause] == clause:
            return None
        dep = tree.dep[clause].split(":")[0]
        head = tree.head[clause]
        if dep == "conj":
            return self.subject(self.of(head), depth + 1)
        if not self.infinitive(clause) and dep != "xcomp":
            return None
        matrix = self.of(head)
        asked = self.asked(matrix)
        if asked is not None:
            return asked
        if tree.lemma[head] in self.control or tree.lemma[matrix] in self.control:
            asked = tree.child(matrix, "obj", "iobj", "obl:arg")
            if asked is not None:
                return asked
            if tree.child(matrix, "nsubj:pass") is not None:
                return tree.child(matrix, "nsubj:pass")
        return self.subject(matrix, depth + 1)

    def asked(self, matrix: int) -> int | None:
        """Whom a clause asks, accuses or helps to do something: its object, or what stands behind the preposition."""
        tree = self.tree
        if tree.lemma[matrix] in self.control:
            return tree.child(matrix, "obj", "iobj", "obl:arg")
        word = self.asking.get(tree.lemma[matrix])
        if word is None:
            return None
        for j in tree.children[matrix]:
            if tree.dep[j].startswith("obl"):
                case = tree.child(j, "case")
                if case is not None and tree.lower[case] == word:
                    return j
        return None

    def infinitive(self, clause: int) -> bool:
        """True for a clause whose verb is an infinitive with nothing finite beside it."""
        tree = self.tree
        marked = any(tree.lower[j] in ("zu", "to") for j in tree.children[clause])
        if tree.feats[clause].get("VerbForm") != "Inf" and not marked:
            return False
        return not any(
            tree.upos[j] == "AUX" and tree.feats[j].get("VerbForm", "Fin") == "Fin" for j in tree.children[clause]
        )  # fmt: skip
