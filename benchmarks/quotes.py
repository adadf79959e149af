"""Quotation attribution, measured against the German news quotation data set (Petersen-Frey & Biemann 2024).

    python -m benchmarks.quotes GOLD_FOLDER [--parses FOLDER] [--out PREDICTIONS.jsonl] [--limit N]

GOLD_FOLDER holds the data set's JSON files. ``--parses``: a folder that keeps parses between runs (benchmarks/cached.py).
Writes predictions as tools/eval_quotes.py reads them, and prints: figures by type (a quotation
counts as found if one of the same type shares at least half of their words), precision on articles without speech, and the
accuracy of chains for nested quotations.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.cached import keep_parses
from depesche.reading.notes import notes
from depesche.reading.pipeline import build
from depesche.reading.sources import SourcesStage, governing
from depesche.records import Quote, Span

TYPES = ("Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported")
Article = dict[str, Any]


def as_row(name: str, quotes: tuple[Quote, ...]) -> dict[str, Any]:
    """One line of predictions."""

    def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
        return [[s.begin, s.end] for s in spans]

    return {
        "doc": name,
        "quotes": [
            {
                "quote": pairs(q.spans), "speaker": pairs(q.speaker), "cue": pairs(q.cue),
                "addressee": pairs(q.addressee), "frame": pairs(q.frame), "type": q.type,
            }
            for q in quotes
        ],
    }  # fmt: skip


def documents(articles: list[Article], parses: Path | None) -> list[Doc]:
    """The articles with parse, times and parties."""
    nlp = build("de")
    nlp.disable_pipes("depesche_sources", "depesche_events")
    if parses is not None:
        keep_parses(nlp, "de", "accurate", parses)
    return [nlp(a["originalText"]) for a in articles]


def _characters(spans: Any) -> set[int]:
    found: set[int] = set()
    for s in spans:
        begin, end = (s.begin, s.end) if isinstance(s, Span) else (s["charBegin"], s["charEnd"])
        found.update(range(begin, end))
    return found


def _overlap(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def by_type(articles: list[Article], found: dict[str, tuple[Quote, ...]]) -> dict[str, tuple[int, int, int]]:
    """Right, found and wanted quotations of each type."""
    right: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for a in articles:
        quotes = found[a["documentName"]]
        guessed.update(q.type for q in quotes)
        spans = [(q.type, _characters(q.spans)) for q in quotes]
        used: set[int] = set()
        for g in a["annotations"]:
            wanted[g["type"]] += 1
            gold = _characters(g["quote"]["spans"])
            best = max(
                ((_overlap(gold, s), n) for n, (t, s) in enumerate(spans) if t == g["type"] and n not in used),
                default=(0.0, -1),
            )
            if best[0] >= 0.5:
                used.add(best[1])
                right[g["type"]] += 1
    return {t: (right[t], guessed[t], wanted[t]) for t in TYPES}


def chains(articles: list[Article], found: dict[str, tuple[Quote, ...]]) -> tuple[int, int, int]:
    """Nested quotations whose whole chain is right, those found at all, and their number.

    The chain is right if the speakers of the quotations around a nested one, outermost first and each named once in a row,
    share words with those that were found.
    """
    right = seen = total = 0
    for a in articles:
        gold = a["annotations"]
        sets = [_characters(g["quote"]["spans"]) for g in gold]
        for n, g in enumerate(gold):
            if not g["isNested"]:
                continue
            around = [m for m in range(len(gold)) if m != n and len(sets[m]) > len(sets[n]) and sets[n] <= sets[m]]
            order = [*sorted(around, key=lambda m: -len(sets[m])), n]
            wanted: list[set[int]] = []
            for m in order:
                who = _characters(gold[m]["speaker"]["spans"])
                if who and not (wanted and wanted[-1] & who):
                    wanted.append(who)
            total += 1
            quotes = found[a["documentName"]]
            best = max(((_overlap(sets[n], _characters(q.spans)), k) for k, q in enumerate(quotes)), default=(0.0, -1))
            if best[0] < 0.5:
                continue
            seen += 1
            quote = quotes[best[1]]
            middle = Span(quote.spans[0].begin, quote.spans[-1].end)
            got: list[set[int]] = []
            for k in governing(quotes, middle):
                who = _characters(quotes[k].speaker)
                if who and not (got and got[-1] & who):
                    got.append(who)
            right += len(got) == len(wanted) and all(x & y for x, y in zip(got, wanted, strict=True))
    return right, seen, total


def main(arguments: list[str] | None = None) -> int:
    """Run the measurement; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--parses", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args(arguments)
    files = sorted(options.gold.glob("*.json"))
    if not files:
        print(f"no articles in {options.gold}: nothing measured", file=sys.stderr)
        return 0
    articles = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    articles = articles[: options.limit] if options.limit else articles
    stage = SourcesStage("de")
    docs = documents(articles, options.parses)
    for doc in docs:
        notes(doc)
    start = time.process_time()
    found = {a["documentName"]: notes(stage(d)).quotes for a, d in zip(articles, docs, strict=True)}
    spent = time.process_time() - start
    if options.out:
        rows = (json.dumps(as_row(name, quotes), ensure_ascii=False) for name, quotes in found.items())
        options.out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = sum(len(d) for d in docs)
    print(f"articles {len(articles)}  words {words}  {1e6 * spent / max(words, 1):.1f} µs a word")
    for kind, (right, guessed, wanted) in by_type(articles, found).items():
        print(
            f"{kind:22s} P {100 * right / max(guessed, 1):5.1f} ({guessed})  R {100 * right / max(wanted, 1):5.1f} ({wanted})"
        )
    silent = [a for a in articles if not a["annotations"]]
    clean = sum(not found[a["documentName"]] for a in silent)
    stray = sum(len(found[a["documentName"]]) for a in silent)
    print(f"articles without speech {len(silent)}: {clean} left without, {stray} stray quotations")
    right, seen, total = chains(articles, found)
    print(f"chains of nested quotations: {right} right of {total} ({100 * right / max(total, 1):.1f} %), {seen} found at all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
