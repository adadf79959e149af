"""The parser's networks: words in, trees, tags and features out.

Two tiers behind one interface: ``accurate`` reads word pieces through a deep encoder, ``fast`` reads whole words through
a narrow one. Weights lie in ``depesche/models``; how they came about, in the card there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from depesche.reading import trees
from depesche.reading.pieces import Floats, Pieces
from depesche.reading.shapes import affixes, shape

BATCH = 1600  # pieces or words with padding
MOST_PIECES = 500  # of a sentence: the encoder has 512 positions
MOST_KEPT = 200_000  # word vectors of the fast tier
Sentence = tuple[list[str], list[bool]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence of n words; every row 0 stands for the root. ``feats``: scores of all feature values in a row."""

    heads: list[int]
    labels: list[int]
    upos: list[int]
    values: NDArray[np.int64]
    feats: Floats


@lru_cache(maxsize=4)
def load(tier: str = "accurate", threads: int = 0) -> Network:
    """The network of a tier. It knows all languages, so their pipelines share one; it changes nothing but its own cache."""
    return WordNetwork(tier, threads) if tier == "fast" else PieceNetwork(tier, threads)


class Network:
    """What both tiers share. Weights are loaded when the first sentence comes. ``threads``: 0 means up to four."""

    def __init__(self, tier: str, threads: int = 0) -> None:
        models = Path(str(files("depesche.models")))
        self._folder = models / tier
        self._threads = threads or min(4, os.cpu_count() or 1)
        meta: dict[str, Any] = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        self.labels: list[str] = meta["labels"]
        self.upos: list[str] = meta["upos"]
        self.features: dict[str, list[str]] = meta["features"]
        self.styles: list[str] = meta["styles"]
        self._root = self.labels.index("root")
        self._pieces = Pieces(models / meta.get("pieces", tier))
        top = np.load(self._folder / "labels.npz")
        self._label_weight, self._label_bias, self._style = top["weight"].T.copy(), top["bias"], top["style"]
        widths = np.cumsum([0, *(len(v) + 1 for v in self.features.values())])
        self.slices = [slice(int(a), int(b)) for a, b in pairwise(widths)]

    def _open(self, name: str) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self._folder / name), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return self._open("network.onnx")

    def parse(self, sentences: list[Sentence], style: str) -> list[Parsed]:
        """Parse sentences given as forms and whether white space stands before each; results in the given order."""
        tone = self._style[self.styles.index(style)]
        encoded = self._encode(sentences)
        lengths = [self._length(e) for e in encoded]
        order = sorted(range(len(encoded)), key=lengths.__getitem__)
        results: dict[int, Parsed] = {}
        at = 0
        while at < len(order):
            group = [order[at]]
            at += 1
            while at < len(order) and (len(group) + 1) * lengths[order[at]] <= BATCH:
                group.append(order[at])
                at += 1
            sizes = [len(sentences[k][0]) + 1 for k in group]
            scores = self._run([encoded[k] for k in group], sizes, tone)
            results.update(zip(group, self._decode(sizes, *scores), strict=True))
        return [results[k] for k in range(len(encoded))]

    def _decode(
        self, sizes: list[int], arcs: Floats, dep: Floats, head: Floats, upos: Floats, feats: Floats
    ) -> Iterator[Parsed]:
        """Trees and labels: the best label under the head that the tree gives, ``root`` for those on the root and no others."""
        heads = np.zeros(arcs.shape[:2], np.int64)
        for row, n in enumerate(sizes):
            heads[row, :n] = trees.heads(arcs[row, :n, :n])
        scores = (dep * np.take_along_axis(head, heads[..., None], 1)) @ self._label_weight + self._label_bias
        scores[..., self._root] = np.where(heads == 0, np.inf, -np.inf)
        labels, tags = scores.argmax(-1), upos.argmax(-1)
        values = np.stack([feats[..., s].argmax(-1) for s in self.slices], -1)
        for row, n in enumerate(sizes):
            yield Parsed(
                heads[row, :n].tolist(), labels[row, :n].tolist(), tags[row, :n].tolist(), values[row, :n], feats[row, :n]
            )

    def _encode(self, sentences: list[Sentence]) -> list[Any]:
        raise NotImplementedError

    def _length(self, encoded: Any) -> int:
        raise NotImplementedError

    def _run(self, group: list[Any], sizes: list[int], tone: Floats) -> tuple[Floats, ...]:
        raise NotImplementedError


class PieceNetwork(Network):
    """The accurate tier. A sentence is encoded as its pieces and, for each, the number of its word."""

    def _encode(self, sentences: list[Sentence]) -> list[tuple[list[int], list[int]]]:
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

    def _length(self, encoded: tuple[list[int], list[int]]) -> int:
        return len(encoded[0])

    def _run(self, group: list[tuple[list[int], list[int]]], sizes: list[int], tone: Floats) -> tuple[Floats, ...]:
        width, words = max(map(self._length, group)), max(sizes)
        ids = np.full((len(group), width), self._pieces.special("pad"))
        attention = np.zeros((len(group), width), np.float32)
        pool = np.zeros((len(group), words, width), np.float32)
        for row, (pieces, owner_list) in enumerate(group):
            ids[row, : len(pieces)] = pieces
            attention[row, : len(pieces)] = 1
            owner = np.array(owner_list)
            where = np.nonzero(owner)[0]
            pool[row, owner[where], where] = (1 / np.maximum(np.bincount(owner, minlength=words), 1))[owner[where]]
        fed = {"embedded": self._pieces.vectors(ids) + tone, "attention": attention, "pool": pool}
        return tuple(self._session.run(None, fed))


class WordNetwork(Network):
    """The fast tier. A sentence is encoded as the numbers of its words' vectors, which are made once for each form."""

    def __init__(self, tier: str, threads: int = 0) -> None:
        super().__init__(tier, threads)
        self._rows: dict[tuple[str, bool], int] = {}
        self._vectors: Floats = np.zeros((0, self._style.shape[1]), np.float32)

    @cached_property
    def _maker(self) -> onnxruntime.InferenceSession:
        return self._open("words.onnx")

    def _encode(self, sentences: list[Sentence]) -> list[list[int]]:
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

    def _length(self, encoded: list[int]) -> int:
        return len(encoded)

    def _run(self, group: list[list[int]], sizes: list[int], tone: Floats) -> tuple[Floats, ...]:
        width = max(sizes) - 1
        ids = np.zeros((len(group), width), np.int64)
        mask = np.zeros((len(group), width), np.float32)
        for row, numbers in enumerate(group):
            ids[row, : len(numbers)] = numbers
            mask[row, : len(numbers)] = 1
        tones = np.broadcast_to(tone, (len(group), len(tone)))
        return tuple(
            self._session.run(None, {"vectors": self._vectors[ids], "tone": np.ascontiguousarray(tones), "mask": mask})
        )
