"""The parser's network: words in, scores out. Weights lie in ``depesche/models``; how they came about, in the card there."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

Floats = NDArray[np.float32]
BATCH = 1600  # pieces with padding
MOST_PIECES = 500  # of a sentence: the encoder has 512 positions
MOST_WORD_PIECES = 24
NONE = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Scores of one sentence of n words: ``arcs`` (n+1, n+1); the rest have n+1 rows, row 0 being the root."""

    arcs: Floats
    rel_dep: Floats
    rel_head: Floats
    upos: Floats
    feats: Floats


@lru_cache(maxsize=4)
def load(tier: str = "accurate", threads: int = 0) -> Network:
    """The network of a tier. It knows all languages, so their pipelines share one; it changes nothing but its own cache."""
    return Network(tier, threads)


class Network:
    """An ONNX encoder with its vocabulary, loaded when the first sentence comes. ``threads``: 0 means up to four."""

    def __init__(self, tier: str = "accurate", threads: int = 0) -> None:
        self._folder = Path(str(files("depesche.models"))) / tier
        self._threads = threads or min(4, os.cpu_count() or 1)
        meta: dict[str, Any] = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        self.labels: list[str] = meta["labels"]
        self.upos: list[str] = meta["upos"]
        self.features: dict[str, list[str]] = meta["features"]
        self.styles: list[str] = meta["styles"]
        top = np.load(self._folder / "labels.npz")
        self._label_weight, self._label_bias, self._style = top["weight"].T.copy(), top["bias"], top["style"]
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

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        network = str(self._folder / "network.onnx")
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def _pieces(self, form: str, space: bool) -> list[int]:
        key = " " + form if space else form
        ids = self._known.get(key)
        if ids is None:
            if len(self._known) > 200_000:
                self._known.clear()
            ids = self._known[key] = list(self._tokenizer.encode(key[:200]).ids[:MOST_WORD_PIECES]) or [self._vocabulary["unk"]]
        return ids

    def _embed(self, ids: NDArray[np.int64]) -> Floats:
        """Four-bit blocks to float32."""
        scales, packed = self._table
        nibbles = packed[ids]
        low = (nibbles & 15).astype(np.float32)
        high = (nibbles >> 4).astype(np.float32)
        values = np.concatenate([low, high], -1)
        values -= 8
        values *= scales[ids].astype(np.float32)[..., None]
        return values.reshape(*ids.shape, -1)

    def label(self, rel_dep: Floats, rel_head: Floats, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """The best label of each word (rows 0 … n) under the given heads: ``root`` for those under the root, and no others."""
        scores = (rel_dep * rel_head[heads]) @ self._label_weight + self._label_bias
        root = self.labels.index("root")
        scores[:, root] = np.where(heads == 0, np.inf, -np.inf)
        found: NDArray[np.int64] = scores.argmax(-1)
        return found

    def score(self, sentences: list[tuple[list[str], list[bool]]], style: str) -> Iterator[Parsed]:
        """Scores for sentences given as forms and whether white space stands before each; in the given order."""
        encoded = []
        for forms, spaces in sentences:
            pieces, owner = [self._vocabulary["bos"]], [0]
            for number, (form, space) in enumerate(zip(forms, spaces, strict=True), 1):
                ids = self._pieces(form, space)
                if len(pieces) + len(ids) >= MOST_PIECES:
                    ids = ids[:1] if len(pieces) < MOST_PIECES + 10 else []
                pieces += ids
                owner += [number] * len(ids)
            encoded.append(([*pieces, self._vocabulary["eos"]], [*owner, 0], len(forms)))
        order = sorted(range(len(encoded)), key=lambda k: len(encoded[k][0]))
        results: list[Parsed | None] = [None] * len(encoded)
        tone = self._style[self.styles.index(style)]
        at = 0
        while at < len(order):
            group = [order[at]]
            at += 1
            while at < len(order) and (len(group) + 1) * len(encoded[order[at]][0]) <= BATCH:
                group.append(order[at])
                at += 1
            for k, parsed in zip(group, self._run([encoded[k] for k in group], tone), strict=True):
                results[k] = parsed
        for result in results:
            assert result is not None
            yield result

    def _run(self, group: list[tuple[list[int], list[int], int]], tone: Floats) -> Iterator[Parsed]:
        width = max(len(pieces) for pieces, _, _ in group)
        words = max(n for _, _, n in group) + 1
        ids = np.full((len(group), width), self._vocabulary["pad"])
        attention = np.zeros((len(group), width), np.float32)
        pool = np.zeros((len(group), words, width), np.float32)
        for row, (pieces, owner_list, n) in enumerate(group):
            ids[row, : len(pieces)] = pieces
            attention[row, : len(pieces)] = 1
            owner = np.array(owner_list)
            where = np.nonzero(owner)[0]
            pool[row, owner[where], where] = (1 / np.maximum(np.bincount(owner, minlength=n + 1), 1))[owner[where]]
        arcs, dep, head, upos, feats = self._session.run(
            None, {"embedded": self._embed(ids) + tone, "attention": attention, "pool": pool}
        )
        for row, (_, _, n) in enumerate(group):
            end = n + 1
            yield Parsed(arcs[row, :end, :end], dep[row, :end], head[row, :end], upos[row, :end], feats[row, :end])
