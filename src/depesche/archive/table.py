"""Records of an archive as tables for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from depesche.archive.rows import RecordRow

if TYPE_CHECKING:
    import pyarrow as pa


def arrow(rows: Iterable[RecordRow]) -> pa.Table:
    """One row a record, with typed columns. Needs pyarrow."""
    import pyarrow as pa

    text, texts, whole = pa.string(), pa.list_(pa.string()), pa.int64()
    columns = {
        "id": whole, "dispatch": whole, "story": whole, "outlet": text, "language": text, "title": text, "url": text,
        "published": text, "type": text, "mode": text, "status": text, "actor": texts, "recipient": texts, "attribution": texts,
        "begins": pa.date32(), "ends": pa.date32(), "dated": pa.bool_(), "place": text, "condition": text, "evidence": text,
        "begin": whole, "end": whole, "state": text, "inferred": texts,
    }  # fmt: skip
    found = [
        {name: getattr(row, name, None) for name in columns}
        | {
            "type": row.record.type, "mode": row.record.mode or None, "status": row.record.status,
            "actor": [str(p) for p in row.record.actor], "recipient": [str(p) for p in row.record.recipient],
            "attribution": [str(s.party) for s in row.record.attribution],
            "begin": row.record.evidence.begin, "end": row.record.evidence.end, "inferred": list(row.record.inferred),
        }
        for row in rows
    ]  # fmt: skip
    return pa.Table.from_pylist(found, schema=pa.schema(list(columns.items())))


def html(name: str, numbers: Mapping[str, int]) -> str:
    """What an archive holds, in one small table."""
    cells = "".join(f"<tr><td>{escape(what)}</td><td>{number}</td></tr>" for what, number in numbers.items())
    return f"<p>{escape(name)}</p><table>{cells}</table>"
