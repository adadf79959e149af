"""What storing and linking cost beside reading: ``python -m benchmarks.shares [FOLDER]``.

Reads, stores (SQLite, one transaction each) and links the dispatches of the two invented crises (40 words each) and, where
FOLDER is given, the articles of 200 to 400 words among its JSON files (``originalText``, as in the German news quotation data
set). Figures are processor seconds, all threads together, so that a busy machine does not distort them much.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.dossier import computed
from depesche.archive import Archive
from depesche.reading.pipeline import Reader
from depesche.records import Dispatch

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "dossier"))

from crisis import CRISES, dispatch, lines

MOST = 30  # articles of a folder


def articles(folder: Path) -> list[Dispatch]:
    """The first articles of 200 to 400 words, dated by the brackets in their names."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if 200 <= len(data["originalText"].split()) <= 400 and len(found) < MOST:
            day = data["documentName"].rpartition("(")[2].rstrip(")")
            found.append(Dispatch(data["originalText"], path.stem, published=day if len(day) == 10 else None))
    return found


def measured(name: str, dispatches: Sequence[Dispatch], reader: Reader) -> None:
    """Print processor milliseconds a dispatch for each step."""
    start = time.process_time()
    readings = [reader.read(d) for d in dispatches]
    reading = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db") as archive:
        start = time.process_time()
        for one in readings:
            archive.add(one)
        storing = time.process_time() - start
    start = time.process_time()
    computed(readings)
    linking = time.process_time() - start
    count = len(dispatches)
    words, records = sum(len(d.text.split()) for d in dispatches), sum(len(r.records) for r in readings)
    told = (("reading", reading), ("storing", storing), ("linking", linking))
    each = " ".join(f"{what} {1000 * seconds / count:.1f} ms" for what, seconds in told)
    print(f"{name}: {count} dispatches of {words / count:.0f} words and {records / count:.1f} records: {each}", end="; ")
    print(f"storing and linking {100 * (storing + linking) / reading:.1f} % of reading", flush=True)


def main() -> None:
    """Run what is asked for."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path, nargs="?")
    folder_of_articles = args.parse_args().folder
    found = articles(folder_of_articles) if folder_of_articles else []
    if folder_of_articles and not found:
        sys.exit(f"no articles of 200 to 400 words in {folder_of_articles}")
    reader = Reader()
    for line in lines()[:8]:  # both languages' tables and models are read before the clock starts
        reader.read(dispatch(line))
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "warm.db") as archive:
        archive.add(reader.read(dispatch(lines()[0])))
    computed(reader.read(dispatch(line)) for line in lines()[:8])
    measured("invented crises", [dispatch(line) for name in CRISES for line in lines(name)], reader)
    if found:
        measured("articles of 200 to 400 words", found, reader)


if __name__ == "__main__":
    main()
