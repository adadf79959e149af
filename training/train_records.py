"""Learn the weights that choose the sides of events, and the events that stand (``depesche/reading/sides_weighed.py``).

Usage:  python -m training.train_records OUT.tsv.gz DISPATCHES … [--parses FOLDER] [--check DISPATCHES …]

DISPATCHES are annotated dispatches with their texts: a file of ``training/dispatches``, one JSON object a line, or a folder of
files as benchmarks/gold/restore.py writes them. They are read with the tables alone. First it is learnt whose somebody is whom
no table knows, from the annotated sides that name people. Then a record that matches an annotated one, as a scorer would match
them, is an example: its candidates compete with each other and with an empty side. Last, every record, with the sides so
weighed, is an example of one that stands or not. ``--check`` prints what the tables alone and the weights reach on others.
"""

from __future__ import annotations

import argparse
import gzip
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.agreement import Terms, codes, compare, located, named, pairs
from benchmarks.cached import CachedReader
from benchmarks.records import documents, rows
from depesche.reading.belonging import OF_CODE, OF_NONE, Belonging
from depesche.reading.events_standing import Standing
from depesche.reading.frames import rules
from depesche.reading.pipeline import Reader
from depesche.reading.roles import Roles
from depesche.reading.sides_features import SideName, Values
from depesche.reading.sides_people import People
from depesche.reading.sides_weighed import OF_STANDING, SIDES, Look, Model, Weighing, read, templates
from depesche.records import Dispatch, Mention, Quote, Reading, Record, Span

PENALTY, OF_SIDES = 8.0, 16.0
"""Half the weights' squared sum, times this, is added to the loss; more for the sides, which have most features."""
RARE = 2
"""A feature must occur so often."""
SMALL = 0.02
"""Weights below this are not written."""
CODE = re.compile(r"[A-ZÄÖÜ0-9-]{2,6}")
"""What is a code and no words, where a side has no name behind it."""
SHORTEST = 4
"""So many letters of a noun must be those of the side's name, and their lengths differ by less."""
Feature = tuple[str, str, str]
Row = tuple[str, str, str, str]
Group = tuple[list["array[int]"], set[int]]
"""Competitors, each as the numbers of its features, and which of them are right."""


@dataclass(frozen=True, slots=True)
class Read:
    """A dispatch as the tables read it, with what is annotated."""

    dispatch: Dispatch
    gold: list[dict[str, Any]]
    firm: list[Record]
    doubted: list[tuple[Record, str]]
    roles: Roles
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]

    def standing(self, model: Model | None) -> Standing:
        """What may stand, with whoever a model finds."""
        return Standing(Weighing(self.roles, self.mentions, self.quotes, rules(), model), self.firm, self.doubted)

    def guesses(self, records: Sequence[Record]) -> list[dict[str, Any]]:
        """Records in the form of a scorer."""
        return list(rows(Reading(self.dispatch, records=tuple(records))))

    def matched(self, records: Sequence[Record]) -> dict[int, dict[str, Any]]:
        """Annotated records by the number of the record that matches."""
        return {j: self.gold[i] for i, j in pairs(self.gold, self.guesses(records)).items()}


def read_all(path: Path, reader: Reader) -> list[Read]:
    """Read all dispatches of a file or folder with the tables alone."""
    out = []
    for doc in documents(path):
        dispatch = Dispatch(doc["text"], doc["doc"], doc.get("title", ""), doc.get("published"), language=doc.get("lang", "de"))
        note, events = reader.before_events(dispatch)
        roles, firm, doubted = events.drafts(note)
        gold = [located(r, doc["text"]) for r in doc["records"]]
        out.append(Read(dispatch, gold, firm, doubted, roles, note.mentions, note.quotes))
    return out


