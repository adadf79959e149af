"""The two kinds of network that score a sentence: by word pieces in a deep encoder, or by whole words in a narrow one.

Weights lie in ``depesche/models``; how they came about, in the card there.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime

from depesche.reading.pieces import Floats, Pieces
from depesche.reading.shapes import affixes, shape

MOST_PIECES = 500  # of a sentence: the encoder has 512 positions
MOST_KEPT = 200_000  # word vectors of the word scorer
MODELS = Path(str(files("depesche.models")))
Sentence = tuple[list[str], list[bool]]
#: Of a batch: arcs (batch, n, n), then per word label vectors as dependent and as head, tags, features; row 0 is the root.
Scores = tuple[Floats, Floats, Floats, Floats, Floats]


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """An ONNX graph on the processor; idle threads wait without spinning."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_meta(folder: Path) -> dict[str, Any]:
    """What a model says of itself."""
    found: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=4)
def shared_pieces(folder: Path) -> Pieces:
    """The pieces of a folder, once for all networks that use them."""
    return Pieces(folder)


class Scorer(Protocol):
    """A network that scores batches of sentences. ``sizes`` are numbers of words and the root."""

    def encode(self, sentences: list[Sentence]) -> list[Any]:
        """Sentences as what the network takes, in the given order."""
        ...

    def length(self, encoded: Any) -> int:
        """How much of a batch an encoded sentence takes."""
        ...

    def run(self, group: list[Any], sizes: list[int], style: int) -> Scores:
        """Scores of a batch."""
        ...

    def labels(self, dependent: Floats, head: Floats) -> Floats:
        """Scores of all labels for words under their heads."""
        ...


class _Base:
    """Weights of a folder, loaded when the first sentence comes."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder, self._threads = folder, threads
        self._pieces = shared_pieces(MODELS / read_meta(folder).get("pieces", folder.name))
        top = np.load(folder / "labels.npz")
        self._label_weight, self._label_bias, self._style = top["weight"].T.copy(), top["bias"], top["style"]

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return open_session(self._folder / "network.onnx", self._threads)

    def labels(self, dependent: Floats, head: Floats) -> Floats:
        """Scores of all labels for words under their heads."""
        found: Floats = (dependent * head) @ self._label_weight + self._label_bias
        return found


class PieceScorer(_Base):
    """A sentence is encoded as its pieces and, for each, the number of its word."""

    def encode(self, sentences: list[Sentence]) -> list[tuple[list[int], list[int]]]:
        """Sentences that are too long for the encoder lose pieces at their end, not words."""
        bos, eos = self._pieces.special("bos"), self._pieces.special("eos")
        encoded = []
        for forms, spaces in sentences:
            pieces, owner = [bos], [0]
            for number, (form, space) in enumerate(zip(forms, spaces, strict=True), 1):
                ids = self._pieces.of(form, space)
                if len(pieces) + len(ids) >= MOST_PIECES:
                    ids = ids[:1] if len(pieces) < MOST_PIECES + 10 else []
                pieces += ids
                owner += [number] * len(ids)
            encoded.append(([*pieces, eos], [*owner, 0]))
        return encoded

    def length(self, encoded: tuple[list[int], list[int]]) -> int:
        """Pieces."""
        return len(encoded[0])

    def run(self, group: list[tuple[list[int], list[int]]], sizes: list[int], style: int) -> Scores:
        """Scores of a batch; a word is the mean of its pieces."""
        width, words = max(map(self.length, group)), max(sizes)
        ids = np.full((len(group), width), self._pieces.special("pad"))
        attention = np.zeros((len(group), width), np.float32)
        pool = np.zeros((len(group), words, width), np.float32)
        for row, (pieces, owner_list) in enumerate(group):
            ids[row, : len(pieces)] = pieces
            attention[row, : len(pieces)] = 1
            owner = np.array(owner_list)
            where = np.nonzero(owner)[0]
            pool[row, owner[where], where] = (1 / np.maximum(np.bincount(owner, minlength=words), 1))[owner[where]]
        fed = {"embedded": self._pieces.vectors(ids) + self._style[style], "attention": attention, "pool": pool}
        arcs, dependent, head, upos, feats = self._session.run(None, fed)
        return arcs, dependent, head, upos, feats


class WordScorer(_Base):
    """A sentence is encoded as the numbers of its words' vectors, which are made once for each form."""

    def __init__(self, folder: Path, threads: int) -> None:
        super().__init__(folder, threads)
        self._rows: dict[tuple[str, bool], int] = {}
        self._vectors: Floats = np.zeros((0, self._style.shape[1]), np.float32)

    @cached_property
    def _maker(self) -> onnxruntime.InferenceSession:
        return open_session(self._folder / "words.onnx", self._threads)

    def encode(self, sentences: list[Sentence]) -> list[list[int]]:
        """Makes the vectors of forms that are new."""
        if len(self._rows) > MOST_KEPT:
            self._rows.clear()
            self._vectors = self._vectors[:0]
        rows = self._rows
        encoded, new = [], []
        for forms, spaces in sentences:
            numbers = []
            for key in zip(forms, spaces, strict=True):
                number = rows.get(key)
                if number is None:
                    number = rows[key] = len(rows)
                    new.append(key)
                numbers.append(number)
            encoded.append(numbers)
        if new:
            self._vectors = np.concatenate([self._vectors, *(self._make(new[k : k + 512]) for k in range(0, len(new), 512))])
        return encoded

    def _make(self, keys: list[tuple[str, bool]]) -> Floats:
        ids = [self._pieces.of(*key) for key in keys]
        flat = self._pieces.vectors(np.array([i for word in ids for i in word]))
        ends = np.cumsum([len(word) for word in ids])
        begins = np.concatenate([[0], ends[:-1]])
        means = np.add.reduceat(flat, begins, 0) / (ends - begins)[:, None]
        fed = {
            "pieces": np.concatenate([means, flat[begins], flat[ends - 1]], 1).astype(np.float32),
            "hashed": np.array([affixes(form) for form, _ in keys]),
            "shapes": np.array([shape(*key) for key in keys], np.float32),
        }
        made: Floats = self._maker.run(None, fed)[0]
        return made

    def length(self, encoded: list[int]) -> int:
        """Words."""
        return len(encoded)

    def run(self, group: list[list[int]], sizes: list[int], style: int) -> Scores:
        """Scores of a batch."""
        width = max(sizes) - 1
        ids = np.zeros((len(group), width), np.int64)
        mask = np.zeros((len(group), width), np.float32)
        for row, numbers in enumerate(group):
            ids[row, : len(numbers)] = numbers
            mask[row, : len(numbers)] = 1
        tone = np.repeat(self._style[style][None], len(group), 0)
        arcs, dependent, head, upos, feats = self._session.run(
            None, {"vectors": self._vectors[ids], "tone": tone, "mask": mask}
        )
        return arcs, dependent, head, upos, feats
