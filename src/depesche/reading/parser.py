"""Stage 1: the parse. Stands in until the weights are there."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc
from spacy.vocab import Vocab


class ParserStage:
    """Leaves the document as the tokenizer made it."""

    def __init__(self, vocab: Vocab, language: str, tier: Literal["accurate", "fast"] = "accurate") -> None:
        self.vocab = vocab

    def __call__(self, doc: Doc) -> Doc:
        return doc
