"""TIMEX3 values as intervals of days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_VALUE = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)(?:-(\d|WE))?|(SP|SU|FA|WI)|Q([1-4])|H([12])))?(?:T.*)?$")
_SEASON = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """An interval of days, both ends included."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """True for a single day."""
        return self.first == self.last

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def meets(self, other: Days, slack: int = 0) -> bool:
        """True if the two share a day, or would if one were moved by ``slack`` days."""
        gap = timedelta(days=slack)
        return self.first <= other.last + gap and other.first <= self.last + gap

    def __str__(self) -> str:
        return self.first.isoformat() if self.exact else f"{self.first.isoformat()}/{self.last.isoformat()}"


@lru_cache(maxsize=8192)
def days(value: str | None) -> Days | None:
    """The days that an ISO or TIMEX3 date means; an interval ``a/b`` from its first to its last; None for anything vaguer."""
    if not value:
        return None
    if "/" in value:
        ends = [days(part) for part in value.split("/", 1)]
        first, last = ends[0], ends[-1]
        return Days(first.first, last.last) if first and last and first.first <= last.last else first or last
    found = _VALUE.match(value)
    if not found:
        return None
    year, month, day, week, weekday, season, quarter, half = found.groups()
    try:
        if week:
            if weekday and weekday != "WE":
                at = date.fromisocalendar(int(year), int(week), int(weekday))
                return Days(at, at)
            monday = date.fromisocalendar(int(year), int(week), 1)
            return Days(monday + timedelta(days=5 if weekday else 0), monday + timedelta(days=6))
        if day:
            at = date(int(year), int(month), int(day))
            return Days(at, at)
        if month:
            return _months(int(year), int(month), int(month))
        if season:
            return _months(int(year), *_SEASON[season])
        if quarter:
            return _months(int(year), 3 * int(quarter) - 2, 3 * int(quarter))
        if half:
            return _months(int(year), 6 * int(half) - 5, 6 * int(half))
        return _months(int(year), 1, 12)
    except ValueError:
        return None


def day(value: str | None) -> date | None:
    """The single day that a value means, None where it is coarser."""
    found = days(value)
    return found.first if found and found.exact else None


def minutes(duration: str | None) -> float | None:
    """An ISO 8601 duration of hours and minutes in minutes, e.g. ``PT1H30M`` = 90; None for anything else."""
    found = re.fullmatch(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?", duration or "")
    if not found or not (found[1] or found[2]):
        return None
    return float(found[1] or 0) * 60 + float(found[2] or 0)


def _months(year: int, first: int, last: int) -> Days:
    end_year, end = (year, last) if last <= 12 else (year + 1, last - 12)
    return Days(date(year, first, 1), date(end_year, end, monthrange(end_year, end)[1]))
