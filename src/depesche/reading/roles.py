"""Who stands where: the places of a clause and of a noun phrase, read off a Universal Dependencies tree.

The labels of both German treebanks are accepted (``obl:arg`` and ``iobj`` for datives, ``acl`` and ``acl:relcl``, …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from depesche import languages
from depesche.reading.lexicon import VERBAL
from depesche.reading.tree import Tree
from depesche.records import Mention, Party

Places = dict[str, list[int]]
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl", "acl", "parataxis", "conj", "root"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
MAX_CLIMB = 12
MODIFYING = frozenset({"adjective", "compound"})


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a language marks roles, conditions and reality (``languages/*/syntax.toml``)."""

    agent: frozenset[str]
    genitive: frozenset[str]
    between: frozenset[str]
    recipient: tuple[str, ...]
    relative: frozenset[str]
    context: frozenset[str]
    sentential: frozenset[str]
    contractions: dict[str, str]
    table: dict[str, Any]

    def words(self, section: str, name: str) -> frozenset[str]:
        """One list of the table as a set."""
        return frozenset(self.table[section][name])

    def among(self, noun: str, words: tuple[str, ...]) -> bool:
        """True for a lower-case noun that is one of some words, or ends in one where compounds are written in one word."""
        if self.table["words"]["compounds"]:
            return noun.endswith(words)
        return noun in words or noun.rpartition("-")[2] in words


@lru_cache(maxsize=4)
def syntax(language: str) -> Syntax:
    """The syntax table of a language. Raises ``languages.UnsupportedLanguage``."""
    table = languages.table(language, "syntax")
    roles = table["roles"]
    return Syntax(
        frozenset(roles["agent"]), frozenset(roles["genitive"]), frozenset(roles["between"]), tuple(roles["recipient"]),
        frozenset(roles["relative"]), frozenset(roles["context"]), frozenset(roles["sentential"]), table["contractions"], table,
    )  # fmt: skip


