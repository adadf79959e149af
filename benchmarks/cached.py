"""Parses kept between runs, so that a rule is tried in seconds: reading is parsing for nine tenths of its time.

    reader = CachedReader(Path("parses"))      # or: python -m benchmarks.records GOLD OUT.jsonl --parses parses

A parse is kept under the hash of its text and of the weights that made it; other weights parse anew.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from depesche.models import Tier
from depesche.reading.parser import ParserStage
from depesche.reading.pipeline import Reader, build
from depesche.reading.scorers import MODELS, read_meta

ATTRIBUTES = ["ORTH", "SPACY", "POS", "HEAD", "MORPH", "LEMMA", "DEP", "SENT_START"]


class CachedParser:
    """The parser stage behind a folder of its own earlier answers."""

    def __init__(self, stage: ParserStage, language: str, tier: Tier, folder: Path) -> None:
        self.stage, self.language, self.folder = stage, language, folder
        votes = read_meta(MODELS / tier)["votes"]
        weights = b"".join((MODELS / name / "network.onnx").read_bytes() for name in votes)
        self.weights = hashlib.sha256(weights + repr(votes).encode()).hexdigest()[:12]
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, doc: Doc) -> Doc:
        key = hashlib.sha256(f"{self.weights} {self.language} {doc.text}".encode()).hexdigest()
        path = self.folder / f"{key}.spacy"
        if path.exists():
            kept = next(iter(DocBin().from_disk(path).get_docs(doc.vocab)))
            firsts = [sentence[0] for sentence in self.stage._cut(doc).sentences]
            if len(kept) == len(doc) and [s.start for s in kept.sents][1:] == firsts[1:]:  # other cuts are parsed anew
                return doc.from_array(ATTRIBUTES[2:], kept.to_array(ATTRIBUTES[2:]))
        doc = self.stage(doc)
        passing = path.with_suffix(".new")
        DocBin(ATTRIBUTES, docs=[doc]).to_disk(passing)
        passing.rename(path)
        return doc


class CachedReader(Reader):
    """A Reader whose parses are kept in a folder."""

    def __init__(self, folder: Path, tier: Tier = "accurate", parties: Path | None = None) -> None:
        super().__init__(tier, parties)
        self.folder = folder

    def pipeline(self, language: str) -> Language:
        """As Reader.pipeline, with the kept parses in front of the parser."""
        if language not in self._pipelines:
            self._pipelines[language] = keep_parses(build(language, self.tier, self.parties), language, self.tier, self.folder)
        return self._pipelines[language]


def keep_parses(nlp: Language, language: str, tier: Tier, folder: Path) -> Language:
    """Put kept parses in front of a pipeline's parser, in place."""
    at = next(i for i, (name, _) in enumerate(nlp._components) if name == "depesche_parser")
    name, stage = nlp._components[at]
    nlp._components[at] = (name, CachedParser(stage, language, tier, folder))
    return nlp
