"""Who stands on which side, weighed: where tables and context leave several possible, learnt weights choose.

A conditional log-linear model (maximum entropy, Berger et al. 1996) over the candidates for a side and over leaving it empty;
what the tables say is a feature among others. Its weights are a table like any other: ``models/records.tsv.gz``, with columns
for what is weighed, names of features, their values, and weight. How they were learnt: ``training/train_records.py``.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import exp
from operator import itemgetter
from typing import Any

from depesche.reading import belonging
from depesche.reading.frames import Rules
from depesche.reading.roles import Roles
from depesche.reading.sides_cast import Candidate, Cast, code
from depesche.reading.sides_features import Features, SideName, Values
from depesche.records import Mention, Party, Quote, Record

#: Which features are weighed together, for a candidate and for an empty side; "told" is what the tables say of this side,
#: "other" what they say of the other one, "has" whether they fill this side.
OF_CANDIDATE = (
    "form", "scene", "near", "path", "first", "steps", "case", "label", "who", "rank", "often", "addressed", "source", "acts",
    "suffers", "side", "told other", "type told", "kind told other", "told place", "told where who", "told speaks source",
    "told rank", "told last", "kind place", "type place", "type last", "kind last who", "kind path", "type kind first",
    "lemma place", "lemma told", "kind where has", "type where has", "kind where rank has", "kind speaks source subject",
    "kind above subject dep", "type who", "kind before-subject where subject", "kind acted suffered", "type acted has",
    "type suffered has", "kind form place",
    "to-recipient", "kind to-recipient where has", "type to-recipient has", "sources where kind has", "scene last",
    "kind status place", "noun", "noun type", "noun place", "noun where has", "kind subj place", "kind obj place",
    "kind obj where has", "type obj where", "type inside where", "kind inside where has", "kind prep place",
    "kind codes where has",
)  # fmt: skip
OF_RECIPIENT = (
    "to-actor", "type to-actor who", "kind to-actor told", "paired", "kind paired has", "to-actor where has one",
    "to-actor place", "against",
    "kind against where has", "type against has", "against one has", "kind to-actor above before-subject acted",
)  # fmt: skip
OF_NOBODY = (
    "nobody", "type has", "kind has", "type kind", "type status", "dep has subject", "sources has", "lemma", "lemma has",
    "one has", "kind subj has", "type subj", "kind obj has", "type obj", "kind prep", "type prep", "inside has",
    "type inside has", "kind inside obj has", "codes has", "type codes has", "kind codes inside",
)  # fmt: skip
NOBODY_BESIDE = ("type acting", "acting has")
OF_STANDING = (
    "doubt", "doubt type", "doubt kind", "type kind", "lemma", "lemma type", "doubt dep", "kind dep", "type filled",
    "kind filled", "doubt filled", "parties", "type parties", "length kind", "again kind", "again type", "again doubt",
    "definite kind", "status type", "sources kind", "one type", "inferred type",
)  # fmt: skip
"""Which features are weighed together for whether an event stands (``events_standing``)."""
SIDES: tuple[SideName, SideName] = ("actor", "recipient")
Weights = tuple[tuple[Callable[[Values], Any], dict[Any, float]], ...]

EMPTY: dict[SideName, float] = {"actor": 0.0, "recipient": -0.6}
"""What is added to the weight of an empty side: annotators of real articles fill recipients a little more readily."""
TOLD = 2.0
"""So much is taken off it where the tables have somebody there."""

#: How likely a party must be that the tables have not named: named in the evidence, or elsewhere; where the tables leave the
#: side empty, have inferred it, or have found it in the evidence.
SURE = {"0": (0.4, 0.5), "inferred": (0.4, 0.4), "1": (0.5, 0.65)}


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of each side, for its candidates and for leaving it empty, and of whether an event stands at all."""

    candidate: dict[SideName, Weights]
    nobody: dict[SideName, Weights]
    stands: Weights
    belongs: Weights
    nobodys: Weights

    def choose(self, rows: Sequence[Values], none: Values) -> int:
        """The likeliest code, or how many there are for none (``belonging.Choice``)."""
        scores = [weight(self.belongs, row) for row in rows]
        best = max(scores, default=0.0)
        return scores.index(best) if scores and best > weight(self.nobodys, none) else len(rows)


