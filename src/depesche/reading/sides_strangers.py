"""People and bodies whom no table knows, as candidates for a side: "Zivilisten", "die Reederei", a name never heard of.

Whose they are is weighed by ``belonging``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from depesche.reading.belonging import Belonging
from depesche.reading.roles import Roles
from depesche.reading.sides_people import People
from depesche.records import Mention, Party

NAMED_AS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root"})
"""Where the head of a name stands."""


class Strangers:
    """Finds them in one document."""

    def __init__(self, roles: Roles, mentions: Sequence[Mention]) -> None:
        self.roles, self.tree = roles, roles.tree
        self.people = People(roles)
        self.belonging = Belonging(roles, mentions, self.people)
        self._places = frozenset(roles.syntax.table.get("people", {}).get("scene", ()))

    def heads(self) -> Iterator[int]:
        """The nouns and names that no mention covers."""
        people = self.people
        words = (*people.agents, *people.groups, *people.addressed, *people.others)
        for i, upos in enumerate(self.tree.upos):
            if i in self.roles.inside:
                continue
            if (upos == "NOUN" and words and people.among(i, words)) or (upos == "PROPN" and self._name(i)):
                yield i

    def _name(self, i: int) -> bool:
        """True for the first word of a name that stands like somebody's."""
        tree = self.tree
        letters = tree.form[i].replace("-", "").isalpha() and len(tree.form[i]) > 2
        return letters and tree.dep[i].partition(":")[0] in NAMED_AS and self.roles.preposition(i) not in self._places

    def named(self, i: int, code: str) -> Party:
        """Somebody as a party of this code, or of none."""
        tree = self.tree
        if tree.upos[i] != "PROPN":
            return Party(code, self.people.worded(i), "group")
        last = i
        while last + 1 < len(tree) and tree.head[last + 1] == i and tree.dep[last + 1].startswith("flat"):
            last += 1
        return Party(code, tree.text[tree.begin[i] : tree.end[last]], "person")
