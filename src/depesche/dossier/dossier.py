"""A dossier: everything that a choice of dispatches says about a crisis, linked, compared and led back to its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from depesche.dossier import copies, linking, table
from depesche.dossier.claim import Claim, claims, known_codes
from depesche.dossier.compare import Contradiction
from depesche.dossier.engagements import Engagement, engagements
from depesche.dossier.event import Event, events
from depesche.dossier.plans import Plan, plans
from depesche.dossier.positions import Position, positions
from depesche.dossier.selection import Selection
from depesche.dossier.stored import Stored, items
from depesche.records import Reading

if TYPE_CHECKING:
    import pyarrow as pa


class Dossier:
    """A view of stored readings; each part is computed when it is first asked for, and kept.

    ``reliability`` maps outlets to the letters A (completely reliable) to F (cannot be judged) that the user gives;
    depesche gives none itself, and no letter changes what is linked, counted or shown.
    ``as_of``: the day from which the future is counted; by default the day of the last dispatch.
    """

    def __init__(
        self,
        stored: Iterable[Stored],
        selection: Selection | None = None,
        *,
        as_of: date | None = None,
        reliability: Mapping[str, str] | None = None,
    ) -> None:
        self.stored: tuple[Stored, ...] = tuple(stored)
        self.selection = selection or Selection()
        self.reliability = dict(reliability or {})
        self._as_of = as_of

    @classmethod
    def of(cls, readings: Iterable[Reading], selection: Selection | None = None) -> Dossier:
        """A dossier straight from readings, without an archive."""
        return cls(items(readings), selection)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All selected claims, in the order of the dispatches."""
        codes = known_codes(s.reading for s in self.stored)
        return tuple(c for s in self.stored for c in claims(s, codes) if self.selection.takes(c))

    @cached_property
    def dispatches(self) -> tuple[Stored, ...]:
        """The dispatches that the claims stand in."""
        used = {c.dispatch for c in self.claims}
        return tuple(s for s in self.stored if s.id in used)

    @cached_property
    def copies(self) -> dict[str, str]:
        """For each dispatch the id of its original; its own where it is no copy."""
        return copies.groups(self.stored)

    @cached_property
    def origins(self) -> dict[str, str]:
        """For each claim the outlet on whose work it rests."""
        return copies.origins(self.claims, self.copies)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The same event across dispatches, linked into one, in order of the first report."""
        return events(linking.link(self.claims), self.origins)

    @cached_property
    def engagements(self) -> tuple[Engagement, ...]:
        """Calls, visits and summits that took place, with each side's readout."""
        return engagements(self.events, self.origins)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Demands, offers, threats and refusals over time, with their answers."""
        return positions(self.events)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Planned meetings, measures and deadlines, with their fate."""
        made_good = {
            p.event.id: [a.event for a in p.answers if a.reply == "carried out"] for p in self.positions if p.kind == "threat"
        }
        return plans(self.events, self.as_of, made_good)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Everything in which dispatches or parties contradict each other, once each, with both evidences."""
        found: dict[tuple[str, frozenset[str]], Contradiction] = {}
        for event in self.events:
            for c in event.contradictions:
                found.setdefault((c.facet, frozenset((c.one.id, c.other.id))), c)
        for engagement in self.engagements:
            for c in engagement.contradictions:
                found.setdefault((c.facet, frozenset((c.one.id, c.other.id))), c)
        return tuple(found.values())

    @property
    def as_of(self) -> date | None:
        """The day from which the future is counted."""
        days = [c.said.last for c in self.claims if c.said]
        return self._as_of or max(days, default=None)

    @property
    def parties(self) -> dict[str, int]:
        """Codes of all parties with the number of events that each has a part in, the most active first."""
        found: dict[str, int] = {}
        for event in self.events:
            for code in event.sides:
                found[code] = found.get(code, 0) + 1
        return dict(sorted(found.items(), key=lambda x: (-x[1], x[0])))

    def event(self, name: str) -> Event:
        """The event with that id. Raises ``KeyError``."""
        for event in self.events:
            if event.id == name:
                return event
        raise KeyError(name)

    def rows(self) -> list[dict[str, Any]]:
        """The claims as rows of a table (see ``table.COLUMNS``)."""
        return list(table.rows(self.events, self.copies))

    def to_arrow(self) -> pa.Table:
        """The claims as an Arrow table with typed columns, for pandas, polars, DuckDB. Needs pyarrow."""
        return table.arrow(self.events, self.copies)

    def __len__(self) -> int:
        return len(self.events)

    def __repr__(self) -> str:
        name = self.selection.name or "dossier"
        return f"<Dossier {name}: {len(self.dispatches)} dispatches, {len(self.claims)} records, {len(self.events)} events>"

    def _repr_html_(self) -> str:
        """A short table for a notebook: events in order of time, who, what, on whose word, how well attested."""
        head = (
            "<tr><th>when</th><th>what</th><th>who</th><th>whom</th><th>status</th><th>on the word of</th><th>reports</th></tr>"
        )
        body = "".join(_html_row(e) for e in sorted(self.events, key=_time)[:200])
        note = "" if len(self.events) <= 200 else f"<p>… and {len(self.events) - 200} more</p>"
        return f"<p>{escape(repr(self))}</p><table>{head}{body}</table>{note}"


def _time(event: Event) -> tuple[bool, date, str]:
    at = event.when or event.said
    return at is None, at.first if at else date.max, event.id


def _html_row(event: Event) -> str:
    claim = event.standing[0]
    cells = (
        str(event.when or ""),
        f"{event.type} {event.mode}".strip(),
        ", ".join(map(str, event.actors)),
        ", ".join(map(str, event.recipients)),
        event.status,
        "; ".join(dict.fromkeys(" ← ".join(c.chain) or c.outlet for c in event.standing)),
        f"{len(event.origins)} independent of {len(event.dispatches)}",
    )
    inner = "".join(f"<td>{escape(c)}</td>" for c in cells)
    return f'<tr title="{escape(claim.words, quote=True)}">{inner}</tr>'
