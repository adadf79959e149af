"""Train the accurate parser.

    python -m training.train_parser UD_FOLDER OUT.pt [--layers 9] [--epochs 12] [--silver FILE.conllu]

Restartable: OUT.pt.state holds model, average, optimiser and position after each epoch; the same command goes on
from there. The weights that are written are an exponential moving average over the steps (Polyak & Juditsky 1992).
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from training.batching import IGNORE, Batch, Item, Pieces, batches, collate
from training.conllu import Sentence, read
from training.encoder import Archive, Encoder, tokenizer
from training.model import FEATURES, Parser

#: File stem, name, and how often an epoch shows it.
TREEBANKS = (
    ("de_gsd-ud-dev", "de_gsd", 3.0),
    ("de_pud-ud-test", "de_pud", 2.0),
    ("en_pud-ud-test", "en_pud", 0.6),
    ("en_gum-cc-by", "en_gum", 0.25),
)
HELD_OUT = 100  # the first sentences of de_pud are for development


def load(folder: Path) -> tuple[dict[str, list[Sentence]], list[Sentence], list[Sentence]]:
    """Training sentences by treebank, PUD development sentences, GSD test sentences."""
    train = {name: [s for s in read(folder / f"{stem}.conllu", name) if 1 < len(s.words) <= 100] for stem, name, _ in TREEBANKS}
    pud = list(read(folder / "de_pud-ud-test.conllu", "de_pud"))
    held = {s.sent_id for s in pud[:HELD_OUT]}
    parallel = {s.sent_id for s in pud[:HELD_OUT]}
    train["de_pud"] = [s for s in train["de_pud"] if s.sent_id not in held]
    train["en_pud"] = [s for s in train["en_pud"] if s.sent_id not in parallel]
    return train, pud[:HELD_OUT], list(read(folder / "de_gsd-ud-test.conllu", "de_gsd"))


def feature_loss(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Sum of the cross-entropies of the single features."""
    total, at = scores.new_zeros(()), 0
    for f, values in enumerate(FEATURES.values()):
        width = len(values) + 1
        target = gold[..., f].flatten()
        if (target != IGNORE).any():
            total = total + F.cross_entropy(scores[..., at : at + width].flatten(0, 1), target, ignore_index=IGNORE)
        at += width
    return total


