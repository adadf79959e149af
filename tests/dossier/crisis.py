"""The invented crises of tests/crisis and tests/crisis_border: dispatches by five outlets each, with the records that a careful
reader writes down. The first was in view while the linking was written; the second was fixed before the first run on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from depesche.records import Dispatch, Party, Published, Reading, Record, Source, Span, Time

TESTS = Path(__file__).parents[1]
CRISES = ("crisis", "crisis_border")


def lines(name: str = "crisis") -> list[dict[str, Any]]:
    """All dispatches of a crisis, by their number."""
    files = (TESTS / name).glob("*.jsonl")
    found = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return sorted(found, key=lambda x: x["doc"])


def planted(name: str = "crisis") -> dict[str, Any]:
    """What was planted in them."""
    data: dict[str, Any] = json.loads((TESTS / name / "planted.json").read_text(encoding="utf-8"))
    return data


def dispatch(line: dict[str, Any]) -> Dispatch:
    """The dispatch of a line."""
    return Dispatch(line["text"], line["doc"], line["title"], line["published"], line["outlet"], line["language"])


def gold(line: dict[str, Any]) -> Reading:
    """The reading of a line as its annotation has it."""
    text = line["text"]
    day = line["published"]
    records = tuple(record(text, r) for r in line["records"])
    times = tuple(Time(_words(text, w, 0) or Span(0, 0), "DATE", v) for w, v in line.get("times", {}).items())
    return Reading(dispatch(line), Published(day, day), times, records=records)


def record(text: str, data: dict[str, Any]) -> Record:
    """A record out of an annotation: ``evidence``, ``place``, ``condition`` are words of the text."""
    begin = text.index(data["evidence"])
    evidence = Span(begin, begin + len(data["evidence"]))
    return Record(
        evidence=evidence,
        predicate=evidence,
        type=data["type"],
        actor=tuple(party(p) for p in data.get("actor", ())),
        recipient=tuple(party(p) for p in data.get("recipient", ())),
        status=data.get("status", "occurred"),
        attribution=tuple(Source(party(p), evidence) for p in data.get("attribution", ())),
        also=tuple(data.get("also", ())),
        mode=data.get("mode", ""),
        time=data.get("time"),
        place=_words(text, data.get("place"), begin),
        condition=_words(text, data.get("condition"), begin),
        duration=data.get("duration"),
        same_as=data.get("same_as"),
    )


def party(name: str) -> Party:
    """``NOR/Solveig Aasheim`` is a person, ``NOR/Beamte`` a body, ``NOR`` a state, ``EU`` an organisation."""
    code, _, rest = name.partition("/")
    if " " in rest and rest == rest.title():
        return Party(code, rest, "person")
    return Party(code, rest, "body" if rest else "state" if len(code) == 3 and code != "UNO" else "organisation")


def _words(text: str, words: str | None, begin: int) -> Span | None:
    if words is None:
        return None
    at = text.find(words, begin)
    at = text.index(words) if at < 0 else at
    return Span(at, at + len(words))
