"""How real an event is told to be, on clauses built by hand in Universal Dependencies."""

from __future__ import annotations

import pytest
from spacy.lang.de import German
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.roles import Roles, syntax
from depesche.reading.status import condition, cues, governing, negated, status_of
from depesche.reading.status_lasting import current, ongoing, state, up_to_now
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
    assert ongoing(present, cues("de"), 2, durative=False)
    moment = clause(None, ("besucht", "besuchen", FIN.format("Pres")))
    assert not ongoing(moment, cues("de"), 2, durative=False)


@pytest.mark.parametrize(
    ("aux", "lemma", "holds"), [("sind", "sein", True), ("waren", "sein", False), ("worden", "werden", False)]
)
def test_a_state_that_an_act_has_left_goes_on(aux: str, lemma: str, holds: bool) -> None:
    tense = "Past" if aux == "waren" else "Pres"
    found = roles(
        ("Häfen", "Hafen", "NOUN", "nsubj:pass", 2, ""),
        (aux, lemma, "AUX", "aux:pass", 2, FIN.format(tense)),
        ("gesperrt", "sperren", "VERB", "root", 2, "VerbForm=Part"),
    )
    assert state(found, cues("de"), 2) is holds


def test_a_form_that_can_be_no_present_tells_of_nothing_that_goes_on() -> None:
    plural = FIN.format("Pres") + "|Number=Plur"
    for form, lemma, goes in (("kämpfen", "kämpfen", True), ("kämpften", "kämpfen", False), ("riefen", "rufen", False)):
        assert current(clause(None, (form, lemma, plural)), cues("de"), 2) is goes


def test_still_before_a_time_only_stresses_it() -> None:
    verb = ("angreift", "angreifen", FIN.format("Pres"))
    still = clause(None, verb, ("noch", "noch", "ADV", "advmod", 2, ""))
    tonight = clause(
        None,
        verb,
        ("noch", "noch", "ADV", "advmod", 2, ""),
        ("am", "an", "ADP", "case", 5, ""),
        ("Abend", "Abend", "NOUN", "obl", 2, ""),
    )
    assert ongoing(still, cues("de"), 2, durative=False)
    assert not ongoing(tonight, cues("de"), 2, durative=False)


@pytest.mark.parametrize(
    ("above", "expected"), [("erwägt", "possible"), ("prüft", "possible"), ("versucht", "occurred"), ("plant", None)]
)
def test_what_is_weighed_is_possible_and_what_is_tried_is_done(above: str, expected: str | None) -> None:
    lemma = above[:-1] + "en"
    found = roles(
        ("Kiew", "Kiew", "PROPN", "nsubj", 1, ""),
        (above, lemma, "VERB", "root", 1, FIN.format("Pres")),
        ("zu", "zu", "PART", "mark", 3, ""),
        ("verhandeln", "verhandeln", "VERB", "xcomp", 1, "VerbForm=Inf"),
    )
    assert governing(found, cues("de"), 3, False) == expected


@pytest.mark.parametrize(("aux", "status"), [("konnte", "occurred"), ("könnte", "possible"), ("kann", "possible")])
def test_what_somebody_could_do_was_done(aux: str, status: str) -> None:
    assert status_of(clause((aux, "können"), ("fliehen", "fliehen", "VerbForm=Inf")), cues("de"), 2) == status


def test_what_comes_otherwise_is_conditional() -> None:
    found = clause(("wird", "werden"), ("angreifen", "angreifen", "VerbForm=Inf"), ("sonst", "sonst", "ADV", "advmod", 2, ""))
    assert status_of(found, cues("de"), 2) == "conditional"


def test_a_present_in_front_makes_a_condition_too() -> None:
    found = roles(
        ("Zieht", "ziehen", "VERB", "advcl", 3, FIN.format("Pres")),
        ("Minsk", "Minsk", "PROPN", "nsubj", 0, ""),
        (",", ",", "PUNCT", "punct", 0, ""),
        ("folgt", "folgen", "VERB", "root", 3, FIN.format("Pres")),
        ("Kiew", "Kiew", "PROPN", "nsubj", 3, ""),
    )
    assert status_of(found, cues("de"), 0) == "conditional"


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
