"""Temporal expressions: predictions for the scoring tool, figures beside HeidelTime's, and speed beside dateparser's.

    python -m benchmarks.times [--data FOLDER] [--tools FOLDER] [--out FILE] [--speed]

``--data`` holds ``dolomiten-100`` (KRAUTS, TimeML with TIMEX3; Strötgen et al. 2018) and beside it
``dolomiten-100-heideltime``; ``--tools`` holds ``eval_timex.py``. Where they are absent only the speed is measured.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType

from depesche.reading.times import find_times

SHARED = Path(__file__).resolve().parents[2] / "shared"
SENTENCES = (
    "Der Außenminister traf am Donnerstag in Genf ein und sprach zwei Stunden lang mit seinem Kollegen. "
    "Am 7. Dezember hatten beide telefoniert; für den 10. Januar ist ein weiteres Treffen geplant, wie es hieß. "
    "Vor zwei Wochen war ein Entwurf übergeben worden, über den seit Anfang des Jahres gestritten wird. "
    "Ein Durchbruch blieb aus, und die Vertreter der beteiligten Staaten reisten ohne gemeinsame Erklärung ab. "
)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "timex")
    parser.add_argument("--tools", type=Path, default=SHARED / "tools")
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    gold = options.data / "dolomiten-100"
    scorer = options.tools / "eval_timex.py"
    texts = [SENTENCES * 60]
    if gold.is_dir() and scorer.is_file():
        tool = _module(scorer)
        documents = tool.read_folder(gold)
        texts = [text for text, _, _ in documents.values()]
        predicted: dict[str, list[tuple[int, int, str, str]]] = {
            doc: [(t.span.begin, t.span.end, t.type, t.value) for t in find_times(text, day)]
            for doc, (text, day, _) in documents.items()
        }
        if options.out:
            _write(options.out, predicted)
        _print("depesche", tool.score(documents, predicted))
        peer = options.data / "dolomiten-100-heideltime"
        if peer.is_dir():
            _print("HeidelTime", tool.score(documents, tool.read_predictions(peer)))
    else:
        print(f"no annotated articles at {gold}: no scores")
    if options.speed:
        _speed(texts)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _write(path: Path, predicted: dict[str, list[tuple[int, int, str, str]]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for doc, rows in predicted.items():
            for begin, end, kind, value in rows:
                print(json.dumps({"doc": doc, "begin": begin, "end": end, "type": kind, "value": value}), file=out)


def _print(name: str, scored: tuple[int, int, list[tuple[str, float, float, float]]]) -> None:
    gold, predicted, rows = scored
    print(f"{name}: gold {gold}, predicted {predicted}")
    for label, p, r, f in rows:
        print(f"  {label:16s} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}")


def _speed(texts: list[str]) -> None:
    """Megabytes of UTF-8 a second of processor time, one thread, without a parse; dateparser on the first five texts."""
    find_times("heute", "2021-12-31")
    size = sum(len(t.encode()) for t in texts)
    rounds = max(1, 1_000_000 // size)
    began = time.process_time()
    for _ in range(rounds):
        for text in texts:
            find_times(text, "2021-12-31")
    print(f"depesche: {rounds * size / 1e6 / (time.process_time() - began):.2f} MB/s on {rounds * size / 1e6:.1f} MB")
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser is not installed: no comparison")
        return
    sample = [text[:5000] for text in texts[:5]]
    size = sum(len(t.encode()) for t in sample)
    began = time.process_time()
    for text in sample:
        search_dates(text, languages=["de"])
    print(f"dateparser.search: {size / 1e6 / (time.process_time() - began):.3f} MB/s on {size / 1e6:.3f} MB of the same")


if __name__ == "__main__":
    main()
