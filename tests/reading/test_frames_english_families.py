"""Families of English predicates: what type a clause tells, and where the same words tell none, in sentences of our own."""

from __future__ import annotations

import pytest
from parsed import english_types as types
from parsed import read_english as read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad has called back its ambassador from Niamey.", "SANCTION"),
        ("Kenya ordered a senior Ugandan diplomat to leave within five days.", "SANCTION"),
        ("Norway barred two Icelandic trawlers from its ports and levied duties on Icelandic fish.", "SANCTION"),
        ("Peru has suspended contacts with Bolivia.", "SANCTION"),
        ("The cabinet in Lusaka declared the treaty null and void.", "REJECT"),
        ("Sudan does not recognise the government in Tripoli.", "REJECT"),
        ("Ghana played down the Ivorian demands.", "REJECT"),
        ("Zambia cast its veto against the Malawian draft.", "REJECT"),
        ("The Malian army vowed to avenge the Nigerien attack.", "THREATEN"),
        ("Chile hinted at retaliation against Peru.", "THREATEN"),
        ("Mauritania said it would not sit by while Senegal armed the rebels.", "THREATEN"),
        ("Iceland took exception to the Danish remarks.", "ACCUSE"),
        ("Laos was outraged by the Thai raid.", "ACCUSE"),
        ("Uganda opened a criminal case against the Rwandan envoy.", "ACCUSE"),
        ("Paraguay undertook to return the Bolivian captives.", "AGREE"),
        ("Botswana offered Namibia a truce.", "AGREE"),
        ("The Polish president is due in Riga on Monday.", "CONSULT"),
        ("Peru's foreign minister is expected in Quito on Monday.", "CONSULT"),
        ("Norway is sending an envoy to Colombo.", "CONSULT"),
        ("Ireland would intercede with the Danes.", "CONSULT"),
        ("The Estonian prime minister sent condolences to Latvia.", "SUPPORT"),
        ("Togo backpedalled and dropped its objection to the Beninese candidate.", "CONCEDE"),
        ("A truce between Chad and Mali took effect at midnight.", "RETREAT"),
        ("Eritrea handed back the island to Djibouti.", "RETREAT"),
        ("Danish frigates sailed close to the Swedish coast.", "MOBILIZE"),
        ("Latvia called up 3,000 reservists.", "MOBILIZE"),
        ("Police in Dakar dragged protesters from a bridge.", "COERCE"),
        ("Serbian agents had tapped the Croatian minister's phone.", "COERCE"),
        ("A Thai village came under fire from Laos.", "ASSAULT"),
        ("At least nine people died in clashes.", "ASSAULT"),
        ("Miners took to the streets and erected barricades.", "PROTEST"),
        ("Togo pleaded with Ghana for the prisoners.", "REQUEST"),
        ("Kuwait threw a lifeline to Jordan.", "AID"),
    ],
)
def test_a_family_of_predicates_has_its_type(text: str, kind: str) -> None:
    assert kind in types(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Chilean minister called the Peruvian ruling disappointing.", "ACCUSE"),
        ("Norway called the outcome a positive first step.", "SUPPORT"),
        ("Hungary found the Slovak statement absurd.", "ACCUSE"),
        ("The Danish president called her Swedish counterpart on Monday.", "CONSULT"),
    ],
)
def test_what_a_verb_calls_its_object_is_a_judgement_and_no_phone_call(text: str, kind: str) -> None:
    assert types(text) == [kind]


def test_a_name_that_somebody_takes_is_no_call() -> None:
    assert types("The hackers called themselves the Black Ravens.") == []


def test_a_trip_that_somebody_called_off() -> None:
    assert "REJECT" in types("A trip the Danish minister called off in March would have taken him to Norway.")


def test_who_wants_something_done_asks_for_it() -> None:
    asked = next(r for r in read("Some senators in Lima want Chilean diplomats expelled.") if r.type == "REQUEST")
    assert [p.code for p in asked.actor] == ["PER"]


def test_who_says_that_another_did_harm_accuses() -> None:
    told = read("Chad said Sudan had shelled a village.")
    assert [r.type for r in told] == ["ACCUSE", "ASSAULT"]
    assert ([p.code for p in told[0].actor], [p.code for p in told[0].recipient]) == (["TCD"], ["SDN"])
    assert "ACCUSE" not in types("Chad said Sudan had not shelled the village.")
    assert "ACCUSE" not in types("Chad said its army had shelled a village.")


def test_telling_somebody_that_is_no_request() -> None:
    assert "REQUEST" not in types("The Danish minister told Sweden that Denmark would never accept the border.")
    assert "REQUEST" in types("The Danish minister told Sweden to withdraw its troops.")


def test_pressure_has_its_source_behind_it() -> None:
    (told,) = (r for r in read("The cabinet is under pressure from Latvia.") if r.type == "REQUEST")
    assert [p.code for p in told.actor] == ["LVA"]


def test_a_pledge_to_do_something_tells_an_event_without_its_sides() -> None:
    assert "AGREE" in types("The meeting in Oslo ended with a pledge to resume trade.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It shows contempt and is a disgraceful pretext,” the Danish foreign ministry said of Sweden.", "ACCUSE"),
        ("“They are weak and cynical,” the Danish president said of Sweden.", "ACCUSE"),
        ("“Not one of our letters to Sweden was ever opened,” the Danish foreign ministry said.", "REJECT"),
    ],
)
def test_a_statement_blames_by_its_words_and_refuses_by_its_negation(text: str, kind: str) -> None:
    assert types(text) == [kind]


def test_what_only_says_of_which_kind_tells_no_event() -> None:
    assert types("The Iran-backed militia has a new office in Basra.") == []


def test_talks_that_came_to_their_end_were_held() -> None:
    told = types("The Thai and Lao ministers wound up two days of talks in Hanoi on Thursday.")
    assert "CONSULT" in told
    assert not {"ASSAULT", "SANCTION"} & set(told)


def test_provided_makes_a_condition() -> None:
    assert "AID" not in types("Ghana would sign the treaty, provided its borders were respected.")
