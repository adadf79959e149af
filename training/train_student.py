"""Train the fast tier on the soft parses of training/silver.py.

    python -m training.train_student SILVER.pt UD_FOLDER OUT.pt [--epochs 20]

Restartable like training/train_parser.py. A sixth of the content words are exchanged for others of the same tag and
features, so that more words are seen in every place; the tree stays what it was (Şahin & Steedman 2018 vary trees likewise).
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from depesche.reading.shapes import AFFIXES, SHAPES, affixes, shape
from training.batching import Pieces
from training.conllu import Sentence, Word
from training.encoder import Archive, tokenizer
from training.model import FEATURES, STYLES, UPOS
from training.silver import Soft
from training.student import Student
from training.train_parser import load, masked_arcs

#: How often an epoch shows a gold sentence of each treebank; raw sentences are shown once.
SHARES = {"de_gsd": 3.0, "de_pud": 3.0, "en_gum": 0.4, "en_pud": 1.0}
CONTENT = ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM")
GOLD_WEIGHT = 0.5


class Types:
    """The context-free inputs of each word form, made once."""

    def __init__(self, archive: Archive) -> None:
        self.table = archive.tensor("emb.word", archive.config.vocab, archive.config.hidden)
        self.pieces = Pieces(tokenizer(archive.pieces, archive.scores, archive.config.unk), archive.config)
        self.ids: dict[tuple[str, bool], int] = {}
        self.rows: list[np.ndarray] = []
        self.hashed: list[list[int]] = []
        self.shapes: list[list[float]] = []

    def id(self, word: Word) -> int:
        """The number of a form (with or without a space before it)."""
        key = (word.form, word.space_before)
        found = self.ids.get(key)
        if found is None:
            found = self.ids[key] = len(self.rows)
            rows = self.table[self.pieces.word(*key)]
            self.rows.append(torch.cat([rows.mean(0), rows[0], rows[-1]]).half().numpy())
            self.hashed.append(affixes(word.form))
            self.shapes.append(shape(*key))
        return found


@dataclass
class Example:
    """A sentence by numbers of its word types, with its teacher."""

    types: list[int]
    soft: Soft
    classes: list[tuple | None]


def signature(soft: Soft, k: int, feats: np.ndarray) -> tuple | None:
    """What a word may be exchanged within: tag, features, capitals; None for words of the closed classes."""
    tag = UPOS[int(soft.upos[k].argmax())]
    form = soft.words[k - 1].form
    return (tag, form[:1].isupper(), soft.style > 1, *feats[k]) if tag in CONTENT and len(form) > 2 else None


def feature_values(scores: torch.Tensor) -> np.ndarray:
    """The likeliest value of each feature."""
    at, columns = 0, []
    for values in FEATURES.values():
        columns.append(scores[:, at : at + len(values) + 1].argmax(-1))
        at += len(values) + 1
    return torch.stack(columns, 1).numpy()


def divergence(scores: torch.Tensor, teacher: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy against the teacher's distribution, over the words in ``mask``."""
    target = torch.softmax(teacher.float(), -1)
    return -(target * torch.log_softmax(scores, -1)).sum(-1)[mask].mean()


