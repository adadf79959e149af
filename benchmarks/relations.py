"""PLOVER types of marked pairs of actors, for a scorer.

Usage:  python -m benchmarks.relations GOLD.tsv [--parses FOLDER]

GOLD.tsv has the columns sentence, source and target. Prints one JSON object a line, {"row": 0, "type": "THREATEN"}; the type
is null where nothing was found. The sentences are English.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable
from pathlib import Path

from depesche.reading.relations import between, relate

Relate = Callable[[str, str, str], str | None]


def kept(folder: Path) -> Relate:
    """As ``depesche.relate`` for English, with parses kept in a folder between runs (benchmarks/cached.py)."""
    from benchmarks.cached import CachedParser
    from depesche.reading.events import EventsStage
    from depesche.reading.notes import attach
    from depesche.reading.parser import ParserStage
    from depesche.reading.tokens import blank
    from depesche.records import Dispatch

    nlp = blank("en")
    parser = CachedParser(ParserStage(nlp.vocab, "en"), "en", "accurate", folder)
    stage = EventsStage("en", weigh=False)

    def ask(sentence: str, source: str, target: str) -> str | None:
        doc = parser(attach(nlp.make_doc(sentence), Dispatch(text=sentence, language="en")))
        return between(doc, source.strip(), target.strip(), stage)

    return ask


def main(gold: Path, ask: Relate = relate) -> None:
    """Print the predictions for all rows of a file."""
    csv.field_size_limit(10**9)
    with gold.open(encoding="utf-8") as handle:
        for number, row in enumerate(csv.DictReader(handle, delimiter="\t")):
            # some rows name only one side, or in words that the sentence does not have
            pair = [words if words.strip() in row["sentence"] else "" for words in (row["source"] or "", row["target"] or "")]
            found = ask(row["sentence"], *pair) if any(words.strip() for words in pair) else None
            print(json.dumps({"row": number, "type": found}))


if __name__ == "__main__":
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold", type=Path)
    args.add_argument("--parses", type=Path, help="a folder that keeps parses between runs")
    o = args.parse_args()
    main(o.gold, kept(o.parses) if o.parses else relate)
