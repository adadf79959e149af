"""From ISO 8601 and TIMEX3 date values to the days they span."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:"
    r"(?P<month>\d{2})(?:-(?P<day>\d{2}))?"
    r"|W(?P<week>\d{2})(?:-(?P<weekday>[1-7]|WE))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)))?(?=T|$)"
)
# Meteorological seasons, first month; winter begins in December of the year it is named after.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DECADE = re.compile(r"(\d{3})X?$")


def span(value: str | None) -> tuple[date, date] | None:
    """First and last day of a date such as ``2022-01-10``, ``2022-W02``, ``2021-12``, ``2021-Q4``, ``2021``, ``202``.

    None for a value that names no days (``PRESENT_REF``, ``P3D``, ``XXXX-12``) or none that exist.
    """
    if not value:
        return None
    try:
        if found := _VALUE.match(value):
            return _spanned({name: part for name, part in found.groupdict().items() if part})
        if found := _DECADE.match(value):
            return date(int(found[1]) * 10, 1, 1), date(int(found[1]) * 10 + 9, 12, 31)
    except (ValueError, OverflowError):
        pass
    return None


def _spanned(parts: dict[str, str]) -> tuple[date, date]:
    year = int(parts["year"])
    if "day" in parts:
        day = date(year, int(parts["month"]), int(parts["day"]))
        return day, day
    if "week" in parts:
        monday = date.fromisocalendar(year, int(parts["week"]), 1)
        weekday = parts.get("weekday")
        if weekday == "WE":
            return monday + timedelta(5), monday + timedelta(6)
        if weekday:
            day = monday + timedelta(int(weekday) - 1)
            return day, day
        return monday, monday + timedelta(6)
    if "month" in parts:
        return _months(year, int(parts["month"]), 1)
    if "quarter" in parts:
        return _months(year, int(parts["quarter"]) * 3 - 2, 3)
    if "half" in parts:
        return _months(year, int(parts["half"]) * 6 - 5, 6)
    if "season" in parts:
        return _months(year, _SEASONS[parts["season"]], 3)
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    begin = date(year, first, 1)
    last = first - 1 + count - 1
    year, month = year + last // 12, last % 12 + 1
    return begin, date(year, month, monthrange(year, month)[1])
