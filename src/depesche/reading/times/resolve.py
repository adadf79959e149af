"""From what the words say to TIMEX3 values: one function per reading that the rules of a table may name.

Values follow the TimeML guidelines (Saurí et al. 2006; ISO 24617-1) and their adaptation to newspapers in KRAUTS
(Strötgen et al. 2018): "vor zwei Jahren" is a DURATION whose calendar date goes into ``Value.date``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from depesche.reading.times import calendar as cal
from depesche.reading.times.lexicon import Slots
from depesche.reading.times.scan import Found
from depesche.reading.times.state import Direction, State, Value
from depesche.records import TimexType

Reading = Callable[[Slots, State], Value | None]


def resolve(found: Found, state: State) -> Value | None:
    """The value of an expression, None where the words say no possible time (the 40th of May)."""
    value = READINGS[found.reading](found.slots, state)
    if value is not None:
        state.mention(value)
    return value


def _int(slots: Slots, name: str) -> int | None:
    value = slots.get(name)
    return int(value) if isinstance(value, int | float) else None


def _text(slots: Slots, name: str) -> str:
    return str(slots.get(name, ""))


def _year(slots: Slots, state: State) -> int | None:
    """The year that the words name: written out, in two digits, or relative to publication."""
    year = _int(slots, "year")
    if year is not None:
        return year
    short = _int(slots, "yy")
    if short is not None:
        return 2000 + short if short < 50 else 1900 + short
    relative = _int(slots, "relyear")
    if relative is not None and state.anchor is not None:
        return state.anchor.year + relative
    return None


def choose_year(month: int, number: int, state: State) -> int | None:
    """The year of a day or month named without one: by the tense of the clause, else the nearest."""
    anchor = state.anchor
    if (
        state.year is not None
        and state.sentence - state.year_at <= 1
        and (
            anchor is None
            or (state.year < anchor.year and state.direction != "future")
            or (state.year > anchor.year and state.direction != "past")
        )
    ):
        return state.year
    if anchor is None:
        return None
    middle = number or 15
    away = {year: _days(anchor, year, month, middle) for year in (anchor.year - 1, anchor.year, anchor.year + 1)}
    nearest = min(away, key=lambda year: abs(away[year]))
    if not state.direction:
        return nearest
    here = (anchor.month, anchor.day) if number else (anchor.month, 0)
    if state.direction == "past":
        chosen = anchor.year if (month, number) <= here else anchor.year - 1
    else:
        chosen = anchor.year if (month, number) >= here else anchor.year + 1
    # Tense can mislead: a day within weeks is meant rather than one most of a year away.
    return nearest if number and abs(away[nearest]) <= _CLOSE and abs(away[chosen]) > _FAR else chosen


_CLOSE, _FAR = 45, 183  # days


def _days(anchor: date, year: int, month: int, number: int) -> int:
    """Roughly how many days from the anchor to that day."""
    return (year - anchor.year) * 365 + round((month - anchor.month) * 30.4) + number - anchor.day


def _clocked(value: str, slots: Slots) -> tuple[TimexType, str]:
    """Add the time of day, where one is given."""
    hour, part = _int(slots, "hour"), _text(slots, "daypart")
    if hour is not None:
        minute = _int(slots, "minute") or 0
        half = _text(slots, "half")
        if (half == "PM" and hour < 12) or (part in {"AF", "EV"} and 1 <= hour < 12) or (part == "NI" and 6 <= hour < 12):
            hour += 12
        elif (half == "AM" and hour == 12) or (part == "NI" and hour == 12):
            hour = 0
        minutes = hour * 60 + minute + (_int(slots, "minutes_on") or 0)
        return "TIME", f"{value}T{minutes // 60:02d}:{minutes % 60:02d}{_text(slots, 'zone')}"
    if part:
        return "TIME", f"{value}T{part}"
    return "DATE", value


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "XXXX-XX-XX"


def _dated(value: str) -> str:
    return date_of(value) or ""


def _result(text: str, slots: Slots) -> Value:
    kind, value = _clocked(text, slots)
    return Value(kind, value, _text(slots, "mod"), _dated(value))


def read_day(slots: Slots, state: State) -> Value | None:
    """A calendar day: by number and month, by weekday, or by an adverb, with a time of day or without."""
    number, month = _int(slots, "day"), _int(slots, "month")
    if month is None:
        month = _int(slots, "mon")
    if number is not None and month is not None:
        state.lists(listed="listed" in slots)
        year = _year(slots, state)
        if _int(slots, "year") is not None:
            state.year, state.year_at = year, state.sentence
        if year is None:
            year = choose_year(month, number, state)
        if year is None:
            return None if cal.day(2000, month, number) is None else _result(f"XXXX-{month:02d}-{number:02d}", slots)
        day = cal.day(year, month, number)
        return _result(day.isoformat(), slots) if day else None
    if number is not None:  # "on the 14th": of the month just spoken of, else the nearest
        return _result(_iso(_day_alone(number, state)), slots)
    if "dayadv" in slots:
        if state.anchor is None:
            return _result("XXXX-XX-XX", slots)
        return _result(_iso(cal.shift(state.anchor, _int(slots, "dayadv") or 0)), slots)
    weekday = _int(slots, "weekday")
    if weekday is not None:
        found = weekday_date(weekday, _int(slots, "rel"), state)
        return _result(found.isoformat() if found else f"XXXX-WXX-{weekday}", slots)
    return _result(_iso(state.day_of_clock()), slots)


def _day_alone(number: int, state: State) -> date | None:
    if state.month is not None:
        return cal.day(*state.month, number)
    if state.anchor is None:
        return None
    same = cal.day(state.anchor.year, state.anchor.month, number)
    if same and ((state.direction == "past" and same > state.anchor) or (state.direction == "future" and same < state.anchor)):
        moved = cal.months_on(state.anchor.replace(day=1), -1 if state.direction == "past" else 1)
        return cal.day(moved.year, moved.month, number) if moved else None
    return same


def weekday_date(weekday: int, relative: int | None, state: State) -> date | None:
    """Which Thursday is meant. ``weekday``: 1 = Monday; ``relative``: -1 last, 0 this, 1 next, None unsaid.

    A plain weekday is the last one (today included) if the clause speaks of what happened, the next one if it
    looks forward; said of nothing in particular, newspapers mean the last.
    """
    anchor = state.anchor
    if anchor is None:
        return None
    ahead = (weekday - anchor.isoweekday()) % 7
    if relative is None:
        if state.direction == "future":
            return cal.shift(anchor, ahead)
        return cal.shift(anchor, ahead - 7 if ahead else 0)
    if relative > 0:
        return cal.shift(anchor, ahead or 7)
    if relative < 0:
        return cal.shift(anchor, ahead - 7)
    return cal.shift(cal.monday(anchor), weekday - 1)


def read_day_part_of_day(slots: Slots, state: State) -> Value | None:
    """A part of the day by itself ("am Nachmittag"): of the day just spoken of, else of the day of publication."""
    return _result(_iso(state.day_of_clock()), slots)


def read_clock(slots: Slots, state: State) -> Value | None:
    """A time by the clock. In a range without a day, or after "jeweils", it belongs to no single day."""
    if (_int(slots, "hour") or 0) > 24 or (_int(slots, "minute") or 0) > 59:
        return None
    day = state.day_of_clock()
    said = state.in_sentence == state.sentence
    floating = "each" in slots or state.repeated == state.sentence or ("range" in slots and not said)
    if floating or (said and state.list_end == state.at) or 0 <= state.token - state.floating <= 4:
        state.floating = state.token
        return _result("", slots)
    return _result(_iso(day) if day else "XXXX-XX-XX", slots)


def read_month(slots: Slots, state: State) -> Value | None:
    """A month, with a year or without."""
    month = _int(slots, "month")
    if month is None:
        return None
    year, relative = _year(slots, state), _int(slots, "rel")
    if _int(slots, "year") is not None:
        state.year, state.year_at = year, state.sentence
    if year is None and relative is not None and state.anchor is not None:
        now = state.anchor
        if relative < 0:
            year = now.year - (month >= now.month)
        elif relative > 0:
            year = now.year + (month <= now.month)
        else:
            year = now.year
    if year is None:
        year = choose_year(month, 0, state)
    value = f"{year:04d}-{month:02d}" if year is not None else f"XXXX-{month:02d}"
    return Value("DATE", value, _text(slots, "mod"), _dated(value))


def read_year(slots: Slots, state: State) -> Value | None:
    """A year by its number or seen from now."""
    year = _year(slots, state)
    if year is None:
        return Value("DATE", "XXXX", _text(slots, "mod"))
    if "year" in slots and not 1 <= year <= 9999:
        return None
    state.year, state.year_at = year, state.sentence
    return Value("DATE", f"{year:04d}", _text(slots, "mod"), f"{year:04d}")


def read_unit(slots: Slots, state: State) -> Value | None:
    """A day, week, month, quarter or year seen from now: "vergangene Woche", "Ende des Jahres"."""
    unit, relative = _text(slots, "unit"), _int(slots, "rel") or 0
    base = state.anchor
    mod = _text(slots, "mod")
    if unit.startswith("T"):  # "die letzte Stunde": below a day there is no calendar unit to name, only a length
        return Value("DURATION", f"PT1{unit[1]}", mod)
    if "anaphoric" in slots and state.year is not None and unit == "Y" and state.sentence - state.year_at <= 3:
        base = date(state.year, 1, 1) if 1 <= state.year <= 9999 else None
    if base is None:
        value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX")
        return Value("DATE", value, mod)
    value = period(unit, relative, base)
    weekday = _int(slots, "weekday")
    if weekday is not None and unit == "W":
        day = cal.shift(cal.monday(base), 7 * relative + weekday - 1)
        return _result(_iso(day), slots)
    month = _int(slots, "month")
    if month is not None and unit == "Y" and len(value) == 4:
        value = f"{value}-{month:02d}"
    return Value("DATE", value, mod, _dated(value))


def period(unit: str, relative: int, base: date) -> str:
    """The calendar unit so many before or after the one that the day lies in: its day for units of the clock, and
    ``XXXX`` for units that ISO 8601 has no form for (a millennium)."""
    if unit.startswith("T"):
        return _iso(base)
    if unit == "D":
        return _iso(cal.shift(base, relative))
    if unit in {"W", "WE"}:
        day = cal.shift(base, 7 * relative)
        return (cal.week(day) + ("-WE" if unit == "WE" else "")) if day else "XXXX-WXX"
    size = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    moved = cal.months_on(base.replace(day=1), relative * size) if size else None
    if moved is None:
        return "XXXX"
    return {
        "M": f"{moved.year:04d}-{moved.month:02d}",
        "Q": f"{moved.year:04d}-Q{(moved.month + 2) // 3}",
        "H": f"{moved.year:04d}-H{(moved.month + 5) // 6}",
        "Y": f"{moved.year:04d}",
        "DE": f"{moved.year // 10:03d}",
        "CE": f"{moved.year // 100:02d}",
    }[unit]


def read_weekend(slots: Slots, state: State) -> Value | None:
    """A weekend; its value is the ISO week that it ends."""
    anchor, relative = state.anchor, _int(slots, "rel")
    if anchor is None:
        return Value("DATE", "XXXX-WXX-WE")
    saturday = 6 - anchor.isoweekday()
    if relative is None:
        relative = -1 if state.direction == "past" and saturday > 0 else 0
    elif relative < 0 and saturday <= 0:
        relative = 0 if anchor.isoweekday() == 7 and relative == 0 else relative
    value = period("WE", relative, anchor)
    return Value("DATE", value, _text(slots, "mod"), _dated(value))


def read_season(slots: Slots, state: State) -> Value | None:
    """A season; winter belongs to the year in which it begins, unless one is named."""
    season, year, relative = _text(slots, "season"), _year(slots, state), _int(slots, "rel")
    anchor = state.anchor
    if year is None and state.year is not None and state.sentence - state.year_at <= 1:
        year = state.year
    if year is None and anchor is not None:
        first = cal.SEASONS[season]
        begun = anchor.month >= first
        over = anchor.month >= first + 3 and season != "WI"
        year = anchor.year
        if season == "WI":
            year -= anchor.month <= 6 and (state.direction != "future" or anchor.month <= 2) and relative != 1
        elif relative is not None and relative < 0:
            year -= not over
        elif relative is not None and relative > 0:
            year += begun
        elif relative is None and state.direction == "past":
            year -= not begun
        elif relative is None and state.direction == "future":
            year += over
    value = f"{year:04d}-{season}" if year is not None else f"XXXX-{season}"
    return Value("DATE", value, _text(slots, "mod"), _dated(value))


def read_quarter(slots: Slots, state: State) -> Value | None:
    """The n-th quarter or half of a year."""
    number, unit = _int(slots, "ord"), _text(slots, "unit") or "Q"
    most = {"Q": 4, "H": 2}.get(unit)
    if number is None or most is None or not 1 <= number <= most:
        return None
    year = _year(slots, state)
    if year is None and state.year is not None and state.sentence - state.year_at <= 1:
        year = state.year
    if year is None and state.anchor is not None:
        first = (number - 1) * 12 // most + 1
        year = state.anchor.year
        if state.direction != "future" and first > state.anchor.month and state.direction == "past":
            year -= 1
    value = f"{year:04d}-{unit}{number}" if year is not None else f"XXXX-{unit}{number}"
    return Value("DATE", value, _text(slots, "mod"), _dated(value))


def read_decade(slots: Slots, state: State) -> Value | None:
    """The nineties, the 1990s: three digits of the year."""
    year, short = _int(slots, "decadeyear"), _int(slots, "tens")
    if year is None and short is not None:
        now = state.anchor.year if state.anchor else 2000
        year = now // 100 * 100 + short
        if year > now:
            year -= 100
    if year is None:
        return None
    return Value("DATE", f"{year // 10:03d}", _text(slots, "mod"))


def read_century(slots: Slots, state: State) -> Value | None:
    """The 15th century: the first two digits of its years."""
    number = _int(slots, "ord")
    return Value("DATE", f"{number - 1:02d}", _text(slots, "mod")) if number and number <= 99 else None


def read_holiday(slots: Slots, state: State) -> Value | None:
    """A feast of the calendar."""
    rule, year, relative = _text(slots, "holiday"), _year(slots, state), _int(slots, "rel")
    anchor = state.anchor
    if year is None and anchor is not None:
        here = cal.holiday(rule, anchor.year)
        if here is None:
            return None
        looks: Direction = "past" if (relative or 0) < 0 else "future" if (relative or 0) > 0 else state.direction
        year = anchor.year
        if looks == "past" and here > anchor:
            year -= 1
        elif looks == "future" and here < anchor:
            year += 1
        if not looks or abs((here - anchor).days) < 45:
            year = anchor.year
            year += -1 if (here - anchor).days > 183 else 1 if (here - anchor).days < -183 else 0
    if year is None:
        fixed = rule if rule[:2].isdigit() and rule[3:].isdigit() else "XX-XX"
        return _result(f"XXXX-{fixed}", slots)
    day = cal.holiday(rule, year)
    return _result(day.isoformat(), slots) if day else None


def amount(slots: Slots) -> str:
    """A length of time: ``P2W``, ``PT50M``, ``PXD``."""
    unit = _text(slots, "unit")
    number = slots.get("num")
    if number is None:
        number = "X"
    factor = {"DE": 10, "CE": 100}.get(unit)
    if factor:
        number, unit = (number if number == "X" else _trim(float(number) * factor)), "Y"
    elif unit in {"Q", "H"}:
        number, unit = (number if number == "X" else _trim(float(number) * (3 if unit == "Q" else 6))), "M"
    elif isinstance(number, float):
        number = _trim(number)
    if unit.startswith("T"):
        return f"PT{number}{unit[1:]}"
    return f"P{number}{unit}"


def _trim(number: float) -> int | float:
    return int(number) if number == int(number) else number


def moved(slots: Slots, base: date | None, sign: int) -> str:
    """The calendar date a length of time before or after a day: a day for days and weeks, else as coarse as the unit."""
    number, unit = slots.get("num"), _text(slots, "unit")
    if base is None or not isinstance(number, int | float) or abs(number) > 1_000_000:
        return ""
    if unit in {"D", "W"}:
        return _iso(cal.shift(base, sign * round(number * (7 if unit == "W" else 1))))
    if unit.startswith("T"):
        hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit] * float(number)
        return base.isoformat() if hours < 12 else _iso(cal.shift(base, sign * round(hours / 24)))
    months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is None:
        return ""
    day = cal.months_on(base, sign * float(number) * months)
    if day is None:
        return ""
    return f"{day.year:04d}-{day.month:02d}" if months * float(number) < 12 or unit == "M" else f"{day.year:04d}"


def read_duration(slots: Slots, state: State) -> Value | None:
    """A length of time; ``sense`` -1 or 1 says that it is counted from publication (vor zwei Wochen, in drei Tagen)."""
    sense = _int(slots, "sense")
    looks_away = sense == 1 and state.direction == "past"  # "in zwei Wochen wurde … gebaut": within, not from now
    when = moved(slots, state.anchor, sense) if sense and not looks_away else ""
    return Value("DURATION", amount(slots), _text(slots, "mod"), when if when[:4].isdigit() else "")


def read_offset(slots: Slots, state: State) -> Value | None:
    """So much before or after: from publication if ``from`` is "now", else from the day just spoken of."""
    sign = _int(slots, "sense") or 1
    base = state.anchor if _text(slots, "from") == "now" else state.reference()
    unit = _text(slots, "unit")
    if unit in {"TM", "TS", "TH"}:
        hours = slots.get("num") if unit == "TH" else 0
        near = base and isinstance(hours, int | float) and hours < 12
        return Value("TIME", "XXXX-XX-XXTXX:XX", _text(slots, "mod"), base.isoformat() if base and near else "")
    if slots.get("num") is None or isinstance(slots.get("num"), str):
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", _text(slots, "mod"))
    value = moved(slots, base, sign)
    number = slots["num"]
    if unit == "W" and base and isinstance(number, int | float):
        day = cal.shift(base, sign * 7 * number)
        return Value("DATE", cal.week(day) if day else "XXXX-WXX", _text(slots, "mod"), value)
    if not value or not value[:4].isdigit():
        value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX")
    return Value("DATE", value, _text(slots, "mod"), _dated(value))


def read_neighbour(slots: Slots, state: State) -> Value | None:
    """The day (or week, month, year) before, after or itself, seen from the one just spoken of."""
    base = state.reference()
    unit = _text(slots, "unit") or "D"
    if base is None:
        return Value("DATE", {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"), _text(slots, "mod"))
    return _result(period(unit, _int(slots, "rel") or 0, base), slots)


def read_set(slots: Slots, state: State) -> Value | None:
    """What recurs: every Monday, daily, twice a month."""
    weekday, part = _int(slots, "weekday"), _text(slots, "daypart")
    if weekday is not None:
        return Value("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if part:
        return Value("SET", f"XXXX-XX-XXT{part}")
    if "month" in slots:
        return Value("SET", f"XXXX-{_int(slots, 'month'):02d}")
    if "season" in slots:
        return Value("SET", f"XXXX-{_text(slots, 'season')}")
    if "value" in slots:
        return Value("SET", _text(slots, "value"))
    return Value("SET", amount({"num": 1, **slots}))


def read_ref(slots: Slots, state: State) -> Value | None:
    """Now, then, one day: PRESENT_REF, PAST_REF, FUTURE_REF."""
    return Value("DATE", _text(slots, "ref"))


def read_generic(slots: Slots, state: State) -> Value | None:
    """A day or year that the text does not tie to the calendar."""
    return Value("DATE", _text(slots, "value") or "XXXX-XX-XX")


READINGS: dict[str, Reading] = {
    "day": read_day, "part": read_day_part_of_day, "clock": read_clock, "month": read_month, "year": read_year,
    "unit": read_unit, "weekend": read_weekend, "season": read_season, "quarter": read_quarter, "decade": read_decade,
    "century": read_century, "holiday": read_holiday, "duration": read_duration, "offset": read_offset,
    "neighbour": read_neighbour, "set": read_set, "ref": read_ref, "generic": read_generic,
}  # fmt: skip


def date_of(value: str) -> str | None:
    """The ISO date as coarse as a TIMEX3 value gives it, None where it names none.

    ``2021-12-30TNI`` → ``2021-12-30``; ``2022-W02-WE`` → ``2022-W02``; ``2021-SU`` and ``2021-Q3`` → ``2021``;
    ``PAST_REF``, ``P2W``, ``XXXX-12-07`` and a bare decade → None.
    """
    head, _, _ = value.partition("T")
    if len(head) < 4 or not head[:4].isdigit() or len(head) > 11:
        return None
    if len(head) == 4:
        return head
    if head[4] != "-":
        return None
    rest = head[5:]
    if rest[:1] == "W" and rest[1:3].isdigit():
        return head[:8]
    if rest[:1] in {"Q", "H", "S", "F", "W"}:
        return head[:4]
    pieces = rest.split("-")
    if not pieces[0].isdigit():
        return head[:4]
    if len(pieces) > 1 and pieces[1].isdigit():
        return head if len(head) == 10 else None
    return head[:7]
