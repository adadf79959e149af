"""Learn the weights that choose the sides of events (``depesche/reading/sides_weighed.py``).

Usage:  python -m training.train_sides OUT.tsv.gz FOLDER … [--parses FOLDER] [--check]

Each FOLDER holds annotated dispatches with their texts (``training/dispatches``, or restored ones of benchmarks/gold). They are
read with the tables alone; a record that matches an annotated one, as a scorer would match them, is an example: its candidates
compete with each other and with an empty side. ``--check`` leaves out one folder at a time and prints how often actor,
recipient and both are right in it, by the tables and weighed; nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.agreement import codes, located, named, pairs, same_parties, same_side
from benchmarks.cached import CachedReader
from benchmarks.records import rows
from depesche.reading import notes as noting
from depesche.reading.events import EventsStage
from depesche.reading.frames import rules
from depesche.reading.pipeline import Reader
from depesche.reading.roles import Roles, syntax
from depesche.reading.sides_features import SideName, Values
from depesche.reading.sides_weighed import Look, Model, Weighing, read, templates
from depesche.records import Dispatch, Party, Reading

DEFAULTS = {"also": [], "mode": None, "actor": [], "recipient": [], "status": "occurred", "attribution": [],
            "time": None, "place": None, "condition": None, "optional": False}  # fmt: skip
PENALTY = 6.0
"""Half the weights' squared sum, times this, is added to the loss."""
RARE = 2
"""A feature must occur with so many candidates."""
SMALL = 0.02
"""Weights below this are not written."""
SIDES: tuple[SideName, SideName] = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Example:
    """A record as the tables give it, with the annotated one that it matches."""

    look: Look
    gold: dict[str, Any]
    weighing: Weighing

    def right(self, side: SideName) -> set[int]:
        """Numbers of the candidates that stand on the annotated side; their count for an empty side."""
        gold = self.gold[side]
        if not gold:
            return {len(self.look.found)}
        whole, names = codes(gold), {named(g) for g in gold}
        found = [str(c.party) for c in self.look.found]
        same = {k for k, party in enumerate(found) if codes([party]) & whole}
        return {k for k in same if named(found[k]) in names} or same


def examples(folder: Path, reader: Reader) -> list[Example]:
    """What a folder teaches."""
    out = []
    for file in sorted(folder.glob("*.json")):
        doc = json.loads(file.read_text(encoding="utf-8"))
        gold = [located({**DEFAULTS, **r}, doc["text"]) for r in doc["records"]]
        dispatch = Dispatch(doc["text"], doc["doc"], doc.get("title", ""), doc.get("published"), language=doc.get("lang", "de"))
        nlp = reader.pipeline(dispatch.language)
        parsed = noting.attach(nlp.make_doc(dispatch.text), dispatch)
        for name, stage in nlp.pipeline:
            if name == "depesche_events":
                assert isinstance(stage, EventsStage)
                stage.weights = None
            parsed = stage(parsed)
        note = noting.notes(parsed)
        guesses = list(rows(Reading(dispatch, records=note.records)))
        roles = Roles(note.tree, note.mentions, syntax(dispatch.language))
        weighing = Weighing(roles, note.mentions, note.quotes, rules(), None)
        looks = list(weighing.looks(note.records))
        for i, j in pairs(gold, guesses).items():
            if look := looks[j]:
                out.append(Example(look, gold[i], weighing))
    return out


def features(side: SideName, look: Look, actor: Sequence[Party]) -> list[list[tuple[str, str, str]]]:
    """Side, names and values of the features of each candidate, last those of an empty side."""
    own = look.actors() if side == "actor" else look.recipients(actor)
    return [*(_named(side, templates(side, False), v) for v in own), _named(f"no {side}", templates(side, True), look.nobody(side, actor))]


