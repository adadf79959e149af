"""Calendar arithmetic in TIMEX3 values. No clock."""

from __future__ import annotations

import calendar as _calendar
from datetime import date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere, as TimeML annotators use it


def day(year: int, month: int, number: int) -> date | None:
    """A date, None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shift(base: date, days: float = 0) -> date | None:
    """The date so many days later, None outside the calendar."""
    try:
        return base + timedelta(days=int(days))
    except (OverflowError, ValueError):
        return None


def months_on(base: date, months: float) -> date | None:
    """The date so many months later, on the month's last day where it is shorter."""
    total = base.year * 12 + base.month - 1 + int(months)
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(base.day, _calendar.monthrange(year, month + 1)[1]))


def week(base: date) -> str:
    """ISO week: ``2014-W08``."""
    year, number, _ = base.isocalendar()
    return f"{year:04d}-W{number:02d}"


def monday(base: date) -> date:
    """The Monday of the week."""
    return base - timedelta(days=base.weekday()) if base.toordinal() > 7 else base


def easter(year: int) -> date:
    """Easter Sunday (anonymous Gregorian computus, Meeus 1991, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, number + 1)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday: ``12-25``; ``easter+39``; ``advent-7`` (days from the first Sunday of Advent);
    ``11-thu4`` (the fourth Thursday of November); ``5-mon-1`` (the last Monday of May)."""
    if not 1 <= year <= 9999:
        return None
    if rule.startswith("easter"):
        return shift(easter(year), int(rule[6:] or 0))
    if rule.startswith("advent"):
        christmas = date(year, 12, 25)
        fourth = christmas - timedelta(days=christmas.isoweekday())
        return shift(fourth, int(rule[6:] or 0) - 21)
    month, _, rest = rule.partition("-")
    if rest[:3] in _DAYS:
        return nth_weekday(year, int(month), _DAYS.index(rest[:3]), int(rest[3:]))
    return day(year, int(month), int(rest))


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The n-th (or, below zero, n-th last) such weekday (0 = Monday) of a month."""
    days = _calendar.monthrange(year, month)[1]
    found = [d for d in range(1, days + 1) if date(year, month, d).weekday() == weekday]
    index = number - 1 if number > 0 else number
    return date(year, month, found[index]) if -len(found) <= index < len(found) else None
