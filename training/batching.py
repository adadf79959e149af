"""Sentences as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from training.conllu import Sentence
from training.encoder import Config
from training.model import FEATURES, STYLES, UPOS

IGNORE = -100
#: Features that a treebank does not mark although its language has them: no training signal from there.
UNMARKED = {"de_pud": ("VerbForm", "Reflex", "Voice"), "en_pud": (), "de_gsd": (), "en_gum": ()}


@dataclass
class Item:
    """A sentence with its pieces; ``owner[k]`` is the 1-based word that piece k belongs to, 0 for specials."""

    sentence: Sentence
    pieces: list[int]
    owner: list[int]


class Pieces:
    """Word to piece ids, remembered."""

    def __init__(self, tok: Tokenizer, config: Config) -> None:
        self.tok, self.config = tok, config
        self.seen: dict[str, list[int]] = {}

    def word(self, form: str, space_before: bool) -> list[int]:
        """Ids of one word's pieces, never empty."""
        key = " " + form if space_before else form
        ids = self.seen.get(key)
        if ids is None:
            ids = self.seen[key] = self.tok.encode(key).ids[:24] or [self.config.unk]
        return ids

    def item(self, sentence: Sentence) -> Item:
        """Begin and end pieces around the words' pieces."""
        pieces, owner = [self.config.bos], [0]
        for number, word in enumerate(sentence.words, 1):
            ids = self.word(word.form, word.space_before)
            pieces += ids
            owner += [number] * len(ids)
        return Item(sentence, [*pieces, self.config.eos], [*owner, 0])


def batches(items: list[Item], size: int, shuffle: random.Random | None = None) -> Iterator[list[Item]]:
    """Sentences of like length together, at most ``size`` pieces with padding."""
    jitter = (lambda: shuffle.random() * 8) if shuffle else (lambda: 0.0)
    ordered = sorted(items, key=lambda item: len(item.pieces) + jitter())
    groups: list[list[Item]] = []
    current: list[Item] = []
    for item in ordered:
        if current and (len(current) + 1) * len(item.pieces) > size:
            groups.append(current)
            current = []
        current.append(item)
    if current:
        groups.append(current)
    if shuffle:
        shuffle.shuffle(groups)
    yield from groups


@dataclass
class Batch:
    """Inputs and gold targets; targets are IGNORE where there is nothing to learn."""

    ids: torch.Tensor
    attention: torch.Tensor
    pool: torch.Tensor
    mask: torch.Tensor
    heads: torch.Tensor
    labels: torch.Tensor
    upos: torch.Tensor
    feats: torch.Tensor
    style: torch.Tensor


def collate(group: list[Item], config: Config, labels: dict[str, int]) -> Batch:
    """Pad a group of sentences."""
    width = max(len(i.pieces) for i in group)
    words = max(len(i.sentence.words) for i in group) + 1
    size = len(group)
    ids = np.full((size, width), config.pad)
    attention = np.zeros((size, width), np.float32)
    pool = np.zeros((size, words, width), np.float32)
    mask = np.zeros((size, words), bool)
    heads, rels, upos = (np.full((size, words), IGNORE) for _ in range(3))
    feats = np.full((size, words, len(FEATURES)), IGNORE)
    for row, item in enumerate(group):
        n = len(item.sentence.words)
        ids[row, : len(item.pieces)] = item.pieces
        attention[row, : len(item.pieces)] = 1
        mask[row, : n + 1] = True
        owner = np.array(item.owner)
        at = np.nonzero(owner)[0]
        pool[row, owner[at], at] = (1 / np.bincount(owner, minlength=n + 1))[owner[at]]
        skipped = UNMARKED.get(item.sentence.treebank, ())
        for k, word in enumerate(item.sentence.words, 1):
            if word.head >= 0:
                heads[row, k] = word.head
                rels[row, k] = labels.get(word.deprel, labels.get(word.deprel.split(":")[0], IGNORE))
            if word.upos in UPOS:
                upos[row, k] = UPOS.index(word.upos)
            for f, (name, values) in enumerate(FEATURES.items()):
                if name not in skipped:
                    value = word.feats.get(name)
                    feats[row, k, f] = values.index(value) + 1 if value in values else (IGNORE if value else 0)
    style = np.array([STYLES.index(item.sentence.treebank) for item in group])
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(ids), as_tensor(attention), as_tensor(pool), as_tensor(mask), as_tensor(heads), as_tensor(rels),
        as_tensor(upos), as_tensor(feats), as_tensor(style),
    )  # fmt: skip
