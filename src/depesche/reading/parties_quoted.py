"""Passages in quotation marks and who speaks in them: what “I”, “we” and “he” mean there."""

from __future__ import annotations

from dataclasses import dataclass

from depesche.reading.parties_clauses import SUBJECT, Clauses
from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree

_OPEN = frozenset('„»“"«”')
_CLOSE = {"„": '“”"', "»": "«", "«": "»", "“": '”"', '"': '"”“', "”": "”"}
_LONGEST = 400  # tokens in one passage


@dataclass(slots=True)
class Passage:
    """Tokens ``first`` to ``last`` between quotation marks."""

    first: int
    last: int


def passages(tree: Tree, shortest: int = 4) -> list[Passage]:
    """All passages of at least so many tokens; an opening mark that is never closed opens nothing."""
    found: list[Passage] = []
    opened: int | None = None
    for i, form in enumerate(tree.form):
        if len(form) != 1 or (form not in _OPEN and form not in "“”"):
            continue
        if opened is not None and form in _CLOSE[tree.form[opened]]:
            if i - opened > shortest:
                found.append(Passage(opened + 1, i - 1))
            opened = None
        elif form in _OPEN and (opened is None or i - opened > _LONGEST):
            opened = i
    return found


class Speakers:
    """Who speaks in each passage: the subject of the words before its colon or behind its end."""

    def __init__(self, tree: Tree, clauses: Clauses) -> None:
        self.tree = tree
        self.clauses = clauses
        self.inside: dict[int, Passage] = {}
        for passage in passages(tree):
            for i in range(passage.first, passage.last + 1):
                self.inside[i] = passage
        self._known: dict[int, tuple[Found | None, bool]] = {}

    def at(self, i: int, ready: list[Found], later: list[Found]) -> tuple[Found | None, bool]:
        """The speaker of the passage that a token stands in, and whether a frame beside the marks names them."""
        passage = self.inside.get(i)
        if passage is None:
            return None, False
        if passage.first not in self._known:
            self._known[passage.first] = self._speaker(passage, ready, later)
        return self._known[passage.first]

    def _speaker(self, passage: Passage, ready: list[Found], later: list[Found]) -> tuple[Found | None, bool]:
        tree = self.tree
        before = passage.first - 2
        behind = passage.last + 2
        framed = before >= 0 and tree.form[before] == ":"
        if not framed:
            k = behind + 1 if behind < len(tree) and tree.form[behind] == "," else behind
            if k < len(tree) and (k > behind or tree.form[passage.last] == "," or tree.lower[k] == "so"):
                for item in later:
                    if item.first > k + 7 or tree.sentence[item.head] != tree.sentence[k]:
                        break
                    person = item.kind in ("person", "role", "body", "organisation", "pronoun")
                    if item.first >= k and person and (tree.lower[k] == "so" or self._subject(item)):
                        return item, True
        people = [
            x
            for x in ready
            if x.first <= before
            and tree.sentence[passage.first - 1] - tree.sentence[x.head] <= 1
            and x.kind in ("person", "role", "pronoun")
            and x.first not in self.inside
        ]
        if not people:
            return None, False
        if not framed and before >= 0:
            said = tree.child(self._root(before), *SUBJECT)
            named = next((x for x in people if said is not None and x.first <= said <= x.last), None)
            if named is not None:
                return named, True
        if before >= 0 and tree.form[before] == "(":
            return people[-1], False
        near = [x for x in people if tree.sentence[x.head] == tree.sentence[max(0, before)]]
        for some in (near, people):
            subjects = [x for x in some if self._subject(x)]
            if subjects:
                return subjects[-1], framed and some is near
        return people[-1], False

    def _root(self, i: int) -> int:
        while self.tree.head[i] != i:
            i = self.tree.head[i]
        return i

    def _subject(self, item: Found) -> bool:
        return self.tree.dep[self.clauses.top(item.head)].startswith(SUBJECT)

    def addressee(self, i: int, speaker: Found | None, ready: list[Found]) -> Found | None:
        """The other person that the frame before a passage names: to whom it is said."""
        passage = self.inside.get(i)
        if passage is None or speaker is None:
            return None
        at = self.tree.sentence[max(0, passage.first - 2)]
        others = [
            x
            for x in ready
            if x.first < passage.first and self.tree.sentence[x.head] == at and x.party != speaker.party
            and x.party is not None and x.party.kind == "person"
        ]  # fmt: skip
        return others[-1] if others else None
