"""A dossier to read: engagements with readouts, plans, positions, contradictions, events; each line with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from depesche.dossier import Claim, Contradiction, Dossier, Engagement, Event, Plan, Position
from depesche.dossier.engagements import side_by_side
from depesche.export.calendar import told

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.4em;text-align:left;vertical-align:top}"
    "li,td{overflow-wrap:anywhere}"
)
Row = tuple[str, ...]
Block = tuple[str, str | list[str] | list[Row]]


def markdown(dossier: Dossier) -> str:
    """The brief as Markdown; words of dispatches are escaped, so that nothing in them is taken for a mark."""
    lines: list[str] = []
    for kind, body in blocks(dossier):
        if kind in ("1", "2", "3"):
            lines += ["#" * int(kind) + " " + _mark(str(body)), ""]
        elif kind == "list":
            lines += [*("- " + _mark(str(line)) for line in body), ""]
        elif kind == "table":
            rows = [row for row in body if isinstance(row, tuple)]
            lines += ["| " + " | ".join(_mark(c).replace("\n", "<br>") for c in row) + " |" for row in rows[:1]]
            lines += ["|" + " --- |" * len(rows[0])]
            lines += ["| " + " | ".join(_mark(c).replace("\n", "<br>") for c in row) + " |" for row in rows[1:]] + [""]
        else:
            lines += [_mark(str(body)), ""]
    return "\n".join(lines)


def html(dossier: Dossier) -> str:
    """The brief as one HTML page that loads nothing from anywhere."""
    parts: list[str] = []
    for kind, body in blocks(dossier):
        if kind in ("1", "2", "3"):
            parts.append(f"<h{kind}>{escape(str(body))}</h{kind}>")
        elif kind == "list":
            parts.append("<ul>" + "".join(f"<li>{escape(str(line))}</li>" for line in body) + "</ul>")
        elif kind == "table":
            rows = [row for row in body if isinstance(row, tuple)]
            head = "".join(f"<th>{escape(c)}</th>" for c in rows[0])
            cells = ("".join(f"<td>{escape(c).replace(chr(10), '<br>')}</td>" for c in row) for row in rows[1:])
            parts.append(f"<table><tr>{head}</tr>" + "".join(f"<tr>{c}</tr>" for c in cells) + "</table>")
        else:
            parts.append(f"<p>{escape(str(body))}</p>")
    title = escape(dossier.selection.name or "depesche")
    page = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
    return page + "<body>" + "\n".join(parts) + "</body></html>\n"


def blocks(dossier: Dossier) -> Iterator[Block]:
    """The brief's parts: headings (by level), paragraphs, lists and tables of plain text."""
    yield "1", dossier.selection.name or "Dossier"
    copied = sum(1 for d in dossier.dispatches if dossier.copies.get(d.id, d.id) != d.id)
    size = f"{len(dossier.dispatches)} dispatches ({copied} of them copies), {len(dossier.claims)} records"
    yield "p", f"{size}, {len(dossier.events)} events; as of {dossier.as_of or 'an unknown day'}."
    if dossier.engagements:
        yield "2", "Engagements"
        for engagement in dossier.engagements:
            yield from _engagement(engagement)
    if dossier.plans:
        yield "2", "Planned, moved, cancelled"
        yield "table", [("when", "what", "what became of it", "evidence"), *map(_plan, dossier.plans)]
    if dossier.positions:
        yield "2", "Positions"
        yield "table", [("party", "position", "toward", "condition", "answer", "evidence"), *map(_position, dossier.positions)]
    if dossier.contradictions:
        yield "2", "Contradictions"
        yield "table", [("in what", "one says", "the other says"), *map(_contradiction, dossier.contradictions)]
    yield "2", "Outlets"
    yield "table", [("outlet", "dispatches", "of them copies", "reliability"), *_outlets(dossier)]
    yield "2", "Events"
    yield "table", [("when", "event", "status", "reports", "evidence"), *map(_event, dossier.events)]


def _outlets(dossier: Dossier) -> Iterator[Row]:
    """Reliability is the user's own judgement of an outlet; credibility, beside each event, is how well it is attested."""
    names = sorted({d.reading.dispatch.outlet for d in dossier.dispatches})
    for name in names:
        own = [d for d in dossier.dispatches if d.reading.dispatch.outlet == name]
        copied = sum(dossier.copies.get(d.id, d.id) != d.id for d in own)
        yield name or "without a name", str(len(own)), str(copied), dossier.reliability.get(name, "not judged")


def _engagement(engagement: Engagement) -> Iterator[Block]:
    event = engagement.event
    who = ", ".join(str(p) for p in (*event.actors, *event.recipients))
    yield "3", f"{engagement.when or 'date disputed or unknown'}: {event.mode or 'talks'}, {who}"
    lines = [_counted(event)]
    if event.places:
        lines.append("place: " + " / ".join(event.places))
    if engagement.durations:
        lines.append("duration: " + " / ".join(engagement.durations))
    lines += [f"only {s} mentions: {', '.join(sorted(engagement.only(s)))}" for s in engagement.sides if engagement.only(s)]
    lines += [f"contradiction ({c.facet}): {c.values[0]} – {c.values[1]}" for c in engagement.contradictions]
    yield "list", lines
    sides = [r.side for r in engagement.readouts]
    rows: list[Row] = [("topic", *(f"{s} says" if s else "outlets say" for s in sides))]
    for topic, by_side in side_by_side(engagement).items():
        rows.append((topic, *("\n".join(_once(told(c) for c in by_side.get(s, ()))) for s in sides)))
    yield "table", rows


def _plan(plan: Plan) -> Row:
    when = " → ".join(str(s.when or "open") for s in plan.stages)
    claims: list[Claim] = [c for s in plan.stages for c in s.event.standing] + list(plan.evidence)
    return when, f"{plan.sort}: {_title(plan.event)}", plan.fate, _evidence(claims)


def _position(position: Position) -> Row:
    return (
        position.party,
        f"{position.kind} ({position.event.said or 'undated'})",
        ", ".join(map(str, position.toward)),
        "\n".join(_once(words for _, words in position.conditions)),
        "\n".join(f"{a.reply}: {told(a.event.claims[0])}" for a in position.answers) or "none reported",
        _evidence(position.event.standing),
    )


def _contradiction(c: Contradiction) -> Row:
    return c.facet, f"{c.values[0]}: {told(c.one)}", f"{c.values[1]}: {told(c.other)}"


def _event(event: Event) -> Row:
    return (
        str(event.when or "") or f"told {event.said or ''}",
        _title(event),
        event.status,
        _counted(event),
        _evidence(event.claims),
    )


def _title(event: Event) -> str:
    whom = ", ".join(map(str, event.recipients))
    return f"{event.type} {', '.join(map(str, event.actors))}" + (f" → {whom}" if whom else "")


def _counted(event: Event) -> str:
    return f"{len(event.origins)} independent of {len(event.dispatches)} reports, credibility {event.credibility}"


def _evidence(claims: Iterable[Claim]) -> str:
    return "\n".join(_once((told(c) if c.state == "current" else f"[{c.state}] {told(c)}") for c in claims))


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))


def _mark(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
