"""Word pieces: a word's pieces (SentencePiece unigram, Kudo 2018) and their embeddings, kept in four bits."""

from __future__ import annotations

import gzip
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

Floats = NDArray[np.float32]
MOST_WORD_PIECES = 24
MOST_LETTERS = 200
MOST_KEPT = 200_000


class Pieces:
    """The vocabulary of a folder with ``pieces.json.gz`` and ``embeddings.npz``; both are read when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, list[int]] = {}

    @cached_property
    def _vocabulary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(gzip.decompress((self._folder / "pieces.json.gz").read_bytes()))
        return found

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        unigram = list(zip(self._vocabulary["pieces"], self._vocabulary["scores"], strict=True))
        made = Tokenizer(models.Unigram(unigram, unk_id=self._vocabulary["unk"]))
        made.normalizer = normalizers.NFKC()
        made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=False)
        return made

    @cached_property
    def _table(self) -> tuple[NDArray[np.float16], NDArray[np.uint8]]:
        packed = np.load(self._folder / "embeddings.npz")
        return packed["scale"], packed["nibbles"]

    def special(self, name: str) -> int:
        """The id of ``bos``, ``eos``, ``pad`` or ``unk``."""
        return int(self._vocabulary[name])

    def of(self, form: str, space: bool) -> list[int]:
        """Ids of a word's pieces, at least one. ``space``: white space stands before the word."""
        key = " " + form if space else form
        ids = self._known.get(key)
        if ids is None:
            if len(self._known) > MOST_KEPT:
                self._known.clear()
            ids = list(self._tokenizer.encode(key[:MOST_LETTERS]).ids[:MOST_WORD_PIECES]) or [self.special("unk")]
            self._known[key] = ids
        return ids

    def vectors(self, ids: NDArray[np.int64]) -> Floats:
        """Embeddings, one more axis than ``ids``: four-bit blocks to float32."""
        scales, packed = self._table
        nibbles = packed[ids]
        low = (nibbles & 15).astype(np.float32)
        high = (nibbles >> 4).astype(np.float32)
        values = np.concatenate([low, high], -1)
        values -= 8
        values *= scales[ids].astype(np.float32)[..., None]
        return values.reshape(*ids.shape, -1)
