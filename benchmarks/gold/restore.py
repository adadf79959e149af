"""Join the annotations with the texts they speak of.

Usage:  python -m benchmarks.gold.restore GOLD_DIR QUOTES_FOLDER OUT_DIR

GOLD_DIR       a folder of annotation files, e.g. benchmarks/gold/dev
QUOTES_FOLDER  the articles of the German news quotation data set (Petersen-Frey & Biemann 2024), one JSON file each
OUT_DIR        receives one file per dispatch with its text, its records (``evidence``, ``place`` and ``condition``
               as words) and its mentions (``words`` beside the offsets): the format of a scorer of records

The annotation files hold offsets and labels, never the text. A text that is missing or differs by a character from
the one that was annotated is refused.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

QUOTES = Path(__file__).resolve().parents[3] / "shared" / "data" / "quotes" / "train"
"""Where the articles lie beside a checkout; elsewhere, name the folder."""


class GoldError(ValueError):
    """The annotations and the texts at hand do not belong together."""


def restore(annotations: dict[str, Any], text: str) -> dict[str, Any]:
    """One dispatch with text, records and mentions.

    ``annotations`` is the content of an annotation file, ``text`` the article's original text.
    Raises GoldError where the text is another one, or where a record's evidence occurs earlier in the text than at
    its offsets (scorers look for the first occurrence).
    """
    name = annotations["documentName"]
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != annotations["sha256"]:
        raise GoldError(f"{name}: this is not the text that was annotated (its SHA-256 differs)")
    records = []
    for row in annotations["records"]:
        evidence = text[row["begin"] : row["end"]]
        if text.index(evidence) != row["begin"]:
            raise GoldError(f"{name}: the evidence at {row['begin']} occurs earlier in the text")
        rest = {key: value for key, value in row.items() if key not in ("begin", "end")}
        records.append({"evidence": evidence, **rest, **{key: _words(text, row[key]) for key in ("place", "condition")}})
    mentions = [{"words": text[row["begin"] : row["end"]], **row} for row in annotations["mentions"]]
    return {
        "doc": annotations["doc"],
        "title": name,
        "published": annotations["published"],
        "lang": annotations["lang"],
        "text": text,
        "records": records,
        "mentions": mentions,
    }


def _words(text: str, span: list[int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def articles(folder: Path, names: set[str]) -> Iterator[tuple[str, str]]:
    """Name and original text of those articles in the folder that are wanted."""
    for path in sorted(folder.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        if article.get("documentName") in names:
            yield article["documentName"], article["originalText"]


def restore_all(gold: Path, quotes: Path, out: Path) -> int:
    """Write every dispatch of ``gold`` with its text to ``out``; how many there were. Raises GoldError."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    if not files:
        raise GoldError(f"{gold}: no annotation files here")
    if not quotes.is_dir():
        raise GoldError(
            f"{quotes}: no such folder. The texts are the German news quotation data set "
            "(Petersen-Frey & Biemann 2024), part “train”; they are not part of this repository."
        )
    texts = dict(articles(quotes, {file["documentName"] for file in files}))
    missing = [file["documentName"] for file in files if file["documentName"] not in texts]
    if missing:
        raise GoldError(f"{quotes}: {len(missing)} of {len(files)} articles are not here, the first is “{missing[0]}”")
    whole = [restore(file, texts[file["documentName"]]) for file in files]
    out.mkdir(parents=True, exist_ok=True)
    for dispatch in whole:
        path = out / f"{dispatch['doc']}.json"
        path.write_text(json.dumps(dispatch, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(whole)


def main(arguments: list[str]) -> int:
    """Command line; the exit status."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    gold, quotes, out = map(Path, arguments)
    try:
        count = restore_all(gold, quotes, out)
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} dispatches written to {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
