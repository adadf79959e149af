from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from depesche.cli import app
from depesche.knowledge import Knowledge, PartiesFileError
from depesche.knowledge.spelling import plain, skeleton
from depesche.knowledge.who import explain


@pytest.fixture(scope="module")
def german() -> Knowledge:
    return Knowledge("de")


def holder(knowledge: Knowledge, code: str, office: str, day: str) -> list[str]:
    return [p.name for p in knowledge.holders(code, office, day, day)]


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [
        ("USA", "hos", "2021-12-30", "Joe Biden"),
        ("RUS", "hos", "2010-03-01", "Dmitri Medwedew"),
        ("DEU", "fm", "2015-07-14", "Frank-Walter Steinmeier"),
        ("DEU", "spokes/government", "2013-10-24", "Steffen Seibert"),
        ("NATO", "sg", "2008-04-03", "Jaap de Hoop Scheffer"),
        ("EU", "fm", "2012-06-01", "Catherine Ashton"),
        ("IAEO", "chief", "2005-10-07", "Mohammed el-Baradei"),
        ("ISR", "hog", "2006-07-20", "Ehud Olmert"),
        ("EST", "fm", "2024-01-01", "Margus Tsahkna"),
        ("JPN", "dm", "2011-12-01", "Yasuo Ichikawa"),
        ("UNHCR", "chief", "2026-02-01", "Barham Salih"),
    ],
)
def test_holder_of_an_office_on_a_day(german: Knowledge, code: str, office: str, day: str, name: str) -> None:
    assert holder(german, code, office, day) == [name]


def test_an_office_between_two_terms_has_no_holder(german: Knowledge) -> None:
    assert holder(german, "DEU", "hos", "2012-03-01") == []


def test_heads_foreign_ministers_and_names_of_at_least_sixty_states(german: Knowledge) -> None:
    states = {n.code for n in german.names if n.kind == "state"}
    led = {code for code, office in german.persons.offices() if office in ("hos", "hog")}
    represented = {code for code, office in german.persons.offices() if office == "fm"}
    assert len(states) >= 190
    assert len(led & states) >= 60
    assert len(represented & states) >= 60


def test_every_term_says_where_it_comes_from_and_ends_after_it_begins(german: Knowledge) -> None:
    terms = [t for code, office in german.persons.offices() for t in german.persons.terms(code, office)]
    assert all(t.source for t in terms)
    wrong = [t for t in terms if t.source == "general knowledge" and t.end and t.end < t.start]
    assert wrong == []


def test_persons_bear_the_name_of_the_language() -> None:
    english = Knowledge("en")
    assert holder(english, "UKR", "hos", "2022-03-01") == ["Volodymyr Zelensky"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lawrow", "Lavrov"), ("Selenskyj", "Zelensky"), ("Ahmadinedschad", "Ahmadinejad"), ("Janukowytsch", "Yanukovych")],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_plain_drops_diacritics_and_apostrophes() -> None:
    assert plain("Erdoğan") == "erdogan"
    assert plain("D’Alema") == plain("D'Alema")


@pytest.mark.parametrize(
    ("words", "day", "party"),
    [
        ("Kremlchef", "2021-12-30", "RUS/Wladimir Putin"),
        ("Kremlchef", "2010-01-04", "RUS/Dmitri Medwedew"),
        ("Bundeskanzlerin", "2015-06-01", "DEU/Angela Merkel"),
        ("UN-Generalsekretär", "2005-01-01", "UNO/Kofi Annan"),
        ("Selenskij", "2022-03-01", "UKR/Wolodymyr Selenskyj"),
        ("britischer Premier", "2006-01-01", "GBR/Tony Blair"),
        ("Weißes Haus", "2006-01-01", "USA"),
        ("Kreml", "2006-01-01", "RUS/Kreml"),
    ],
)
def test_who(words: str, day: str, party: str) -> None:
    answer = explain(words, day)
    assert str(answer.party) == party
    assert answer.steps


def test_who_says_that_it_does_not_know() -> None:
    answer = explain("Quastenflosser", "2010-01-01")
    assert answer.party is None
    assert "nothing" in answer.steps[0]


def test_an_office_without_a_date_names_nobody() -> None:
    answer = explain("US-Präsident")
    assert answer.party is not None
    assert answer.party.code == "USA"
    assert answer.party.name == "US-Präsident"


def test_own_parties(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[party]]\ncode = "LIGA"\nnames = ["Hanseatische Liga"]\n'
        '[[person]]\nname = "Ada Quittenbaum"\ncode = "LIGA"\nterms = [{ office = "sg", from = "2019-01-01" }]\n',
        encoding="utf-8",
    )
    assert str(explain("Hanseatische Liga", "2020-01-01", own=str(file)).party) == "LIGA"
    assert str(explain("Ada Quittenbaum", "2020-01-01", own=str(file)).party) == "LIGA/Ada Quittenbaum"


@pytest.mark.parametrize(
    "text",
    [
        "[[party]]\ncode = 'X'\n",
        "[[person]]\nname = 'Y'\n",
        "not toml =",
        "party = 'X'\n",
        "[[party]]\ncode = 'X'\nnames = 'Y'\n",
        "[[party]]\ncode = 'X'\nnames = ['Y']\nkind = 'planet'\n",
        "[[person]]\nname = 'Y'\ncode = 'X'\nterms = [{ office = 'sg', from = 'gestern' }]\n",
    ],
)
def test_a_wrong_file_of_own_parties_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PartiesFileError, match="mine"):
        Knowledge("de", file)


def test_a_person_of_ones_own_is_found_by_name_surname_and_sound(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[person]]\nname = "Dmitrij Quittenbaum"\ncode = "LIGA"\n', encoding="utf-8")
    persons = Knowledge("de", file).persons
    assert [p.name for p in persons.written("Dmitrij Quittenbaum")] == ["Dmitrij Quittenbaum"]
    assert [p.name for p in persons.with_surname("quittenbaum")] == ["Dmitrij Quittenbaum"]
    assert [p.name for p in persons.sounding("Dmitry Quittenbaum")] == ["Dmitrij Quittenbaum"]


def test_the_built_indices_lead_to_every_spelling(german: Knowledge) -> None:
    persons = german.persons
    some = [persons[n] for n in range(0, len(persons), 97)]
    assert all(p in persons.written(s) for p in some for s in p.spellings)
    assert all(p in persons.sounding(s) for p in some for s in p.spellings)


@pytest.mark.parametrize(
    "arguments",
    [["Kremlchef", "--on", "gestern"], [" "], ["X", "--parties", "missing.toml"], ["X", "--language", "xx"]],
)
def test_who_refuses_what_it_cannot_use(arguments: list[str]) -> None:
    answer = CliRunner().invoke(app, ["who", *arguments])
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


def test_who_asks_for_the_state_of_an_office() -> None:
    answer = explain("Außenminister", "2020-01-01")
    assert answer.party is None
    assert any("which state" in step for step in answer.steps)


MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN CHE CHL
CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA
GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC
NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP
SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB
ZWE
"""


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_member_of_the_united_nations_has_a_name(language: str) -> None:
    named = {n.code for n in Knowledge(language).names if n.form == "name" and n.kind == "state"}
    assert set(MEMBERS.split()) - named == set()
