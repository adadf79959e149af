"""Event records for a scorer, and how good they are by type and by status.

Usage:  python -m benchmarks.records GOLD [PREDICTIONS.jsonl] [--parses FOLDER] [--tier fast] [--tables]

GOLD is one file, a file of lines, or a folder, with text and records (gold/GUIDELINES.md describes the format; annotations of
benchmarks/gold are joined with their texts by ``python -m benchmarks.gold.restore``). Writes one JSON object a record to
PREDICTIONS.jsonl, if given, and prints precision and recall by type and by status. ``--tables``: what the tables alone say,
without the learnt weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cached import CachedReader
from depesche.reading.events import EventsStage
from depesche.reading.pipeline import Reader
from depesche.records import Dispatch, Reading

#: What an annotated record is where its file says nothing else.
USUAL: dict[str, Any] = {
    "also": [], "mode": None, "actor": [], "recipient": [], "status": "occurred", "attribution": [],
    "time": None, "place": None, "condition": None, "optional": False,
}  # fmt: skip


def documents(gold: Path) -> Iterator[dict[str, Any]]:
    """The annotated dispatches of a file, a file of lines (training/dispatches), or a folder."""
    if gold.suffix == ".jsonl":
        texts = gold.read_text(encoding="utf-8").splitlines()
    else:
        texts = [f.read_text(encoding="utf-8") for f in (sorted(gold.glob("*.json")) if gold.is_dir() else [gold])]
    for doc in map(json.loads, texts):
        yield {**doc, "records": [{**USUAL, **r} for r in doc["records"]]}


def rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The records of a reading in the form of the scorer."""
    for r in reading.records:
        yield {
            "doc": reading.dispatch.doc, "begin": r.evidence.begin, "end": r.evidence.end, "type": r.type,
            "mode": r.mode or None, "actor": [str(p) for p in r.actor], "recipient": [str(p) for p in r.recipient],
            "status": r.status, "attribution": [str(s.party) for s in r.attribution], "time": r.time,
            "place": reading.words(r.place) if r.place else None,
            "condition": reading.words(r.condition) if r.condition else None,
        }  # fmt: skip


def report(docs: list[dict[str, Any]], guesses: list[dict[str, Any]]) -> None:
    """Precision and recall by type (evidence overlaps, type is right) and by status (status is right too).

    Recall is counted under the type of the gold record, precision under the type that was read, which may be another one
    that would be just as right.
    """
    by_doc: dict[str, list[dict[str, Any]]] = {}
    for g in guesses:
        by_doc.setdefault(g["doc"], []).append(g)
    hit, gold, told, good = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for doc in docs:
        mine = by_doc.get(doc["doc"], [])
        free = set(range(len(mine)))
        told.update(g["type"] for g in mine)
        told.update(g["status"] for g in mine)
        for r in doc["records"]:
            begin = doc["text"].index(r["evidence"])
            end = begin + len(r["evidence"])
            types = {r["type"], *r.get("also", ())}
            near = [i for i in free if mine[i]["begin"] < end and begin < mine[i]["end"] and mine[i]["type"] in types]
            if not near and r.get("optional"):
                continue
            gold[r["type"]] += 1
            gold[r["status"]] += 1
            if near:
                best = max(near, key=lambda i: min(end, mine[i]["end"]) - max(begin, mine[i]["begin"]))
                free.discard(best)
                hit[r["type"]] += 1
                good[mine[best]["type"]] += 1
                if mine[best]["status"] == r["status"]:
                    hit[r["status"]] += 1
                    good[r["status"]] += 1
    for name in sorted({*gold, *told}, key=lambda n: (n.islower(), -gold[n])):
        precision, recall = 100 * good[name] / (told[name] or 1), 100 * hit[name] / (gold[name] or 1)
        print(f"{name:12s} gold {gold[name]:4d}  predicted {told[name]:4d}  P {precision:5.1f}  R {recall:5.1f}")


def main(gold: Path, predictions: Path | None = None, reader: Reader | None = None, tables: bool = False) -> None:
    """Read all dispatches of ``gold``, with the weights or by the tables alone; write and report."""
    if not gold.exists():
        print(f"{gold} is not there: nothing to measure")
        return
    reader = reader or Reader()
    docs = list(documents(gold))
    guesses: list[dict[str, Any]] = []
    for language in {doc.get("lang", "de") for doc in docs} if tables else ():
        _, events = reader.pipeline(language).pipeline[-1]
        assert isinstance(events, EventsStage)
        events.weights = None
    for doc in docs:
        dispatch = Dispatch(doc["text"], doc["doc"], doc.get("title", ""), doc.get("published"), language=doc.get("lang", "de"))
        guesses += rows(reader.read(dispatch))
    if predictions:
        predictions.write_text("".join(json.dumps(g, ensure_ascii=False) + "\n" for g in guesses), encoding="utf-8")
    report(docs, guesses)


if __name__ == "__main__":
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold", type=Path)
    args.add_argument("predictions", type=Path, nargs="?")
    args.add_argument("--parses", type=Path, help="a folder that keeps parses between runs (benchmarks/cached.py)")
    args.add_argument("--tier", choices=("accurate", "fast"), default="accurate")
    args.add_argument("--tables", action="store_true", help="leave the learnt weights out")
    o = args.parse_args()
    main(o.gold, o.predictions, CachedReader(o.parses, o.tier) if o.parses else Reader(o.tier), o.tables)
