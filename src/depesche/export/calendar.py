"""Planned, held, moved and cancelled meetings and deadlines as iCalendar (RFC 5545, RFC 7986)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from depesche.dossier import Claim, Dossier, Event, Plan
from depesche.dossier.when import Days

HOST = "depesche"


def calendar(dossier: Dossier) -> bytes:
    """The dossier's calendar. Same dossier, same bytes: no clock is read, stamps are days of publication.

    A meeting that a party denies planning, or one without a date, is left out. A plan keeps its UID when its date changes;
    SEQUENCE counts the changes.
    """
    found = Calendar()
    found.add("prodid", "-//depesche//dossier//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", dossier.selection.name or "depesche")
    found.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    shown: set[str] = set()
    for plan in dossier.plans:
        if plan.fate != "denied" and plan.when is not None:
            found.add_component(_planned(plan, plan.when))
        shown.update(c.id for stage in plan.stages for c in stage.event.claims)
        shown.update(c.id for c in plan.evidence)
    for engagement in dossier.engagements:
        if engagement.when is not None and not any(c.id in shown for c in engagement.event.claims):
            found.add_component(_held(engagement.event, engagement.when))
    return bytes(found.to_ical())


def status(plan: Plan) -> str:
    """CONFIRMED for what was held or what all parties themselves announced, CANCELLED, else TENTATIVE."""
    if plan.fate == "cancelled":
        return "CANCELLED"
    if plan.fate in ("held", "carried out") or (plan.fate == "upcoming" and plan.confirmed):
        return "CONFIRMED"
    return "TENTATIVE"


def _planned(plan: Plan, when: Days) -> Entry:
    entry = _entry(plan.stages[0].event.uid, plan.event, when)
    entry.add("status", status(plan))
    sequence = len(plan.stages) - 1 + (plan.fate in ("held", "cancelled", "met", "carried out"))
    entry.add("sequence", sequence)
    claims = [c for stage in plan.stages for c in stage.event.claims] + list(plan.evidence)
    earlier = [str(s.when) for s in plan.stages[:-1] if s.when]
    note = [f"{plan.sort}, {plan.fate}"]
    note += [f"moved from {', '.join(earlier)}"] if earlier else []
    _describe(entry, note, claims)
    conditions = [c.reading.words(c.record.condition) for c in plan.event.standing if c.record.condition]
    if conditions:
        entry.add("x-depesche-condition", conditions[0])
    return entry


def _held(event: Event, when: Days) -> Entry:
    entry = _entry(event.uid, event, when)
    entry.add("status", "CONFIRMED")
    entry.add("sequence", 0)
    _describe(entry, [], list(event.claims))
    return entry


def _entry(name: str, event: Event, when: Days) -> Entry:
    entry = Entry()
    entry.add("uid", f"{name}@{HOST}")
    entry.add("summary", _summary(event))
    entry.add("dtstart", when.first)
    entry.add("dtend", when.last + timedelta(days=1))
    if len(event.places) == 1:
        entry.add("location", event.places[0])
    entry.add("categories", [event.type] + ([event.mode] if event.mode else []))
    entry.add("class", "PUBLIC")
    entry.add("transp", "TRANSPARENT")
    url = next((c.reading.dispatch.url for c in event.standing if c.reading.dispatch.url), "")
    if url:
        entry.add("url", url)
    return entry


def _summary(event: Event) -> str:
    who = ", ".join(str(p) for p in (*event.actors, *event.recipients))
    return f"{event.mode or event.type.lower()}: {who}" if who else event.claims[0].words


def _describe(entry: Entry, note: list[str], claims: list[Claim]) -> None:
    unique = list({c.id: c for c in claims}.values())
    entry.add("description", "\n".join([*note, *(told(c) for c in unique)]))
    days = [c.said.first for c in unique if c.said]
    stamp = datetime.combine(max(days, default=date(1970, 1, 1)), time(), UTC)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)


def told(claim: Claim) -> str:
    """The exact words of a claim with outlet, day and the chain of those on whose word it is."""
    chain = " ← ".join((claim.outlet or claim.dispatch, *claim.chain))
    day = claim.said.first.isoformat() if claim.said else "undated"
    return f"„{' '.join(claim.words.split())}“ ({chain}, {day})"
