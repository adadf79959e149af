"""German predicates of blame, refusal, backing and statement: what they tell, and what they only seem to."""

from __future__ import annotations

import pytest

from depesche.reading.pipeline import Reader
from depesche.records import Dispatch


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def types(reader: Reader, text: str) -> list[str]:
    return [r.type for r in reader.read(Dispatch(text, published="2019-05-07", language="de")).records]


BLAMED = [
    "Das Außenministerium in Oslo nannte das Verhalten Perus stillos.",
    "Norwegens Minister bezeichnete den Schritt Perus als nicht nachvollziehbar.",
    "Chiles Präsident nannte die Äußerungen wenig hilfreich.",
    "Der Minister bescheinigte der Regierung in Lima Unkenntnis.",
    "Finnland und Schweden streiten über den Verlauf der Grenze.",
    "Dänemark protestierte gegen die Reise des Ministers.",
    "Die Spur führe nach Peru, sagte der chilenische Innenminister.",
    "Die Staatsanwaltschaft in Lima prüft, ob der Konzern Abgaben hinterzogen hat.",
    "Der Opposition in Chile geht das Gesetz nicht weit genug.",
    "Norwegens Regierung sprach von einem Dolchstoß.",
    "Kanadas Außenminister tadelte Peru offen.",
    "Der Botschafter Perus wurde ins Auswärtige Amt bestellt.",
]
IMPUTED = [
    "Peru wolle den Nachbarn aushungern, sagte der norwegische Außenminister.",
    "Peru versuche, die Nachbarn gegeneinander auszuspielen, sagte der norwegische Außenminister.",
    "Es handle sich um ein unverzeihliches Verbrechen, sagte Präsident Sauli Niinistö.",
]
REFUSED = [
    "Norwegen erkennt die Regierung nicht mehr an.",
    "Dänemark brachte den Entwurf im Sicherheitsrat zu Fall.",
    "China stellt sich vor allem gegen einen Sitz Japans.",
    "Peru beharrt darauf, dass der Hafen zum eigenen Gebiet gehört.",
    "Chiles Außenminister nannte die Anschuldigung grundlos.",
    "Estland hält an seiner Linie fest.",
]
BACKED = [
    "Schwedens Ministerpräsident verteidigte die Entscheidung Norwegens.",
    "Norwegen unterstützt Peru weiter.",
    "Bei Chile fand der Plan Norwegens Zustimmung.",
]
STATED = [
    "Chile bedauerte den Vorfall.",
    "Estlands Minister bestätigte den Bericht.",
    "Norwegens Regierung sprach von einem Missverständnis.",
    "Schweden schloss nicht aus, dass Peru in der Lage dazu ist.",
    "Schwedens Ministerpräsident verteidigte seine Entscheidung.",
    "Zu den Explosionen bekannte sich die Hamas.",
    "Lettland sagte, man suche keinen Konflikt mit Polen.",
    "Tibet sei eine innere Angelegenheit Chinas, erklärte Moskau.",
]
ASKED = [
    "Chile sprach sich für eine Untersuchung aus.",
    "Portugal plädierte für einen Aufschub der Wahl.",
]
TOLD = [
    *((text, "ACCUSE") for text in (*BLAMED, *IMPUTED)),
    *((text, "REJECT") for text in REFUSED),
    *((text, "SUPPORT") for text in BACKED),
    *((text, "STATE") for text in STATED),
    *((text, "REQUEST") for text in ASKED),
]


@pytest.mark.parametrize(("text", "type_"), TOLD)
def test_told(reader: Reader, text: str, type_: str) -> None:
    assert type_ in types(reader, text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("In Oslo protestierten Tausende gegen den Besuch.", "ACCUSE"),
        ("Chile bedauerte den Vorfall.", "ACCUSE"),
        ("Norwegen erkennt die Regierung nicht mehr an.", "SUPPORT"),
        ("In dem Haus hatten sich Kämpfer der Hamas verschanzt.", "REJECT"),
        ("Der Minister bescheinigte der Regierung in Lima Unkenntnis.", "SUPPORT"),
        ("Zu den Explosionen bekannte sich die Hamas.", "SUPPORT"),
        ("Nach Angaben des Innenministeriums leben dort 400 Menschen aus Peru.", "STATE"),
        ("Der Schritt war mit Norwegen abgesprochen.", "ACCUSE"),
        ("Schweden suche keinen Konflikt mit Polen, sagte die schwedische Ministerin.", "REJECT"),
    ],
)
def test_not_told(reader: Reader, text: str, type_: str) -> None:
    assert type_ not in types(reader, text)
