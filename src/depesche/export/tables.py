"""A dossier as JSON Lines, CSV and Parquet, in the column names of POLECAT with ours added (see ``dossier.table``)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from depesche.dossier import Dossier
from depesche.dossier.table import COLUMNS
from depesche.export.reading_json import FormatError, record_from_json, record_to_json
from depesche.records import Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def jsonl(dossier: Dossier) -> Iterator[str]:
    """One line for each record; its field ``Record`` holds all of it, so that ``read_jsonl`` loses nothing."""
    claims = {c.id: c for c in dossier.claims}
    for row in dossier.rows():
        claim = claims[row["Record ID"]]
        full = row | {"Record": record_to_json(claim.record, claim.reading)}
        yield json.dumps(full, ensure_ascii=False, default=_plain) + "\n"


def read_jsonl(lines: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """Record ids and records out of ``jsonl``'s lines. Raises ``FormatError`` with the number of a line that is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                yield row["Record ID"], record_from_json(row["Record"])
            except (KeyError, TypeError, ValueError) as error:
                raise FormatError(f"line {number} is no record as depesche writes it: {error}") from error


def write_csv(dossier: Dossier, out: IO[str]) -> None:
    """CSV with a head line; lists are joined by ``; ``. What a spreadsheet would run gets a ``'`` before it."""
    writer = csv.writer(out, lineterminator="\n")
    names = [name for name, _ in COLUMNS]
    writer.writerow(names)
    for row in dossier.rows():
        writer.writerow([_cell(row.get(name)) for name in names])


def write_parquet(dossier: Dossier, out: Path | IO[bytes]) -> None:
    """Parquet with typed columns. Needs pyarrow (``pip install depesche[tables]``)."""
    import pyarrow.parquet as parquet

    parquet.write_table(dossier.to_arrow(), out)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(str(v) for v in value)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return str(value)
