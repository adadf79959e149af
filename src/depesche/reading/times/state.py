"""What an expression is resolved against: the publication date, what was mentioned before, and which way the clause looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from depesche.records import TimexType

Direction = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 type, value and modifier, with the calendar date that the expression comes to (empty if none)."""

    type: TimexType
    value: str
    mod: str = ""
    date: str = ""


@dataclass(slots=True)
class State:
    """The discourse so far. ``anchor`` is None where nobody knows when the text appeared.

    ``day``: the last day mentioned, ``at`` the number of its token; ``year``: the last year that was written out;
    ``list_end``: the token of the day that ended a list; ``floating``: of the last time that belongs to no day.
    ``repeated``: the last expression was a SET or a list of days, so that a time of day belongs to no single one.
    """

    anchor: date | None
    direction: Direction = ""
    token: int = 0
    sentence: int = 0
    day: date | None = None
    at: int = -1
    in_sentence: int = -1
    list_open: bool = False
    list_end: int = -1
    floating: int = -9
    year: int | None = None
    year_at: int = -1
    month: tuple[int, int] | None = None
    repeated: int = -1

    def mention(self, value: Value) -> None:
        """Remember what a resolved expression was about."""
        if value.type == "SET":
            self.repeated = self.sentence
            return
        if value.type == "DURATION":
            return
        head = value.value[:10]
        if len(head) == 10 and head[:4].isdigit():
            try:
                mentioned = date.fromisoformat(head)
            except ValueError:
                return
            self.day, self.at, self.in_sentence = mentioned, self.token, self.sentence
            self.month = (mentioned.year, mentioned.month)
        elif len(head) == 7 and head.replace("-", "").isdigit():
            self.month = (int(head[:4]), int(head[5:]))

    def lists(self, listed: bool) -> None:
        """Follow lists of days ("3., 4. und 5. Mai"): times after one belong to each of its days."""
        if not listed:
            self.list_end = self.token if self.list_open else -1
        self.list_open = listed

    def reference(self) -> date | None:
        """The day that "that day" or "two days later" starts from."""
        return self.day or self.anchor

    def day_of_clock(self) -> date | None:
        """The day that a bare time of day belongs to: the one just spoken of, else the day of publication."""
        if self.day is not None and self.sentence - self.in_sentence <= 1:
            return self.day
        return self.anchor
