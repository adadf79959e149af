"""Whose a demand, an offer or a law is: the other side of whoever rejects, accepts or judges it."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sides_people import Side


class Owners:
    """The owners of the nouns of one document that somebody gives, says or decides."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.tree = roles, roles.tree
        people = roles.syntax.table.get("people", {})
        self.owned: tuple[str, ...] = (*people.get("owned", ()), *people.get("enacted", ()))
        self.origin = frozenset(people.get("origin", ()))
        self.giving = frozenset(people.get("giving", ()))
        self._known: dict[str, list[tuple[int, Side]]] | None = None

    def of(self, heads: Iterable[int]) -> Side:
        """Who gives what some nouns name, as their own phrase tells it."""
        for n in heads:
            if self.tree.upos[n] == "NOUN" and (found := self._phrase(n)):
                return found
        return ()

    def earlier(self, heads: Iterable[int]) -> Side:
        """Who gave what some nouns point back to: "the offer", where the text has told of an offer of somebody."""
        for n in heads:
            if self._points_back(n):
                before = [side for at, side in self._told().get(self._word(n), ()) if at < n]
                if before:
                    return before[-1]
        return ()

    def _phrase(self, n: int) -> Side:
        roles, tree = self.roles, self.tree
        if found := roles.parties([n]):
            return found
        places = roles.noun_places(n)
        owned = self.is_owned(n)
        for place, heads in places.items():
            if (place == "subj" or (owned and place in self.origin)) and (found := roles.parties(heads)):
                return found
        for g in places.get("gen", ()):  # "die Erfüllung der Auflagen durch Skopje"
            if found := roles.parties(roles.noun_places(g).get("subj", ())):
                return found
        for c in tree.children[n]:
            if tree.dep[c] in ("amod", "acl"):  # "der von der EU vorgeschlagene Kompromiss"
                agents = [d for d in tree.children[c] if roles.preposition(d) in roles.syntax.agent]
                if found := roles.parties(agents):
                    return found
            if owned and tree.dep[c].startswith("acl") and tree.upos[c] in VERBAL and roles.relative(c):
                givers = roles.places(c).get("subj", [])  # "ein Angebot, das Brüssel vorgelegt hatte"
                if givers and n not in givers and (found := roles.parties(givers)):
                    return found
        v = tree.head[n]
        if owned and tree.dep[n] == "obj" and tree.upos[v] in VERBAL and not roles.passive(v):
            # "backed a proposal by …": the agent of a noun may hang on its verb
            for place in roles.syntax.agent:
                if heads := [h for h in roles.places(v).get(place, ()) if h > n]:
                    return roles.parties(heads)
        return ()

    def is_owned(self, n: int) -> bool:
        """True for a noun of what somebody says, offers or decides."""
        return bool(self._word(n))

    def _points_back(self, n: int) -> bool:
        return self.tree.upos[n] == "NOUN" and self.is_owned(n) and self.roles.definite(n, pointed=True)

    def _word(self, n: int) -> str:
        """The word of the list that a noun is or ends in; empty if it is none."""
        among, seen = self.roles.syntax.among, (self.tree.lemma[n].lower(), self.tree.lower[n])
        if not any(among(word, self.owned) for word in seen):
            return ""
        return next(w for w in self.owned for word in seen if among(word, (w,)))

    def _told(self) -> dict[str, list[tuple[int, Side]]]:
        """All owned nouns of the text with their owners, in order, by word."""
        if self._known is None:
            self._known = {}
            for n, upos in enumerate(self.tree.upos):
                if upos == "NOUN" and self.is_owned(n) and (side := self._phrase(n) or self._giver(n)):
                    self._known.setdefault(self._word(n), []).append((n, side))
        return self._known

    def _giver(self, n: int) -> Side:
        """Who puts something forward: the subject of a verb of giving ("Die EU legte einen Plan vor")."""
        tree, v = self.tree, self.tree.head[n]
        if tree.lemma[v].lower() not in self.giving or n not in self.roles.places(v).get("obj", ()):
            return ()
        return self.roles.parties(self.roles.places(v).get("subj", ()))
