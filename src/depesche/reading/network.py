"""The parser's networks: words in, trees, tags and features out.

A tier is one scorer or several that vote: the accurate tier adds up the weighted log-probabilities of its deep network and
of the fast tier's small one (as ensembles of parsers do, e.g. Kuncoro et al. 2016). That costs little: the small one is quick.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from depesche.reading import trees
from depesche.reading.pieces import Floats
from depesche.reading.scorers import MODELS, PieceScorer, Scorer, Scores, Sentence, WordScorer, read_meta

BATCH = 1600  # pieces or words with padding
SLACK, SPARE = 1.05, 1  # sentences share a batch up to this much longer than its shortest: padding costs as much as words
NEVER = -1e4


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
    return Network(tier, threads)


class Network:
    """The scorers of a tier and what they agree on. ``threads``: 0 means up to four."""

    def __init__(self, tier: str, threads: int = 0) -> None:
        threads = threads or min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        meta = read_meta(MODELS / tier)
        self.labels: list[str] = meta["labels"]
        self.upos: list[str] = meta["upos"]
        self.features: dict[str, list[str]] = meta["features"]
        self.styles: list[str] = meta["styles"]
        self._root = self.labels.index("root")
        votes: dict[str, float] = meta["votes"]
        self._weights = [np.float32(weight) for weight in votes.values()]
        self._scorers: list[Scorer] = []
        for name in votes:
            kind = WordScorer if (MODELS / name / "words.onnx").is_file() else PieceScorer
            self._scorers.append(kind(MODELS / name, threads))
        widths = np.cumsum([0, *(len(v) + 1 for v in self.features.values())])
        self.slices = [slice(int(a), int(b)) for a, b in pairwise(widths)]

    def parse(self, sentences: list[Sentence], style: str) -> list[Parsed]:
        """Parse sentences given as forms and whether white space stands before each; results in the given order."""
        manner = self.styles.index(style)
        encoded: list[list[Any]] = [scorer.encode(sentences) for scorer in self._scorers]
        lengths = [self._scorers[0].length(e) for e in encoded[0]]
        order = sorted(range(len(sentences)), key=lengths.__getitem__)
        results: dict[int, Parsed] = {}
        at = 0
        while at < len(order):
            group = [order[at]]
            at += 1
            longest = SLACK * lengths[group[0]] + SPARE
            while at < len(order) and (len(group) + 1) * lengths[order[at]] <= BATCH and lengths[order[at]] <= longest:
                group.append(order[at])
                at += 1
            sizes = [len(sentences[k][0]) + 1 for k in group]
            votes = [s.run([e[k] for k in group], sizes, manner) for s, e in zip(self._scorers, encoded, strict=True)]
            results.update(zip(group, self._decode(sizes, votes), strict=True))
        return [results[k] for k in range(len(sentences))]

    def _decode(self, sizes: list[int], votes: list[Scores]) -> Iterator[Parsed]:
        """Trees and labels: the best label under the head that the tree gives, ``root`` for those on the root and no others."""
        arcs = self._sum([_allowed(vote[0], sizes) for vote in votes])
        heads = np.zeros(arcs.shape[:2], np.int64)
        for row, n in enumerate(sizes):
            heads[row, :n] = trees.heads(arcs[row, :n, :n])
        under = [np.take_along_axis(vote[2], heads[..., None], 1) for vote in votes]
        labels = self._sum([s.labels(v[1], h) for s, v, h in zip(self._scorers, votes, under, strict=True)])
        labels[..., self._root] = np.where(heads == 0, np.inf, -np.inf)
        best, tags = labels.argmax(-1), self._sum([vote[3] for vote in votes]).argmax(-1)
        feats = np.concatenate([self._sum([vote[4][..., s] for vote in votes]) for s in self.slices], -1)
        values = np.stack([feats[..., s].argmax(-1) for s in self.slices], -1)
        for row, n in enumerate(sizes):
            yield Parsed(
                heads[row, :n].tolist(), best[row, :n].tolist(), tags[row, :n].tolist(), values[row, :n], feats[row, :n]
            )

    def _sum(self, scores: list[Floats]) -> Floats:
        """One scorer's scores as they are; of several, the weighted sum of their log-probabilities over the last axis."""
        if len(scores) == 1:
            return scores[0]
        total = self._weights[0] * _log_softmax(scores[0])
        for weight, one in zip(self._weights[1:], scores[1:], strict=True):
            total += weight * _log_softmax(one)
        return total


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def _allowed(arcs: Floats, sizes: list[int]) -> Floats:
    """Nothing hangs on padding or on itself."""
    n = arcs.shape[1]
    padding = np.arange(n)[None, :] >= np.array(sizes)[:, None]
    found: Floats = np.where(padding[:, None, :] | np.eye(n, dtype=bool)[None], np.float32(NEVER), arcs)
    return found
