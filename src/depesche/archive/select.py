"""From filters to SQL, and from database rows to typed ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, text

from depesche.archive import stored, words
from depesche.archive.rows import DispatchRow, Filter, RecordRow, Role
from depesche.archive.schema import dispatches, parties, records
from depesche.languages.folding import fold
from depesche.records import Dispatch, Record

_RECORD = (
    records.c.id, records.c.dispatch, records.c.number, records.c.body, records.c.evidence, records.c.begins, records.c.ends,
    records.c.dated, dispatches.c.doc, dispatches.c.title, dispatches.c.outlet, dispatches.c.url, dispatches.c.language,
    dispatches.c.published, dispatches.c.story, dispatches.c.state,
)  # fmt: skip


def of_records(chosen: Filter, dialect: str, *, count: bool = False) -> Select[Any]:
    """The query for a filter: rows of ``_RECORD`` with place and condition words still to be cut out of the text."""
    tests = [*_of_record(chosen), *_of_dispatch(chosen)]
    named: tuple[tuple[Role | None, tuple[str, ...]], ...] = (
        ("actor", chosen.actor),
        ("recipient", chosen.recipient),
        ("source", chosen.source),
        (None, chosen.party),
    )
    for role, wanted in named:
        if wanted:
            tests.append(records.c.id.in_(_named(wanted, role)))
    if chosen.words.strip():
        sql, asked = words.chosen(dialect, "record_words", words.asked(chosen.words))
        tests.append(text(f"records.id IN (SELECT id FROM ({sql}) AS found)").bindparams(bindparam("asked", asked)))  # type: ignore[arg-type]
    if count:
        return select(func.count()).select_from(records.join(dispatches)).where(*tests)
    found = select(*_RECORD, dispatches.c.text).select_from(records.join(dispatches)).where(*tests)
    order = (records.c.begins, records.c.id)
    found = found.order_by(*(column.desc() for column in order) if chosen.newest_first else order)
    return found.limit(chosen.limit) if chosen.limit is not None else found


def _of_record(chosen: Filter) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if chosen.current:
        tests.append(records.c.current == 1)
    for column, values in (
        (records.c.type, chosen.types),
        (records.c.mode, chosen.modes),
        (records.c.status, chosen.statuses),
        (records.c.dispatch, chosen.dispatches),
    ):
        if values:
            tests.append(column == values[0] if len(values) == 1 else column.in_(values))
    if chosen.contexts:
        tests.append(or_(*(records.c.contexts.contains(f",{context},", autoescape=True) for context in chosen.contexts)))
    if chosen.since:
        tests.append(records.c.ends >= chosen.since.isoformat())
    if chosen.until:
        tests.append(records.c.begins <= chosen.until.isoformat())
    if chosen.dated is not None:
        tests.append(records.c.dated == int(chosen.dated))
    return tests


def _of_dispatch(chosen: Filter) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if chosen.outlets:
        tests.append(dispatches.c.outlet.in_(chosen.outlets))
    if chosen.languages:
        tests.append(dispatches.c.language.in_(chosen.languages))
    if chosen.independent:
        other = dispatches.alias("other")
        earlier = (other.c.story == dispatches.c.story, other.c.id < dispatches.c.id, other.c.state == "current")
        tests.append(~exists(select(other.c.id).where(*earlier)))
    return tests


def _named(wanted: Sequence[str], role: Role | None) -> Select[Any]:
    found = select(parties.c.record).where(or_(*(_party(value) for value in wanted)))
    return found.where(parties.c.role == role) if role else found


def _party(value: str) -> ColumnElement[bool]:
    code, slash, name = value.partition("/")
    if slash and name.strip():
        folded = fold(name.strip())
        named = or_(parties.c.folded == folded, parties.c.surname == folded)
        return and_(parties.c.code.in_({code, code.upper()}), named) if code else named
    codes, folded = {code.strip(), code.strip().upper()}, fold(code.strip())
    if slash:
        return parties.c.code.in_(codes)
    return or_(parties.c.code.in_(codes), parties.c.folded == folded, parties.c.surname == folded)


def record_row(row: Any) -> RecordRow:
    """A typed row of a query by ``of_records``."""
    record = stored.loads(Record, row.body)
    place, condition = record.place, record.condition
    return RecordRow(
        id=row.id,
        dispatch=row.dispatch,
        number=row.number,
        record=record,
        evidence=row.evidence,
        place=row.text[place.begin : place.end] if place else None,
        condition=row.text[condition.begin : condition.end] if condition else None,
        begins=date.fromisoformat(row.begins) if row.begins else None,
        ends=date.fromisoformat(row.ends) if row.ends else None,
        dated=bool(row.dated),
        doc=row.doc,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        language=row.language,
        published=row.published,
        story=row.story,
        state=row.state,
    )


def dispatch_of(row: Any) -> Dispatch:
    """The dispatch of a row of the table of dispatches."""
    return Dispatch(row.text, row.doc, row.title, row.published, row.outlet, row.language, row.url)


def dispatch_row(row: Any) -> DispatchRow:
    """A typed row of the table of dispatches."""
    return DispatchRow(
        id=row.id,
        dispatch=dispatch_of(row),
        earliest=row.earliest,
        latest=row.latest,
        state=row.state,
        superseded_by=row.superseded_by,
        reason=row.reason,
        changed=row.changed,
        added=row.added,
        guid=row.guid,
        version=row.version,
        story=row.story,
        likeness=row.likeness,
        meta=json.loads(row.meta),
    )
