"""Pronouns in passages of our own, read with the shipped weights: whom each takes up, or that it takes up nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from depesche import Reader
from depesche.records import Dispatch

PASSAGES = Path(__file__).with_name("data") / "pronouns.txt"
_MARK = re.compile(r"\{(.*?)\|(.*?)\}")


def passage(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a line, and begin, end and party of each marked pronoun."""
    text, wanted, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        wanted.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + line[at:], wanted


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, str, str]]:
    """For each marked pronoun: where it stands, whom it means, whom the reader says it means."""
    reader = Reader()
    lines = [x for x in PASSAGES.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    found = []
    for line in lines:
        text, wanted = passage(line)
        reading = reader.read(Dispatch(text=text, published="2008-05-05", language="de"))
        said = {(m.span.begin, m.span.end): "+".join(sorted(str(p) for p in m.parties)) for m in reading.mentions}
        for begin, end, party in wanted:
            found.append((line, "+".join(sorted(party.split("+"))), said.get((begin, end)) or "-"))
    return found


def test_nine_in_ten_are_right(answers: list[tuple[str, str, str]]) -> None:
    missed = [answer for answer in answers if answer[1] != answer[2]]
    assert len(answers) >= 60
    assert len(missed) <= len(answers) // 10, missed


def test_a_pronoun_for_a_thing_names_no_party(answers: list[tuple[str, str, str]]) -> None:
    things = [answer for answer in answers if answer[1] == "-"]
    wrong = [answer for answer in things if answer[2] != "-"]
    assert len(wrong) <= 1, wrong


SPOKEN_FOR = [
    (
        "en",
        "Norwegian president Tor Lund spoke with Kenyan president Ana Kamotho on Thursday. The call lasted an hour, "
        "spokeswoman Eva Berg said. Lund had demanded compensation, {she} said. {He} had refused to pay.",
        ["Eva Berg", "Tor Lund"],
    ),
    (
        "de",
        "Der norwegische Präsident Tor Lund hat mit der kenianischen Präsidentin Ana Kamotho telefoniert, sagte die "
        "norwegische Regierungssprecherin Eva Berg. Berg sprach von Fortschritten. {Beide} hätten ein Treffen vereinbart.",
        ["Tor Lund+Ana Kamotho"],
    ),
]


@pytest.mark.parametrize(("language", "line", "wanted"), SPOKEN_FOR)
def test_who_speaks_for_somebody_is_somebody_else(language: str, line: str, wanted: list[str]) -> None:
    text = re.sub(r"[{}]", "", line)
    places = [m.start() - 2 * n for n, m in enumerate(re.finditer(r"\{", line))]
    reading = Reader().read(Dispatch(text=text, published="2008-05-05", language=language))
    said = {m.span.begin: {p.name for p in m.parties} for m in reading.mentions}
    assert [said.get(place) for place in places] == [set(one.split("+")) for one in wanted]