def templates(side: SideName, nobody: bool) -> tuple[str, ...]:
    """The names of features that are weighed together."""
    if nobody:
        return OF_NOBODY + (NOBODY_BESIDE if side == "recipient" else ())
    return OF_CANDIDATE + (OF_RECIPIENT if side == "recipient" else ())


@lru_cache(maxsize=1)
def model() -> Model:
    """The weights that ship."""
    packed = (files("depesche.models") / "records.tsv.gz").read_bytes()
    _, *rows = gzip.decompress(packed).decode("utf-8").splitlines()
    return read(row.split("\t") for row in rows)


def read(rows: Iterable[Sequence[str]]) -> Model:
    """A model from rows of what is weighed, names of features, their values, and weight."""
    tables: dict[tuple[str, str], dict[Any, float]] = {}
    for of, features, values, weight_ in rows:
        key = tuple(values.split(" ")) if " " in values else values
        tables.setdefault((of, features), {})[key] = float(weight_)

    def weights(name: str, of: tuple[str, ...]) -> Weights:
        named = ((t, tables.get((name, t), {})) for t in of)
        return tuple((itemgetter(*t.split(" ")), table) for t, table in named if table)

    return Model(
        {s: weights(s, templates(s, False)) for s in SIDES},
        {s: weights(f"no {s}", templates(s, True)) for s in SIDES},
        weights("stands", OF_STANDING),
        weights("belongs", belonging.OF_CODE),
        weights("belongs none", belonging.OF_NONE),
    )


def weight(weights: Weights, values: Values) -> float:
    """What some features weigh."""
    total = 0.0
    for get, table in weights:
        found = table.get(get(values))
        if found:
            total += found
    return total


@dataclass(frozen=True, slots=True)
class Look:
    """A record with everybody who could stand on its sides, and their features."""

    record: Record
    found: list[Candidate]
    shared: Values
    own: list[Values]
    features: Features

    @property
    def named(self) -> frozenset[Party]:
        """Everybody whom the evidence names."""
        return frozenset(c.party for c, v in zip(self.found, self.own, strict=True) if v["where"] == "clause")

    def actors(self) -> list[Values]:
        """Each candidate as the actor."""
        return [view("actor", self.shared, v) for v in self.own]

    def recipients(self, actor: Sequence[Party]) -> list[Values]:
        """Each candidate as the recipient of what this actor does."""
        pairs = zip(self.found, self.own, strict=True)
        return [view("recipient", self.shared, v, self.features.beside(c.party, actor)) for c, v in pairs]

    def nobody(self, side: SideName, actor: Sequence[Party] = ()) -> Values:
        """An empty side."""
        return {**self.shared, "nobody": "1", "has": self.shared["has-" + side], "acting": "1" if actor else "0"}


