"""Deeds – measures, arrests, fighting, rallies, deployments, releases, aid – in German clauses that name few or no sides."""

from __future__ import annotations

import pytest
from parsed import german_types as types

from depesche.reading.frames import predicates


def passive(article: str, noun: str, participle: str, infinitive: str) -> str:
    """ "Das Netz wurde abgeschaltet"."""
    return (
        f"{article}/der/DET/det/2/def {noun}/{noun}/NOUN/nsubj:pass/4 wurde/werden/AUX/aux:pass/4/fin "
        f"{participle}/{infinitive}/VERB/root/0/part"
    )


@pytest.mark.parametrize(
    ("noun", "participle", "infinitive", "type_"),
    [
        ("Internet", "abgeschaltet", "abschalten", "COERCE"),
        ("Kundgebung", "aufgelöst", "auflösen", "COERCE"),
        ("Reporter", "abgeführt", "abführen", "COERCE"),
        ("Ausfuhr", "gestoppt", "stoppen", "SANCTION"),
        ("Dorf", "beschossen", "beschießen", "ASSAULT"),
        ("Panzer", "stationiert", "stationieren", "MOBILIZE"),
        ("Häftling", "freigelassen", "freilassen", "RETREAT"),
        ("Visumpflicht", "aufgehoben", "aufheben", "CONCEDE"),
    ],
)
def test_a_deed_is_told_without_anybody_who_does_it(noun: str, participle: str, infinitive: str, type_: str) -> None:
    assert type_ in types(passive("Das", noun, participle, infinitive))


def test_talk_and_praise_need_somebody() -> None:
    assert types(passive("Das", "Lied", "gelobt", "loben")) == []
    assert types("Es/es/PRON/expl/3 wurde/werden/AUX/aux:pass/3/fin gesprochen/sprechen/VERB/root/0/part") == []


def test_whoever_is_caught_is_no_decision_that_is_taken() -> None:
    assert types(passive("Der", "Schütze", "gefasst", "fassen")) == ["COERCE"]
    assert types(passive("Der", "Entschluss", "gefasst", "fassen")) == []


def test_crowds_and_the_dead_need_no_name() -> None:
    crowd = (
        "Tausende/Tausend/NOUN/nsubj/2 zogen/ziehen/VERB/root/0/fin vor/vor/ADP/case/5 das/der/DET/det/5/def "
        "Konsulat/Konsulat/NOUN/obl/2"
    )
    dead = "Zwei/zwei/NUM/nummod/2 Zivilisten/Zivilist/NOUN/nsubj/3 starben/sterben/VERB/root/0/fin"
    court = crowd.replace("Konsulat/Konsulat", "Gericht/Gericht").replace("Tausende/Tausend", "Händler/Händler")
    assert types(crowd) == ["PROTEST"]
    assert types(dead) == ["ASSAULT"]
    assert "PROTEST" not in types(court)


def test_a_noun_tells_a_deed_at_its_first_mention_only() -> None:
    first = (
        "Nach/nach/ADP/case/3 der/der/DET/det/3/def Festnahme/Festnahme/NOUN/obl/4 schwieg/schweigen/VERB/root/0/fin "
        "Ole/Ole/PROPN/nsubj/4 ././PUNCT/punct/4"
    )
    again = "Die/der/DET/det/8/def Festnahme/Festnahme/NOUN/nsubj/9 überraschte/überraschen/VERB/root/0/fin Ole/Ole/PROPN/obj/9"
    assert types(first) == ["COERCE"]
    assert types(f"{first} {again}") == ["COERCE"]
    assert types(first.replace("Festnahme", "Gewalt")) == []


def test_two_deeds_of_one_sentence_are_both_told() -> None:
    both = (
        "Drei/drei/NUM/nummod/2 Bauern/Bauer/NOUN/nsubj:pass/4 wurden/werden/AUX/aux:pass/4/fin "
        "verhaftet/verhaften/VERB/root/0/part und/und/CCONJ/cc/8 zwei/zwei/NUM/nummod/7 Lehrer/Lehrer/NOUN/nsubj:pass/8 "
        "abgeschoben/abschieben/VERB/conj/4/part"
    )
    assert types(both) == ["COERCE", "COERCE"]


def test_a_particle_that_looks_like_an_adverb_belongs_to_its_verb() -> None:
    resigned = (
        "Norwegen/Norwegen/PROPN/nsubj/2 legte/legen/VERB/root/0/fin das/der/DET/det/4/def Amt/Amt/NOUN/obj/2 "
        "nieder/nieder/ADV/advmod/2 ././PUNCT/punct/2"
    )
    assert types(resigned) == ["CONCEDE"]


def test_words_of_a_predicate_may_hang_below_a_name() -> None:
    expelled = (
        "Norwegen/Norwegen/PROPN/nsubj/8 hat/haben/AUX/aux/8/fin den/der/DET/det/4/def Botschafter/Botschafter/NOUN/obj/8 "
        "Paz/Paz/PROPN/appos/4 des/der/DET/det/7/def Landes/Land/NOUN/nmod/5 verwiesen/verweisen/VERB/root/0/part"
    )
    assert types(expelled) == ["SANCTION"]


def test_embassies_and_readiness_are_no_custody() -> None:
    stay = "Norwegen/Norwegen/PROPN/nsubj/2 blieb/bleiben/VERB/root/0/fin in/in/ADP/case/4 {0}/{0}/NOUN/obl/2"
    assert types(stay.format("Bereitschaft")) == ["MOBILIZE"]
    assert "COERCE" not in types(stay.format("Botschaft"))
    assert "COERCE" in types(stay.format("Haft"))


def test_to_hold_somebody_is_not_to_hold_on_to_something() -> None:
    held = (
        "Norwegen/Norwegen/PROPN/nsubj/2 hielt/festhalten/VERB/root/0/fin drei/drei/NUM/nummod/4 Fischer/Fischer/NOUN/obj/2 "
        "fest/fest/ADP/compound:prt/2"
    )
    kept = (
        "Norwegen/Norwegen/PROPN/nsubj/2 hielt/festhalten/VERB/root/0/fin an/an/ADP/case/4 Regeln/Regel/NOUN/obl/2 "
        "fest/fest/ADP/compound:prt/2"
    )
    assert types(held) == ["COERCE"]
    assert "COERCE" not in types(kept)


def test_of_words_with_a_bar_each_makes_a_predicate() -> None:
    known = predicates("de")
    assert {"schicken Fregatte", "beordern Fregatte", "verbrennen Fahne", "zerreißen Fahne"} <= known
    assert not [p for p in known if "|" in p]
