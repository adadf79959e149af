"""Events: each type in both languages on sentences of our own, parsed as the reader model parses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.lang.de import German
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.events import EventsStage
from depesche.reading.frames import lexicon, predicates, rules
from depesche.reading.notes import attach, notes
from depesche.reading.parties import PartiesStage
from depesche.records import Dispatch, Record

PARSED = Path(__file__).parent / "data" / "events.conllu"
VOCABS: dict[str, Vocab] = {"de": German().vocab, "en": English().vocab}


def sentences() -> Iterator[tuple[str, str, str, list[list[str]]]]:
    for block in PARSED.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        about = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield about["language"], about["expected"], about["text"], rows


def read(language: str, text: str, rows: list[list[str]]) -> tuple[Record, ...]:
    doc = Doc(
        VOCABS[language],
        words=[r[1] for r in rows],
        spaces=["SpaceAfter=No" not in r[9] for r in rows],
        lemmas=[r[2] for r in rows],
        pos=[r[3] for r in rows],
        morphs=["" if r[5] == "_" else r[5] for r in rows],
        heads=[int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)],
        deps=[r[7] for r in rows],
    )
    attach(doc, Dispatch(doc.text, language=language, published="2021-12-31"))
    for stage in (PartiesStage(language), EventsStage(language)):
        doc = stage(doc)
    return notes(doc).records


def told(r: Record) -> str:
    actor, recipient = (",".join(p.code or p.name for p in side) for side in (r.actor, r.recipient))
    return f"{r.type} {r.status} {actor} > {recipient}".strip()


@pytest.mark.parametrize(("language", "expected", "text", "rows"), [pytest.param(*s, id=s[2]) for s in sentences()])
def test_sentence(language: str, expected: str, text: str, rows: list[list[str]]) -> None:
    found = [told(r) for r in read(language, text, rows)]
    if expected == "none":
        assert found == []
    else:
        assert any(f.startswith(expected) for f in found), found


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
