"""Refusal, blame and backing: German families of predicates on sentences of our own, parsed as the reader model parses them."""

from __future__ import annotations

import pytest
from parsed import VOCABS, read, sentences
from spacy.tokens import Doc

from depesche.reading.frames import lexicon
from depesche.reading.judgement import Judgement, predicated
from depesche.reading.roles import syntax
from depesche.reading.tree import Tree


@pytest.mark.parametrize(
    ("language", "expected", "text", "rows"), [pytest.param(*s, id=s[2]) for s in sentences("verdicts.conllu")]
)
def test_type_and_status(language: str, expected: str, text: str, rows: list[list[str]]) -> None:
    assert [f"{r.type} {r.status}" for r in read(language, rows)] == [e.strip() for e in expected.split(";") if e.strip()]


def tree(*words: tuple[str, str, str, int, str]) -> Tree:
    forms, lemmas, pos, heads, deps = (list(column) for column in zip(*words, strict=True))
    return Tree(Doc(VOCABS["de"], words=forms, lemmas=lemmas, pos=pos, heads=heads, deps=deps))


def test_words_that_dismiss_are_no_praise_and_need_no_object() -> None:
    judge = Judgement(syntax("de"))
    idle = tree(("haltlos", "haltlos", "ADJ", 0, "root"))
    assert judge.refuses(idle, [0])
    assert not judge.balanced(idle, [0])
    praised = tree(("nicht", "nicht", "PART", 1, "advmod"), ("klug", "klug", "ADJ", 1, "root"))
    assert judge.balanced(praised, [0, 1])
    assert not judge.refuses(praised, [0, 1])


def test_what_belongs_to_a_predicate_noun_is_said_of_the_subject() -> None:
    step = tree(
        ("Das", "der", "PRON", 2, "nsubj"),
        ("ist", "sein", "AUX", 2, "cop"),
        ("Schritt", "Schritt", "NOUN", 2, "root"),
        ("in", "in", "ADP", 5, "case"),
        ("falsche", "falsch", "ADJ", 5, "amod"),
        ("Richtung", "Richtung", "NOUN", 2, "nmod"),
    )
    assert predicated(step, 4)
    assert predicated(step, 5)
    assert not predicated(step, 0)


@pytest.mark.parametrize(
    ("verb", "words", "type_"),
    [
        ("anerkennen", {"nicht"}, "REJECT"),
        ("anerkennen", set(), "SUPPORT"),
        ("einlegen", {"protest"}, "ACCUSE"),
        ("einlegen", {"veto"}, "REJECT"),
        ("stoßen", {"verständnis"}, "SUPPORT"),
        ("stoßen", {"unverständnis"}, "ACCUSE"),
        ("werben", set(), "REQUEST"),
    ],
)
def test_further_words_decide(verb: str, words: set[str], type_: str) -> None:
    fitting = [c for c in lexicon("de").verbs[verb] if {w.lstrip("=<") for w in c.words} <= words and not c.frame.operator]
    assert fitting
    assert fitting[0].frame.type == type_


def test_an_imputed_breach_names_no_actor_of_its_own() -> None:
    frame = next(c.frame for c in lexicon("de").verbs["missachten"] if not c.frame.operator)
    assert frame.type == "ACCUSE"
    assert {"voiced", "said"} <= frame.notes
    assert frame.recipient == ("subj",)
