"""How real an event is told to be, on clauses built by hand in Universal Dependencies."""

from __future__ import annotations

import pytest
from spacy.lang.de import German
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.roles import Roles, syntax
from depesche.reading.status import condition, cues, negated, status_of
from depesche.reading.status_lasting import ongoing, up_to_now
from depesche.reading.tree import Tree

VOCAB: Vocab = German().vocab

# form, lemma, UPOS, relation, head, features
Row = tuple[str, str, str, str, int, str]
FIN = "VerbForm=Fin|Mood=Ind|Tense={}"


def roles(*rows: Row) -> Roles:
    doc = Doc(
        VOCAB,
        words=[r[0] for r in rows],
        lemmas=[r[1] for r in rows],
        pos=[r[2] for r in rows],
        deps=[r[3] for r in rows],
        heads=[r[4] for r in rows],
        morphs=[r[5] for r in rows],
    )
    return Roles(Tree(doc), (), syntax("de"))


def clause(aux: tuple[str, str] | None, verb: tuple[str, str, str], *more: Row) -> Roles:
    """Kiew (aux) Minsk verb, with further words on the verb."""
    rows: list[Row] = [("Kiew", "Kiew", "PROPN", "nsubj", 2, "")]
    rows.append((*aux, "AUX", "aux", 2, FIN.format("Pres")) if aux else ("dann", "dann", "ADV", "advmod", 2, ""))
    rows.append((verb[0], verb[1], "VERB", "root", 2, verb[2]))
    return roles(*rows, *more)


@pytest.mark.parametrize(
    ("aux", "verb", "expected"),
    [
        (None, ("traf", "treffen", FIN.format("Past")), "occurred"),
        (("hat", "haben"), ("getroffen", "treffen", "VerbForm=Part"), "occurred"),
        (("wird", "werden"), ("treffen", "treffen", "VerbForm=Inf"), "planned"),
        (("will", "wollen"), ("treffen", "treffen", "VerbForm=Inf"), "planned"),
        (("soll", "sollen"), ("treffen", "treffen", "VerbForm=Inf"), "planned"),
        (("könnte", "können"), ("treffen", "treffen", "VerbForm=Inf"), "possible"),
    ],
)
def test_auxiliaries(aux: tuple[str, str] | None, verb: tuple[str, str, str], expected: str) -> None:
    assert status_of(clause(aux, verb), cues("de"), 2) == expected


def test_negation_denies_but_not_only_does_not() -> None:
    verb = ("angegriffen", "angreifen", "VerbForm=Part")
    denied = clause(("hat", "haben"), verb, ("nicht", "nicht", "PART", "advmod", 2, ""))
    assert status_of(denied, cues("de"), 2) == "denied"
    more = clause(("hat", "haben"), verb, ("nicht", "nicht", "PART", "advmod", 2, ""), ("nur", "nur", "ADV", "advmod", 3, ""))
    assert not negated(more, cues("de"), 2)


def test_an_if_clause_is_conditional_and_the_condition_of_the_other() -> None:
    found = roles(
        ("Wenn", "wenn", "SCONJ", "mark", 2, ""),
        ("Minsk", "Minsk", "PROPN", "nsubj", 2, ""),
        ("angreift", "angreifen", "VERB", "advcl", 5, FIN.format("Pres")),
        (",", ",", "PUNCT", "punct", 2, ""),
        ("Kiew", "Kiew", "PROPN", "nsubj", 5, ""),
        ("reagiert", "reagieren", "VERB", "root", 5, FIN.format("Pres")),
    )
    assert status_of(found, cues("de"), 2) == "conditional"
    span = condition(found, cues("de"), 5)
    assert span is not None
    assert found.tree.text[span.begin : span.end] == "Wenn Minsk angreift"
    assert condition(found, cues("de"), 2) is None


def test_a_verb_in_front_makes_a_condition_too() -> None:
    found = roles(
        ("Sollte", "sollen", "AUX", "aux", 2, "VerbForm=Fin|Mood=Sub|Tense=Past"),
        ("Minsk", "Minsk", "PROPN", "nsubj", 2, ""),
        ("angreifen", "angreifen", "VERB", "advcl", 4, "VerbForm=Inf"),
        (",", ",", "PUNCT", "punct", 2, ""),
        ("reagiert", "reagieren", "VERB", "root", 4, FIN.format("Pres")),
        ("Kiew", "Kiew", "PROPN", "nsubj", 4, ""),
    )
    assert status_of(found, cues("de"), 2) == "conditional"


def test_the_governor_decides_where_the_clause_says_nothing() -> None:
    plain = clause(None, ("angreift", "angreifen", FIN.format("Pres")))
    assert status_of(plain, cues("de"), 2, "possible") == "possible"
    assert status_of(plain, cues("de"), 2, "occurred") == "occurred"


def test_the_present_of_a_lasting_act_goes_on() -> None:
    present = clause(None, ("belagert", "belagern", FIN.format("Pres")))
    past = clause(None, ("belagerte", "belagern", FIN.format("Past")))
    assert ongoing(present, cues("de"), 2, durative=True)
    assert not ongoing(past, cues("de"), 2, durative=True)
    assert not ongoing(present, cues("de"), 2, durative=False)


def test_an_infinitive_with_werden_is_no_passive() -> None:
    future = roles(
        ("Kiew", "Kiew", "PROPN", "nsubj:pass", 2, ""),
        ("wird", "werden", "AUX", "aux:pass", 2, FIN.format("Pres")),
        ("verhandeln", "verhandeln", "VERB", "root", 2, ""),
    )
    assert not future.passive(2)
    passive = roles(
        ("Kiew", "Kiew", "PROPN", "nsubj:pass", 2, ""),
        ("wird", "werden", "AUX", "aux:pass", 2, FIN.format("Pres")),
        ("angegriffen", "angreifen", "VERB", "root", 2, "VerbForm=Part"),
    )
    assert passive.passive(2)
    assert passive.places(2)["obj"] == [0]


@pytest.mark.parametrize(("tense", "lasts"), [("Pres", True), ("Past", False)])
def test_what_one_does_since_some_time_goes_on_in_the_present_only(tense: str, lasts: bool) -> None:
    years: tuple[Row, Row] = (
        ("seit", "seit", "ADP", "case", 4, ""),
        ("Jahren", "Jahr", "NOUN", "obl", 2, "Case=Dat|Number=Plur"),
    )
    found = clause(None, ("fordert", "fordern", FIN.format(tense)), *years)
    assert up_to_now(found, cues("de"), 2) is lasts
