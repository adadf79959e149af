"""Learn the weights that choose the sides of events, and the events that stand (``depesche/reading/sides_weighed.py``).

Usage:  python -m training.train_records OUT.tsv.gz DISPATCHES … [--parses FOLDER] [--check DISPATCHES …]

DISPATCHES are annotated dispatches with their texts: a file of ``training/dispatches``, one JSON object a line, or a folder of
files as benchmarks/gold/restore.py writes them. They are read with the tables alone; a record
that matches an annotated one, as a scorer would match them, is an example: its candidates compete with each other and with an
empty side. Then every record, with the sides so weighed, is an example of one that stands or not. ``--check`` prints what the
tables alone and the weights reach on others.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.agreement import Terms, codes, compare, located, named, pairs
from benchmarks.cached import CachedReader
from benchmarks.records import documents, rows
from depesche.reading.events_standing import Standing
from depesche.reading.frames import rules
from depesche.reading.pipeline import Reader
from depesche.reading.sides_features import SideName, Values
from depesche.reading.sides_weighed import OF_STANDING, SIDES, Look, Model, Weighing, read, templates
from depesche.records import Dispatch, Reading, Record

PENALTY = 8.0
"""Half the weights' squared sum, times this, is added to the loss."""
RARE = 2
"""A feature must occur so often."""
SMALL = 0.02
"""Weights below this are not written."""
Feature = tuple[str, str, str]
Group = tuple[list[list[Feature]], set[int]]


@dataclass(frozen=True, slots=True)
class Read:
    """A dispatch as the tables read it, with what is annotated."""

    dispatch: Dispatch
    gold: list[dict[str, Any]]
    firm: list[Record]
    doubted: list[tuple[Record, str]]
    weighing: Weighing

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
        weighing = Weighing(roles, note.mentions, note.quotes, rules(), None)
        out.append(Read(dispatch, [located(r, doc["text"]) for r in doc["records"]], firm, doubted, weighing))
    return out


# -- examples ----------------------------------------------------------------------------------------------------------


def right(look: Look, gold: dict[str, Any], side: SideName) -> set[int]:
    """Numbers of the candidates that stand on the annotated side; their count for an empty side."""
    if not gold[side]:
        return {len(look.found)}
    found = [str(c.party) for c in look.found]
    same = {k for k, party in enumerate(found) if codes([party]) & codes(gold[side])}
    return {k for k in same if named(found[k]) in {named(g) for g in gold[side]}} or same


def sides(data: Sequence[Read], side: SideName) -> list[Group]:
    """The candidates of each matched record, last an empty side, and which of them are right."""
    out = []
    for one in data:
        records = Standing(one.weighing, one.firm, one.doubted).records
        matched = one.matched(records)
        for k, look in enumerate(one.weighing.looks(records)):
            if k not in matched or look is None or not (good := right(look, matched[k], side)):
                continue
            acting = right(look, matched[k], "actor")
            actor = [c.party for n, c in enumerate(look.found) if n in acting] if side == "recipient" else []
            own = look.actors() if side == "actor" else look.recipients(actor)
            told = [features(side, templates(side, False), v) for v in own]
            out.append(([*told, features(f"no {side}", templates(side, True), look.nobody(side, actor))], good))
    return out


def standing(data: Sequence[Read], model: Model) -> list[Group]:
    """Each record against leaving it out."""
    out = []
    for one in data:
        one.weighing.weights = model
        told = list(Standing(one.weighing, one.firm, one.doubted).weighed())
        matched = one.matched([r for r, _, _ in told])
        out += [([features("stands", OF_STANDING, v), []], {0 if k in matched else 1}) for k, (_, v, _) in enumerate(told) if v]
    return out


def features(name: str, of: Iterable[str], values: Values) -> list[Feature]:
    """What is weighed, what the features are called, and their values."""
    told = ((t, " ".join(values[n] for n in t.split(" "))) for t in of)
    return [(name, t, v) for t, v in told if v.count(" ") == t.count(" ") and not {"\t", "\n"} & set(v)]


# -- learning ----------------------------------------------------------------------------------------------------------


def learn(groups: Sequence[Group]) -> dict[Feature, float]:
    """Weights of a conditional log-linear model, by L-BFGS; of each group several may be right."""
    counts = Counter(f for told, _ in groups for row in told for f in row)
    number = {f: n for n, f in enumerate(f for f, times in counts.items() if times >= RARE)}
    columns, ends, starts, good_rows = [], [0], [], []
    for told, good in groups:
        starts.append(len(ends) - 1)
        for k, row in enumerate(told):
            columns += [number[f] for f in row if f in number]
            ends.append(len(columns))
            good_rows.append(k in good)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(number)))
    turned, begin, good_row = matrix.T.tocsr(), np.array(starts), np.array(good_rows, float)
    owner = np.repeat(np.arange(len(begin)), np.diff([*starts, len(ends) - 1]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, begin)[owner]
        likely = np.exp(scores)
        total, hit = np.add.reduceat(likely, begin), np.add.reduceat(likely * good_row, begin)
        slope = turned @ (likely / total[owner] - likely * good_row / hit[owner])
        return float(np.log(total / hit).sum() + PENALTY / 2 * weights @ weights), slope + PENALTY * weights

    found = minimize(loss, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {f: float(found[n]) for f, n in number.items() if abs(found[n]) >= SMALL}


def table(weights: dict[Feature, float]) -> list[tuple[str, str, str, str]]:
    """Weights as the rows of their table."""
    return [(name, t, v, f"{w:.2f}") for (name, t, v), w in sorted(weights.items())]


def train(data: Sequence[Read]) -> list[tuple[str, str, str, str]]:
    """The whole table: of the sides, then of what stands."""
    told = [row for side in SIDES for row in table(learn(sides(data, side)))]
    return told + table(learn(standing(data, read(told))))


def write(path: Path, told: Sequence[tuple[str, str, str, str]]) -> None:
    """The table, compressed; the same bytes for the same weights."""
    lines = ["\t".join(row) for row in (("of", "features", "values", "weight"), *told)]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


# -- checking ----------------------------------------------------------------------------------------------------------


def check(data: Sequence[Read], model: Model | None) -> str:
    """Types, and who did what to whom, by the tables alone or weighed."""
    guesses = {}
    for one in data:
        one.weighing.weights = model
        stand = Standing(one.weighing, one.firm, one.doubted).settle() if model else one.firm
        guesses[one.dispatch.doc] = one.guesses(stand)
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
