"""Whose somebody is whom no table knows: "die Demonstranten", "der Richter", "Picardo" — a state's, a body's, or nobody's.

A conditional log-linear model (maximum entropy) over the codes that a dispatch names, and over having none. Its features
are where a code is named: inside the noun phrase, in the clause, lately, often. The weights stand with those of the sides
(``models/records.tsv.gz``), and are learnt with them: ``training/train_records.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sides_people import People
from depesche.records import Mention

Values = dict[str, str]
FAR = 4
"""So many sentences away is far."""
MAIN, REACH, OFTEN = 5, 40, 20
"""In long texts: so many codes count wherever they are named, others so many sentences around; so many of the same noun."""
STATE_CODE = 3
SHARES = (0.1, 0.25, 0.5, 0.75)
PLACE = 0.5
"""A code that only says where counts so much."""

OF_CODE = (
    "own", "own class", "own sort", "where", "where last", "where class", "rank", "rank class", "rank where", "share",
    "share class", "subject", "subject class", "object", "object class", "sort", "sort class", "first", "first class",
    "last", "last class",
    "lately", "lately class", "same", "same class", "scene", "scene class", "scene rank", "suffix sort", "only", "only class",
    "path", "path class", "lemma sort", "rank last subject",
)  # fmt: skip
OF_NONE = ("none", "class", "lemma", "suffix", "number class", "definite class", "states class", "lemma states", "inside class")
"""Which features are weighed together, for a code and for none."""


Choice = Callable[[Sequence[Values], Values], int]
"""Chooses among codes and none, by their features: the number of a code, or how many there are for none."""


class Belonging:
    """Looks for whose somebody is, in one document."""

    def __init__(self, roles: Roles, mentions: Sequence[Mention], people: People) -> None:
        self.roles, self.tree, self.people = roles, roles.tree, people
        self.named: dict[str, list[int]] = {}
        """The words that name each code, in order."""
        self._at: dict[int, str] = {}
        self._places: set[int] = set()
        self.weight: dict[str, float] = {}
        for m in sorted(mentions, key=lambda m: m.token):
            if m.party and m.party.code and 0 <= m.token < len(self.tree):
                code = self._at[m.token] = m.party.code
                self.named.setdefault(code, []).append(m.token)
                self.weight[code] = self.weight.get(code, 0.0) + (PLACE if m.place else 1.0)
                if m.place:
                    self._places.add(m.token)
        self._alike: dict[str, list[int]] = {}
        for i, lemma in enumerate(self.tree.lemma):
            if self.tree.upos[i] in ("NOUN", "PROPN"):
                self._alike.setdefault(lemma, []).append(i)
        self.total = sum(self.weight.values())
        self.codes = sorted(self.named, key=lambda c: -self.weight[c])
        """The codes of the dispatch, most frequent first."""
        self.states = [c for c in self.codes if len(c) == STATE_CODE]
        self._all = sorted(self._at)
        self._all_states = [i for i in self._all if len(self._at[i]) == STATE_CODE]

    def shared(self, i: int) -> Values:
        """What is known of somebody, whoever's he is."""
        tree = self.tree
        lemma = tree.lemma[i].lower()
        return {
            "none": "1",
            "class": self._class(i),
            "lemma": lemma,
            "suffix": lemma[-5:],
            "number": tree.feats[i].get("Number", "-")[:1],
            "definite": "1" if self.roles.definite(i, pointed=True) else "0",
            "states": str(min(len(self.states), 3)),
            "inside": "1" if self._inside(i) else "0",
        }

    def _class(self, i: int) -> str:
        people = self.people
        if self.tree.upos[i] == "PROPN":
            return "name"
        for name, words in (("armed", people.armed), ("civil", people.civil), ("addressed", people.addressed)):
            if words and people.among(i, words):
                return name
        return "other"

    def _inside(self, i: int) -> list[int]:
        """The words of a noun's phrase that name a code."""
        tree = self.tree
        found = []
        for c in tree.children[i]:
            if tree.dep[c].partition(":")[0] in ("amod", "nmod", "det", "compound", "flat", "appos", "nummod"):
                found += [j for j in tree.subtree(c) if j in self._at]
        return found

    def choose(self, i: int, choice: Choice) -> str:
        """The code of whoever somebody is of, empty for nobody's."""
        rows = self.rows(i)
        k = choice([values for _, values in rows], self.shared(i))
        return rows[k][0] if k < len(rows) else ""

    def rows(self, i: int) -> list[tuple[str, Values]]:
        """Each code as whose somebody is."""
        tree = self.tree
        here = tree.sentence[i]
        shared = self.shared(i)
        inside = {self._at[j]: self._relation(i, j) for j in reversed(self._inside(i))}
        subjects, objects, scene = self._around(i)
        last, state = self._last(i, self._all), self._last(i, self._all_states)
        same = self._same(i)
        rows = []
        for rank, code in enumerate(self.codes):
            named = self.named[code]
            k = bisect_left(named, i)
            near = min(named[max(0, k - 1) : k + 1], key=lambda n: (abs(tree.sentence[n] - here), abs(n - i)))
            if rank >= MAIN and abs(tree.sentence[near] - here) > REACH:
                continue
            away = here - tree.sentence[named[k - 1]] if k else -1
            share = self.weight[code] / self.total
            values = {
                **shared,
                "own": inside.get(code, "-" if inside else "no"),
                "sort": "state" if len(code) == STATE_CODE else "body",
                "where": "later" if away < 0 else str(min(away, FAR)),
                "rank": str(min(rank, 5)),
                "share": str(sum(share > s for s in SHARES)),
                "subject": "1" if code in subjects else "0",
                "object": "1" if code in objects else "0",
                "scene": "1" if code in scene else "0",
                "first": "1" if tree.sentence[named[0]] == 0 else "0",
                "last": "1" if last == code else "0",
                "lately": "1" if state == code else "0",
                "same": "-" if not same else "1" if code == same else "0",
                "only": "1" if self.states == [code] else "0",
                "path": self._path(i, near) if tree.sentence[near] == here else "-",
            }
            rows.append((code, values))
        return rows

    def _relation(self, i: int, j: int) -> str:
        tree = self.tree
        c = j
        while tree.head[c] != i and tree.head[c] != c:
            c = tree.head[c]
        label = tree.dep[c].partition(":")[0]
        if label == "nmod":
            label += "." + (self.roles.preposition(c) or self.roles.grammatical_case(c) or "-")
        return label + ("" if c == j else "/")

    def _around(self, i: int) -> tuple[set[str], set[str], set[str]]:
        """Codes of the subject, of the objects and of the places of somebody's clause."""
        tree = self.tree
        verb = next((a for a in tree.ancestors(i) if tree.upos[a] in VERBAL), None)
        if verb is None:
            return set(), set(), set()
        told = self.roles.places(verb)
        objects = self._codes([*told.get("obj", ()), *told.get("dat", ())])
        scene = {self._at[j] for j in tree.subtree(verb) if j in self._places and j != i}
        return self._codes(self.roles.surface(verb)), objects, scene

    def _last(self, i: int, among: Sequence[int]) -> str:
        """The code named last before somebody, among some words that name one."""
        k = bisect_left(among, i)
        return self._at[among[k - 1]] if k else ""

    def _codes(self, heads: Sequence[int]) -> set[str]:
        return {p.code for p in self.roles.parties(list(heads)) if p.code}

    def _path(self, i: int, j: int) -> str:
        """How the word that names a code hangs on somebody's: below, above, beside, and by what labels."""
        tree = self.tree
        up = [i, *tree.ancestors(i)]
        down = [j, *tree.ancestors(j)]
        top = next((a for a in down if a in up), None)
        if top is None:
            return "apart"
        rise, fall = up.index(top), down.index(top)
        label = tree.dep[j].partition(":")[0] if fall else ""
        return f"{min(rise, 3)}{min(fall, 3)}{label}"

    def _same(self, i: int) -> str:
        """The code that the same noun has had before, by its own phrase or as a known party."""
        alike = self._alike.get(self.tree.lemma[i], [])
        k = bisect_left(alike, i)
        for j in reversed(alike[max(0, k - OFTEN) : k]):
            if j in self._at:
                return self._at[j]
            inside = self._inside(j)
            if inside:
                return self._at[inside[0]]
        return ""
