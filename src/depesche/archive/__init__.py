"""Where readings are kept: SQLite by default, PostgreSQL by URL.

>>> with Archive.open("crisis.db") as archive:                                        # doctest: +SKIP
...     archive.add(reader.read(dispatch))
...     for row in archive.records(types=("THREATEN",), actor=("RUS",)):
...         print(row.begins, row.evidence, *row.record.attribution)
"""

from __future__ import annotations

from depesche.archive.dates import span as days
from depesche.archive.rows import Added, ArchiveError, DispatchRow, DispatchState, Filter, Hit, RecordRow
from depesche.archive.store import Archive
from depesche.archive.write import content_key

__all__ = [
    "Added", "Archive", "ArchiveError", "DispatchRow", "DispatchState", "Filter", "Hit", "RecordRow", "content_key", "days",
]  # fmt: skip
