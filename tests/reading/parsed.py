"""Sentences of our own: parsed in a file or in a test, or read whole in English, and what the reader makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.lang.de import German
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.events import EventsStage
from depesche.reading.notes import attach, notes
from depesche.reading.parties import PartiesStage
from depesche.reading.pipeline import Reader
from depesche.reading.sources import SourcesStage
from depesche.records import Dispatch, Mention, Party, Record, Span

VOCABS: dict[str, Vocab] = {"de": German().vocab, "en": English().vocab}
Rows = list[list[str]]
KNOWN = {"Norwegen": "NOR", "Peru": "PER"}
FEATS = {
    "fin": "VerbForm=Fin|Mood=Ind|Tense=Past",
    "part": "VerbForm=Part",
    "inf": "VerbForm=Inf",
    "def": "Definite=Def|PronType=Art",
    "sing": "Number=Sing",
    "plur": "Number=Plur",
}


def sentences(file: str) -> Iterator[tuple[str, str, str, Rows]]:
    """Language, expected records, text and CoNLL-U rows of the sentences in a file of ``data``."""
    for block in (Path(__file__).parent / "data" / file).read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        about = dict(line[2:].split(" =", 1) for line in lines if line.startswith("# "))
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield about["language"].strip(), about["expected"].strip(), about["text"].strip(), rows


def read(language: str, rows: Rows) -> tuple[Record, ...]:
    """The records of a parsed sentence, by the tables alone."""
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
    for stage in (PartiesStage(language), SourcesStage(language), EventsStage(language, weigh=False)):
        doc = stage(doc)
    return notes(doc).records


@cache
def stage() -> EventsStage:
    """The German events stage, by the tables alone."""
    return EventsStage("de", weigh=False)


def german_types(clauses: str) -> list[str]:
    """The types told by a text, each word written as form/lemma/part of speech/relation/head (from 1)/features by name."""
    rows = [(*w.split("/"), "")[:6] for w in clauses.split()]
    forms, lemmas, pos, deps, heads, feats = (list(column) for column in zip(*rows, strict=True))
    at = [int(h) - 1 if h != "0" else n for n, h in enumerate(heads)]
    starts = [n == 0 or (deps[n - 1] == "punct" and forms[n - 1] == ".") for n in range(len(rows))]
    doc = Doc(VOCABS["de"], words=forms, lemmas=lemmas, pos=pos, deps=deps, heads=at, morphs=[FEATS.get(f, f) for f in feats])
    assert sum(starts) == sum(h == n for n, h in enumerate(at))
    attach(doc, Dispatch(doc.text, language="de"))
    note = notes(doc)
    note.mentions = tuple(
        Mention(Span(note.tree.begin[i], note.tree.end[i]), i, "name", Party(KNOWN[form], kind="state"))
        for i, form in enumerate(forms)
        if form in KNOWN
    )
    note.quotes, note.times = (), ()
    return [r.type for r in stage().records(note)]


@cache
def reader() -> Reader:
    """One reader for all tests."""
    return Reader()


def read_english(text: str, published: str = "2024-03-15") -> tuple[Record, ...]:
    """The records of an English text, with the weights."""
    return reader().read(Dispatch(text=text, language="en", published=published)).records


def english_types(text: str) -> list[str]:
    """The types that are told by an English text."""
    return [r.type for r in read_english(text)]
