"""Who stands where: the places of a clause and of a noun phrase, read off a Universal Dependencies tree.

The labels of both German treebanks are accepted (``obl:arg`` and ``iobj`` for datives, ``acl`` and ``acl:relcl``, …).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from depesche.reading.lexicon import VERBAL
from depesche.reading.noun_phrases import MAX_CLIMB, NOMINAL, NounPhrases, Places
from depesche.reading.syntax import Syntax, syntax
from depesche.reading.tree import Tree
from depesche.records import Mention

__all__ = ["CLAUSES", "Places", "Roles", "Syntax", "syntax"]

CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl", "acl", "parataxis", "conj", "root"})


class Roles(NounPhrases):
    """The places of the clauses of one document."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], syntax: Syntax) -> None:
        super().__init__(tree, mentions, syntax)
        self._carrying = frozenset(syntax.table["roles"].get("carrying", ()))
        self._comparing = frozenset(syntax.table["roles"].get("comparing", ()))
        self._own_control = frozenset(syntax.table["roles"].get("subject_control", ()))
        self._active = tuple(syntax.table["words"]["active_participle"])
        self._free_order = bool(syntax.table["words"]["free_order"])
        self._idle = frozenset(syntax.table["roles"].get("idle", ()))
        self._places: dict[int, Places] = {}
        self._passive: dict[int, bool] = {}
        self._surface: dict[int, list[int]] = {}

    # -- words ---------------------------------------------------------------------------------------------------------

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
            return feats.get("Voice") == "Pass" or self.agentive(v)
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

    def agentive(self, a: int) -> bool:
        """True for an attribute with an agent, a participle whatever it is called: "ein von Kiew gefordertes Verbot"."""
        tree = self.tree
        return (
            tree.dep[a] == "amod"
            and tree.upos[a] == "ADJ"
            and any(tree.dep[c].startswith("obl") and self.preposition(c) in self.syntax.agent for c in tree.children[a])
        )

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
                if tree.lower[c] in self._idle:
                    continue  # "vor allem"
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
        if passive and "subj" not in out and tree.dep[v] == "conj" and self.passive(tree.head[v]):
            # "von Soldaten geschlagen und verschleppt": the agent of the first participle
            shared = [h for h in self.places(tree.head[v]).get("subj", ()) if h < v]
            if shared:
                out["subj"] = shared
        if passive and "subj" not in out and self._carrying:
            self._agent_below(v, add)
        subjects = self.surface(v)
        if len(subjects) == 1 and "obj" not in out and "dat" not in out and not passive:
            # two names in a row, taken for one: "wenn Russland Estland angreift", "sicherte der Kreml Teheran zu"
            for c in tree.children[subjects[0]]:
                near = tree.dep[c].startswith("flat") or (tree.dep[c] == "appos" and c == subjects[0] + 1)
                if near and self._other(c, subjects[0]):
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
        objects = out.get("obj", [])
        if (
            not passive
            and not subjects
            and 1 <= len(objects) <= 2
            and tree.dep[v] in ("ccomp", "advcl", "root", "parataxis")
            and self.finite(v)
        ):
            out["subj"] = [objects.pop(0)]  # a finite clause has a subject, whatever the label says
            if not objects:
                del out["obj"]
        if not passive and "dat" not in out and len(out.get("obj", ())) == 2 and self.parties(out["obj"][:1]):
            out["dat"] = [out["obj"].pop(0)]  # "Russland Kosten auferlegen": a bare name shows no case
        if (
            self._free_order
            and not passive
            and "subj" in out
            and "obj" in out
            and self.parties(out["obj"], False)
            and (self._sentential(out["subj"]) or self.said(out["subj"]))
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
        if not (one and two and one.party and two.party) or one is two:
            return False
        kinds = {one.party.kind, two.party.kind}
        return "state" in kinds and kinds <= {"state", "body", "organisation"} and one.party.code != two.party.code

    def _sentential(self, heads: Sequence[int]) -> bool:
        return all(self.tree.lower[i] in self.syntax.sentential and i not in self.mention for i in heads)

    def surface(self, v: int) -> list[int]:
        """Heads of the surface subject, through coordination, infinitives, participles and relative clauses."""
        found = self._surface.get(v)
        if found is None:
            self._surface[v] = []  # a cycle ends here
            found = self._surface[v] = self._find_surface(v, 0)
        return found

    def _find_surface(self, v: int, depth: int) -> list[int]:
        tree = self.tree
        own = [c for c in tree.children[v] if tree.dep[c].startswith("nsubj") and not self._compared(c)]
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
            return self._controlling(v, head) or self._find_surface(head, depth + 1)
        if base in ("acl", "amod"):
            return [head] if tree.upos[head] in NOMINAL and not self.infinitive(v) else []
        return []

    def _compared(self, i: int) -> bool:
        """True for a noun that is only compared with the subject: "wie dieser", "als Reaktion"."""
        tree = self.tree
        return any(tree.lower[c] in self._comparing and c < i and not tree.children[c] for c in tree.children[i])

    def _controlling(self, v: int, head: int) -> list[int]:
        """Who acts in an infinitive below a verb with a personal object: "hinderte die Rebellen daran, … zu stürmen"."""
        tree = self.tree
        if tree.dep[v] != "xcomp" or tree.upos[head] not in VERBAL or tree.lemma[head].lower() in self._own_control:
            return []
        places = self.places(head)
        for place in ("obj", "dat"):
            found = [i for i in places.get(place, ()) if i != v and self.somebody(i)]
            if found:
                return found
        return []
