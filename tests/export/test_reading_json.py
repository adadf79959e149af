"""A reading survives its JSON form; the plain fields are what the scoring tools read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.export.reading_json import FormatError, from_json, to_json
from depesche.records import Dispatch, Mention, Party, Published, Quote, Reading, Record, Source, Span, Time

TEXT = "Laut Kreml drohte Norwegen am Montag in Oslo mit Sanktionen, falls die Schiffe bleiben."


def at(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


@pytest.fixture
def reading() -> Reading:
    norway, kremlin = Party("NOR"), Party("RUS", "Kreml", "body")
    return Reading(
        Dispatch(TEXT, "d1", "Oslo droht", "2031-03-05", "Nordpost", "de", "https://example.org/1"),
        Published("2031-03-05", "2031-03-05"),
        (Time(at("am Montag"), "DATE", "2031-03-03", "APPROX"),),
        (Mention(at("Norwegen"), 3, "name", norway, alternatives=(Party("", "Norweger", "group"),), why="name"),),
        (Quote((at("drohte Norwegen"),), "Indirect", (at("Kreml"),), (at("Laut"),), party=kremlin, force="claim"),),
        (
            Record(
                at("drohte Norwegen am Montag in Oslo mit Sanktionen"), at("drohte"), "THREATEN", (norway,),
                (Party("", "Kreml", "body"),),
                "occurred", (Source(kremlin, at("Kreml"), at("Laut"), "claim"),), ("SANCTION",), "", ("economic",),
                "2031-03-03", at("Oslo"), at("falls die Schiffe bleiben"), "PT50M", -6.0, None,
            ),
        ),
    )  # fmt: skip


def test_plain_fields(reading: Reading) -> None:
    data = to_json(reading)
    record = data["records"][0]
    assert (data["doc"], data["published"], data["language"]) == ("d1", "2031-03-05", "de")
    assert data["quotes"][0]["quote"] == [[11, 26]]
    assert record["actor"] == ["NOR"]
    assert record["attribution"] == ["RUS/Kreml"]
    assert (record["place"], record["condition"]) == ("Oslo", "falls die Schiffe bleiben")
    assert record["mode"] is None


def test_round_trip_through_text(reading: Reading) -> None:
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_without_text_the_text_must_be_given(reading: Reading) -> None:
    data = to_json(reading, with_text=False)
    assert "text" not in data
    assert from_json(data, text=TEXT) == reading
    with pytest.raises(FormatError, match="text"):
        from_json(data)


def test_inferred_date_says_why() -> None:
    published = Published("2031-03-03", "2031-03-09", True, ("„am Montag“",))
    data = to_json(Reading(Dispatch("x"), published))
    assert data["published"] is None
    assert data["published_inferred"]["reasons"] == ["„am Montag“"]
    assert from_json(data).published == published


def test_anonymous_source_keeps_its_words(reading: Reading) -> None:
    record = Record(at("drohte"), at("drohte"), "STATE", attribution=(Source(Party(), at("Kreml")),))
    assert to_json(Reading(reading.dispatch, records=(record,)))["records"][0]["attribution"] == ["Kreml"]


@pytest.mark.parametrize("data", [{}, {"text": "x"}, {"text": "x", "doc": 1, "times": 3}, {"text": ["x"]}])
def test_other_json_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        from_json(data)


kinds = st.sampled_from(["state", "organisation", "person", "body", "group", "outlet"])
party = st.builds(Party, st.text(max_size=4), st.text(max_size=8), kinds)
span = st.builds(Span, st.integers(0, 40), st.integers(0, 40))
record = st.builds(
    Record, evidence=span, predicate=span, type=st.sampled_from(["STATE", "CONSULT"]), actor=st.lists(party).map(tuple),
    attribution=st.lists(st.builds(Source, party, span, st.none() | span, st.text())).map(tuple),
    place=st.none() | span, condition=st.none() | span, time=st.none() | st.text(), mode=st.sampled_from(["", "phone"]),
    also=st.lists(st.text()).map(tuple), intensity=st.floats(-10, 10), same_as=st.none() | st.integers(0, 9),
    inferred=st.lists(st.sampled_from(["actor", "recipient"])).map(tuple),
)  # fmt: skip


@given(st.text(), st.lists(record, max_size=3))
def test_any_reading_round_trips(text: str, records: list[Record]) -> None:
    reading = Reading(Dispatch(text), records=tuple(records))
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading
