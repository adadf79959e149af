"""German predicates of asking, promising, threatening, meeting and working together, and what statements do by their form."""

from __future__ import annotations

import pytest

from depesche.reading.pipeline import Reader
from depesche.records import Dispatch, Record


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def records(reader: Reader, text: str) -> list[Record]:
    return list(reader.read(Dispatch(text, published="2019-05-07", language="de")).records)


ASKED = [
    "Norwegen warb bei Schweden um Verständnis.",
    "Dänemark warb in Wien für einen Aufschub der Wahl.",
    "Finnland lud Estland ein, sich an der Forschung zu beteiligen.",
    "Portugals Außenminister redete der Regierung in Athen ins Gewissen.",
    "Irland riet Malta von einem Alleingang ab.",
    "Norwegen brachte den Streit vor die UNO.",
    "Chile rief die Welthandelsorganisation an.",
    "Auf Bitten Dänemarks verlegte die NATO ihr Treffen nach Riga.",
    "Schweden erwarte, dass Norwegen die Grenze öffnet, sagte Außenministerin Ann Linde.",
    "Norwegen solle die Häfen öffnen, sagte der schwedische Außenminister.",
    "Kanada lehnte die Forderung Chiles nach einer Entschädigung ab.",
]
PROMISED = [
    "Norwegen bot Island die Entsendung von Ärzten an.",
    "Schweden sagte Lettland Unterstützung zu.",
    "Finnland versprach, die Vorwürfe zu untersuchen.",
    "Das Angebot Norwegens kam am Montag.",
    "Dänemark ist offen für Verhandlungen mit Island.",
]
THREATENED = [
    "Norwegen brachte Sanktionen gegen Peru ins Spiel.",
    "Peru behielt sich weitere Schritte vor.",
    "Andernfalls werde man die Häfen sperren, sagte der norwegische Außenminister.",
    "Falls Peru die Fischer festnehme, werde Chile antworten, sagte der chilenische Präsident.",
    "Dieser Schritt werde nicht unbeantwortet bleiben, sagte der chilenische Außenminister.",
    "Norwegen versprach Peru Vergeltung.",
]
MET = [
    "Die Außenminister Norwegens und Perus reichten einander die Hand.",
    "Der UN-Sicherheitsrat trat am Montag zusammen.",
    "Norwegens Ministerpräsidentin sprach am Abend mit ihrem Kollegen.",
    "Der UN-Sicherheitsrat befasste sich mit dem Streit.",
]
TOGETHER = [
    "Norwegen und Schweden suchten gemeinsam nach dem Flugzeug.",
    "Norwegische Schiffe üben Seite an Seite mit dänischen.",
]
REFUSED = [
    "„Mit Entführern verhandeln wir nicht“, sagte der norwegische Ministerpräsident.",
    "Norwegen werde keinen Meter Boden hergeben, sagte der norwegische Außenminister.",
    "Das sei eine innere Angelegenheit, sagte der peruanische Außenminister über Chiles Frage.",
    "Perus Präsident nannte die Behauptung Chiles ein Märchen.",
]
BLAMED = [
    "Chile habe die Gelegenheit verspielt, sagte der peruanische Außenminister.",
    "Perus Präsident nannte Chile eine „Krämerseele“.",
]


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        *(("REQUEST", t) for t in ASKED),
        *(("AGREE", t) for t in PROMISED),
        *(("THREATEN", t) for t in THREATENED),
        *(("CONSULT", t) for t in MET),
        *(("COOPERATE", t) for t in TOGETHER),
        *(("REJECT", t) for t in REFUSED),
        *(("ACCUSE", t) for t in BLAMED),
    ],
)
def test_what_is_told(reader: Reader, type_: str, text: str) -> None:
    found = [r.type for r in records(reader, text)]
    assert type_ in found, found


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("REQUEST", "Frankreich hat am Sonntag alle Züge aus Italien angehalten."),
        ("CONSULT", "Der Botschafter hält sich in Peru auf."),
        ("CONSULT", "Norwegen hält Island davon ab, Wale zu jagen."),
        ("REQUEST", "Norwegen wolle die Beziehungen nicht abbrechen, sagte ein Sprecher."),
        ("CONSULT", "Vor der Botschaft Perus versammelten sich Fischer."),
        ("AGREE", "Die Grenze zwischen Peru und Chile ist offen."),
        ("ACCUSE", "Perus Präsident nannte Chile einen „Bruder“."),
        ("THREATEN", "Eine Rückkehr sei erst möglich, wenn Peru zahle, sagte der chilenische Außenminister."),
    ],
)
def test_what_is_not_told(reader: Reader, type_: str, text: str) -> None:
    assert type_ not in [r.type for r in records(reader, text)]


def test_acts_are_told_without_anybody_who_has_a_part_in_them(reader: Reader) -> None:
    assert "CONCEDE" in [r.type for r in records(reader, "Die Ausgangssperre wurde am Montag gelockert.")]
    assert records(reader, "Das Telefonat dauerte eine Stunde.") == []


def test_whoever_is_given_a_good_name_is_praised(reader: Reader) -> None:
    assert "SUPPORT" in [r.type for r in records(reader, "Perus Präsident nannte Chile einen „Bruder“.")]
