"""The records of a dossier as a table: one row for each claim, in the column names of POLECAT, with ours added.

POLECAT (Halterman et al. 2023, doi 10.7910/DVN/AJGVIT) is the event data set that uses PLOVER. Of its columns those are kept
that depesche can fill from a dispatch; coordinates, COW codes and Wikipedia ids are left out rather than left empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from depesche.dossier.claim import Claim
from depesche.records import Party

if TYPE_CHECKING:
    import pyarrow as pa

    from depesche.dossier.event import Event

VERBAL_COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE"})
MATERIAL_COOPERATION = frozenset({"COOPERATE", "AID", "RETREAT"})
VERBAL_CONFLICT = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
MATERIAL_CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})

COLUMNS: tuple[tuple[str, str], ...] = (
    ("Event ID", "string"), ("Event Date", "string"), ("Event Type", "string"), ("Event Mode", "string"),
    ("Intensity", "double"), ("Quad Code", "int"), ("Contexts", "list"),
    ("Actor Name", "list"), ("Actor Country", "list"), ("Recipient Name", "list"), ("Recipient Country", "list"),
    ("Raw Placename", "string"), ("Source", "string"), ("Publication Date", "date"), ("Language", "string"),
    # ours
    ("Record ID", "string"), ("Dispatch ID", "string"), ("Headline", "string"), ("URL", "string"), ("State", "string"),
    ("Also Types", "list"), ("Status", "string"), ("Attribution", "list"), ("Attribution Chain", "string"),
    ("Condition", "string"), ("Duration", "string"), ("First Day", "date"), ("Last Day", "date"), ("Topics", "list"),
    ("Evidence", "string"), ("Begin", "int"), ("End", "int"), ("Inferred", "list"),
    ("Reports", "int"), ("Independent Reports", "int"), ("Voices", "int"), ("Credibility", "int"), ("Disputed", "list"),
    ("Copy Of", "string"),
)  # fmt: skip


def quad(kind: str) -> int | None:
    """The quad code of an event type: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict; None for STATE."""
    for code, types in enumerate((VERBAL_COOPERATION, MATERIAL_COOPERATION, VERBAL_CONFLICT, MATERIAL_CONFLICT), 1):
        if kind in types:
            return code
    return None


def rows(events: Iterable[Event], roots: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A row for each claim of each event; ``roots`` says which dispatch is whose copy."""
    for event in events:
        disputed = sorted({c.facet for c in event.contradictions})
        for claim in event.claims:
            yield _row(claim) | {
                "Event ID": event.id,
                "Reports": len(event.dispatches),
                "Independent Reports": len(event.origins),
                "Voices": len(event.voices),
                "Credibility": event.credibility,
                "Disputed": disputed,
                "Copy Of": None if roots.get(claim.dispatch, claim.dispatch) == claim.dispatch else roots[claim.dispatch],
            }


def arrow(events: Iterable[Event], roots: Mapping[str, str]) -> pa.Table:
    """The rows as an Arrow table with typed columns. Needs pyarrow."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "double": pa.float64(),
        "int": pa.int64(),
        "list": pa.list_(pa.string()),
        "date": pa.date32(),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS])
    return pa.Table.from_pylist(list(rows(events, roots)), schema=schema)


def _row(claim: Claim) -> dict[str, Any]:
    record, dispatch = claim.record, claim.reading.dispatch
    return {
        "Event Date": record.time or (claim.said.first.isoformat() if claim.said and claim.said.exact else None),
        "Event Type": record.type,
        "Event Mode": record.mode or None,
        "Intensity": record.intensity,
        "Quad Code": quad(record.type),
        "Contexts": list(record.contexts),
        "Actor Name": _names(record.actor),
        "Actor Country": _codes(record.actor),
        "Recipient Name": _names(record.recipient),
        "Recipient Country": _codes(record.recipient),
        "Raw Placename": claim.reading.words(record.place) if record.place else None,
        "Source": claim.outlet,
        "Publication Date": claim.published if claim.said and claim.said.exact else None,
        "Language": claim.language,
        "Record ID": claim.id,
        "Dispatch ID": claim.dispatch,
        "Headline": dispatch.title,
        "URL": dispatch.url,
        "State": claim.state,
        "Also Types": list(record.also),
        "Status": record.status,
        "Attribution": list(claim.chain),
        "Attribution Chain": json.dumps(chain(claim), ensure_ascii=False),
        "Condition": claim.reading.words(record.condition) if record.condition else None,
        "Duration": claim.duration,
        "First Day": claim.when.first if claim.when else None,
        "Last Day": claim.when.last if claim.when else None,
        "Topics": sorted(claim.topics),
        "Evidence": claim.words,
        "Begin": record.evidence.begin,
        "End": record.evidence.end,
        "Inferred": list(record.inferred),
    }


def chain(claim: Claim) -> list[dict[str, Any]]:
    """The chain of attribution, outermost first, each link with the words that name it and its cue, and their offsets."""
    found = []
    for source in claim.record.attribution:
        link: dict[str, Any] = {
            "party": str(source.party) or claim.reading.words(source.span),
            "words": claim.reading.words(source.span),
            "begin": source.span.begin,
            "end": source.span.end,
        }
        if source.cue:
            link |= {"cue": claim.reading.words(source.cue), "cue_begin": source.cue.begin, "cue_end": source.cue.end}
        if source.force:
            link["force"] = source.force
        found.append(link)
    return found


def _names(parties: Iterable[Party]) -> list[str]:
    return [p.name or p.code for p in parties]


def _codes(parties: Iterable[Party]) -> list[str]:
    return [p.code for p in parties]


def iso(at: date | None) -> str | None:
    """A day as ISO 8601."""
    return at.isoformat() if at else None
