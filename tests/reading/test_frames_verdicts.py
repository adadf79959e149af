"""Refusal, blame and backing: German families of predicates on sentences of our own, parsed as the reader model parses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.lang.de import German
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.events import EventsStage
from depesche.reading.frames import lexicon
from depesche.reading.judgement import Judgement, predicated
from depesche.reading.notes import attach, notes
from depesche.reading.parties import PartiesStage
from depesche.reading.roles import syntax
from depesche.reading.sources import SourcesStage
from depesche.reading.tree import Tree
from depesche.records import Dispatch, Record

PARSED = Path(__file__).parent / "data" / "verdicts.conllu"
VOCAB: Vocab = German().vocab


def sentences() -> Iterator[tuple[str, str, list[list[str]]]]:
    for block in PARSED.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        about = dict(line[2:].split(" =", 1) for line in lines if line.startswith("# "))
        yield about["expected"].strip(), about["text"].strip(), [line.split("\t") for line in lines if not line.startswith("#")]


def read(text: str, rows: list[list[str]]) -> tuple[Record, ...]:
    doc = Doc(
        VOCAB,
        words=[r[1] for r in rows],
        spaces=["SpaceAfter=No" not in r[9] for r in rows],
        lemmas=[r[2] for r in rows],
        pos=[r[3] for r in rows],
        morphs=["" if r[5] == "_" else r[5] for r in rows],
        heads=[int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)],
        deps=[r[7] for r in rows],
    )
    attach(doc, Dispatch(doc.text, language="de", published="2021-12-31"))
    for stage in (PartiesStage("de"), SourcesStage("de"), EventsStage("de", weigh=False)):
        doc = stage(doc)
    return notes(doc).records


@pytest.mark.parametrize(("expected", "text", "rows"), [pytest.param(*s, id=s[1]) for s in sentences()])
def test_type_and_status(expected: str, text: str, rows: list[list[str]]) -> None:
    assert [f"{r.type} {r.status}" for r in read(text, rows)] == [e.strip() for e in expected.split(";") if e.strip()]


def tree(*words: tuple[str, str, str, int, str]) -> Tree:
    forms, lemmas, pos, heads, deps = (list(column) for column in zip(*words, strict=True))
    return Tree(Doc(VOCAB, words=forms, lemmas=lemmas, pos=pos, heads=heads, deps=deps))


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
