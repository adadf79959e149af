"""What speaks for and against a party as a side of an event, as features with short values.

The features are those of semantic role labelling (path, position, voice, predicate: Gildea & Jurafsky 2002), of salience in
coreference (distance, subject before, frequency), and what the tables of frames have said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.reading.sides_cast import LATELY, Candidate, Cast, code, key
from depesche.records import Mention, Party, Quote, Record

Values = dict[str, str]
SideName = Literal["actor", "recipient"]
MAX_PATH = 4
MAX_CLIMB = 4
CROWDED = 0.6
"""From this share of all mentions on, a dispatch is about one party's own affairs."""
CLEAR = 2
"""So many times as often as the next is by far."""
CHAINED = frozenset({"flat", "conj", "appos", "compound"})
KEPT_SUBTYPES = frozenset({"nsubj:pass", "acl:relcl", "obl:agent", "obl:arg", "det:poss"})


class Features:
    """The features of candidates in one document."""

    def __init__(self, roles: Roles, cast: Cast, rules: Rules, quotes: Sequence[Quote], records: Sequence[Record]) -> None:
        self.roles, self.tree, self.cast, self.rules = roles, roles.tree, cast, rules
        self.quotes, self.records = quotes, records
        total = sum(cast.often.values())
        self._crowded = bool(total) and max(cast.often.values()) > CROWDED * total
        self.pairs: Counter[frozenset[str]] = Counter()
        self._acts: Counter[str] = Counter()
        self._suffers: Counter[str] = Counter()
        for r in records:
            self._acts.update(map(code, r.actor))
            self._suffers.update(map(code, r.recipient))
            self.pairs.update(frozenset((code(a), code(b))) for a in r.actor for b in r.recipient)
        self._subjects: dict[int, set[str]] = {}
        self._counts: dict[frozenset[str], list[int]] = {}
        self._spoken: dict[int, list[Quote]] = {}
        """The quotations in each sentence."""
        for q in quotes:
            told = {self.tree.sentence[i] for span in q.spans for i in self.tree.tokens(span)}
            for s in told:
                self._spoken.setdefault(s, []).append(q)

    # -- the event -----------------------------------------------------------------------------------------------------

    def event(self, record: Record, token: int) -> Values:
        """What all candidates of an event share."""
        tree, roles, rules = self.tree, self.roles, self.rules
        verbal = tree.upos[token] in VERBAL
        voice = "V" if verbal else "N" if tree.upos[token] == "NOUN" else "A"
        kind = "speech" if record.type in rules.speech else "both" if record.type in rules.symmetric else "deed"
        return {
            "type": record.type,
            "kind": kind + voice + ("p" if verbal and roles.passive(token) else ""),
            "status": record.status,
            "dep": tree.dep[token].partition(":")[0],
            "subject": _yes(roles.surface(token)) if verbal else "n",
            "sources": str(min(len(record.attribution), 2)),
            "lemma": tree.lemma[token].lower(),
            **self._slots(record, token, verbal),
            "one": _yes(self._crowded),
            "has-actor": self._known(record.actor, "actor", record),
            "has-recipient": self._known(record.recipient, "recipient", record),
        }

    def _slots(self, record: Record, token: int, verbal: bool) -> Values:
        """What stands on the places of the predicate, and how many are named in the evidence and in the dispatch."""
        told = self.roles.places(token) if verbal else self.roles.noun_places(token)
        other = next((p for p in told if p not in ("subj", "obj", "dat", "comp")), "-")
        begin, end = record.evidence.begin, record.evidence.end
        inside = {code(p) for m in self.cast.by_sentence.get(self.tree.sentence[token], ()) for p in m.parties
                  if not m.place and begin <= self.tree.begin[m.token] < end}  # fmt: skip
        return {
            "subj": self._slot(told.get("subj", ())),
            "obj": self._slot([*told.get("obj", ()), *told.get("dat", ())]),
            "prep": other + self._slot(told.get(other, ())),
            "inside": str(min(len(inside), 3)),
            "codes": str(min(len(self.cast.often), 5)),
        }

    def _slot(self, heads: Sequence[int]) -> str:
        """Who or what stands on a place: a party, people whom no table knows, something else, or nothing."""
        if not heads:
            return "-"
        for i in self.roles.expand(heads):
            if i in self.roles.mention:
                return "party"
            if i in self.cast.stranger:
                return "people"
        return self.tree.upos[heads[0]][:1].lower()

    @staticmethod
    def _known(side: tuple[Party, ...], name: SideName, record: Record) -> str:
        return "0" if not side else "inferred" if name in record.inferred else "1"

    # -- the candidates ------------------------------------------------------------------------------------------------

    def candidates(self, record: Record, token: int, at: int, found: Sequence[Candidate]) -> list[Values]:
        """The features of each candidate for the record with this number."""
        tree = self.tree
        verbal = tree.upos[token] in VERBAL
        places = self._places(token, verbal)
        speaking, spoken_to = self._speech(record)
        subjects, objects = self._above(token)
        previous = self._subjects_of(tree.sentence[token] - 1)
        before = list(reversed(self.records[max(0, at - LATELY) : at]))
        paths: dict[int, tuple[str, ...]] = {}
        out = []
        for c in found:
            name, own = key(c.party), code(c.party)
            values = {
                "who": c.party.kind + ("" if c.party.code else "-"),
                "rank": str(min(self.cast.rank.get(own, 9), 4)),
                "often": str(min(self.cast.often[own], 6)),
                "acts": str(min(self._acts[own], 4)),
                "suffers": str(min(self._suffers[own], 4)),
                "speaks": _yes(name in speaking),
                "source": self._source(name, record),
                "addressed": _yes(name in spoken_to),
                "above": ("s" if name in subjects else "") + ("o" if name in objects else ""),
                "before-subject": _yes(name in previous),
                "acted": _when(name, before, "actor"),
                "suffered": _when(name, before, "recipient"),
                "in-actor": self._told(c.party, name, record.actor, "actor" in record.inferred),
                "in-recipient": self._told(c.party, name, record.recipient, "recipient" in record.inferred),
                "to-recipient": self._against(own, record.recipient),
            }
            values.update(self._words(c, record, token, places, paths))
            out.append(values)
        return out

    def _words(
        self, c: Candidate, record: Record, token: int, places: dict[int, str], paths: dict[int, tuple[str, ...]]
    ) -> Values:
        """Where and how the candidate is named."""
        tree, roles = self.tree, self.roles
        here = tree.sentence[token]
        ranked = sorted((self._distance(i, record, token, here), i, n) for n, (i, _) in enumerate(c.named))
        if not ranked:
            return dict(NOWHERE)
        (outside, back, _), i, n = ranked[0]
        mention: Mention | None = c.named[n][1]
        values = {
            "where": f"-{back}" if back else "sentence" if outside else "clause",
            "form": mention.form if mention else "noun",
            "noun": "-" if mention else tree.lemma[i].lower(),
            "scene": _yes(mention and mention.place),
            "case": roles.grammatical_case(i) or "-",
            "side": ("after" if i > token else "before") if not back else "-",
            "near": str(min(abs(i - token) // 3, 8)) if not back else "-",
            "label": tree.dep[i].partition(":")[0] if back else "-",
        }
        if back:
            return {**NOWHERE, **values}
        tokens = [j for (_, b, _), j, _ in ranked if not b]
        found = sorted({places[j] for j in tokens if j in places})
        values["place"] = "+".join(found[:2]) or "-"
        path = min((paths.setdefault(j, self._path(token, j)) for j in tokens), key=len)
        values["path"] = ">".join(path) if len(path) <= MAX_PATH else "long"
        values["first"], values["last"], values["steps"] = path[0], path[-1], str(min(len(path), 6))
        return values

    def _distance(self, i: int, record: Record, token: int, here: int) -> tuple[bool, int, int]:
        inside = record.evidence.begin <= self.tree.begin[i] < record.evidence.end
        return not inside, here - self.tree.sentence[i], abs(i - token)

    def _places(self, token: int, verbal: bool) -> dict[int, str]:
        """The place of each word under the predicate; a word inside a place's phrase has a stroke behind it."""
        roles = self.roles
        found: dict[int, str] = {}
        told = roles.places(token) if verbal else roles.noun_places(token)
        for place, heads in told.items():
            for h in roles.expand(heads) if place != "comp" else heads:
                found.setdefault(h, place)
        for h, place in list(found.items()):
            for j in self.tree.subtree(h) if place != "comp" else ():
                found.setdefault(j, place + "/")
        return found

    def _path(self, a: int, b: int) -> tuple[str, ...]:
        """Labels from the predicate up (with a caret) and down to a word; prepositions or cases stand with their phrases."""
        tree = self.tree
        up = [a, *tree.ancestors(a)]
        position = {i: n for n, i in enumerate(up)}
        down = [b]
        while down[-1] not in position:
            if tree.head[down[-1]] == down[-1]:
                return ("apart",)
            down.append(tree.head[down[-1]])
        below = [self._label(i) for i in reversed(down[:-1])]
        kept = [label for label in below if label not in CHAINED] or below[-1:]
        return (*("^" + self._label(i) for i in up[: position[down[-1]]]), *kept) or ("self",)

    def _label(self, i: int) -> str:
        dep = self.tree.dep[i]
        label = dep if dep in KEPT_SUBTYPES else dep.partition(":")[0]
        if label in ("obl", "nmod"):
            label += "." + (self.roles.preposition(i) or self.roles.grammatical_case(i) or "-")
        return label

    def _sentence(self, offset: int) -> int:
        """The number of the sentence at a place of the text."""
        token = self.tree.at(offset)
        return -1 if token is None else self.tree.sentence[token]

    def _speech(self, record: Record) -> tuple[set[str], set[str]]:
        """Who speaks the words in which the event stands, and to whom."""
        speaking: set[str] = set()
        spoken_to: set[str] = set()
        for q in self._spoken.get(self._sentence(record.predicate.begin), ()):
            if not any(record.predicate.within(s) for s in q.spans):
                continue
            if q.party:
                speaking.add(key(q.party))
            for s in q.addressee:
                for i in self.tree.tokens(s):
                    spoken_to.update(map(key, self.roles.parties([i])))
        return speaking, spoken_to

    def _above(self, token: int) -> tuple[set[str], set[str]]:
        """Subjects and objects of the clauses above the event's own."""
        tree, roles = self.tree, self.roles
        subjects: set[str] = set()
        objects: set[str] = set()
        i = token
        for _ in range(MAX_CLIMB):
            if tree.head[i] == i:
                break
            i = tree.head[i]
            if tree.upos[i] in VERBAL:
                subjects.update(map(key, roles.parties(roles.surface(i))))
                told = roles.places(i)
                objects.update(map(key, roles.parties([*told.get("obj", ()), *told.get("dat", ())])))
        return subjects, objects

    def _subjects_of(self, sentence: int) -> set[str]:
        """The subjects of a sentence."""
        found = self._subjects.get(sentence)
        if found is None:
            first, last = self.tree.sentences[sentence] if sentence >= 0 else (0, 0)
            heads = [i for i in range(first, last) if self.tree.dep[i].startswith("nsubj")]
            found = self._subjects[sentence] = set(map(key, self.roles.parties(heads)))
        return found

    @staticmethod
    def _source(name: str, record: Record) -> str:
        parties = [key(s.party) for s in record.attribution]
        return "last" if parties[-1:] == [name] else "one" if name in parties else "0"

    @staticmethod
    def _told(party: Party, name: str, side: tuple[Party, ...], inferred: bool) -> str:
        """Whether the tables have put the candidate on a side: itself, somebody of its code, or not."""
        if any(key(p) == name for p in side):
            return "inferred" if inferred else "1"
        return "code" if any(code(p) == code(party) for p in side) else "0"

    def beside(self, party: Party, actor: Sequence[Party]) -> Values:
        """How a candidate for the recipient stands to the actor."""
        against = self._against(code(party), actor)
        if not actor:
            return {"to-actor": "none", "paired": "-", "against": against}
        if any(key(p) == key(party) for p in actor):
            return {"to-actor": "same", "paired": "-", "against": against}
        if any(code(p) == code(party) for p in actor):
            return {"to-actor": "code", "paired": "-", "against": against}
        paired = max(self.pairs[frozenset((code(party), code(p)))] for p in actor)
        return {"to-actor": "other", "paired": str(min(paired, 3)), "against": against}

    def _against(self, own: str, side: Sequence[Party]) -> str:
        """A party's place among all that the dispatch names besides a side, the most frequent first, and whether by far."""
        if not side:
            return "none"
        codes = frozenset(code(p) for p in side)
        if own in codes:
            return "same"
        others = self._counts.get(codes)
        if others is None:
            counts = (n for c, n in self.cast.often.items() if c not in codes)
            others = self._counts[codes] = sorted(counts, reverse=True)
        n = self.cast.often[own]
        place = others.index(n) if n in others else len(others)
        following = others[place + 1] if place + 1 < len(others) else 0
        return f"{min(place, 3)}{'+' if n >= CLEAR * following else ''}"


NOWHERE: Values = dict.fromkeys(
    ("where", "form", "noun", "scene", "case", "side", "near", "label", "place", "path", "first", "last", "steps"), "-"
)


def _yes(value: object) -> str:
    return "1" if value else "0"


def _when(name: str, before: Sequence[Record], side: SideName) -> str:
    return next((str(n) for n, r in enumerate(before) if any(key(p) == name for p in getattr(r, side))), "-")
