"""Sides that only the text around a clause settles, agencies spoken to, own words, datelines: short dispatches of our own."""

from __future__ import annotations

import pytest

from depesche.reading.pipeline import Reader
from depesche.reading.sentences import dateline, starts
from depesche.reading.tokens import blank
from depesche.records import Dispatch, Record


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def records(reader: Reader, text: str, language: str) -> list[Record]:
    return list(reader.read(Dispatch(text, published="2019-05-07", language=language)).records)


def one(found: list[Record], type_: str) -> Record:
    return next(r for r in found if r.type == type_)


ANSWERED = [
    ("de", "Peru hat Chile am Montag ein Treffen vorgeschlagen. Chile lehnte den Vorschlag ab.", "REJECT", "CHL", "PER"),
    ("en", "Peru accused Chile of shelling a village on Monday. Chile rejected the accusation.", "REJECT", "CHL", "PER"),
    ("en", "Peru expelled two Chilean diplomats on Monday. Chile condemned the expulsion.", "ACCUSE", "CHL", "PER"),
]


@pytest.mark.parametrize(("language", "text", "type_", "actor", "recipient"), ANSWERED)
def test_what_is_answered_belongs_to_the_other_side(
    reader: Reader, language: str, text: str, type_: str, actor: str, recipient: str
) -> None:
    found = one(records(reader, text, language), type_)
    assert [p.code for p in found.actor] == [actor]
    assert [p.code for p in found.recipient] == [recipient]
    assert "recipient" in found.inferred


def test_a_threat_is_aimed_at_the_only_opponent(reader: Reader) -> None:
    text = (
        "Peru hat Chile am Montag Spionage vorgeworfen. Peru sperrte die Grenze zu Chile. Chiles Präsident drohte mit Folgen."
    )
    found = one(records(reader, text, "de"), "THREATEN")
    assert [p.code for p in found.recipient] == ["PER"]
    assert found.inferred == ("recipient",)


def test_no_opponent_is_made_up(reader: Reader) -> None:
    text = "Peru und Chile haben über Zölle gesprochen. Norwegen drohte mit Folgen."
    assert one(records(reader, text, "de"), "THREATEN").recipient == ()


def test_what_the_clause_names_itself_is_not_inferred(reader: Reader) -> None:
    found = one(records(reader, "Peru recalled its ambassador from Chile on Tuesday.", "en"), "SANCTION")
    assert [p.code for p in found.recipient] == ["CHL"]
    assert found.inferred == ()


def test_an_agency_stands_before_whoever_speaks_to_it(reader: Reader) -> None:
    text = "Peru habe Chile angegriffen, sagte Chiles Präsident Sebastián Piñera der Nachrichtenagentur Reuters."
    found = one(records(reader, text, "de"), "ASSAULT")
    assert [s.party.code for s in found.attribution] == ["Reuters", "CHL"]


def test_own_words_are_those_of_whoever_acts(reader: Reader) -> None:
    text = "Peru hat nach eigenen Angaben am Montag Truppen an die Grenze zu Chile verlegt."
    found = one(records(reader, text, "de"), "MOBILIZE")
    assert [s.party.code for s in found.attribution] == ["PER"]


DATELINES = [
    ("de", "Lima (dpa) - Die Regierung tagte.", 5),
    ("de", "Lima/Santiago, 7. Mai (AFP) – Die Regierung tagte.", 10),
    ("en", "LIMA - Peru protested.", 2),
    ("en", "SANTIAGO, May 7 (Reuters) — Chile protested.", 8),
    ("de", "Peru - das Land der Anden - tagte.", 0),
    ("de", "Die Regierung tagte.", 0),
]


@pytest.mark.parametrize(("language", "text", "length"), DATELINES)
def test_datelines_stand_by_themselves(language: str, text: str, length: int) -> None:
    doc = blank(language)(text)
    forms, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    assert dateline(forms, spaces) == length
    assert [i for i, begins in enumerate(starts(forms, spaces)) if begins] == ([0, length] if length else [0])


def test_a_dateline_does_not_act(reader: Reader) -> None:
    found = one(records(reader, "SANTIAGO (AFP) - Peru accused Chile of espionage on Monday.", "en"), "ACCUSE")
    assert [p.code for p in found.actor] == ["PER"]
    assert [p.code for p in found.recipient] == ["CHL"]