class Numbers(dict[Feature, int]):
    """Numbers for features, in the order in which they come."""

    def __missing__(self, feature: Feature) -> int:
        self[feature] = number = len(self)
        return number

    def of(self, name: str, templates_: Iterable[str], values: Values) -> array[int]:
        """What is weighed, what the features are called, and their values, as numbers."""
        told = ((t, " ".join(values[n] for n in t.split(" "))) for t in templates_)
        return array("i", [self[name, t, v] for t, v in told if v.count(" ") == t.count(" ") and not {"\t", "\n"} & set(v)])


# -- examples ----------------------------------------------------------------------------------------------------------


def right(look: Look, gold: dict[str, Any], side: SideName) -> set[int]:
    """Numbers of the candidates that stand on the annotated side; their count for an empty side."""
    if not gold[side]:
        return {len(look.found)}
    found = [str(c.party) for c in look.found]
    same = {k for k, party in enumerate(found) if codes([party]) & codes(gold[side])}
    return {k for k in same if named(found[k]) in {named(g) for g in gold[side]}} or same


def owners(data: Sequence[Read], numbers: Numbers) -> list[Group]:
    """The codes of each dispatch for every noun that names an annotated side, last none, and which of them are right."""
    out = []
    for one in data:
        belonging = Belonging(one.roles, one.mentions, People(one.roles))
        for i, told in sorted(nouns(one).items()):
            found = belonging.rows(i)
            good = {k for k, (c, _) in enumerate(found) if c in told} | ({len(found)} if "" in told else set())
            if good:
                none = numbers.of("belongs none", OF_NONE, belonging.shared(i))
                out.append(([*(numbers.of("belongs", OF_CODE, v) for _, v in found), none], good))
    return out


def nouns(one: Read) -> dict[int, set[str]]:
    """Nouns and names in the evidence that an annotated side is called by, with its code, empty for none."""
    tree, out = one.roles.tree, {}
    for g in one.gold:
        inside = [i for i in tree.tokens(Span(g["begin"], g["end"])) if tree.upos[i] in ("NOUN", "PROPN")]
        for party in (*g["actor"], *g["recipient"]):
            code, _, name = party.partition("/")
            if not name and CODE.fullmatch(code):
                continue
            code, word = (code, name) if name else ("", code)
            word = word.split()[-1].casefold()
            start = word[: max(SHORTEST, len(word) - 2)]
            for i in inside:
                if tree.lower[i].startswith(start) and abs(len(tree.form[i]) - len(word)) < SHORTEST:
                    out.setdefault(i, set()).add(code)
    return out


def sides(data: Sequence[Read], numbers: Numbers, side: SideName, model: Model) -> list[Group]:
    """The candidates of each matched record, last an empty side, and which of them are right."""
    out = []
    for one in data:
        standing = one.standing(model)
        matched = one.matched(standing.records)
        for k, look in enumerate(standing.weighing.looks(standing.records)):
            if k not in matched or look is None or not (good := right(look, matched[k], side)):
                continue
            acting = right(look, matched[k], "actor")
            actor = [c.party for n, c in enumerate(look.found) if n in acting] if side == "recipient" else []
            own = look.actors() if side == "actor" else look.recipients(actor)
            told = [numbers.of(side, templates(side, False), v) for v in own]
            out.append(([*told, numbers.of(f"no {side}", templates(side, True), look.nobody(side, actor))], good))
    return out


def stands(data: Sequence[Read], numbers: Numbers, model: Model) -> list[Group]:
    """Each record against leaving it out."""
    out = []
    for one in data:
        told = list(one.standing(model).weighed())
        matched = one.matched([r for r, _, _ in told])
        for k, (_, v, _) in enumerate(told):
            if v:
                out.append(([numbers.of("stands", OF_STANDING, v), array("i")], {0 if k in matched else 1}))
    return out


# -- learning ----------------------------------------------------------------------------------------------------------


