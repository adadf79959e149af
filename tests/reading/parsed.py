"""Sentences of our own that are parsed in a file, and what the stages behind the parser make of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.lang.de import German
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.events import EventsStage
from depesche.reading.notes import attach, notes
from depesche.reading.parties import PartiesStage
from depesche.reading.sources import SourcesStage
from depesche.records import Dispatch, Record

VOCABS: dict[str, Vocab] = {"de": German().vocab, "en": English().vocab}
Rows = list[list[str]]


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