def _named(side: str, names: Iterable[str], values: Values) -> list[tuple[str, str, str]]:
    told = ((t, " ".join(values[n] for n in t.split(" "))) for t in names)
    return [(side, t, v) for t, v in told if v.count(" ") == t.count(" ") and "\t" not in v]


def learn(data: Sequence[Example], side: SideName) -> dict[tuple[str, str, str], float]:
    """Weights of a conditional log-linear model, by L-BFGS; several candidates may be right."""
    counts: Counter[tuple[str, str, str]] = Counter()
    groups = []
    for e in data:
        right = e.right(side)
        if not right:
            continue
        acting = e.right("actor")
        actor = [c.party for k, c in enumerate(e.look.found) if k in acting] if side == "recipient" else []
        told = features(side, e.look, actor)
        counts.update(f for row in told for f in row)
        groups.append((told, right))
    number = {f: n for n, f in enumerate(f for f, times in counts.items() if times >= RARE)}
    columns, ends, starts, right_rows = [], [0], [], []
    for told, right in groups:
        starts.append(len(ends) - 1)
        for k, row in enumerate(told):
            columns += [number[f] for f in row if f in number]
            ends.append(len(columns))
            right_rows.append(k in right)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(number)))
    turned, begin, good = matrix.T.tocsr(), np.array(starts), np.array(right_rows, float)
    owner = np.repeat(np.arange(len(begin)), np.diff([*starts, len(ends) - 1]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, begin)[owner]
        likely = np.exp(scores)
        total, hit = np.add.reduceat(likely, begin), np.add.reduceat(likely * good, begin)
        slope = turned @ (likely / total[owner] - likely * good / hit[owner])
        return float(np.log(total / hit).sum() + PENALTY / 2 * weights @ weights), slope + PENALTY * weights

    found = minimize(loss, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {f: float(found[n]) for f, n in number.items() if abs(found[n]) >= SMALL}


def train(data: Sequence[Example]) -> list[dict[str, str]]:
    """The rows of the table of weights."""
    told = [pair for side in SIDES for pair in sorted(learn(data, side).items())]
    return [{"side": s, "features": t, "values": v, "weight": f"{w:.2f}"} for (s, t, v), w in told]


def check(model: Model, data: Sequence[Example]) -> str:
    """How often the sides are right, by the tables and weighed."""
    right: Counter[str] = Counter()
    for e in data:
        e.weighing.weights = model
        for name, record in (("tables", e.look.record), ("weighed", e.weighing._settled(e.look))):
            guess = {**e.gold, "actor": [str(p) for p in record.actor], "recipient": [str(p) for p in record.recipient]}
            for side in SIDES:
                right[f"{name} {side}"] += same_side(e.gold[side], guess[side])
            right[f"{name} both"] += same_parties(e.gold, guess)
    return "  ".join(f"{name} {100 * n / len(data):.1f}" for name, n in right.items())


def write(path: Path, told: Sequence[dict[str, str]]) -> None:
    """The table, compressed; the same bytes for the same weights."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["side", "features", "values", "weight"], delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", quotechar=None)
    writer.writeheader()
    writer.writerows(told)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))


def main() -> None:
    """Read, learn, and write or check."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("folders", type=Path, nargs="+")
    args.add_argument("--parses", type=Path, help="a folder that keeps parses between runs (benchmarks/cached.py)")
    args.add_argument("--check", action="store_true", help="leave out one folder at a time and print what is right in it")
    o = args.parse_args()
    reader = CachedReader(o.parses) if o.parses else Reader()
    data = {folder: examples(folder, reader) for folder in o.folders}
    print("  ".join(f"{folder.name} {len(found)}" for folder, found in data.items()), flush=True)
    if not o.check:
        told = train([e for found in data.values() for e in found])
        write(o.out, told)
        print(f"{len(told)} weights")
        return
    for folder in o.folders:
        model = read(train([e for other, found in data.items() if other != folder for e in found]))
        print(f"{folder.name}: {check(model, data[folder])}", flush=True)


if __name__ == "__main__":
    main()
