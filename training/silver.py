"""Soft parses by the accurate parser, for the fast tier to learn from (Hinton et al. 2015; Kuncoro et al. 2016).

    python -m training.silver WEIGHTS.pt UD_FOLDER OUT.pt [TEXTS …]

TEXTS are folders of raw German text: ``.txt``, or ``.json`` with ``originalText``, of which nothing else is read.
Every sentence of the training treebanks is parsed too, in its own manner of annotation and with its gold tree beside
the soft one. What is kept of a sentence: forms, scores of arcs, of labels under the likeliest head, of tags and features.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch

from depesche.reading.sentences import starts
from training.batching import Item, Pieces, batches, collate
from training.conllu import Sentence, Word
from training.encoder import Archive, Encoder, tokenizer
from training.model import STYLES, Parser
from training.train_parser import load, masked_arcs

PUD_SHARE = 0.25  # of the raw sentences, parsed in the manner of de_pud


@dataclass
class Soft:
    """One sentence with the teacher's scores (half precision; row 0 is the root) and gold trees where there are any."""

    words: list[Word]
    style: int
    arcs: torch.Tensor
    heads: torch.Tensor
    labels: torch.Tensor
    upos: torch.Tensor
    feats: torch.Tensor
    gold: bool


def raw_sentences(folders: list[Path]) -> Iterator[Sentence]:
    """Sentences of raw text as the reader itself would cut them; each once."""
    nlp = spacy.blank("de")
    seen: set[str] = set()
    rng = random.Random(3)
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in (".txt", ".json")):
        text = path.read_text(encoding="utf-8")
        doc = nlp.make_doc(json.loads(text)["originalText"] if path.suffix == ".json" else text)
        forms, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        current: list[Word] = []
        before = [True, *(space or form.isspace() for form, space in zip(forms, spaces, strict=True))]
        for form, space, begin in zip(forms, before, starts(forms, spaces), strict=False):
            if begin and current:
                yield from _fresh(current, seen, rng)
                current = []
            if not form.isspace():
                current.append(Word(form, "", "", {}, -1, "", space))
        yield from _fresh(current, seen, rng)


def _fresh(words: list[Word], seen: set[str], rng: random.Random) -> Iterator[Sentence]:
    key = " ".join(w.form for w in words)
    if 3 <= len(words) <= 70 and key not in seen:
        seen.add(key)
        yield Sentence(words, "de_pud" if rng.random() < PUD_SHARE else "de_gsd")


@torch.no_grad()
def parse(model: Parser, table: torch.Tensor, group: list[Item], labels: dict[str, int], gold: bool) -> Iterator[Soft]:
    """The teacher's scores of a batch."""
    batch = collate(group, model.encoder.config, labels)
    arcs, dep, head, upos, feats = model(table[batch.ids] + model.style[batch.style][:, None], batch.attention, batch.pool)
    arcs = masked_arcs(arcs, batch.mask)
    heads = arcs.argmax(-1)
    if gold:
        heads = torch.where(batch.heads >= 0, batch.heads, heads)
    rels = model.labels(dep, head, heads)
    for row, item in enumerate(group):
        n = len(item.sentence.words) + 1
        yield Soft(
            item.sentence.words, STYLES.index(item.sentence.treebank), arcs[row, :n, :n].half(), heads[row, :n].to(torch.int16),
            rels[row, :n].half(), upos[row, :n].half(), feats[row, :n].half(), gold,
        )  # fmt: skip


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("weights", type=Path)
    args.add_argument("folder", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("texts", type=Path, nargs="*")
    args.add_argument("--threads", type=int, default=2)
    o = args.parse_args()
    torch.set_num_threads(o.threads)
    archive = Archive()
    table = archive.tensor("emb.word", archive.config.vocab, archive.config.hidden)
    pieces = Pieces(tokenizer(archive.pieces, archive.scores, archive.config.unk), archive.config)
    kept = torch.load(o.weights, weights_only=False)
    labels = {name: i for i, name in enumerate(kept["labels"])}
    model = Parser(Encoder(archive, kept["layers"]), len(labels))
    model.load_state_dict(kept["model"])
    model.eval()
    train, _, _ = load(o.folder)
    found: list[Soft] = []
    begun = time.time()
    for gold, sentences in ((True, [s for group in train.values() for s in group]), (False, list(raw_sentences(o.texts)))):
        for group in batches([pieces.item(s) for s in sentences], 4000):
            found += parse(model, table, group, labels, gold)
        print("gold" if gold else "raw", len(sentences), "sentences", f"{time.time() - begun:.0f} s", flush=True)
    torch.save({"sentences": found, "labels": kept["labels"]}, o.out)


if __name__ == "__main__":
    main()
