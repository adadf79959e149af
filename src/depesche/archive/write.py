"""How a reading goes into the tables: each function is a step inside one transaction, whose connection it is given."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from depesche.archive import dates, stored, words
from depesche.archive.folding import folding
from depesche.archive.rows import Added
from depesche.archive.schema import bands, dispatches, notices, parties, records
from depesche.intake import copies
from depesche.intake.item import Metadata
from depesche.languages.folding import fold
from depesche.records import Dispatch, Party, Published, Reading, Record

_CANDIDATES = 12

# Statements of the way in are built once: building them anew would take longer than the database takes to run them.
_KNOWN = select(dispatches.c.id).where(dispatches.c.content == bindparam("key"))
_KEEP = text(
    "INSERT INTO kept (kind, name, value) VALUES (:kind, :name, :value)"
    " ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value"
)
_BAND = [f"b{number}" for number in range(copies.BANDS)]
_NEAR = text(
    f"SELECT dispatch, count(*) AS shared FROM bands WHERE band IN ({', '.join(f':{name}' for name in _BAND)})"
    f" GROUP BY dispatch ORDER BY shared DESC, dispatch LIMIT {_CANDIDATES}"
)
_ENTER = insert(dispatches).returning(dispatches.c.id)
_OWN_STORY = update(dispatches).where(dispatches.c.id == bindparam("number")).values(story=bindparam("number"))
_RECORDS, _PARTIES, _BANDS = insert(records), insert(parties), insert(bands)
_RESERVE = {
    "sqlite": text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'records'), 0)"),
    "postgresql": text("SELECT nextval(pg_get_serial_sequence('records', 'id')) FROM generate_series(1, :count)"),
}


def content_key(dispatch: Dispatch) -> str:
    """What makes a dispatch this one: outlet (or the host of its address), day, title and text, as SHA-256.

    Where it lies and what it is called do not count, so that a file that was moved is not added twice.
    """
    outlet = dispatch.outlet or urlsplit(dispatch.url).hostname or ""
    parts = json.dumps([outlet, dispatch.published, dispatch.title, dispatch.text], ensure_ascii=True)
    return sha256(parts.encode()).hexdigest()


def body(reading: Reading) -> str:
    """All of a reading that has no column or row of its own."""
    return stored.dumps(dataclasses.replace(reading, dispatch=Dispatch(""), records=()))


def keep(connection: Connection, kind: str, name: str, value: object) -> None:
    """Write a JSON value under a kind and a name."""
    written = json.dumps(value, ensure_ascii=False)
    connection.execute(_KEEP, {"kind": kind, "name": name, "value": written})


def known(connection: Connection, key: str) -> int | None:
    """The number of a content that is there already."""
    found = connection.execute(_KNOWN, {"key": key}).scalar()
    return None if found is None else int(found)


def story_of(
    connection: Connection, shingles: copies.Shingles, bandings: Sequence[int], day: str | None
) -> tuple[int | None, float]:
    """The story that a text of a day (ISO) is a copy of, and how like its nearest carrier it is."""
    if not bandings:
        return None, 1.0
    numbers = [row.dispatch for row in connection.execute(_NEAR, dict(zip(_BAND, bandings, strict=True)))]
    if not numbers:
        return None, 1.0
    query = (
        select(dispatches.c.story, dispatches.c.text, dispatches.c.earliest)
        .where(dispatches.c.id.in_(numbers))
        .order_by(dispatches.c.id)
    )
    best: tuple[int | None, float] = (None, 1.0)
    nearest = 0.0
    for row in connection.execute(query):
        if not copies.near(_date(day), _date(row.earliest)):
            continue
        like = copies.likeness(shingles, copies.shingles(row.text))
        if like >= copies.COPY and like > nearest:
            nearest, best = like, (row.story, like)
    return best


def enter(
    connection: Connection, key: str, reading: Reading, meta: Metadata, story: int | None, likeness: float, now: str
) -> int:
    """Enter a dispatch and its words. Returns its number; without a story it begins its own."""
    dispatch, version = reading.dispatch, meta.version
    days = appeared(reading.published, dispatch)
    if meta.guid and not version:
        # A source without version numbers: what arrives later is the later version.
        highest = select(func.max(dispatches.c.version)).where(dispatches.c.guid == meta.guid)
        version = (connection.execute(highest).scalar() or 0) + 1
    values = {
        "content": key, "doc": dispatch.doc, "title": dispatch.title, "published": dispatch.published,
        "earliest": days[0], "latest": days[1],
        "outlet": dispatch.outlet, "language": dispatch.language, "url": dispatch.url, "text": dispatch.text,
        "body": body(reading), "meta": _public(meta), "guid": meta.guid, "version": version, "superseded_by": None,
        "state": "withheld" if meta.state == "withheld" else "current", "reason": "", "changed": None,
        "added": now, "story": story, "likeness": likeness,
    }  # fmt: skip
    found = int(connection.execute(_ENTER, values).scalar_one())
    if story is None:
        connection.execute(_OWN_STORY, {"number": found})
    whole = f"{dispatch.title}\n{dispatch.text}"
    words.index(connection, "dispatch_words", [(found, whole)], folding(dispatch.language))
    return found


def records_of(connection: Connection, number: int, reading: Reading, *, current: bool) -> None:
    """Enter the records of a dispatch, their parties and words. ``current``: whether the dispatch is."""
    if not reading.records:
        return
    ids = _reserved(connection, len(reading.records))
    told = appeared(reading.published, reading.dispatch)
    rows: list[dict[str, Any]] = []
    for index, record in enumerate(reading.records):
        days = dates.span(record.time)
        begins, ends = (d.isoformat() for d in days) if days else told
        rows.append({
            "id": ids[index], "dispatch": number, "number": index,
            "type": record.type, "mode": record.mode, "status": record.status,
            "contexts": f",{','.join(record.contexts)}," if record.contexts else "", "begins": begins, "ends": ends,
            "dated": int(days is not None), "intensity": record.intensity, "evidence": reading.words(record.evidence),
            "current": int(current), "body": stored.dumps(record),
        })  # fmt: skip
    connection.execute(_RECORDS, rows)
    found = [row for id_, record in zip(ids, reading.records, strict=True) for row in _parties(id_, record)]
    if found:
        connection.execute(_PARTIES, found)
    evidence = ((id_, row["evidence"]) for id_, row in zip(ids, rows, strict=True))
    words.index(connection, "record_words", evidence, folding(reading.dispatch.language))


def _reserved(connection: Connection, count: int) -> list[int]:
    """Numbers for so many records, none ever given before. Only one writer at a time is in its transaction."""
    dialect = connection.dialect.name
    if dialect == "sqlite":
        last = int(connection.execute(_RESERVE[dialect]).scalar_one())
        return list(range(last + 1, last + 1 + count))
    return sorted(int(found) for found in connection.execute(_RESERVE[dialect], {"count": count}).scalars())


def again(connection: Connection, known: int, meta: Metadata, now: str) -> Added:
    """Content that is there already: only what the wire now says of it may change."""
    row = connection.execute(select(dispatches).where(dispatches.c.id == known)).one()
    if meta.guid and meta.guid == row.guid:
        values: dict[str, Any] = {}
        if meta.version > row.version:
            values["version"] = meta.version
        if row.state == "withheld" and meta.state == "usable":
            values["state"] = "current"
        if values:
            connection.execute(update(dispatches).where(dispatches.c.id == known).values(**values))
            settle(connection, meta.guid, now, known)
            row = connection.execute(select(dispatches).where(dispatches.c.id == known)).one()
    return Added(known, False, row.story if row.story != known else None, (), row.state)


def live(connection: Connection, guid: str) -> set[int]:
    """The versions of a dispatch that are neither superseded nor withdrawn."""
    query = select(dispatches.c.id).where(dispatches.c.guid == guid, dispatches.c.state.in_(("current", "withheld")))
    return set(connection.execute(query).scalars())


def settle(connection: Connection, guid: str, now: str, touched: int | None = None) -> tuple[int, ...]:
    """Which version of a dispatch is current, after one came in or was withdrawn. Returns those newly superseded."""
    if not guid:
        return ()
    rows = connection.execute(select(dispatches).where(dispatches.c.guid == guid).order_by(dispatches.c.version)).all()
    notice = connection.execute(
        select(notices).where(notices.c.guid == guid).order_by(notices.c.version.desc(), notices.c.id.desc())
    ).first()
    top = max((row for row in rows), key=lambda row: (row.version, row.id), default=None)
    superseded = []
    for row in rows:
        state, by, reason = row.state, None, row.reason
        if notice is not None and row.version <= notice.version:
            state, reason = "withdrawn", notice.reason
        elif top is not None and row.id != top.id:
            state, by = "superseded", top.id
        elif state == "superseded":
            state = "current"
        if (state, by, reason) == (row.state, row.superseded_by, row.reason):
            continue
        if state == "superseded" and row.state != "superseded" and row.id != touched:
            superseded.append(row.id)
        values = {"state": state, "superseded_by": by, "reason": reason, "changed": now}
        connection.execute(update(dispatches).where(dispatches.c.id == row.id).values(**values))
    for row in rows:
        state = connection.execute(select(dispatches.c.state).where(dispatches.c.id == row.id)).scalar_one()
        shows = int(state == "current")
        changing = update(records).where(records.c.dispatch == row.id, records.c.current != shows)
        connection.execute(changing.values(current=shows))
    return tuple(superseded)


def bands_of(connection: Connection, number: int, found: Iterable[int]) -> None:
    """Enter the bands by which copies of a dispatch will be found."""
    rows = [{"band": band, "dispatch": number} for band in sorted(set(found))]
    if rows:
        connection.execute(_BANDS, rows)


def _public(meta: Metadata) -> str:
    found = {field.name: getattr(meta, field.name) for field in dataclasses.fields(meta)}
    return json.dumps({name: value for name, value in found.items() if value not in ("", None, {})}, ensure_ascii=False)


def _date(value: str | None) -> date | None:
    days = dates.span(value)
    return days[0] if days else None


def appeared(published: Published, dispatch: Dispatch) -> tuple[str | None, str | None]:
    """First and last day (ISO) on which a dispatch may have appeared."""
    return published.earliest or dispatch.published, published.latest or dispatch.published


def _parties(number: int, record: Record) -> Iterator[dict[str, Any]]:
    roles: tuple[tuple[str, Iterable[Party]], ...] = (
        ("actor", record.actor),
        ("recipient", record.recipient),
        ("source", (source.party for source in record.attribution)),
    )
    for role, named in roles:
        for place, party in enumerate(named):
            folded = fold(party.name)
            surname = folded.rsplit(" ", 1)[-1]
            yield {
                "record": number, "role": role, "place": place, "code": party.code, "name": party.name,
                "folded": folded, "surname": surname,
            }  # fmt: skip