def masked_arcs(arcs: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """No arcs from padding, none from a word to itself."""
    eye = torch.eye(arcs.shape[1], dtype=torch.bool)
    return arcs.masked_fill(~mask[:, None, :], -1e4).masked_fill(eye, -1e4)


def loss_of(model: Parser, table: torch.Tensor, batch: Batch, word_dropout: float = 0.0, unk: int = 3) -> torch.Tensor:
    """Joint loss of a batch."""
    ids = batch.ids
    if word_dropout:
        drop = (torch.rand(ids.shape) < word_dropout) & (batch.attention > 0)
        ids = torch.where(drop, torch.full_like(ids, unk), ids)
    arcs, dep, head, upos, feats = model(table[ids] + model.style[batch.style][:, None], batch.attention, batch.pool)
    arcs = masked_arcs(arcs, batch.mask)
    labels = model.labels(dep, head, batch.heads.clamp(min=0))

    def ce(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
        return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)

    return (
        ce(arcs, batch.heads) + ce(labels, batch.labels) + 0.5 * ce(upos, batch.upos) + 0.3 * feature_loss(feats, batch.feats)
    )


@torch.no_grad()
def evaluate(model: Parser, table: torch.Tensor, items: list[Item], labels: dict[str, int]) -> dict[str, float]:
    """Scores without punctuation, labels without subtypes; greedy heads."""
    model.eval()
    names = list(labels)
    n = uas = las = pos = tp = fp = fn = 0
    mood = list(FEATURES["Mood"]).index("Sub") + 1
    for group in batches(items, 4000):
        batch = collate(group, model.encoder.config, labels)
        arcs, dep, head, upos, feats = model(table[batch.ids] + model.style[batch.style][:, None], batch.attention, batch.pool)
        heads = masked_arcs(arcs, batch.mask).argmax(-1)
        rels = model.labels(dep, head, heads).argmax(-1)
        tags, moods = upos.argmax(-1), feats[..., : len(FEATURES["Mood"]) + 1].argmax(-1)
        for row, item in enumerate(group):
            for k, word in enumerate(item.sentence.words, 1):
                gold, guess = word.feats.get("Mood") == "Sub", moods[row, k].item() == mood
                tp, fp, fn = tp + (gold and guess), fp + (guess and not gold), fn + (gold and not guess)
                if word.upos == "PUNCT":
                    continue
                n += 1
                right = heads[row, k].item() == word.head
                uas += right
                las += right and names[rels[row, k].item()].split(":")[0] == word.deprel.split(":")[0]
                pos += tags[row, k].item() == batch.upos[row, k].item()
    return {
        "UAS": round(100 * uas / n, 2), "LAS": round(100 * las / n, 2), "UPOS": round(100 * pos / n, 2),
        "Sub": round(200 * tp / max(1, 2 * tp + fp + fn), 1),
    }  # fmt: skip


def parameter_groups(model: Parser, lr: float, head_lr: float, decay: float) -> list[dict]:
    """Lower layers learn more slowly (Howard & Ruder 2018)."""
    encoder = model.encoder
    depth = len(encoder.layers)
    groups = [{"params": [encoder.position, encoder.segment, *encoder.norm.parameters()], "lr": lr * decay**depth}]
    groups += [
        {"params": list(layer.parameters()), "lr": lr * decay ** (depth - 1 - i)} for i, layer in enumerate(encoder.layers)
    ]
    groups.append({"params": [model.mix, *model.heads.parameters()], "lr": head_lr})
    groups.append({"params": [model.style], "lr": head_lr, "weight_decay": 0.0})
    assert sum(len(g["params"]) for g in groups) == len(list(model.parameters())), (
        "a parameter is in no group: it would not learn"
    )
    return groups


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--layers", type=int, default=9)
    args.add_argument("--epochs", type=int, default=12)
    args.add_argument("--batch", type=int, default=1000)
    args.add_argument("--lr", type=float, default=1.5e-4)
    args.add_argument("--head-lr", type=float, default=1.5e-3)
    args.add_argument("--decay", type=float, default=0.92)
    args.add_argument("--word-dropout", type=float, default=0.05)
    args.add_argument("--silver", type=Path, help="CoNLL-U parsed by an earlier model, added to every epoch")
    args.add_argument("--silver-share", type=float, default=0.25)
    args.add_argument("--start", type=Path, help="weights to start from instead of the encoder's own")
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    o = args.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    archive = Archive()
    table = archive.tensor("emb.word", archive.config.vocab, archive.config.hidden)
    pieces = Pieces(tokenizer(archive.pieces, archive.scores, archive.config.unk), archive.config)
    train, dev, test = load(o.folder)
    kept = torch.load(o.start, weights_only=False) if o.start else None
    labels: dict[str, int] = {name: i for i, name in enumerate(kept["labels"])} if kept else {}
    for sentences in train.values():
        for s in sentences:
            for w in s.words:
                labels.setdefault(w.deprel, len(labels))
    items = {name: [pieces.item(s) for s in sentences] for name, sentences in train.items()}
    shares = {name: share for _, name, share in TREEBANKS}
    if o.silver:
        items["silver"] = [pieces.item(s) for s in read(o.silver, "de_gsd") if 3 < len(s.words) <= 60]
        shares["silver"] = o.silver_share
    dev_items, test_items = [pieces.item(s) for s in dev], [pieces.item(s) for s in test]
    model = Parser(Encoder(archive, o.layers), len(labels))
    if kept:
        model.load_state_dict(kept["model"], strict=False)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimiser = torch.optim.AdamW(parameter_groups(model, o.lr, o.head_lr, o.decay), weight_decay=0.01, betas=(0.9, 0.98))

    def epoch_items() -> list[Item]:
        shown: list[Item] = []
        for name, group in items.items():
            whole, part = divmod(shares[name], 1)
            shown += group * int(whole) + rng.sample(group, int(part * len(group)))
        return shown

    per_epoch = len(list(batches(epoch_items(), o.batch)))
    total = per_epoch * o.epochs
    warm = min(200, total // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min(1.0, (i + 1) / warm) * max(0.01, 1 - max(0, i - warm) / (total - warm))
    )
    state = o.out.with_suffix(".state")
    first = 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        average, first = saved["average"], saved["epoch"]
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        rng.setstate(saved["rng"])
    print("sentences", {k: len(v) for k, v in items.items()}, "labels", len(labels), "steps per epoch", per_epoch, flush=True)
    step = first * per_epoch
    for epoch in range(first, o.epochs):
        model.train()
        begun, running, seen = time.time(), 0.0, 0
        for group in batches(epoch_items(), o.batch, rng):
            batch = collate(group, archive.config, labels)
            loss = loss_of(model, table, batch, o.word_dropout, archive.config.unk)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(0.998, (step + 1) / (step + 10))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    average[k].mul_(keep).add_(v, alpha=1 - keep)
            running += loss.item()
            seen += 1
            if seen % 100 == 0:
                print(f"  {seen}/{per_epoch} loss {running / seen:.3f} {time.time() - begun:.0f} s", flush=True)
        averaged = Parser(Encoder(archive, o.layers), len(labels))
        averaged.load_state_dict(average)
        report = {"dev": evaluate(averaged, table, dev_items, labels), "test": evaluate(averaged, table, test_items, labels)}
        print(epoch, f"loss {running / seen:.3f}", f"{time.time() - begun:.0f} s", report, flush=True)
        torch.save({"model": average, "labels": list(labels), "layers": o.layers, "report": report}, o.out)
        torch.save(
            {"model": model.state_dict(), "average": average, "epoch": epoch + 1, "optimiser": optimiser.state_dict(),
             "schedule": schedule.state_dict(), "rng": rng.getstate()}, state,
        )  # fmt: skip


if __name__ == "__main__":
    main()
