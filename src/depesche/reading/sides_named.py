"""The parties that words name, and the clauses that say what a verb is about."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sides_people import Side
from depesche.records import Party


class Named:
    """Parties by the words that name them, in one document."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.tree = roles, roles.tree
        self.places = frozenset(roles.syntax.table.get("people", {}).get("scene", ()))

    def mentioned(self, tokens: Iterable[int], clause: int | None = None) -> Side:
        """The parties that some words name, places left out; first the subject of the clause."""
        found: list[Party] = []
        first = list(self.roles.surface(clause)) if clause is not None and self.tree.upos[clause] in VERBAL else []
        for i in (*first, *tokens):
            mention = self.roles.mention.get(i)
            if mention and not mention.place and not self.scene(i):
                found += [p for p in mention.parties if p not in found]
        return tuple(found)

    def scene(self, i: int) -> bool:
        """True for a state that only says where ("im Kongo")."""
        mention = self.roles.mention[i]
        if mention.form != "name" or not mention.party or mention.party.kind != "state":
            return False
        return self.roles.preposition(i) in self.places

    def clauses(self, v: int) -> list[int]:
        """Heads of the clauses that say what a verb is about, also those on its object or its pronominal adverb."""
        tree, found = self.tree, []
        for c in tree.children[v]:
            base = tree.dep[c].partition(":")[0]
            if base in ("ccomp", "xcomp", "csubj"):
                found.append(c)
            elif base in ("obj", "obl", "expl", "advmod", "nsubj"):
                below = (d for d in tree.children[c] if tree.dep[d] in ("ccomp", "xcomp", "acl", "csubj", "advcl"))
                found += [d for d in below if not self.roles.relative(d)]
            elif base == "advcl" and tree.feats[c].get("VerbForm") == "Inf":
                found.append(c)
        return found
