"""Events in order of their first report, so that what followed one is found without looking at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from depesche.dossier.event import Event


class Timeline:
    """Events by the day on which they were first told; undated ones are left out."""

    def __init__(self, events: Iterable[Event]) -> None:
        dated = [(e.said.first, number, e) for number, e in enumerate(events) if e.said]
        dated.sort(key=lambda x: x[:2])
        self._days = [d for d, _, _ in dated]
        self._events = [e for _, _, e in dated]

    def told(self, first: date, last: date) -> Iterator[Event]:
        """Events first told in that period, both ends included, in order."""
        yield from self._events[bisect_left(self._days, first) : bisect_right(self._days, last)]


def later(day: date, days: int) -> date:
    """A day so many days later, the last day that there is where that is beyond it."""
    return day + timedelta(days=days) if (date.max - day).days > days else date.max