def learn(groups: Sequence[Group], numbers: Numbers, penalty: float) -> dict[Feature, float]:
    """Weights of a conditional log-linear model, by L-BFGS; of each group several may be right."""
    flat = np.concatenate([row for told, _ in groups for row in told])
    column = np.full(len(numbers), -1)
    often = np.nonzero(np.bincount(flat, minlength=len(numbers)) >= RARE)[0]
    column[often] = np.arange(len(often))
    ends, starts, good_rows = [0], [], []
    for told, good in groups:
        starts.append(len(ends) - 1)
        for k, row in enumerate(told):
            ends.append(ends[-1] + int((column[row] >= 0).sum()))
            good_rows.append(k in good)
    columns = column[flat]
    columns = columns[columns >= 0]
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(often)))
    turned, begin, good_row = matrix.T.tocsr(), np.array(starts), np.array(good_rows, float)
    owner = np.repeat(np.arange(len(begin)), np.diff([*starts, len(ends) - 1]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, begin)[owner]
        likely = np.exp(scores)
        total, hit = np.add.reduceat(likely, begin), np.add.reduceat(likely * good_row, begin)
        slope = turned @ (likely / total[owner] - likely * good_row / hit[owner])
        return float(np.log(total / hit).sum() + penalty / 2 * weights @ weights), slope + penalty * weights

    found = minimize(loss, np.zeros(len(often)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    weights = {f: float(found[column[n]]) for f, n in numbers.items() if column[n] >= 0}
    return {f: w for f, w in weights.items() if abs(w) >= SMALL}


def table(weights: dict[Feature, float]) -> list[Row]:
    """Weights as the rows of their table."""
    return [(name, t, v, f"{w:.2f}") for (name, t, v), w in sorted(weights.items())]


def train(data: Sequence[Read]) -> list[Row]:
    """The whole table: of whose somebody is, of the sides, then of what stands.

    The sides are learnt with what each half of the dispatches says of the other's people, as others' will be read.
    """

    def learnt(examples: Callable[[Numbers], list[Group]], penalty: float = PENALTY) -> list[Row]:
        numbers = Numbers()
        return table(learn(examples(numbers), numbers, penalty))

    halves = data[::2], data[1::2]
    other = [read(learnt(lambda numbers, half=half: owners(half, numbers))) for half in reversed(halves)]
    told = learnt(lambda numbers: owners(data, numbers))
    for side in SIDES:

        def examples(numbers: Numbers, side: SideName = side) -> list[Group]:
            return [g for half, model in zip(halves, other, strict=True) for g in sides(half, numbers, side, model)]

        told += learnt(examples, OF_SIDES)
    return told + learnt(lambda numbers: stands(data, numbers, read(told)))


def write(path: Path, told: Sequence[Row]) -> None:
    """The table, compressed; the same bytes for the same weights."""
    lines = ["\t".join(row) for row in (("of", "features", "values", "weight"), *told)]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


# -- checking ----------------------------------------------------------------------------------------------------------


def check(data: Sequence[Read], model: Model | None) -> str:
    """Types, and who did what to whom, by the tables alone or weighed."""
    guesses = {}
    for one in data:
        guesses[one.dispatch.doc] = one.guesses(one.standing(model).settle() if model else one.firm)
    found = compare({one.dispatch.doc: one.gold for one in data}, guesses, Terms.GOLD)
    precision, recall = 100 * found["matched"] / found["second"], 100 * found["matched"] / found["first"]
    return f"type P {precision:.1f} R {recall:.1f} F {found['type']:.1f}, who F {found['parties']:.1f}"


def main() -> None:
    """Read, learn, write and check."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("dispatches", type=Path, nargs="+")
    args.add_argument("--parses", type=Path, help="a folder that keeps parses between runs (benchmarks/cached.py)")
    args.add_argument("--check", type=Path, nargs="*", default=(), help="dispatches that nothing is learnt from")
    o = args.parse_args()
    reader = CachedReader(o.parses) if o.parses else Reader()
    told = train([one for path in o.dispatches for one in read_all(path, reader)])
    write(o.out, told)
    print(f"{len(told)} weights", flush=True)
    for path in o.check:
        data = read_all(path, reader)
        print(f"{path}: tables {check(data, None)}; weighed {check(data, read(told))}", flush=True)


if __name__ == "__main__":
    main()
