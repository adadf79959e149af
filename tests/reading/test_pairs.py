"""Two by one noun: both ministers, those of both states, the neighbour behind a border; read with the shipped weights."""

from __future__ import annotations

import pytest

from depesche import Reader
from depesche.records import Dispatch

MET = "Sarkozy und Medwedew haben am Montag telefoniert. "
MINISTERS = {"FRA/Bernard Kouchner", "RUS/Sergei Lawrow"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "words", "parties"),
    [
        (MET + "Ein Treffen der beiden Außenminister ist geplant.", "beiden Außenminister", MINISTERS),
        (
            MET + "Geplant ist ein Treffen der Außenminister beider Staaten in Genf.",
            "Außenminister beider Staaten",
            {"FRA/Außenminister", "RUS/Außenminister"},
        ),
        (MET + "Beide Präsidenten wollen sich treffen.", "Beide Präsidenten", {"FRA/Nicolas Sarkozy", "RUS/Dmitri Medwedew"}),
        (
            "Chile wirft Peru vor, Truppen an der Grenze zu Bolivien zusammenzuziehen. Chile warnte davor, dass Peru das "
            "Nachbarland angreife.",
            "Nachbarland",
            {"BOL"},
        ),
    ],
)
def test_two_by_one_noun(reader: Reader, text: str, words: str, parties: set[str]) -> None:
    found = reader.read(Dispatch(text=text, published="2008-09-05", language="de")).mentions
    said = {text[m.span.begin : m.span.end]: {str(p) for p in m.parties} for m in found}
    assert said.get(words) == parties


def test_both_states_are_those_of_the_two_who_just_met(reader: Reader) -> None:
    text = (
        "Peru hat Chile nicht bedroht. Boluarte und Scholz telefonierten am Montag. Der peruanische Außenminister schwieg. "
        "Bundeskanzler Olaf Scholz und Präsidentin Dina Boluarte trafen sich am Dienstag. "
        "Am Freitag kommen die Verteidigungsminister beider Staaten zusammen."
    )
    found = reader.read(Dispatch(text, published="2023-06-15", language="de"))
    meant = next(m for m in found.mentions if found.words(m.span).endswith("beider Staaten"))
    assert {p.code for p in meant.parties} == {"DEU", "PER"}
