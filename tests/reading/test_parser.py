"""The parse: trees are trees, sentences end where they end, moods and separated verbs are settled."""

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from depesche.reading import trees
from depesche.reading.parser import ParserStage
from depesche.reading.sentences import starts
from depesche.reading.tree import Tree


@pytest.fixture(scope="module")
def parse():
    nlp = spacy.blank("de")
    stage = ParserStage(nlp.vocab, "de")
    return lambda text: stage(nlp.make_doc(text))


@settings(deadline=None, max_examples=200)
@given(st.integers(2, 9), st.integers(0, 10_000))
def test_heads_form_a_tree_with_one_root(size, seed):
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = trees.heads(scores)
    assert (heads[1:] == 0).sum() == 1
    for word in range(1, size):
        seen = set()
        while word:
            assert word not in seen
            seen.add(word)
            word = int(heads[word])


def test_heads_are_the_best_tree_where_greedy_heads_make_a_cycle():
    scores = np.array([[0, 0, 0], [5, 0, 9], [4, 9, 0]], np.float32)
    assert trees.heads(scores).tolist() == [0, 0, 1]  # 5 + 9 beats 4 + 9


def test_sentences_end_at_terminators_but_not_in_abbreviations():
    nlp = spacy.blank("de")
    doc = nlp.make_doc("Am 7. Dezember tagte der Rat. „Wir reden.“ Das sagte er, z.B. gestern.")
    begins = starts([t.text for t in doc], [bool(t.whitespace_) for t in doc])
    assert [t.text for t, begin in zip(doc, begins, strict=True) if begin] == ["Am", "„", "Das"]


def test_moods_are_told_apart(parse):
    doc = parse("Der Sprecher sagte, Moskau habe gewarnt und Kiew hätte geantwortet.")
    moods = {t.text: (t.morph.get("Mood"), t.morph.get("Tense")) for t in doc}
    assert moods["habe"] == (["Sub"], ["Pres"])
    assert moods["hätte"] == (["Sub"], ["Past"])
    assert moods["sagte"] == (["Ind"], ["Past"])


def test_separated_verbs_have_one_lemma(parse):
    assert "ablehnen" in [t.lemma_ for t in parse("Die Regierung lehnte den Vorschlag ab.")]


def test_subject_and_object(parse):
    doc = parse("Die Ministerin kritisierte den Präsidenten.")
    assert {t.dep_: t.text for t in doc if t.dep_ in ("nsubj", "obj", "root")} == {
        "nsubj": "Ministerin", "root": "kritisierte", "obj": "Präsidenten",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "  Ja .", "a" * 5000, "( " * 400, "\u200b\ufeff x", "Ende\n\n\nNeu"])
def test_odd_texts_are_parsed_whole(parse, text):
    doc = parse(text)
    assert doc.text == text
    tree = Tree(doc)
    assert all(tree.sentence[i] == tree.sentence[h] for i, h in enumerate(tree.head))
