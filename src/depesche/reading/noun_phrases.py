"""Nouns and what hangs on them: who is meant, whose something is, and the places of a noun phrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from depesche.reading.lexicon import VERBAL
from depesche.reading.syntax import Syntax
from depesche.reading.tree import Tree
from depesche.records import Mention, Party

Places = dict[str, list[int]]
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
MAX_CLIMB = 12
MODIFYING = frozenset({"adjective", "compound"})
NOUNS = frozenset({"role", "group"})
"""Forms of mention that an adjective cannot be: "military exercises"."""


class NounPhrases:
    """The noun phrases of one document and the parties that they mean."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], syntax: Syntax) -> None:
        self.tree = tree
        self.syntax = syntax
        self.mention: dict[int, Mention] = {}
        self.inside: dict[int, Mention] = {}
        for m in mentions:
            if 0 <= m.token < len(tree) and not (tree.upos[m.token] == "ADJ" and m.form in NOUNS):
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
        self._owned: tuple[str, ...] = tuple(syntax.table.get("people", {}).get("owned", ()))
        self._people: tuple[str, ...] = (
            *syntax.table.get("people", {}).get("agents", ()),
            *syntax.table.get("people", {}).get("suffering", ()),
        )
        people = syntax.table.get("people", {})
        self._orders, self._ordering = frozenset(people.get("orders", ())), frozenset(people.get("ordering", ()))
        self._measures: tuple[str, ...] = tuple(syntax.table["roles"].get("measures", ()))
        words = syntax.table["words"]
        self._endings = tuple(words["infinitive"])
        self._unclear = (*words["participle_like_infinitive"], *syntax.table["strong"])

    # -- words ---------------------------------------------------------------------------------------------------------

    def preposition(self, i: int) -> str:
        """The preposition (or postposition) of a nominal, contractions undone; empty if it has none."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] == "case" and tree.upos[c] != "PRON" and tree.lower[c] not in ("'s", "’s", "'"):
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

    def plural(self, i: int) -> bool:
        """True for a noun in the plural, by its own form, its article's or the verb's of which it is the subject."""
        tree = self.tree
        if tree.feats[i].get("Number") == "Plur":
            return True
        v = tree.head[i]
        if not tree.dep[i].startswith("nsubj") or any(tree.dep[c] == "conj" for c in tree.children[i]):
            return False
        verbs = (j for j in (v, *tree.children[v]) if tree.upos[j] in VERBAL)
        return any(tree.feats[j].get("VerbForm") == "Fin" and tree.feats[j].get("Number") == "Plur" for j in verbs)

    def somebody(self, i: int) -> bool:
        """True for a noun or pronoun that names a party or people."""
        tree = self.tree
        if i in self.mention:
            return bool(self.parties([i], False))
        i = self.antecedent(i)
        return tree.upos[i] == "NOUN" and bool(self._people) and self.syntax.among(tree.lemma[i].lower(), self._people)

    def by_order(self, i: int) -> bool:
        """ "auf Befehl des Präsidenten": the order only says who acts."""
        return self.tree.lemma[i].lower() in self._orders and self.preposition(i) in self._ordering

    def people(self, i: int) -> bool:
        """True for a word that names people, not a state or another body."""
        i = self.antecedent(i)
        if i in self.mention:
            party = self.mention[i].party
            return party is not None and party.kind == "person"
        return self.somebody(i)

    def said(self, heads: Sequence[int]) -> bool:
        """True for nouns of speech, which are accepted or refused and seldom act: "Die Forderung lehnte Kiew ab"."""
        tree = self.tree
        return bool(self._owned) and all(
            tree.upos[i] == "NOUN" and i not in self.mention and self.syntax.among(tree.lemma[i].lower(), self._owned)
            for i in heads
        )

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
                return self._agreeing(i, clause, head)
            clause = tree.head[clause]
        return i

    def _agreeing(self, pronoun: int, clause: int, head: int) -> int:
        """The antecedent of a relative pronoun: the noun nearest to it that agrees in number, if its clause's head does not."""
        tree = self.tree
        number = tree.feats[pronoun].get("Number")
        if tree.dep[pronoun].startswith("nsubj"):
            verbs = (tree.feats[j] for j in (clause, *tree.children[clause]) if tree.upos[j] in VERBAL)
            number = next((f["Number"] for f in verbs if f.get("VerbForm") == "Fin" and "Number" in f), number)
        own = "Plur" if len(self.expand([head])) > 1 else tree.feats[head].get("Number")
        if not number or not own or own == number:
            return head
        between = range(pronoun - 1, head, -1)
        nouns = (j for j in between if tree.upos[j] in ("NOUN", "PROPN") and tree.feats[j].get("Number") == number)
        return next(nouns, head)

    # -- phrases -------------------------------------------------------------------------------------------------------

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
                word = self.preposition(c) if tree.dep[c] == "nmod" else ""
                if not word or word in self.syntax.genitive:
                    continue
                place = "subj" if word in self.syntax.agent else word
                if place not in out:
                    add(place, c)
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

    def definite(self, n: int, pointed: bool = False) -> bool:
        """True for a noun with the definite article, or (``pointed``) with a demonstrative."""
        feats = (self.tree.feats[c] for c in self.tree.children[n] if self.tree.dep[c] == "det")
        return any(f.get("Definite") == "Def" or (pointed and f.get("PronType") == "Dem") for f in feats)

    def _names_behind(self, i: int) -> tuple[Party, ...]:
        """Several persons who are named behind the office that they share: "The presidents, A and B, met"."""
        tree = self.tree
        if tree.feats[i].get("Number") != "Plur" or not (names := [c for c in tree.children[i] if tree.dep[c] == "appos"]):
            return ()
        met = [m.party for c in self.expand(names) if (m := self.mention.get(c)) and m.party and m.party.kind == "person"]
        return tuple(met) if len(met) > 1 else ()

    def _parties_of(self, i: int, deep: bool, depth: int = 0, loose: bool = False) -> tuple[Party, ...]:
        i = self.antecedent(i)
        mention = self.mention.get(i) or self.inside.get(i)
        tree = self.tree
        if mention and mention.parties:
            if self._measure(i, mention):
                return ()
            return self._names_behind(i) or self._each(i, mention)
        for c in tree.children[i]:
            if (
                tree.dep[c].startswith(("appos", "flat"))
                and (m := self.mention.get(c))
                and m.parties
                and not self._measure(c, m)
            ):
                return m.parties
        if not deep or depth > 3:
            return ()
        for group in (("nmod", "nmod:poss", "det:poss"), ("compound", "amod", "det")):
            below = tree.children[i]
            if loose:  # "its border with Norway": the other side before the owner
                below = sorted(below, key=lambda c: self.preposition(c) not in self._linking)
            for c in below:
                if tree.dep[c] in group:
                    word = self.preposition(c)
                    if word and word not in self.syntax.genitive and not (loose and word in self._linking):
                        continue
                    if group[0] != "nmod" and tree.upos[c] in ("ADJ", "VERB") and c not in self.mention:
                        continue  # "die von ihm geführte Armee": he is not what the army belongs to
                    found = self._parties_of(c, deep, depth + 1, loose)
                    if found:
                        return found
        return ()

    def _measure(self, i: int, mention: Mention) -> bool:
        """True for a unit, whose first part is no party: "26 Millionen US-Dollar"."""
        return mention.form == "compound" and self.syntax.among(self.tree.lemma[i].lower(), self._measures)

    def _each(self, i: int, mention: Mention) -> tuple[Party, ...]:
        """The parties of a mention; one for each owner where a plural has several: "die Präsidenten Chiles und Perus"."""
        tree = self.tree
        if len(mention.parties) > 1 or tree.upos[i] != "NOUN" or not self.plural(i):
            return mention.parties
        owners: list[Party] = []
        for c in tree.children[i]:
            if tree.dep[c] in ("nmod", "nmod:poss") and self.preposition(c) in ("", *self.syntax.genitive):
                owners += [p for p in self.parties([c]) if p.code and p.code not in {o.code for o in owners}]
        if len(owners) < 2:
            return mention.parties
        own = mention.parties[0]
        name = own.name if own.kind != "person" else tree.lemma[i]
        return tuple(
            own if p.code == own.code else Party(p.code, name, "group" if own.kind == "person" else own.kind) for p in owners
        )