class Weighing:
    """Chooses the sides of the records of one document. ``weights``: None to look without choosing."""

    def __init__(
        self, roles: Roles, mentions: Sequence[Mention], quotes: Sequence[Quote], rules: Rules, weights: Model | None
    ) -> None:
        self.roles, self.tree, self.quotes, self.rules, self.weights = roles, roles.tree, quotes, rules, weights
        self.cast = Cast(roles, mentions, weights.choose if weights else None)

    def looks(self, records: Sequence[Record]) -> Iterator[Look | None]:
        """The candidates for each record; None for one whose predicate is no word."""
        features = Features(self.roles, self.cast, self.rules, self.quotes, records)
        for n, r in enumerate(records):
            token = self.tree.at(r.predicate.begin)
            if token is None:
                yield None
                continue
            found = self.cast.of(r, self.tree.sentence[token], records[:n])
            yield Look(r, found, features.event(r, token), features.candidates(r, token, n, found), features)

    def settled(self, look: Look, before: Sequence[tuple[Record, Record]] = ()) -> Record:
        """A record with the sides that weigh most. ``before``: earlier records as told, and with their sides settled."""
        record, found = look.record, look.found
        both = bool(record.actor and record.recipient)
        if record.type in self.rules.symmetric and both and not record.inferred:
            return record  # the clause names who meets whom
        if both and len(record.inferred) == len(SIDES):
            # "The call lasted an hour": the talk that was told of before
            for told, now in reversed(before):
                if (told.type, told.mode, told.actor, told.recipient) == (record.type, record.mode, *_sides(record)):
                    return replace(record, actor=now.actor, recipient=now.recipient)
        actor = self._choose("actor", record.actor, found, look.actors(), look.nobody("actor"))
        actor = self._kept(look, record.actor, self._with_others(actor, record.actor, look))
        free = [k for k, c in enumerate(found) if c.party not in actor]
        told_recipient = tuple(p for p in record.recipient if p not in actor)
        rows = look.recipients(actor)
        recipient = self._choose(
            "recipient", told_recipient, [found[k] for k in free], [rows[k] for k in free], look.nobody("recipient", actor)
        )
        recipient = self._kept(look, told_recipient, self._with_others(recipient, told_recipient, look))
        recipient = tuple(p for p in recipient if p not in actor)
        if (actor, recipient) == _sides(record):
            return record
        return replace(record, actor=actor, recipient=recipient, inferred=self._inferred(look, actor, recipient))

    @staticmethod
    def _kept(look: Look, told: tuple[Party, ...], chosen: tuple[Party, ...]) -> tuple[Party, ...]:
        """A person whom the evidence names gives way to nobody but another whom it names."""
        named = any(p.kind == "person" and p in look.named for p in told)
        return told if named and not look.named & set(chosen) else chosen

    def _choose(
        self, side: SideName, told: tuple[Party, ...], found: Sequence[Candidate], rows: Sequence[Values], nobody: Values
    ) -> tuple[Party, ...]:
        """Whom the weights choose: what the tables say where their code wins, else the likeliest party of another."""
        assert self.weights is not None
        weights = self.weights.candidate[side]
        scores = [weight(weights, row) for row in rows]
        none = weight(self.weights.nobody[side], nobody) + EMPTY[side] - (TOLD if told else 0.0)
        top = max(scores, default=none)
        likely: dict[str, float] = {}
        for c, score in zip(found, scores, strict=True):
            likely[code(c.party)] = likely.get(code(c.party), 0.0) + exp(score - top)
        best = max(likely, key=lambda c: likely[c], default=None)
        if best is None or exp(none - top) > likely[best]:
            return ()
        if any(code(p) == best for p in told):
            return told
        k = max((k for k, c in enumerate(found) if code(c.party) == best), key=lambda k: scores[k])
        named = any(
            c.party in told and row["told"] == "1" and row["where"] == "clause" for c, row in zip(found, rows, strict=True)
        )
        inside, elsewhere = SURE["1" if named else "inferred" if told else "0"]
        sure = inside if rows[k]["where"] == "clause" else elsewhere
        return (found[k].party,) if likely[best] >= sure * (sum(likely.values()) + exp(none - top)) else told

    def _with_others(self, side: tuple[Party, ...], told: tuple[Party, ...], look: Look) -> tuple[Party, ...]:
        """A newly chosen party with those that are coordinated with it in the evidence, or meant by the same words."""
        if side == told or len(side) != 1:
            return side
        evidence = look.record.evidence
        named = (i for c in look.found if c.party == side[0] for i, _ in c.named)
        inside = [i for i in named if evidence.begin <= self.tree.begin[i] < evidence.end]
        return tuple(dict.fromkeys((*side, *self.roles.parties(inside[:1]))))

    @staticmethod
    def _inferred(look: Look, actor: tuple[Party, ...], recipient: tuple[Party, ...]) -> tuple[str, ...]:
        """The sides that the evidence does not name."""
        record = look.record
        out = []
        for name, before, now in (("actor", record.actor, actor), ("recipient", record.recipient, recipient)):
            if (name in record.inferred) if now == before else (now and not look.named & set(now)):
                out.append(name)
        return tuple(out)


def _sides(record: Record) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    return record.actor, record.recipient


def view(side: SideName, shared: Values, own: Values, beside: Values | None = None) -> Values:
    """A candidate's features from the side that it is weighed for."""
    other = "recipient" if side == "actor" else "actor"
    turned = {"told": own["in-" + side], "other": own["in-" + other], "has": shared["has-" + side]}
    return {**shared, **own, **turned, **(beside or {})}
