"""Events: each type in both languages on sentences of our own, parsed as the reader model parses them."""

from __future__ import annotations

import pytest
from parsed import VOCABS, read, sentences
from spacy.tokens import Doc

from depesche.reading.events import EventsStage
from depesche.reading.events_settle import settle
from depesche.reading.events_sides import best, others
from depesche.reading.frames import lexicon, predicates, rules
from depesche.reading.judgement import Judgement
from depesche.reading.notes import attach, notes
from depesche.reading.roles import syntax
from depesche.reading.tree import Tree
from depesche.records import Dispatch, Party, Record


def told(r: Record) -> str:
    actor, recipient = (",".join(p.code or p.name for p in side) for side in (r.actor, r.recipient))
    return f"{r.type} {r.status} {actor} > {recipient}".strip()


@pytest.mark.parametrize(
    ("language", "expected", "text", "rows"), [pytest.param(*s, id=s[2]) for s in sentences("events.conllu")]
)
def test_sentence(language: str, expected: str, text: str, rows: list[list[str]]) -> None:
    found = [told(r) for r in read(language, rows)]
    if expected == "none":
        assert found == []
    else:
        for one in expected.split(" | "):
            assert any(f.startswith(one) for f in found), (one, found)


def test_every_type_has_predicates_in_both_languages() -> None:
    for language in ("de", "en"):
        words = lexicon(language)
        types = {c.frame.type for table in (words.verbs, words.nouns) for cues in table.values() for c in cues}
        assert set(rules().cameo) <= types
        assert len(predicates(language)) >= 1200


def test_composition() -> None:
    r = rules()
    assert r.compose("stop", "SANCTION") == "CONCEDE"
    assert r.compose("announce", "RETREAT") == "AGREE"
    assert r.compose("REJECT", "CONSULT") == "REJECT"
    assert r.compose("REQUEST", "RETREAT") == "REQUEST"
    assert r.compose("support", "AID") == "AID"
    assert r.intensity("ASSAULT", "") == -10.0
    assert r.intensity("AID", "07") == 7.0


def words(*lemmas: tuple[str, str]) -> Tree:
    size = len(lemmas)
    names = [lemma for lemma, _ in lemmas]
    return Tree(Doc(VOCABS["de"], words=names, lemmas=names, pos=[p for _, p in lemmas], heads=[0] * size, deps=["dep"] * size))


def test_judgement_by_words_and_their_negation() -> None:
    judge = Judgement(syntax("de"))
    blame, praise = ("inakzeptabel", "ADJ"), ("Erfolg", "NOUN")
    for lemmas, told in (
        ([blame], "ACCUSE"), ([praise], "SUPPORT"), ([blame, praise], "STATE"), ([("kein", "DET"), praise], "ACCUSE"),
        ([("Tisch", "NOUN")], "STATE"), ([("inakzeptabel", "PROPN")], "STATE"),
    ):  # fmt: skip
        tree = words(*lemmas)
        assert judge.of(tree, range(len(tree))) == told


def test_english_judgement_knows_whole_words_from_beginnings() -> None:
    judge = Judgement(syntax("en"))
    for lemmas, told in (
        ([("crime", "NOUN")], "ACCUSE"), ([("crimean", "ADJ")], "STATE"), ([("unacceptable", "ADJ")], "ACCUSE"),
        ([("success", "NOUN")], "SUPPORT"), ([("successor", "NOUN")], "STATE"),
        ([("not", "PART"), ("success", "NOUN")], "ACCUSE"), ([("crime", "NOUN"), ("success", "NOUN")], "STATE"),
    ):  # fmt: skip
        tree = words(*lemmas)
        assert judge.of(tree, range(len(tree))) == told


def test_ends_of_nouns_tell_what_they_are_only_where_compounds_are_one_word() -> None:
    assert syntax("de").among("regierungstruppen", ("truppen",))
    assert syntax("en").among("rebel", ("rebel",))
    assert syntax("en").among("ex-rebel", ("rebel",))
    assert not syntax("en").among("season", ("son",))


def test_an_agent_told_elsewhere_is_taken_over_and_a_repeating_noun_left_out() -> None:
    tree = words(("Anschlag", "NOUN"), ("töten", "VERB"), ("verhaften", "VERB"), ("freilassen", "VERB"))
    prisoner, police = Party("POL", "Jan Nowak", "person"), Party("POL", "Polizei", "body")
    at = [tree.span(i, i) for i in range(4)]
    whole = tree.span(0, 3)
    found = settle(
        [
            Record(whole, at[0], "ASSAULT"), Record(whole, at[1], "ASSAULT", recipient=(Party("DEU"),)),
            Record(whole, at[2], "COERCE", (police,), (prisoner,)), Record(whole, at[3], "RETREAT", (), (prisoner,)),
        ],
        tree, rules(),
    )  # fmt: skip
    assert [(r.type, r.actor) for r in found] == [("ASSAULT", ()), ("COERCE", (police,)), ("RETREAT", (police,))]


def test_a_bare_state_is_no_recipient_of_its_own_body() -> None:
    state, body, other = Party("FRA"), Party("FRA", "Regierung", "body"), Party("DEU")
    assert others((state, other), (body,)) == (other,)
    assert best((body, other), (Party("FRA", "Emmanuel Macron", "person"),)) == (other, body)


def test_german_participles_lead_to_their_infinitives() -> None:
    lexicon_ = lexicon("de")
    for form, infinitive in (("freigelassen", "freilassen"), ("angekündigt", "ankündigen"), ("beschiessen", "beschießen")):
        assert lexicon_.verb(form) == infinitive
    assert lexicon_.verb("geraten") != "raten"


def test_compound_nouns_and_strong_participles() -> None:
    words = lexicon("de")
    assert words.noun("wirtschaftssanktion", "wirtschaftssanktionen")[0].frame.type == "SANCTION"
    assert not words.noun("mannschaft", "mannschaft")  # no "Haft" in it
    assert words.verb("angegriffen") == "angreifen"
    assert words.verb("bombardiert") == "bombardieren"
    assert words.verb("gehen") == "gehen"


@pytest.mark.parametrize("text", ["", "\x00\x00", "„“" * 200, "drohte " * 300, "1 2 3 . . ."])
def test_hostile_text(text: str) -> None:
    words = text.split() or []
    doc = Doc(
        VOCABS["de"], words=words, heads=[0] * len(words), deps=["dep"] * len(words), pos=["VERB"] * len(words), lemmas=words
    )
    attach(doc, Dispatch(doc.text))
    assert isinstance(notes(EventsStage("de")(doc)).records, tuple)


def test_sport_is_left_out() -> None:
    words = ["Trainer", "Spieler", "Tor", "Liga", "greifen", "an", "Turnier", "Halbzeit"]
    doc = Doc(
        VOCABS["de"], words=words, lemmas=words, heads=[4] * len(words), deps=["nsubj"] * len(words), pos=["NOUN"] * len(words)
    )
    attach(doc, Dispatch(doc.text))
    assert EventsStage("de").outside(notes(doc))
