"""Arrests, dismissals, forces that stand or arrive, stopped trade, rallies; verbs with a particle that is none."""

from __future__ import annotations

import pytest
from parsed import KNOWN
from parsed import german_types as types


def test_an_adverb_before_the_participle_is_no_particle() -> None:
    told = types(
        "Norwegen/Norwegen/PROPN/nsubj/5 hat/haben/AUX/aux/5/fin zusammen/zusammen/ADV/compound:prt/5 "
        "Diplomaten/Diplomat/NOUN/obj/5 ausgewiesen/zusammenausweisen/VERB/root/0/part"
    )
    assert told == ["SANCTION"]


def test_the_end_of_a_phrase_is_no_particle() -> None:
    told = types(
        "Norwegen/Norwegen/PROPN/nsubj/2 belegt/anbelegen/VERB/root/0/fin Waren/Ware/NOUN/obj/2 von/von/ADP/case/5 "
        "Mai/Mai/PROPN/obl/2 an/an/ADP/compound:prt/2 mit/mit/ADP/case/8 Zoll/Zoll/NOUN/obl/2"
    )
    assert told == ["SANCTION"]


def test_what_a_bare_infinitive_is_about_stands_near() -> None:
    told = types(
        "Norwegen/Norwegen/PROPN/nsubj/2 lässt/lassen/VERB/root/0/fin die/der/DET/det/4 "
        "Waffen/Waffe/NOUN/obj/5 ruhen/ruhen/VERB/xcomp/2"
    )
    assert told == ["RETREAT"]


def test_what_is_held_occupied_is_told_once() -> None:
    told = types(
        "Norwegen/Norwegen/PROPN/nsubj/2 hält/halten/VERB/root/0/fin die/der/DET/det/4 "
        "Insel/Insel/NOUN/obj/5 besetzt/besetzen/VERB/xcomp/2/part"
    )
    assert told == ["ASSAULT"]


@pytest.mark.parametrize(
    ("subject", "lemma", "number", "type_"),
    [("Norwegen", "Norwegen", "sing", "ACCUSE"), ("Bauern", "Bauer", "plur", "PROTEST")],
)
def test_a_state_that_protests_accuses_and_a_crowd_demonstrates(subject: str, lemma: str, number: str, type_: str) -> None:
    upos = "PROPN" if subject in KNOWN else "NOUN"
    told = types(
        f"{subject}/{lemma}/{upos}/nsubj/2/{number} protestierte/protestieren/VERB/root/0/fin "
        "gegen/gegen/ADP/case/4 Peru/Peru/PROPN/obl/2"
    )
    assert told == [type_]


@pytest.mark.parametrize(
    ("subject", "verb", "infinitive", "object_", "type_"),
    [
        ("Beamte", "holten", "holen", "Redakteur", "COERCE"),
        ("Regierung", "entließ", "entlassen", "General", "COERCE"),
        ("Gericht", "verurteilte", "verurteilen", "Redakteur", "COERCE"),
        ("Rebellen", "nahmen", "einnehmen", "Hügel", "ASSAULT"),
        ("Marine", "sicherte", "sichern", "Küste", "MOBILIZE"),
        ("Zentralbank", "zog", "abziehen", "Guthaben", "SANCTION"),
        ("Truppen", "brachen", "brechen", "Waffenruhe", "ASSAULT"),
        ("Bank", "verfolgte", "verfolgen", "Strategie", ""),
        ("Streit", "sprengte", "sprengen", "Koalition", ""),
    ],
)
def test_deeds_by_who_does_them_and_to_what(subject: str, verb: str, infinitive: str, object_: str, type_: str) -> None:
    lemma = {"Beamte": "Beamter", "Rebellen": "Rebell", "Truppen": "Truppe"}.get(subject, subject)
    told = types(
        f"{subject}/{lemma}/NOUN/nsubj/2 {verb}/{infinitive}/VERB/root/0/fin den/der/DET/det/4 {object_}/{object_}/NOUN/obj/2 "
        "in/in/ADP/case/6 Peru/Peru/PROPN/obl/2"
    )
    assert told == ([type_] if type_ else [])


@pytest.mark.parametrize(
    ("subject", "lemma", "verb", "infinitive", "place", "type_"),
    [
        ("Soldaten", "Soldat", "stehen", "stehen", "Hafen", "MOBILIZE"),
        ("Blauhelme", "Blauhelm", "kamen", "ankommen", "Hafen", "MOBILIZE"),
        ("Tausende", "Tausende", "riefen", "rufen", "Parlament", "PROTEST"),
        ("Kriegsrecht", "Kriegsrecht", "gilt", "gelten", "Hafen", "COERCE"),
        ("Häuser", "Haus", "stehen", "stehen", "Hafen", ""),
    ],
)
def test_deeds_by_their_subject_alone(subject: str, lemma: str, verb: str, infinitive: str, place: str, type_: str) -> None:
    told = types(
        f"{subject}/{lemma}/NOUN/nsubj/2/plur {verb}/{infinitive}/VERB/root/0/fin "
        f"am/an/ADP/case/4 {place}/{place}/NOUN/obl/2 in/in/ADP/case/6 Peru/Peru/PROPN/nmod/4"
    )
    assert told == ([type_] if type_ else [])


def test_the_negation_may_stand_under_an_adverb() -> None:
    told = types(
        "Schiffe/Schiff/NOUN/nsubj/6/plur dürfen/dürfen/AUX/aux/6/fin Häfen/Hafen/NOUN/obj/6 "
        "nicht/nicht/PART/advmod/5 mehr/mehr/ADV/advmod/6 anlaufen/anlaufen/VERB/root/0 "
        "in/in/ADP/case/8 Peru/Peru/PROPN/obl/6"
    )
    assert told == ["SANCTION"]


def test_a_fight_against_an_ill_is_none() -> None:
    told = types(
        "Norwegen/Norwegen/PROPN/nsubj/2 kämpft/kämpfen/VERB/root/0/fin gegen/gegen/ADP/case/5 die/der/DET/det/5 "
        "Grippe/Grippe/NOUN/obl/2"
    )
    assert told == []