class Trainer:
    """Batches and losses."""

    def __init__(self, types: Types, examples: list[Example], rng: random.Random) -> None:
        self.types, self.rng = types, rng
        self.pool: dict[tuple, list[int]] = defaultdict(list)
        for e in examples:
            for t, c in zip(e.types, e.classes, strict=True):
                if c is not None:
                    self.pool[c].append(t)

    def freeze(self) -> None:
        """Tables as tensors, once all types are known."""
        self.rows = torch.from_numpy(np.stack(self.types.rows))
        self.hashed = torch.tensor(self.types.hashed).view(-1, len(AFFIXES))
        self.shapes = torch.tensor(self.types.shapes).view(-1, SHAPES)

    def vectors(self, model: Student, sentences: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Word vectors, batch × n × width, and the mask of words."""
        n = max(map(len, sentences))
        ids = np.zeros((len(sentences), n), np.int64)
        mask = np.zeros((len(sentences), n), np.float32)
        for row, types in enumerate(sentences):
            ids[row, : len(types)], mask[row, : len(types)] = types, 1
        unique, back = np.unique(ids, return_inverse=True)
        u = torch.from_numpy(unique)
        made = model.words(self.rows[u].float(), self.hashed[u], self.shapes[u])
        return made[torch.from_numpy(back.reshape(ids.shape))], torch.from_numpy(mask)

    def exchanged(self, e: Example, share: float) -> list[int]:
        """The sentence's words, some of the content words exchanged."""
        rng = self.rng
        return [
            rng.choice(self.pool[c]) if c is not None and rng.random() < share else t
            for t, c in zip(e.types, e.classes, strict=True)
        ]

    def loss(self, model: Student, group: list[Example], share: float) -> torch.Tensor:
        """Of one batch."""
        vectors, mask = self.vectors(model, [self.exchanged(e, share) for e in group])
        softs = [e.soft for e in group]
        size, n = len(group), mask.shape[1] + 1
        arcs_t = torch.full((size, n, n), -1e4)
        heads = torch.zeros((size, n), dtype=torch.long)
        rels_t, upos_t, feats_t = (
            torch.zeros(size, n, w) for w in (softs[0].labels.shape[1], softs[0].upos.shape[1], softs[0].feats.shape[1])
        )
        for row, s in enumerate(softs):
            m = len(s.words) + 1
            arcs_t[row, :m, :m], heads[row, :m] = s.arcs.float(), s.heads.long()
            rels_t[row, :m], upos_t[row, :m], feats_t[row, :m] = s.labels.float(), s.upos.float(), s.feats.float()
        tone = model.style[torch.tensor([s.style for s in softs])]
        arcs, dep, head, upos, feats = model(vectors, tone, mask)
        real = mask.bool()
        full = torch.cat([torch.ones_like(real[:, :1]), real], 1)
        arcs = masked_arcs(arcs, full)
        words = full.clone()
        words[:, 0] = False
        labels = model.labels(dep, head, heads)
        total = divergence(arcs, arcs_t, words) + divergence(labels, rels_t, words) + 0.7 * divergence(upos, upos_t, words)
        at = 0
        for values in FEATURES.values():
            end = at + len(values) + 1
            total = total + 0.3 * divergence(feats[..., at:end], feats_t[..., at:end], words)
            at = end
        gold = torch.tensor([s.gold for s in softs])
        if gold.any():
            known = words & gold[:, None]
            total = total + GOLD_WEIGHT * F.cross_entropy(arcs[known], heads[known])
        return total


@torch.no_grad()
def evaluate(
    trainer: Trainer, model: Student, sentences: list[Sentence], names: list[str], style: str = ""
) -> dict[str, float]:
    """Scores without punctuation, labels without subtypes; greedy heads."""
    model.eval()
    n = uas = las = pos = 0
    for at in range(0, len(sentences), 50):
        group = sentences[at : at + 50]
        vectors, mask = trainer.vectors(model, [[trainer.types.id(w) for w in s.words] for s in group])
        tone = model.style[torch.tensor([STYLES.index(s.treebank) for s in group])]
        arcs, dep, head, upos, _ = model(vectors, tone, mask)
        full = torch.cat([torch.ones(len(group), 1), mask], 1).bool()
        heads = masked_arcs(arcs, full).argmax(-1)
        rels, tags = model.labels(dep, head, heads).argmax(-1), upos.argmax(-1)
        for row, s in enumerate(group):
            for k, word in enumerate(s.words, 1):
                if word.upos != "PUNCT":
                    n += 1
                    right = heads[row, k].item() == word.head
                    uas += right
                    las += right and names[rels[row, k].item()].split(":")[0] == word.deprel.split(":")[0]
                    pos += UPOS[tags[row, k].item()] == word.upos
    model.train()
    return {"UAS": round(100 * uas / n, 2), "LAS": round(100 * las / n, 2), "UPOS": round(100 * pos / n, 2)}


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Sentences of like length together, at most ``size`` words with padding."""
    ordered = sorted(examples, key=lambda e: len(e.types) + rng.random() * 3)
    groups: list[list[Example]] = [[]]
    for e in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * len(e.types) > size:
            groups.append([])
        groups[-1].append(e)
    rng.shuffle(groups)
    return groups


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("silver", type=Path)
    args.add_argument("folder", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--epochs", type=int, default=20)
    args.add_argument("--batch", type=int, default=1600)
    args.add_argument("--lr", type=float, default=2e-3)
    args.add_argument("--exchange", type=float, default=0.16)
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--seed", type=int, default=1)
    o = args.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    kept = torch.load(o.silver, weights_only=False)
    archive = Archive()
    types = Types(archive)
    examples = []
    for soft in kept["sentences"]:
        feats = feature_values(soft.feats)
        classes = [signature(soft, k, feats) for k in range(1, len(soft.words) + 1)]
        examples.append(Example([types.id(w) for w in soft.words], soft, classes))
    _, dev, test = load(o.folder)
    for s in (*dev, *test):
        for w in s.words:
            types.id(w)
    trainer = Trainer(types, examples, rng)
    trainer.freeze()
    model = Student(archive.config.hidden, len(kept["labels"]))
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimiser = torch.optim.AdamW(model.parameters(), lr=o.lr, weight_decay=0.02, betas=(0.9, 0.98))

    def epoch_examples() -> list[Example]:
        shown: list[Example] = []
        for e in examples:
            share = SHARES[STYLES[e.soft.style]] if e.soft.gold else 1.0
            shown += [e] * (int(share) + (rng.random() < share % 1))
        return shown

    per_epoch = len(batches(epoch_examples(), o.batch, random.Random(0)))
    total = per_epoch * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min(1.0, (i + 1) / 300) * max(0.01, 1 - i / total))
    state, first = o.out.with_suffix(".state"), 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        average, first = saved["average"], saved["epoch"]
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
    print(len(examples), "sentences", len(types.rows), "forms", per_epoch, "steps an epoch", flush=True)
    step = first * per_epoch
    for epoch in range(first, o.epochs):
        begun, running, seen = time.time(), 0.0, 0
        model.train()
        for group in batches(epoch_examples(), o.batch, rng):
            loss = trainer.loss(model, group, o.exchange)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(0.999, (step + 1) / (step + 10))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    average[k].mul_(keep).add_(v, alpha=1 - keep)
            running, seen = running + loss.item(), seen + 1
        averaged = Student(archive.config.hidden, len(kept["labels"]))
        averaged.load_state_dict(average)
        report = {
            "dev": evaluate(trainer, averaged, dev, kept["labels"]),
            "test": evaluate(trainer, averaged, test, kept["labels"]),
        }
        print(epoch, f"loss {running / seen:.3f}", f"{time.time() - begun:.0f} s", report, flush=True)
        torch.save({"model": average, "labels": kept["labels"], "report": report}, o.out)
        torch.save(
            {"model": model.state_dict(), "average": average, "epoch": epoch + 1, "optimiser": optimiser.state_dict(),
             "schedule": schedule.state_dict()}, state,
        )  # fmt: skip


if __name__ == "__main__":
    main()
