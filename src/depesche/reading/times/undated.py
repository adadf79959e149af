"""When must a dispatch without a date have appeared? From what it mentions and who is in office in it.

Every piece of evidence is a set of possible days. They are intersected from the surest to the weakest; one that
contradicts what is already known is left out. What remains is an interval with its reasons, or nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from depesche.reading.times import calendar as cal
from depesche.reading.times.lexicon import Lexicon
from depesche.reading.times.scan import Found, Tokens
from depesche.reading.times.state import Direction
from depesche.records import Published

Days = frozenset[int]  # proleptic Gregorian ordinals
FIRST, LAST = date(1990, 1, 1), date(2035, 12, 31)
_YEARS = range(FIRST.year, LAST.year + 1)
_AHEAD = 180  # days: how far off a day named without its year is at most, before or after publication
_WEEKDAY = 6  # days: how long a plain weekday names the last one
_WIDEST = 400  # days: an interval wider than this says nothing worth showing


@dataclass(frozen=True, slots=True)
class Evidence:
    """Days on which the text can have appeared, and why. ``weight``: the greater, the surer."""

    days: Days
    reason: str
    weight: int


def infer(tokens: Tokens, lexicon: Lexicon, found: Iterable[tuple[Found, Direction]]) -> Published:
    """The interval in which a text must have appeared, both ends None where it does not settle that."""
    items = list(found)
    evidence = sorted(
        [*_offices(tokens, lexicon), *_mentions(tokens, items), *_repetition(tokens, lexicon, items)], key=lambda e: -e.weight
    )
    left: Days | None = None
    reasons: list[str] = []
    for piece in evidence:
        if not piece.days:
            continue
        both = piece.days if left is None else left & piece.days
        if not both or both == left:
            continue
        left = both
        reasons.append(piece.reason)
    if left is not None:
        left, more = _weekdays(left, tokens, items)
        reasons += more
    if left is None or max(left) - min(left) > _WIDEST:
        return Published(None, None, True, tuple(reasons))
    earliest, latest = date.fromordinal(min(left)).isoformat(), date.fromordinal(max(left)).isoformat()
    return Published(earliest, latest, True, tuple(reasons))


def _span(first: date, last: date) -> range:
    return range(max(first, FIRST).toordinal(), min(last, LAST).toordinal() + 1)


# --- who is in office ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def terms() -> dict[str, list[tuple[str, str, date, date]]]:
    """Terms of office by surname: full name, kind of office, first and last day (``terms.toml`` beside this module)."""
    table = tomllib.loads((files("depesche.reading.times") / "terms.toml").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[str, str, date, date]]] = {}
    for row in table["term"]:
        begin, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"]) if "end" in row else LAST
        for name in row["names"]:
            found.setdefault(name.split()[-1], []).append((name, row["office"], begin, end))
    return found


def _offices(tokens: Tokens, lexicon: Lexicon) -> Iterator[Evidence]:
    """Persons named with the office that they hold: "US-Präsident Joe Biden", "Jen Psaki, Sprecherin …"."""
    known, forms = terms(), tokens.forms
    seen: set[tuple[str, str]] = set()
    for i, form in enumerate(forms):
        if form not in known:
            continue
        window = [f.lower() for f in forms[max(0, i - 4) : i + 4]]
        if any(word in lexicon.clause["former"] for word in window):
            continue
        for name, office, _, _ in known[form]:
            if (name, office) in seen or not any(word.endswith(tuple(lexicon.clause[office])) for word in window):
                continue
            seen.add((name, office))
            held = [(b, e) for n, o, b, e in known[form] if (n, o) == (name, office)]
            # the day of handing over is the successor's
            days = frozenset(day for b, e in held for day in _span(b, e - timedelta(days=1)))
            when = ", ".join(f"{b.isoformat()}–{'' if e == LAST else e.isoformat()}" for b, e in held)
            yield Evidence(days, f"{name} is in office ({office}: {when})", 100)


# --- days, months and years that the text names ----------------------------------------------------------------------


def _mentions(tokens: Tokens, items: list[tuple[Found, Direction]]) -> Iterator[Evidence]:
    for found, looks in items:
        words = tokens.text[found.begin : found.end]
        slots = found.slots
        number, month, year = slots.get("day"), slots.get("month", slots.get("mon")), slots.get("year")
        if found.reading == "day" and isinstance(number, int) and isinstance(month, int):
            years = [year] if isinstance(year, int) else list(_YEARS)
            named = [day for y in years if (day := cal.day(y, month, number))]
            yield from _around(named, words, looks, isinstance(year, int))
        elif found.reading in {"year", "month"} and isinstance(year, int) and year in _YEARS and looks == "past":
            start = date(year, month if isinstance(month, int) else 1, 1)
            yield Evidence(frozenset(_span(start, LAST)), f"speaks of {words} as past", 60)
        elif found.reading == "unit" and slots.get("unit") == "Y" and slots.get("rel") == 1 and slots.get("mod") == "START":
            days = frozenset(d for y in _YEARS for d in _span(date(y, 10, 1), date(y, 12, 31)))
            yield Evidence(days, f"“{words}” is said towards the end of a year", 50)


def _around(named: list[date], words: str, looks: Direction, dated: bool) -> Iterator[Evidence]:
    """Publication before or after a named day. A day named without its year is at most half a year away."""
    reach = 36500 if dated else _AHEAD
    limit = timedelta(days=reach)
    if looks == "past":
        days = frozenset(d for day in named for d in _span(day, _later(day, limit)))
        yield Evidence(days, f"speaks of {words} as past", 80)
    elif looks == "future":
        days = frozenset(d for day in named for d in _span(_later(day, -limit), day))
        yield Evidence(days, f"speaks of {words} as still to come", 80)


def _later(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return LAST if by.days > 0 else FIRST


def _repetition(tokens: Tokens, lexicon: Lexicon, items: list[tuple[Found, Direction]]) -> Iterator[Evidence]:
    """ "The second call within a month", the first on 7 December: more than three weeks later (or a smaller unit would
    have been named: the maxim of quantity, Grice 1975), and not more than the month."""
    past = [f for f, looks in items if f.reading == "day" and looks == "past" and "day" in f.slots and "month" in f.slots]
    for found, _ in items:
        unit = found.slots.get("unit")
        bounds = {"M": (22, 31), "W": (4, 7), "Y": (190, 366)}.get(str(unit))
        if found.reading != "duration" or found.slots.get("num") != 1 or bounds is None or found.first == 0:
            continue
        before = [f.lower() for f in tokens.forms[max(0, found.first - 8) : found.first]]
        if before[-1] not in lexicon.clause["within"] or not any(w in lexicon.clause["again"] for w in before):
            continue
        for first in past:
            month, number = first.slots["month"], first.slots["day"]
            if isinstance(month, int) and isinstance(number, int):
                named = [day for y in _YEARS if (day := cal.day(y, month, number))]
                low, high = (timedelta(days=b) for b in bounds)
                days = frozenset(d for day in named for d in _span(day + low, day + high + timedelta(days=_WEEKDAY)))
                words = tokens.text[first.begin : first.end]
                yield Evidence(days, f"a second time within “{tokens.text[found.begin : found.end]}” after {words}", 40)


def _weekdays(left: Days, tokens: Tokens, items: list[tuple[Found, Direction]]) -> tuple[Days, list[str]]:
    """What has happened on a plain weekday did so within a week before publication: not before the last such day that
    the interval allows, if it is short. The last weekday named counts."""
    past = [
        f for f, looks in items
        if f.reading == "day" and "weekday" in f.slots and "day" not in f.slots and "rel" not in f.slots and looks != "future"
    ]  # fmt: skip
    if not past or max(left) - min(left) > 2 * _WEEKDAY:
        return left, []
    numbers = [n for f in past if isinstance(n := f.slots["weekday"], int)]
    latest = _latest_in_order(numbers)
    events = [d for d in left if date.fromordinal(d).isoweekday() == latest]
    kept = frozenset(d for d in left for e in events if e <= d <= e + _WEEKDAY)
    if not kept or kept == left:
        return left, []
    words = next(tokens.text[f.begin : f.end] for f in past if f.slots["weekday"] == latest)
    return kept, [f"{words} is the last day that it reports on"]


def _latest_in_order(numbers: list[int]) -> int:
    """Of weekdays within one week, the one that comes last: the one after which the longest gap follows."""
    distinct = sorted(set(numbers))
    gaps = [((distinct[(i + 1) % len(distinct)] - n) % 7 or 7, n) for i, n in enumerate(distinct)]
    return max(gaps)[1]
