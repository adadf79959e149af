"""PLOVER types of marked pairs of actors, for a scorer.

Usage:  python -m benchmarks.relations GOLD.tsv

GOLD.tsv has the columns sentence, source and target. Prints one JSON object a line, {"row": 0, "type": "THREATEN"}; the type
is null where nothing was found. The sentences are English.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from depesche.reading.relations import relate


def main(gold: Path) -> None:
    """Print the predictions for all rows of a file."""
    csv.field_size_limit(10**9)
    with gold.open(encoding="utf-8") as handle:
        for number, row in enumerate(csv.DictReader(handle, delimiter="\t")):
            # some rows name only one side, or in words that the sentence does not have
            pair = [words if words.strip() in row["sentence"] else "" for words in (row["source"] or "", row["target"] or "")]
            try:
                found = relate(row["sentence"], pair[0], pair[1], "en")
            except ValueError:
                found = None
            print(json.dumps({"row": number, "type": found}))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