class Roles:
    """The places of the clauses of one document."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], syntax: Syntax) -> None:
        self.tree = tree
        self.syntax = syntax
        self.mention: dict[int, Mention] = {}
        self.inside: dict[int, Mention] = {}
        for m in mentions:
            if 0 <= m.token < len(tree):
                known = self.mention.get(m.token)
                if known is None or known.form in MODIFYING:
                    self.mention[m.token] = m
                i = m.token
                while i >= 0 and tree.begin[i] >= m.span.begin:
                    self.inside.setdefault(i, m)
                    i -= 1
                i = m.token + 1
                while i < len(tree) and tree.end[i] <= m.span.end:
                    self.inside.setdefault(i, m)
                    i += 1
        self._linking = frozenset(syntax.table["roles"]["linking"]) | frozenset(syntax.recipient)
        self._carrying = frozenset(syntax.table["roles"].get("carrying", ()))
        self._owned: tuple[str, ...] = tuple(syntax.table.get("people", {}).get("owned", ()))
        words = syntax.table["words"]
        self._endings = tuple(words["infinitive"])
        self._unclear = (*words["participle_like_infinitive"], *syntax.table["strong"])
        self._active = tuple(words["active_participle"])
        self._free_order = bool(words["free_order"])
        self._places: dict[int, Places] = {}
        self._passive: dict[int, bool] = {}
        self._surface: dict[int, list[int]] = {}

    # -- words ---------------------------------------------------------------------------------------------------------

    def preposition(self, i: int) -> str:
        """The preposition (or postposition) of a nominal, contractions undone; empty if it has none."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] == "case" and tree.lower[c] not in ("'s", "’s", "'"):
                word = tree.lower[c]
                return self.syntax.contractions.get(word, word)
        return ""

    def grammatical_case(self, i: int) -> str:
        """Nom, Acc, Dat, Gen or empty: the article's, which says it more reliably, before the noun's own."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c].startswith(("det", "amod")) and c < i and "Case" in tree.feats[c]:
                return tree.feats[c]["Case"]
        return tree.feats[i].get("Case", "")

    def passive(self, v: int) -> bool:
        """True if the verb's surface subject is what it happens to."""
        found = self._passive.get(v)
        if found is None:
            found = self._passive[v] = self._is_passive(v)
        return found

    def _is_passive(self, v: int) -> bool:
        tree = self.tree
        kids = tree.children[v]
        feats = tree.feats[v]
        if self.infinitive(v):
            return False  # "werden" with an infinitive is the future, whatever its label says
        if any(tree.dep[c].endswith(":pass") for c in kids):
            return True
        participle = feats.get("VerbForm") == "Part"
        if participle and tree.lower[v].endswith(self._active):
            return False  # "is calling", "die angreifenden Truppen"
        if not participle:
            return feats.get("Voice") == "Pass"
        aux = [c for c in kids if tree.dep[c].startswith("aux")]
        words = {tree.lemma[c] for c in aux}
        modals = self.syntax.table["modals"]
        if words.intersection(modals["passive"]):
            return not words.intersection(modals["perfect"]) or len(aux) > 1
        if aux or any(tree.dep[c] == "nsubj" for c in kids):
            return False
        if tree.dep[v].startswith(("acl", "amod", "advcl")):
            return feats.get("Tense") != "Pres"
        if tree.dep[v] == "conj" and tree.upos[tree.head[v]] in VERBAL:
            return self.passive(tree.head[v])
        return False

    # -- clauses -------------------------------------------------------------------------------------------------------

    def places(self, v: int) -> Places:
        """The verb's dependents by place: ``subj`` and ``obj`` in the deep sense (a passive is turned round), ``dat``,
        ``comp`` (clauses), and one place for each preposition.
        """
        found = self._places.get(v)
        if found is not None:
            return found
        tree = self.tree
        out: Places = {}
        self._places[v] = out

        def add(place: str, i: int) -> None:
            out.setdefault(place, []).append(i)

        passive = self.passive(v)
        for c in tree.children[v]:
            dep = tree.dep[c]
            base = dep.partition(":")[0]
            if base in ("obj", "iobj") and (word := self.preposition(c)):
                add(word, c)  # an object with a preposition is none
            elif base in ("obj", "iobj"):
                case = self.grammatical_case(c)
                add("dat" if base == "iobj" or (case == "Dat" and not passive) else "obj", c)
            elif base in ("obl", "nmod"):
                word = self.preposition(c)
                if word:
                    add("subj" if passive and word in self.syntax.agent and dep != "nmod" else word, c)
                    if dep == "obl:agent" and not passive:
                        add("subj", c)
                elif dep == "obl:arg" or self.grammatical_case(c) == "Dat":
                    add("dat", c)
                elif base == "nmod" and tree.upos[v] in VERBAL:
                    add("obj", c)
                elif dep == "obl" and not passive and not self._free_order and tree.upos[c] == "NOUN" and self._phrasal(v, c):
                    add("obj", c)  # "turned down an offer"
            elif base in ("ccomp", "xcomp", "csubj"):
                add("comp", c)
        if passive and "subj" not in out and self._carrying:
            self._agent_below(v, add)
        subjects = self.surface(v)
        if len(subjects) == 1 and "obj" not in out and not passive:
            # two names in a row, taken for one: "wenn Russland Estland angreift"
            for c in tree.children[subjects[0]]:
                if tree.dep[c].startswith("flat") and self._other(c, subjects[0]):
                    add("obj", c)
        for s in subjects:
            if len(subjects) > 1 and self.grammatical_case(s) == "Dat":
                add("dat", s)  # two subjects: the parser overlooked an article
            elif len(subjects) > 1 and s != subjects[0] and not passive and "obj" in out and "dat" not in out:
                add("dat", s)
            elif len(subjects) > 1 and s != subjects[0] and not passive and "obj" not in out:
                add("obj", s)
            else:
                add("obj" if passive else "subj", s)
        if not passive and "dat" not in out and len(out.get("obj", ())) == 2 and self.parties(out["obj"][:1]):
            out["dat"] = [out["obj"].pop(0)]  # "Russland Kosten auferlegen": a bare name shows no case
        if (
            not passive
            and not subjects
            and tree.dep[v] in ("ccomp", "advcl", "root", "parataxis")
            and len(out.get("obj", ())) == 1
            and self.finite(v)
        ):
            out["subj"] = out.pop("obj")  # a finite clause has a subject, whatever the label says
        if (
            self._free_order
            and not passive
            and "subj" in out
            and "obj" in out
            and self.parties(out["obj"], False)
            and (self._sentential(out["subj"]) or self._said(out["subj"]))
        ):
            out["subj"], out["obj"] = out["obj"], out["subj"]
        return out

    def _phrasal(self, v: int, c: int) -> bool:
        """True for a bare noun right behind a verb's particle."""
        kids = self.tree.children[v]
        return any(self.tree.dep[k] == "compound:prt" and v < k < c for k in kids) and not any(
            self.tree.dep[k] == "obj" for k in kids
        )

    def _agent_below(self, v: int, add: Callable[[str, int], None]) -> None:
        """The agent of a passive where it hangs on the phrase before it: "was threatened with sanctions by Oslo"."""
        tree = self.tree
        for c in tree.children[v]:
            if tree.dep[c].partition(":")[0] not in ("obj", "xcomp", "obl") or self.preposition(c) not in self._carrying:
                continue
            for d in tree.children[c]:
                if tree.dep[d].startswith("nmod") and self.preposition(d) in self.syntax.agent and self.parties([d]):
                    add("subj", d)
                    return

    def _other(self, i: int, j: int) -> bool:
        one, two = self.mention.get(i), self.mention.get(j)
        return bool(one and two and one.party and two.party and one.party.kind == two.party.kind == "state" and one is not two)

    def _sentential(self, heads: Sequence[int]) -> bool:
        return all(self.tree.lower[i] in self.syntax.sentential and i not in self.mention for i in heads)

    def _said(self, heads: Sequence[int]) -> bool:
        """True for nouns of speech, which are accepted or refused and seldom act: "Die Forderung lehnte Kiew ab"."""
        tree = self.tree
        return bool(self._owned) and all(
            tree.upos[i] == "NOUN" and i not in self.mention and self.syntax.among(tree.lemma[i].lower(), self._owned)
            for i in heads
        )

    def surface(self, v: int) -> list[int]:
        """Heads of the surface subject, through coordination, infinitives, participles and relative clauses."""
        found = self._surface.get(v)
        if found is None:
            self._surface[v] = []  # a cycle ends here
            found = self._surface[v] = self._find_surface(v, 0)
        return found

    def _find_surface(self, v: int, depth: int) -> list[int]:
        tree = self.tree
        own = [c for c in tree.children[v] if tree.dep[c].startswith("nsubj")]
        if own:
            return [self.antecedent(c) for c in own]
        below = [
            s for c in tree.children[v] if tree.dep[c] == "xcomp" for s in tree.children[c] if tree.dep[s].startswith("nsubj")
        ]
        if below and self.finite(v):
            return [self.antecedent(c) for c in below]  # "weil sich Kiew bedroht sieht": the subject is the finite verb's
        if depth > MAX_CLIMB or tree.head[v] == v:
            return []
        head, base = tree.head[v], tree.dep[v].partition(":")[0]
        if base == "conj":
            return self._find_surface(head, depth + 1) if tree.upos[head] in VERBAL or tree.upos[v] in VERBAL else []
        if base in ("xcomp", "advcl", "ccomp"):
            if self.finite(v):
                return []
            return self._find_surface(head, depth + 1)
        if base in ("acl", "amod"):
            return [head] if tree.upos[head] in NOMINAL and not self.infinitive(v) else []
        return []

    def finite(self, v: int) -> bool:
        """True for a clause with a finite verb, which has a subject of its own."""
        tree = self.tree
        return any(
            tree.feats[i].get("VerbForm") == "Fin" for i in (v, *(c for c in tree.children[v] if tree.dep[c][:3] == "aux"))
        )

    def infinitive(self, v: int) -> bool:
        """True for an infinitive, by its features or because no participle looks like it."""
        tree = self.tree
        if tree.feats[v].get("VerbForm") == "Inf":
            return True
        word = tree.lower[v]
        return (
            tree.upos[v] == "VERB"
            and word == tree.lemma[v]
            and word.endswith(self._endings)
            and not word.endswith(self._unclear)
        )

    def relative(self, v: int) -> bool:
        """True for a relative clause, whose label does not always say so."""
        tree = self.tree
        if tree.dep[v] == "acl:relcl":
            return True
        near = (i for c in tree.children[v] for i in (c, *tree.children[c]) if i < v)
        return self.finite(v) and any(tree.feats[i].get("PronType") == "Rel" for i in near)

    def antecedent(self, i: int) -> int:
        """What a relative pronoun stands for; any other word stands for itself."""
        tree = self.tree
        head: int
        if tree.upos[i] != "PRON" and tree.feats[i].get("PronType") != "Rel":
            return i
        if tree.feats[i].get("PronType") != "Rel" and tree.lower[i] not in self.syntax.relative:
            return i
        clause = i
        for _ in range(MAX_CLIMB):
            if tree.head[clause] == clause:
                return i
            if tree.dep[clause].startswith("acl"):
                head = tree.head[clause]
                return head
            clause = tree.head[clause]
        return i

    # -- noun phrases --------------------------------------------------------------------------------------------------

    def noun_places(self, n: int) -> Places:
        """A noun's dependents: ``pre`` (possessor, adjective or first part before it), ``gen`` (genitive after it), ``subj``
        (agent), one place for each preposition, ``comp`` for clauses.
        """
        tree = self.tree
        out: Places = {}

        def add(place: str, i: int) -> None:
            out.setdefault(place, []).append(i)

        mention = self.mention.get(n)
        if mention and mention.form in MODIFYING:
            add("pre", n)
        for c in tree.children[n]:
            dep = tree.dep[c]
            base = dep.partition(":")[0]
            if base == "nmod" or base == "obl":
                word = self.preposition(c)
                if dep == "nmod:poss" or (not word and c < n):
                    add("pre", c)
                elif not word or word in self.syntax.genitive:
                    add("gen", c)
                elif word in self.syntax.agent:
                    add("subj", c)
                else:
                    add(word, c)
            elif base in ("compound", "amod", "det"):
                if c in self.mention or (dep == "det:poss" and c in self.inside):
                    add("pre", c)
            elif base == "appos" and c in self.mention and tree.upos[n] == "NOUN":
                add("gen", c)
            elif base in ("acl", "ccomp", "xcomp") and not self.relative(c):
                add("comp", c)
        for g in out.get("gen", ())[:2]:
            # "der Angriff der Türkei auf Syrien": the last phrase may hang on the one before
            for c in tree.children[g]:
                if tree.dep[c] == "nmod" and (word := self.preposition(c)) in self.syntax.recipient and word not in out:
                    add(word, c)
        return out

    def expand(self, heads: Iterable[int]) -> list[int]:
        """The heads and all nominals coordinated with them."""
        tree = self.tree
        out: list[int] = []
        open_ = list(heads)
        while open_:
            i = open_.pop(0)
            if i in out:
                continue
            out.append(i)
            open_ += [c for c in tree.children[i] if tree.dep[c] == "conj" and tree.upos[c] in NOMINAL]
        return out

    def parties(self, heads: Iterable[int], deep: bool = True, loose: bool = False) -> tuple[Party, ...]:
        """Everybody meant by some nominals; ``deep``: a noun that is nobody stands for its possessor ("die Armee Irans");
        ``loose``: or for whatever hangs on it ("die Grenze zur Ukraine").
        """
        out: list[Party] = []
        for i in self.expand(heads):
            for party in self._parties_of(i, deep, loose=loose):
                if party not in out:
                    out.append(party)
        return tuple(out)

    def _parties_of(self, i: int, deep: bool, depth: int = 0, loose: bool = False) -> tuple[Party, ...]:
        i = self.antecedent(i)
        mention = self.mention.get(i) or self.inside.get(i)
        if mention and mention.parties:
            return self._names_behind(i) or mention.parties
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c].startswith(("appos", "flat")) and (m := self.mention.get(c)) and m.parties:
                return m.parties
        if not deep or depth > 3:
            return ()
        for group in (("nmod", "nmod:poss", "det:poss"), ("compound", "amod", "det")):
            for c in tree.children[i]:
                if tree.dep[c] in group:
                    word = self.preposition(c)
                    if word and word not in self.syntax.genitive and not (loose and word in self._linking):
                        continue
                    found = self._parties_of(c, deep, depth + 1, loose)
                    if found:
                        return found
        return ()

    def _names_behind(self, i: int) -> tuple[Party, ...]:
        """Several persons who are named behind the office that they share: "The presidents, A and B, met"."""
        tree = self.tree
        if tree.feats[i].get("Number") != "Plur" or not (names := [c for c in tree.children[i] if tree.dep[c] == "appos"]):
            return ()
        met = [m.party for c in self.expand(names) if (m := self.mention.get(c)) and m.party and m.party.kind == "person"]
        return tuple(met) if len(met) > 1 else ()
