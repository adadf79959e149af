"""The archive: readings go in, one transaction each, and typed rows come out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, func, insert, select, text, update

from depesche.archive import engine, stored, table, words, write
from depesche.archive import select as selecting
from depesche.archive.folding import folding
from depesche.archive.rows import Added, ArchiveError, DispatchRow, DispatchState, Filter, Hit, RecordRow
from depesche.archive.schema import dispatches, kept, notices, parties, records
from depesche.archive.write import content_key
from depesche.intake import copies
from depesche.intake.item import Metadata
from depesche.records import Dispatch, Reading, Record

if TYPE_CHECKING:
    import pyarrow as pa


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """Everything that was read, on disk. Open one with ``Archive.open``; use it as a context manager.

    Adding is idempotent by content, each dispatch is one transaction, nothing is ever deleted: a corrected dispatch is
    superseded and a killed one withdrawn, visibly, and their records are left out of ``records`` unless asked for.
    Any number of processes may read while others write; writers wait for one another. Threads may share an archive.
    """

    def __init__(self, database: Engine, clock: Callable[[], datetime] = _now) -> None:
        self._engine = database
        self._writer = engine.writing(database)
        self._clock = clock

    @classmethod
    def open(cls, url: str | Path | None = None, *, create: bool = True, clock: Callable[[], datetime] = _now) -> Archive:
        """Open an archive, beginning it if need be, and bring its tables up to date.

        ``url``: a path (SQLite) or ``postgresql+psycopg://user@host/name``; without it ``DEPESCHE_ARCHIVE``, else a file
        in the user's data folder. ``create`` False: an archive that is not there is an error. ``clock`` gives the time
        noted for additions. Raises ``ArchiveError``, one clear sentence.
        """
        return cls(engine.connect(engine.location(url), create=create), clock)

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Archive {engine.shown(self._engine.url)}>"

    def _repr_html_(self) -> str:
        return table.html(repr(self), self.statistics())

    # --- in ---------------------------------------------------------------------------------------------------------

    def has(self, dispatch: Dispatch) -> int | None:
        """The number of this content in the archive, None if it is new: so that it need not be read again."""
        with self._engine.connect() as connection:
            return write.known(connection, content_key(dispatch))

    def add(self, reading: Reading, meta: Metadata | None = None, *, mark: tuple[str, str] | None = None) -> Added:
        """Store a reading in one transaction; content that is there already is left as it is.

        ``meta``: what the wire says; with a guid, a higher version supersedes earlier ones (whichever comes first), and
        a guid without versions (a page's address) is superseded by its next text. ``mark``: kind and name to ``keep``
        in the same transaction, so that a long run knows what it has done. Raises ``ArchiveError``.
        """
        meta = meta or Metadata()
        dispatch = reading.dispatch
        if any("\0" in field for field in (dispatch.text, dispatch.title, dispatch.doc, dispatch.outlet, dispatch.url)):
            raise ArchiveError(f"{dispatch.doc!r} contains a NUL character and is not stored")
        key = content_key(dispatch)
        shingles = copies.shingles(dispatch.text)
        bandings = copies.bands(shingles)
        with self._writer.begin() as connection:
            engine.serialise(connection)
            if mark:
                write.keep(connection, mark[0], mark[1], True)
            known = write.known(connection, key)
            if known is not None:
                return write.again(connection, known, meta, self._stamp())
            story, likeness = write.story_of(connection, shingles, bandings, write.appeared(reading.published, dispatch)[0])
            found = write.enter(connection, key, reading, meta, story, likeness, self._stamp())
            write.bands_of(connection, found, bandings)
            state: DispatchState = "withheld" if meta.state == "withheld" else "current"
            write.records_of(connection, found, reading, current=state == "current")
            superseded: tuple[int, ...] = ()
            if meta.guid:
                superseded = write.settle(connection, meta.guid, self._stamp(), found)
                state = connection.execute(select(dispatches.c.state).where(dispatches.c.id == found)).scalar_one()
            return Added(found, True, story, superseded, state)

    def replace(self, reading: Reading) -> int:
        """Store a new reading of a text that the archive holds, as a newer depesche reads it. Returns its number.

        Raises ``ArchiveError`` if the archive does not hold the dispatch.
        """
        with self._writer.begin() as connection:
            engine.serialise(connection)
            found = write.known(connection, content_key(reading.dispatch))
            if found is None:
                raise ArchiveError(f"{reading.dispatch.doc!r} is not in the archive")
            old = select(records.c.id).where(records.c.dispatch == found)
            connection.execute(parties.delete().where(parties.c.record.in_(old)))
            connection.execute(records.delete().where(records.c.dispatch == found))
            values = {"body": write.body(reading), "earliest": reading.published.earliest, "latest": reading.published.latest}
            connection.execute(update(dispatches).where(dispatches.c.id == found).values(**values))
            state = connection.execute(select(dispatches.c.state).where(dispatches.c.id == found)).scalar_one()
            write.records_of(connection, found, reading, current=state == "current")
            return found

    def withdraw(self, guid: str, *, version: int | None = None, reason: str = "") -> tuple[int, ...]:
        """Withdraw a dispatch by its guid, all versions up to ``version``, also those that come later.

        Returns the numbers of those withdrawn now. They and their records stay in the archive, marked.
        """
        if not guid:
            raise ArchiveError("only a dispatch with an identifier can be withdrawn by it")
        top = version if version is not None else 2_000_000_000
        with self._writer.begin() as connection:
            engine.serialise(connection)
            before = write.live(connection, guid)
            connection.execute(insert(notices).values(guid=guid, version=top, reason=reason, added=self._stamp()))
            write.settle(connection, guid, self._stamp())
            return tuple(sorted(before - write.live(connection, guid)))

    # --- out --------------------------------------------------------------------------------------------------------

    def reading(self, number: int) -> Reading:
        """The reading of a dispatch exactly as it was added. Raises ``ArchiveError`` if there is none of that number."""
        with self._engine.connect() as connection:
            row = connection.execute(select(dispatches).where(dispatches.c.id == number)).one_or_none()
            if row is None:
                raise ArchiveError(f"there is no dispatch {number} in the archive")
            query = select(records.c.body).where(records.c.dispatch == number).order_by(records.c.number)
            bodies = connection.execute(query).scalars().all()
        body = stored.loads(Reading, row.body)
        found = tuple(stored.loads(Record, b) for b in bodies)
        return dataclasses.replace(body, dispatch=selecting.dispatch_of(row), records=found)

    def dispatch(self, number: int) -> DispatchRow:
        """One dispatch. Raises ``ArchiveError`` if there is none of that number."""
        found = next(self.dispatches(ids=(number,), current=False), None)
        if found is None:
            raise ArchiveError(f"there is no dispatch {number} in the archive")
        return found

    def dispatches(
        self,
        *,
        ids: Sequence[int] = (),
        story: int | None = None,
        guid: str = "",
        outlets: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        current: bool = True,
    ) -> Iterator[DispatchRow]:
        """Dispatches in the order in which they were added; ``story`` gives all carriers of one wire copy.

        ``since`` and ``until`` (inclusive) choose by the days on which it may have appeared.
        """
        query = select(dispatches).order_by(dispatches.c.id)
        if ids:
            query = query.where(dispatches.c.id.in_(ids))
        if story is not None:
            query = query.where(dispatches.c.story == story)
        if guid:
            query = query.where(dispatches.c.guid == guid)
        if outlets:
            query = query.where(dispatches.c.outlet.in_(outlets))
        if since:
            query = query.where(dispatches.c.latest >= since.isoformat())
        if until:
            query = query.where(dispatches.c.earliest <= until.isoformat())
        if current:
            query = query.where(dispatches.c.state == "current")
        yield from self._stream(query, selecting.dispatch_row)

    def records(self, chosen: Filter | None = None, **fields: Any) -> Iterator[RecordRow]:
        """Records by the day of their event (or of their dispatch), then in the order in which they were added.

        Give a ``Filter``, or its fields: ``archive.records(types=("THREATEN",), actor=("RUS",))``.
        """
        yield from self._stream(selecting.of_records(chosen or Filter(**fields), self._dialect), selecting.record_row)

    def count(self, chosen: Filter | None = None, **fields: Any) -> int:
        """How many records a filter chooses, its limit apart."""
        query = selecting.of_records(chosen or Filter(**fields), self._dialect, count=True)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def to_arrow(self, chosen: Filter | None = None, **fields: Any) -> pa.Table:
        """Records as an Arrow table with typed columns, for pandas, polars, DuckDB; chosen as in ``records``. Needs pyarrow."""
        return table.arrow(self.records(chosen, **fields))

    def search(self, query: str, *, limit: int = 20, offset: int = 0, current: bool = True) -> list[Hit]:
        """Dispatches by the words of title and text, best first.

        All words must be there, in any form and also inside compounds; umlauts and ß are optional. ``"a phrase"`` is
        taken literally, ``begin*`` finds beginnings, ``-word`` excludes. Raises ``ArchiveError`` for an empty query.
        """
        terms = words.asked(query)
        sql, asked = words.chosen(self._dialect, "dispatch_words", terms)
        state = "WHERE d.state = 'current'" if current else ""
        chosen = text(
            f"SELECT d.id, found.score FROM ({sql}) AS found JOIN dispatches d ON d.id = found.id {state}"
            " ORDER BY found.score, d.id LIMIT :limit OFFSET :offset"
        )
        with self._engine.connect() as connection:
            values = {"asked": asked, "limit": limit, "offset": offset}
            scores = {row.id: float(row.score) for row in connection.execute(chosen, values)}
            if not scores:
                return []
            rows = connection.execute(select(dispatches).where(dispatches.c.id.in_(scores))).all()
            counting = (
                select(records.c.dispatch, func.count()).where(records.c.dispatch.in_(scores)).group_by(records.c.dispatch)
            )
            counts: dict[int, int] = {row[0]: row[1] for row in connection.execute(counting)}
        found = []
        for row in sorted((selecting.dispatch_row(r) for r in rows), key=lambda r: (scores[r.id], r.id)):
            shown, marks = words.snippet(row.dispatch.text, terms, folding(row.dispatch.language))
            found.append(Hit(row, shown, marks, scores[row.id], counts.get(row.id, 0)))
        return found

    def carriers(self, story: int) -> tuple[DispatchRow, ...]:
        """All current dispatches that carry one wire copy, the first one first."""
        return tuple(self.dispatches(story=story))

    def statistics(self) -> dict[str, int]:
        """Numbers of dispatches by state, of stories, and of current records."""
        with self._engine.connect() as connection:
            states = connection.execute(select(dispatches.c.state, func.count()).group_by(dispatches.c.state))
            found: dict[str, int] = {row[0]: row[1] for row in states}
            stories = select(func.count(func.distinct(dispatches.c.story))).where(dispatches.c.state == "current")
            found["stories"] = connection.execute(stories).scalar_one()
            found["records"] = connection.execute(select(func.count()).where(records.c.current == 1)).scalar_one()
        return found

    # --- what else is kept ------------------------------------------------------------------------------------------

    def keep(self, kind: str, name: str, value: object) -> None:
        """Keep a JSON value under a kind and a name (a dossier's selection, a feed's state), replacing an earlier one."""
        with self._writer.begin() as connection:
            engine.serialise(connection)
            write.keep(connection, kind, name, value)

    def kept(self, kind: str, name: str) -> Any:
        """The value kept under a kind and a name, None if there is none."""
        with self._engine.connect() as connection:
            query = select(kept.c.value).where(kept.c.kind == kind, kept.c.name == name)
            found = connection.execute(query).scalar()
        return None if found is None else json.loads(found)

    def kept_all(self, kind: str) -> dict[str, Any]:
        """All values of a kind by their names, in the order of the names."""
        with self._engine.connect() as connection:
            query = select(kept.c.name, kept.c.value).where(kept.c.kind == kind).order_by(kept.c.name)
            return {name: json.loads(value) for name, value in connection.execute(query)}

    def forget(self, kind: str, name: str) -> bool:
        """Keep it no longer. False if it was not kept."""
        with self._writer.begin() as connection:
            engine.serialise(connection)
            done = connection.execute(kept.delete().where(kept.c.kind == kind, kept.c.name == name))
            return done.rowcount > 0

    # --- inside -----------------------------------------------------------------------------------------------------

    @property
    def _dialect(self) -> str:
        return self._engine.dialect.name

    def _stamp(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def _stream(self, query: Any, typed: Callable[[Any], Any]) -> Iterator[Any]:
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield typed(row)
