"""Which frames a word opens, by itself and with the words that stand around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche.reading.frames import Cue, Frame, Lexicon
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Places, Roles

# Before a further word of a predicate: it is the subject; it stands by itself and not as part of a compound.
SUBJECT, EXACT = "<", "="


@dataclass(frozen=True, slots=True)
class Near:
    """The words that stand with a predicate, and what they end in as compounds."""

    words: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()


NOTHING = Near()
MIN_END = 4
FORMAL = frozenset({"state", "organisation", "body", "person"})
REACH = 6
"""So many words before its "an" a phrase may have begun: "von der kommenden Woche an"."""


class Matching:
    """The frame table of a language, held against one document."""

    def __init__(self, roles: Roles, lexicon: Lexicon) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.lexicon = lexicon
        self.negation = roles.syntax.words("negation", "words")
        self.analytic = not lexicon.compounds
        self.victims: tuple[str, ...] = tuple(roles.syntax.table.get("people", {}).get("victims", ()))
        self.ambiguous = frozenset(roles.syntax.table["words"].get("ambiguous", ()))
        self.feminine: tuple[str, ...] = tuple(roles.syntax.table["words"].get("feminine", ()))
        self.loose = frozenset(roles.syntax.table["words"].get("loose", ()))
        self.opening = frozenset(roles.syntax.table["words"].get("opening", ()))
        self.closing = frozenset(roles.syntax.table["words"].get("closing", ()))
        self._kept_subjects: dict[int, Near] = {}

    def fits(self, cue: Cue, i: int, near: Near) -> bool:
        """True if the further words of a cue, and its "sich", stand with the word ``i``."""
        words, ends = near.words, near.ends
        for w in cue.words:
            if w in words or w in ends:
                continue  # the last part of a compound will do: "Wirtschaftssanktionen", "missile-test"
            if w[0] == EXACT and w[1:] in words:
                continue
            if w[0] == SUBJECT:
                subjects = self._subjects(i)
                if w[1:].removeprefix(EXACT) in subjects.words or w[1:] in subjects.ends:
                    continue
            return False
        return not cue.reflexive or any(
            self.tree.feats[c].get("Reflex") == "Yes" or self.tree.lower[c] == "sich" or self.tree.dep[c] == "expl:pv"
            for c in self.tree.children[i]
        )

    def _ended(self, words: set[str]) -> Near:
        if self.lexicon.compounds:
            ends = frozenset(w[at:] for w in words for at in range(1, len(w) - MIN_END + 1))
        else:
            ends = frozenset(w[at + 1 :] for w in words for at, c in enumerate(w) if c == "-" and len(w) - at > MIN_END)
        return Near(frozenset(words), ends)

    def _subjects(self, i: int) -> Near:
        """Lemmas and forms of the subjects of a verb, those of a participle and of a relative clause among them."""
        kept = self._kept_subjects.get(i)
        if kept is None:
            heads = self.roles.expand(self.roles.surface(i))
            found = {w for s in heads for w in (self.tree.lemma[s].lower(), self.tree.lower[s])}
            if self.analytic:
                found |= {w[:-1] for w in found if len(w) > 4 and w.endswith("s")}
            kept = self._kept_subjects[i] = self._ended(found)
        return kept

    def allowed(self, frame: Frame, v: int, places: Places, passive: bool) -> bool:
        """What a frame's notes demand of the clause of ``v``."""
        notes = frame.notes
        if "predicative" in notes and not self.predicative(v):
            return False
        if ("active" in notes and passive) or ("passive" in notes and not passive):
            return False
        if "object" in notes and "obj" not in places:
            return False
        if "no-object" in notes and "obj" in places:
            return False
        if "person" in notes and not any(map(self.roles.people, places.get("obj", ()))):
            return False
        if "formal" in notes and not any(map(self._one_party, self.roles.surface(v))):
            return False
        if "indefinite" in notes and not any(self._indefinite(i) for p in frame.recipient for i in places.get(p, ())):
            return False
        if "doer" in notes and not passive and not places.keys() & {"comp", "mit"} and self._things(v):
            return False
        if "visitor" in notes and not any(map(self.roles.people, places.get("subj", ()))):
            return False
        if "guest" in notes and not self._abroad(frame, places):
            return False
        if "clause" in notes and all(map(self.roles.infinitive, places.get("comp", ()))):
            return False
        if "infinitive" in notes and not any(map(self._bare, places.get("comp", ()))):
            return False
        if "no-clause" in notes and any(map(self._tensed, places.get("comp", ()))):
            return False
        if "human" in notes and not any(map(self._human, places.get("obj", ()))):
            return False
        if "not-own" in notes and any(map(self._owned, places.get("obj", ()))):
            return False
        if "finite" in notes and self.tree.dep[v].startswith(("acl", "amod")) and not self.roles.finite(v):
            return False
        if "named" in notes and not any(self.roles.parties(places.get(p, ())) for p in frame.recipient):
            return False
        if "partner" in notes and not (any(p in places for p in frame.recipient) or self._several(places.get("subj", ()))):
            return False
        return "place" not in notes or any(p in places for p in frame.recipient)

    def _one_party(self, i: int) -> bool:
        """True for a state, a body or a person, not for a crowd: "Madrid protestierte"."""
        m = self.roles.mention.get(i)
        one = self.tree.feats[i].get("Number") != "Plur"
        return one and m is not None and m.party is not None and m.party.kind in FORMAL

    def _indefinite(self, i: int) -> bool:
        """True for a noun with the indefinite article: "von einem Missverständnis"."""
        tree = self.tree
        return tree.upos[i] == "NOUN" and any(tree.feats[c].get("Definite") == "Ind" for c in tree.children[i])

    def _things(self, v: int) -> bool:
        """True for a clause whose subject is a noun that is nobody: "Ihm droht Haft"."""
        subjects = self.roles.expand(self.roles.surface(v))
        return bool(subjects) and all(self.tree.upos[s] == "NOUN" and not self.roles.somebody(s) for s in subjects)

    def _abroad(self, frame: Frame, places: Places) -> bool:
        """True where somebody is in a country other than their own: "war am Montag in Oslo"."""
        guests = [p for p in self.roles.parties(places.get("subj", ())) if p.kind == "person"]
        hosts = [p for place in frame.recipient for p in self.roles.parties(places.get(place, ()), False) if p.kind == "state"]
        return bool(guests and hosts) and all(h.code != g.code for g in guests for h in hosts)

    def _tensed(self, i: int) -> bool:
        """True for a clause that says what is or was: "suggested that they were", not "suggested that they be"."""
        tree = self.tree
        return any(
            tree.feats[c].get("VerbForm") == "Fin" and tree.lower[c] != tree.lemma[c].lower()
            for c in (i, *(c for c in tree.children[i] if tree.dep[c].startswith(("aux", "cop"))))
        )

    def _human(self, i: int) -> bool:
        """True for people, by a name, a noun or a pronoun that stands for several."""
        tree = self.tree
        i = self.roles.antecedent(i)
        if self.roles.people(i) or (tree.upos[i] == "PRON" and tree.lower[i] not in self.roles.syntax.sentential):
            return True
        return self.roles.syntax.among(tree.lemma[i].lower(), self.victims)

    def _owned(self, i: int) -> bool:
        """True for what is one's own: "its decision", "themselves"."""
        tree = self.tree
        return tree.feats[i].get("Reflex") == "Yes" or any(
            tree.dep[c].startswith(("nmod", "det")) and tree.feats[c].get("Poss") == "Yes" and tree.upos[c] in ("PRON", "DET")
            for c in tree.children[i]
        )

    def _several(self, heads: Sequence[int]) -> bool:
        """True for several who do something together: "The two leaders spoke", "Oslo and Riga spoke"."""
        heads = self.roles.expand(heads)
        return len(heads) > 1 or any(self.tree.feats[i].get("Number") == "Plur" for i in heads)

    def _bare(self, i: int) -> bool:
        """True for an infinitive without an auxiliary: "told him to leave", not "told him that he would leave"."""
        return self.roles.infinitive(i) and not any(self.tree.dep[c].startswith("aux") for c in self.tree.children[i])

    def predicative(self, v: int) -> bool:
        """True if a verb says what its object is: "called the vote a farce", "found the ruling disappointing"."""
        tree = self.tree
        objects = [c for c in tree.children[v] if tree.dep[c].partition(":")[0] in ("obj", "iobj") and c > v]
        named = len(objects) + self.roles.passive(v)
        for c in tree.children[v]:
            named += c > v and tree.dep[c] == "xcomp" and not self._marked(c)
        for o in objects:
            # a parser may hang what is said of the object on it: "the ruling deeply disappointing"
            named += any(
                c > o and tree.dep[c] in ("acl", "amod", "appos") and not tree.children[c][1:] and not self._marked(c)
                for c in tree.children[o]
            )
        return named > 1

    def _marked(self, i: int) -> bool:
        return self.roles.preposition(i) != "" or any(self.tree.dep[c] == "mark" for c in self.tree.children[i])

    def near(self, i: int) -> Near:
        """Lemmas and forms of the words that stand with a predicate."""
        tree = self.tree
        near: set[str] = set()
        if i and tree.upos[i - 1] in ("ADJ", "ADV"):
            near |= {tree.lemma[i - 1].lower(), tree.lower[i - 1]}  # "entschlossen reagieren", whatever it hangs on
        # a second subject is an object that a parser took for one: "Oslo fuhr die Beziehungen herunter"
        second = [c for c in tree.children[i] if tree.dep[c] == "nsubj"][1:] if self.lexicon.compounds else []
        for c in tree.children[i]:
            if (tree.dep[c] in ("punct", "nsubj", "conj", "ccomp", "parataxis") and c not in second) or (
                tree.dep[c] == "advcl" and tree.children[c] and tree.upos[c] in VERBAL
            ):
                if tree.dep[c] == "advcl":  # "was prevented from reaching"
                    near |= {tree.lower[d] for d in tree.children[c] if tree.dep[d] in ("mark", "case")}
                continue
            near |= {tree.lower[c]} if tree.dep[c] == "case" else {tree.lemma[c].lower(), tree.lower[c]}
            if tree.feats[c].get("PronType") == "Rel" and (of := self.roles.antecedent(c)) != c:
                near |= {tree.lemma[of].lower(), tree.lower[of]}  # "der Orden, der ihm verliehen wurde"
            below = list(tree.children[c])
            # "ließen die Waffen ruhen": what a bare infinitive is about
            bare = tree.dep[c] == "xcomp" and tree.upos[c] in VERBAL and not any(tree.dep[d] == "mark" for d in below)
            for d in below:
                if tree.dep[d] in ("nmod", "appos", "conj"):
                    below += [e for e in tree.children[d] if tree.dep[e] == "nmod"]  # "die Botschafterin Perus des Landes"
                if tree.dep[d] in ("amod", "compound", "case", "conj", "xcomp", "nmod", "compound:prt", "appos") or (
                    # "keine Waffen", "nicht mehr"
                    (tree.lower[d] in self.negation and (tree.dep[d].startswith("det") or tree.dep[c] == "advmod"))
                    or (tree.dep[c] == "xcomp" and tree.dep[d] == "advmod")  # "ließ ihn links liegen"
                    or (bare and tree.dep[d] == "obj")
                ):
                    adjacent = d == i + 1 and tree.upos[c] == "NOUN"
                    if tree.dep[d] == "case" and tree.lower[d] in self.ambiguous and not adjacent:
                        continue  # "took it in May" is no "took in"
                    near |= {tree.lemma[d].lower(), tree.lower[d]}
        if tree.dep[i].startswith("acl") and tree.feats[i].get("VerbForm") == "Part":
            near.add(tree.lemma[tree.head[i]].lower())  # "sanctions imposed by …"
        if self.analytic:
            near |= self._beyond(i)
            near |= {w[:-1] for w in near if len(w) > 4 and w.endswith("s")}
        for ending in self.feminine:
            near |= {w[: -len(ending)] for w in near if w.endswith("er" + ending)}
        return self._ended(near | {w.replace("-", "") for w in near if "-" in w})

    def _last(self, i: int) -> int | None:
        """An adverb that ends the clause of a verb, which may be its particle: "legten ihr Amt nieder"."""
        tree = self.tree
        last = next((c for c in reversed(tree.children[i]) if tree.dep[c] == "advmod"), None)
        if last is None or last < i or tree.children[last]:
            return None
        return last if last + 1 == len(tree) or tree.upos[last + 1] in ("PUNCT", "CCONJ") else None

    def _beyond(self, i: int) -> set[str]:
        """Words of an English clause that hang elsewhere: "a trip he called off", "ordered a diplomat to leave"."""
        tree, found = self.tree, set[str]()
        kids = tree.children[i]
        if tree.dep[i].startswith("acl"):
            below = {tree.dep[c].partition(":")[0] for c in kids}
            if "nsubj" in below and not below & {"obj", "mark"}:
                found.add(tree.lemma[tree.head[i]].lower())
        for c in kids:
            dep = tree.dep[c]
            if dep == "ccomp":
                open_ = [c]
            elif dep == "obj":
                open_ = [d for d in tree.children[c] if tree.dep[d] in ("ccomp", "acl")]
            else:
                continue
            found |= {tree.lemma[d].lower() for d in open_ if tree.upos[d] in VERBAL and self._bare(d)}
        return found

    def verb(self, i: int) -> str:
        """The lemma by which a verb is listed; an adverb that was taken for its particle left out: "schossen aufeinander"."""
        tree, lexicon = self.tree, self.lexicon
        lemma = lexicon.verb(tree.lemma[i].lower())
        if lemma in lexicon.verbs or not self.loose:
            return lemma
        for c in tree.children[i]:
            word = tree.lower[c]
            if tree.dep[c] == "compound:prt" and lemma.startswith(word):
                rest = lexicon.verb(lemma[len(word) :])
                # a participle carries a particle of its own: "zusammen … ausgewiesen" has none
                apart = tree.feats[i].get("VerbForm") in ("Part", "Inf") and not tree.lower[i].startswith(word)
                open_ = word in self.closing and not self.opening.isdisjoint(tree.lower[max(0, c - REACH) : c])
                if apart or open_ or word in self.loose or (tree.upos[c] == "ADV" and rest in lexicon.verbs):
                    return rest
        return lemma

    def cues(self, table: dict[str, tuple[Cue, ...]], i: int) -> list[Cue]:
        """The cues of a table that a word opens, with its particle and the words around it."""
        lemma = self.tree.lemma[i].lower()
        if table is self.lexicon.verbs:
            lemma = self.verb(i)
        found = table.get(lemma, ())
        if not found and table is self.lexicon.adjectives:
            found = table.get(self.tree.lower[i], ())
        particle = next((c for c in self.tree.children[i] if self.tree.dep[c] == "compound:prt"), None)
        if particle is None and table is self.lexicon.verbs and (last := self._last(i)) is not None:
            particle = last if self.tree.lower[last] + lemma in table else None
        if particle is not None and not self.analytic and not lemma.startswith(self.tree.lower[particle]):
            found = table.get(self.tree.lower[particle] + lemma, ()) or found
        if not found:
            return []
        near = self.near(i) if any(c.words for c in found) else NOTHING
        # most cues of a verb ask for a word that does not stand here: they are passed over before anything else is looked at
        here = near.words | near.ends
        return [
            c
            for c in found
            if (not c.words or c.words[0] in here or c.words[0][0] in (SUBJECT, EXACT)) and self.fits(c, i, near)
        ]
