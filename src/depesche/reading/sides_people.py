"""People who are no known party, as a record words them: "Rebellen", "ausländische Soldaten", "protesters"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.reading.roles import Roles
from depesche.records import Party, Span

Side = tuple[Party, ...]


class People:
    """Who may be a side without being a party, by the lists of a language (``[people]`` in ``languages/*/syntax.toml``)."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.tree = roles, roles.tree
        people = roles.syntax.table.get("people", {})
        self.compounds = bool(roles.syntax.table["words"]["compounds"])
        self.agents: tuple[str, ...] = tuple(people.get("agents", ()))
        generic = frozenset(people.get("generic", ()))
        self.civil = tuple(w for w in self.agents if w not in generic)
        self.groups: tuple[str, ...] = tuple(people.get("groups", ()))
        self.violent: tuple[str, ...] = tuple(people.get("violent", ()))
        self.addressed = tuple(w for w in (*self.civil, *self.groups, *people.get("suffering", ())) if w not in generic)
        self.others: tuple[str, ...] = tuple(people.get("others", ()))
        self.armed: tuple[str, ...] = tuple(people.get("armed", ()))
        self.stance: tuple[str, ...] = tuple(people.get("stance", ())) or ("\0",)
        self.abstract: tuple[str, ...] = tuple(people.get("abstract", ())) or ("\0",)
        self.scene = frozenset(people.get("scene", ()))
        self.relational: tuple[str, ...] = tuple(people.get("relational", ()))

    def among(self, i: int, words: tuple[str, ...]) -> bool:
        """True for a noun among some words (any noun in a language that lists none)."""
        lemma, form = self.tree.lemma[i].lower(), self.tree.lower[i]
        among = self.roles.syntax.among
        if not self.agents or among(lemma, words) or among(form, words):
            return True
        return not self.compounds and form.endswith("s") and among(form[:-1], words)  # a plural that was not lemmatised

    def unknown(
        self, heads: Sequence[int], words: tuple[str, ...], proper: bool = False, speaking: bool = False, alone: bool = False
    ) -> Side:
        """Whoever is no known party, as the text has it: people, or (``proper``) a name, or (``speaking``) a plural."""
        tree = self.tree
        for i in heads if alone else self.roles.expand(heads):
            i = self.roles.antecedent(i)
            if i in self.roles.mention:
                continue
            many = speaking and proper and tree.feats[i].get("Number") == "Plur" and not self.roles.said([i])
            many = many and not tree.lower[i].endswith(self.abstract)
            if (tree.upos[i] == "PROPN" and proper) or (tree.upos[i] == "NOUN" and (many or self.among(i, words))):
                return (Party(name=self.worded(i), kind="group"),)
        return ()

    def each(self, heads: Sequence[int]) -> Side:
        """The parties of coordinated nouns, those that no party is known for as the text has them."""
        return tuple(dict.fromkeys(p for i in self.roles.expand(heads) for p in self.each_one(i)))

    def each_one(self, i: int) -> Side:
        """As ``each``, of one noun without those that are coordinated with it."""
        known = self.roles._parties_of(i, True)
        return known or (self.unknown([i], self.groups, alone=True) if self.groups else ())

    def worded(self, i: int) -> str:
        """A noun as a record names it: a plural as it stands, without the dative's "n"; else the lemma."""
        tree = self.tree
        form, lemma = tree.form[i], tree.lemma[i]
        if tree.upos[i] != "NOUN":
            return form
        if not self.compounds and form.istitle():
            form = form.lower()  # begins a sentence
        if tree.feats[i].get("Number") != "Plur":
            return lemma
        if form == lemma + "n" or form.endswith(("ern", "eln")):
            form = form[:-1]
        return " ".join([*self._belonging(i), form])

    def _belonging(self, i: int) -> list[str]:
        """The adjectives that say whose side people are on, in the nominative: "proserbische", "foreign"."""
        tree = self.tree
        found = []
        for c in tree.children[i]:
            if tree.dep[c] != "amod" or c > i:
                continue
            stem = tree.form[c]
            if self.compounds:
                stem = next((stem[: -len(e)] for e in ("en", "er", "es", "em", "e") if stem.endswith(e)), stem)
            if stem.endswith(self.relational) or stem.lower().startswith(self.stance):
                found.append(stem + "e" * self.compounds)
        return found

    def unbound(self) -> None:
        """Armed groups bear no code that their own phrase does not give: where rebels fight does not say whose they are."""
        known: set[tuple[str, str]] = set()
        labels: dict[str, str] = {}
        for i, m in sorted(self.roles.mention.items()):
            party = m.party
            if not (party and party.code and party.kind == "group" and m.form == "group" and self.among(i, self.armed)):
                continue
            if m.span.begin < self.tree.begin[i] or self._owned(i, party.code) or self._wider(i, m.span):
                known.add((self.tree.lemma[i], party.code))
            elif (self.tree.lemma[i], party.code) not in known:
                label = self.worded(i)
                if " " in label or self.tree.lemma[i] not in labels:
                    labels[self.tree.lemma[i]] = label  # "die Milizen" are the "proserbische Milizen" of before
                self.roles.mention[i] = replace(m, party=Party(name=labels[self.tree.lemma[i]], kind="group"))

    def _wider(self, i: int, span: Span) -> bool:
        """True for a mention that goes on behind its noun, with more than a place: "die Milizen der al-Schabaab"."""
        after = i + 1
        return after < len(self.tree) and self.tree.begin[after] < span.end and self.tree.lower[after] not in self.scene

    def _owned(self, i: int, code: str) -> bool:
        """True for a noun whose own adjective, first part or genitive gives its code; where somebody is gives none."""
        for c in self.tree.children[i]:
            mention = self.roles.mention.get(c)
            if mention and mention.party and mention.party.code == code:
                return self.roles.preposition(c) in ("", *self.roles.syntax.genitive)
        return False


def others(parties: Side, actor: Side) -> Side:
    """Parties that are no actor, nor the bare state whose body or person acts."""
    codes = {a.code for a in actor if a.code}
    return tuple(p for p in parties if p not in actor and (p.name or p.code not in codes))


def best(parties: Side, actor: Side) -> Side:
    """As ``others``, those of other states and organisations first."""
    codes = {a.code for a in actor if a.code}
    return tuple(sorted(others(parties, actor), key=lambda p: p.code in codes and bool(p.code)))
