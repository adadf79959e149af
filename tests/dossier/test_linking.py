"""Linking joins what is one, and keeps apart what only looks like it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from crisis import party
from hypothesis import given
from hypothesis import strategies as st

from depesche.dossier import Dossier, Item, Selection, SelectionError
from depesche.dossier.copies import groups
from depesche.dossier.when import days, minutes
from depesche.dossier.wording import wording
from depesche.records import Dispatch, Published, Reading, Record, Source, Span, Time

LUND, BERG, JON = "NOR/Ola Lund", "NOR/Kari Berg", "ISL/Jon Jonsson"


def told(doc: str, words: str, kind: str, who: str, whom: str, *, by: str = "", on: str = "2031-03-05", **more: Any) -> Reading:
    """A dispatch of one sentence and one record."""
    outlet = more.pop("outlet", doc)
    place = more.pop("place", None)
    span = Span(words.index(place), words.index(place) + len(place)) if place else None
    record = Record(
        Span(0, len(words)), Span(0, len(words)), kind, tuple(party(p) for p in who.split(" + ") if p),
        tuple(party(p) for p in whom.split(" + ") if p), place=span,
        attribution=(Source(party(by), Span(0, 1)),) if by else (), **more,
    )  # fmt: skip
    return Reading(Dispatch(words, doc, "", on, outlet, more.pop("language", "de")), Published(on, on), records=(record,))


def number(*readings: Reading) -> int:
    return len(Dossier.of(readings).events)


CALL: dict[str, Any] = {"mode": "phone", "time": "2031-03-05"}


def test_one_call_told_by_two() -> None:
    assert (
        number(
            told("a", "Lund rief Jonsson an.", "CONSULT", LUND, JON, **CALL),
            told("b", "Beide telefonierten.", "CONSULT", JON, LUND, **CALL),
        )
        == 1
    )


@pytest.mark.parametrize(
    ("who", "more"),
    [
        (BERG, CALL),  # other persons
        (LUND, {**CALL, "mode": "meeting"}),  # a meeting is no call
        (LUND, {**CALL, "time": "2031-02-05"}),  # another day
        ("SWE/Ola Lund", CALL),  # another state
    ],
)
def test_what_only_looks_like_the_same_call(who: str, more: dict[str, Any]) -> None:
    assert (
        number(
            told("a", "Lund rief an.", "CONSULT", LUND, JON, **CALL),
            told("b", "Es gab ein Gespräch.", "CONSULT", who, JON, **more),
        )
        == 2
    )


def test_calls_on_two_days_are_two_where_one_outlet_tells_of_both() -> None:
    first = told("a", "Lund rief Jonsson am Dienstag an.", "CONSULT", LUND, JON, mode="phone", time="2031-03-04")
    second = told("b", "Lund rief Jonsson am Mittwoch an.", "CONSULT", LUND, JON, outlet="a", **CALL)
    assert number(first, second) == 2


def test_one_call_on_two_days_though_a_second_sentence_has_no_date() -> None:
    first = told("a", "Lund und Jonsson telefonierten am Dienstag.", "CONSULT", LUND, JON, mode="phone", time="2031-03-04")
    again = dataclasses.replace(first.records[0], time=None, same_as=0)
    twice = dataclasses.replace(first, records=(first.records[0], again))
    other = told("b", "Lund rief Jonsson am Mittwoch an.", "CONSULT", LUND, JON, mode="phone", time="2031-03-05")
    found = Dossier.of([twice, other])
    assert len(found.events) == 1
    assert [c.facet for c in found.contradictions] == ["date"]


def test_another_subject_is_another_demand() -> None:
    troops = told("a", "Lund forderte den Abzug der Truppen.", "REQUEST", LUND, "ISL")
    fish = told("b", "Lund forderte Fangquoten.", "REQUEST", LUND, "ISL")
    again = told("c", "Abzug der Truppen gefordert: Lund spricht.", "REQUEST", LUND, "ISL")
    assert number(troops, fish) == 2
    assert number(troops, again) == 1


def test_a_feared_attack_is_not_the_attack() -> None:
    fear = told("a", "Island könnte den Hafen angreifen.", "ASSAULT", "ISL", "NOR", status="possible", time="2031-03-05")
    deed = told("b", "Island hat den Hafen angegriffen.", "ASSAULT", "ISL", "NOR", time="2031-03-05")
    assert number(fear, deed) == 2


def test_a_denial_is_linked_as_contradicting() -> None:
    deed = told("a", "Island hat den Hafen angegriffen.", "ASSAULT", "ISL", "NOR", by=LUND, time="2031-03-05")
    denial = told(
        "b", "Island habe keinen Hafen angegriffen.", "ASSAULT", "ISL", "NOR", by=JON, time="2031-03-05", status="denied"
    )
    (event,) = Dossier.of([deed, denial]).events
    assert [c.facet for c in event.contradictions] == ["status"]
    assert (event.status, event.credibility, len(event.claims)) == ("disputed", 4, 2)


def test_who_did_it_is_disputed_but_not_merged() -> None:
    one = told(
        "a", "Island hat vor Bergen ein Kabel beschädigt.", "ASSAULT", "ISL", "", by=LUND, time="2031-03-05", place="Bergen"
    )
    other = told(
        "b", "Norwegen hat vor Bergen ein Kabel beschädigt.", "ASSAULT", "NOR", "", by=JON, time="2031-03-05", place="Bergen"
    )
    dossier = Dossier.of([one, other])
    assert len(dossier.events) == 2
    assert [c.facet for c in dossier.contradictions] == ["actor"]


def test_an_outlet_that_corrects_itself_contradicts_nobody() -> None:
    first = told("a", "Island wies zwei Diplomaten aus.", "SANCTION", "ISL", "NOR", time="2031-03-05")
    later = told("b", "Island wies drei Diplomaten aus.", "SANCTION", "ISL", "NOR", time="2031-03-05", outlet="a")
    dossier = Dossier.of([first, later])
    assert (len(dossier.events), dossier.contradictions) == (1, ())


def test_withdrawn_dispatches_are_shown_but_bear_no_witness() -> None:
    first = told("a", "Island wies zwei Diplomaten aus.", "SANCTION", "ISL", "NOR", time="2031-03-05")
    killed = told("b", "Island wies drei Diplomaten aus.", "SANCTION", "ISL", "NOR", time="2031-03-05")
    (event,) = Dossier([Item("a", first), Item("b", killed, "withdrawn")]).events
    assert (len(event.claims), len(event.standing), event.origins, event.contradictions) == (2, 1, ("a",), ())


def test_on_an_agencys_word_is_the_agencys_witness() -> None:
    own = told(
        "a", "Island wies zwei Diplomaten aus.", "SANCTION", "ISL", "NOR", time="2031-03-05", outlet="Nordwest-Depesche (nwd)"
    )
    second = told("b", "Zwei Diplomaten hat Island ausgewiesen.", "SANCTION", "ISL", "NOR", time="2031-03-05")
    record = second.records[0]
    relay = Source(type(party("X"))("", "nwd", "outlet"), Span(0, 4))
    from dataclasses import replace

    relayed = replace(second, records=(replace(record, attribution=(relay,)),))
    assert len(Dossier.of([own, second]).events[0].origins) == 2
    assert len(Dossier.of([own, relayed]).events[0].origins) == 1


def test_copies_are_one_group_whatever_the_archive_calls_the_original() -> None:
    text = "Die Regierung in Oslo hat am Mittwoch ihre Küstenwache angewiesen, alle Schiffe aus Island zu durchsuchen. "
    readings = [
        Reading(Dispatch(text + end, outlet=o, published="2031-03-05")) for o, end in (("a", ""), ("b", "Mehr am Abend."))
    ]
    found = groups([Item("a", readings[0]), Item("b", readings[1], copy_of="a")])
    assert set(found.values()) == {"b"}, "the longer of one day, and only one original"


def test_selection() -> None:
    readings = [
        told("a", "Lund rief an.", "CONSULT", LUND, JON, **CALL),
        told("b", "Sie trafen sich.", "CONSULT", "FIN", "SWE", **CALL),
    ]
    assert len(Dossier.of(readings, Selection(parties=("ISL",))).claims) == 1
    assert len(Dossier.of(readings, Selection(parties=("ola lund",))).claims) == 1
    assert len(Dossier.of(readings, Selection(since="2031-03-06")).claims) == 0
    assert len(Dossier.of(readings, Selection(until="2031-03")).claims) == 2
    assert Selection.from_json(Selection("x", ("ISL",), topics=("fishing",)).to_json()) == Selection(
        "x", ("ISL",), topics=("fishing",)
    )
    with pytest.raises(SelectionError, match="not a date"):
        Selection(since="gestern")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-01-10", "2022-01-10", "2022-01-10"),
        ("2022-01-10T15:00", "2022-01-10", "2022-01-10"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2022-W02", "2022-01-10", "2022-01-16"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("2022-Q2", "2022-04-01", "2022-06-30"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-01-03/2022-01-05", "2022-01-03", "2022-01-05"),
    ],
)
def test_days(value: str, first: str, last: str) -> None:
    found = days(value)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("value", ["PAST_REF", "", "2022-13", "2022-02-30", "XXXX-05", "9999999", "2022-W60", "/"])
def test_no_days(value: str) -> None:
    assert days(value) is None


def test_minutes() -> None:
    assert (minutes("PT50M"), minutes("PT1H30M"), minutes("P3D"), minutes("PT")) == (50, 90, None, None)


def test_topics_are_the_same_in_both_languages() -> None:
    german, english = wording("de"), wording("en")
    assert german.topics("Gassanktionen gegen die Reederei") >= {"sanctions", "ships"}
    assert german.topics("seine Truppen abzuziehen") == english.topics("to withdraw its troops") == {"troops", "withdrawal"}
    assert set(german.labels) == set(english.labels)
    assert german.place("Genf") == english.place("Geneva")


def test_counts() -> None:
    table = wording("de")
    (ten,), (more,), (twelve,) = (table.counts(f"{n} Soldaten") for n in ("zehn", "mehr als 8", "12"))
    assert ten.contradicts(twelve)
    assert not ten.contradicts(more)
    assert not more.contradicts(twelve)
    assert table.counts("am 12. März 2031 um 14:30 Uhr") == ()


def test_a_notebook_shows_it() -> None:
    dossier = Dossier.of([told("a", "Lund rief an.", "CONSULT", LUND, JON, **CALL)])
    assert "NOR/Ola Lund" in dossier._repr_html_()
    assert repr(dossier) == "<Dossier dossier: 1 dispatches, 1 records, 1 events>"


@given(st.text(max_size=300))
def test_any_text_is_compared_without_harm(words: str) -> None:
    for language in ("de", "en"):
        table = wording(language)
        table.counts(words), table.topics(words), table.stems(words), table.place(words), table.level(words)
        assert table.cue("move", words) in (True, False)


def test_separable_verbs_are_put_together() -> None:
    table = wording("de")
    assert "prisoners" in table.topics("Die Polizei nahm am Abend drei Matrosen fest.")
    assert "expulsion" in table.topics("Die Regierung rief ihren Gesandten aus Wien zurück, und es blieb still.")
    assert "prisoners" not in table.topics("Die Gespräche nahmen einen festen Platz ein.")


def test_most_dispatches_know_better_for_whom_somebody_acts() -> None:
    people = ["NOR/Ola Lund", "NOR/Ola Lund", "FIN/Ola Lund"]
    found = Dossier.of(told(f"d{i}", f"Lund rief zum {i}. Mal an.", "CONSULT", p, JON, **CALL) for i, p in enumerate(people))
    assert {s for e in found.events for s in e.sides if s != "ISL"} == {"NOR"}


def test_a_condition_is_not_denied() -> None:
    one = told("a", "falls das Land seine Truppen abzieht", "RETREAT", LUND, JON, status="conditional", time="2031-03-05")
    other = told("b", "sofern das Land seine Truppen nicht abzieht", "RETREAT", LUND, JON, status="denied", time="2031-03-05")
    assert Dossier.of([one, other]).contradictions == ()


def test_a_length_that_the_record_does_not_give_is_taken_from_its_words() -> None:
    words, span = "Der Anruf dauerte 40 Minuten.", Span(18, 28)
    one = told("a", words, "CONSULT", LUND, JON, **CALL)
    one = dataclasses.replace(one, times=(Time(span, "DURATION", "PT40M"),))
    other = told("b", "Sie sprachen lange am Telefon.", "CONSULT", LUND, JON, duration="PT20M", **CALL)
    (found,) = Dossier.of([one, other]).contradictions
    assert (found.facet, set(found.values)) == ("duration", {"PT40M", "PT20M"})
