"""What verbs of naming do: they praise, blame or brand, dismiss what somebody else has put forward, or only state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from depesche.reading.frames import Frame
from depesche.reading.judgement import Judgement
from depesche.reading.roles import Places, Roles

HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "REJECT", "MOBILIZE", "THREATEN"})
QUOTES = frozenset('„“”«»‚‘"')
CLAUSES = frozenset({"conj", "parataxis", "acl", "acl:relcl", "advcl", "ccomp"})


class Verdicts:
    """Types of "nannte die Forderung haltlos", "sprach von einem Überfall". ``act``: the type of the event of a word."""

    def __init__(self, roles: Roles, judgement: Judgement, act: Callable[[int], str]) -> None:
        self.roles, self.tree, self.judgement, self.act = roles, roles.tree, judgement, act
        people = roles.syntax.table.get("people", {})
        self.claims: tuple[str, ...] = tuple(people.get("claims", ()))
        self.deeds: tuple[str, ...] = (*people.get("acts", ()), *people.get("deeds", ()))
        self.comparing = frozenset(roles.syntax.table["roles"].get("comparing", ()))

    def of(self, v: int, frame: Frame, places: Places) -> str:
        """What a verb of naming does: it praises, blames, dismisses what others say, or only states."""
        own = self._own(v)
        judged = self.judgement.of(self.tree, own)
        if judged == "STATE" and self._branded(v, frame, own, places):
            judged = "ACCUSE"
        if judged == "STATE" and self.judgement.refuses(self.tree, own) and not self.judgement.balanced(self.tree, own):
            return "REJECT"  # "nannte einen Rückzug ausgeschlossen"
        if judged != "ACCUSE":
            return judged
        objects = [self.roles.antecedent(i) for i in self._objects(v, places)[:1]]
        if any(map(self.roles.somebody, objects)):
            return judged  # "bezeichnete die Minister als Lügner": nothing that could be refused
        if self._put_forward(objects) or (self.judgement.refuses(self.tree, own) and not self.deed(objects)):
            return "REJECT"  # "nannte die Forderung einen Fehler", "nannte das haltlos"
        return judged

    def _branded(self, v: int, frame: Frame, own: Sequence[int], places: Places) -> bool:
        """True for a name that somebody is called by without praise: "ein „Werkzeug“ des Westens", "einen Überfall"."""
        tree = self.tree
        called = [i for i in own if tree.upos[i] == "ADJ" and "branding" in frame.notes and self._described(i, v)]
        inner = {c for i in called for c in tree.children[i] if tree.lower[c] in self.judgement.negation}
        reflexive = any(tree.feats[c].get("Reflex") == "Yes" for c in tree.children[v])
        if reflexive or self.judgement.balanced(tree, [i for i in own if i not in inner]):
            return False
        neutral = self.judgement.neutral
        if neutral and any(not tree.lemma[i].lower().startswith(neutral) for i in called):
            return True  # "nannte das Verhalten kopflos"
        behind = frozenset(frame.recipient) - {"obj"}
        for i in own:
            if tree.upos[i] not in ("NOUN", "PROPN") or i in self.roles.mention:
                continue
            quoted = any(i - back >= 0 and tree.form[i - back] in QUOTES for back in (1, 2, 3))
            beside = quoted and tree.dep[i] == "appos" and tree.head[i] in self._objects(v, places)
            if not (beside or self._called(i, v, places) or (behind and self.roles.preposition(i) in behind)):
                continue
            if "branding" in frame.notes or quoted:
                return True
            act = self.act(i) if tree.upos[i] == "NOUN" else ""
            if act in HARM and not any(tree.dep[c] == "nummod" for c in tree.children[i]):
                return True
        return False

    def _described(self, i: int, v: int) -> bool:
        """True for the adjective of "nannte das kopflos", "bezeichnete das als kopflos"."""
        tree = self.tree
        return tree.head[i] == v and (tree.dep[i] == "xcomp" or any(tree.lower[c] in self.comparing for c in tree.children[i]))

    def _called(self, i: int, v: int, places: Places) -> bool:
        """True for the noun of "nannte ihn einen Lügner", "bezeichnete ihn als Lügner", not for whoever is called so."""
        tree = self.tree
        as_ = any(tree.dep[c] in ("case", "mark", "cc") and tree.lower[c] in self.comparing for c in tree.children[i])
        return as_ or tree.dep[i] == "xcomp" or (tree.head[i] == v and i in self._objects(v, places)[1:])

    def _objects(self, v: int, places: Places) -> list[int]:
        """Whoever or whatever is named, then the name: both are objects, of which the places take the first for a dative."""
        both = [c for c in self.tree.children[v] if self.tree.dep[c] == "obj"]
        return both if len(both) > 1 else places.get("obj", [])

    def _put_forward(self, heads: Sequence[int]) -> bool:
        """True for what somebody else has said or asked for: "die Forderung", "den Vorwurf"."""
        if not heads or self.tree.upos[heads[0]] != "NOUN":
            return False
        if self.roles.syntax.among(self.tree.lemma[heads[0]].lower(), self.claims):
            return True
        act = self.act(heads[0])
        return act == "REQUEST" or (act == "ACCUSE" and not self.deed(heads))

    def deed(self, heads: Sequence[int]) -> bool:
        """True for what somebody has done: "der Abschuss", "sein Verhalten"."""
        if not heads or self.tree.upos[heads[0]] != "NOUN":
            return False
        return self.roles.syntax.among(self.tree.lemma[heads[0]].lower(), self.deeds) or self.act(heads[0]) in HARM

    def _own(self, v: int) -> list[int]:
        """The words of a clause without who acts, those that are coordinated with it, and the clauses in it."""
        tree, found = self.tree, list[int]()
        kids = (c for c in tree.children[v] if tree.dep[c] not in CLAUSES)
        open_ = [c for c in kids if tree.dep[c] != "nsubj" or not self.roles.parties([c])]
        while open_:
            i = open_.pop()
            found.append(i)
            open_ += [c for c in tree.children[i] if tree.dep[c] not in CLAUSES or tree.dep[c] == "conj"]
        return sorted(found)
