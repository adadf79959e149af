"""Turn trained weights into what the reader loads.

    python -m training.export WEIGHTS.pt fast
    python -m training.export WEIGHTS.pt accurate --calibrate UD_FOLDER [--vocabulary 160000]

Writes into ``src/depesche/models/TIER``: ``network.onnx`` and ``meta.json`` (labels, features, sizes). The accurate tier has
most matrices in eight bits, activations quantised on the fly (training/easing.py), and beside them ``embeddings.npz`` (word
pieces in the four bits of their source, exactly) and ``pieces.json.gz`` (pieces with scores). The fast tier uses the same
pieces; it is small enough for 32 bits, with ``words.onnx`` for what a word is out of context.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import torch
import wordfreq
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from depesche.reading.shapes import AFFIXES, SHAPES
from training.batching import Batch, batches, collate
from training.batching import Pieces as Cutter
from training.conllu import read
from training.easing import behind_gelu, ease, halve
from training.encoder import BLOCK, Archive, Encoder, tokenizer
from training.model import FEATURES, STYLES, UPOS, Parser
from training.student import WIDTH, Student

#: How much each network's vote weighs in a tier; 0.6 did better than 0.5 and 0.7 on the held-out hundreds of both PUDs.
VOTES = {"fast": {"fast": 1.0}, "accurate": {"accurate": 0.6, "fast": 0.4}}
MODELS = Path(__file__).parent.parent / "src" / "depesche" / "models"
#: How many of a language's commonest words lend their pieces to the vocabulary.
LANGUAGES = {
    "de": 320_000,
    "en": 120_000,
    "fr": 40_000,
    "es": 40_000,
    "it": 40_000,
    "nl": 40_000,
    "pl": 40_000,
    "ru": 40_000,
    "uk": 40_000,
}


def vocabulary(archive: Archive, tok: Tokenizer, size: int) -> list[int]:
    """Ids of the pieces to keep: all single characters of the scripts in use, then those that common words need most.

    Words are taken from wordfreq in lower case, capitalised and in capitals, as the first word and after a space.
    """
    need: Counter[int] = Counter()
    for language, count in LANGUAGES.items():
        known = wordfreq.get_frequency_dict(language, wordlist="best")
        for word in sorted(known, key=known.__getitem__, reverse=True)[:count]:
            weight = known[word] * (10 if language == "de" else 4 if language == "en" else 1)
            for form, share in ((word, 1.0), (word.capitalize(), 1.0), (word.upper(), 0.02)):
                for prefix, part in ((" ", 1.0), ("", 0.02)):
                    for piece in tok.encode(prefix + form).ids:
                        need[piece] += weight * share * part
    c = archive.config
    single = {
        i
        for i, p in enumerate(archive.pieces)
        if len(p.lstrip("▁")) <= 1 and all(ord(ch) < 0x500 or 0x2000 <= ord(ch) < 0x2200 for ch in p.lstrip("▁"))
    }
    keep = {c.bos, c.eos, c.pad, c.unk, *single}
    for piece, _ in need.most_common():
        if len(keep) >= size:
            break
        keep.add(piece)
    return with_german(archive, keep, size)


def with_german(archive: Archive, keep: set[int], size: int) -> list[int]:
    """Fill up with the likeliest pieces in the signs of German print.

    Numbers, names, compounds and older spellings are in no word list.
    """
    german = [i for i, p in enumerate(archive.pieces) if re.fullmatch("▁?[!-~ÄÖÜäöüßéèáóíçñ§°«»„“”‚‘’–—…€£]+", p)]
    for piece in sorted(german, key=lambda i: -archive.scores[i]):
        if len(keep) >= size:
            break
        keep.add(piece)
    return sorted(keep)


def write_embeddings(archive: Archive, keep: list[int], folder: Path) -> None:
    """The kept rows of the embedding table in their four-bit blocks."""
    scale, nibbles = archive.blocks("emb.word")
    per_row = archive.config.hidden // BLOCK
    rows = np.array(keep)
    np.savez(
        folder / "embeddings.npz",
        scale=scale.reshape(-1, per_row)[rows],
        nibbles=nibbles.reshape(-1, per_row, BLOCK // 2)[rows],
    )


def write_pieces(archive: Archive, keep: list[int], folder: Path) -> None:
    """Pieces with their unigram scores."""
    c = archive.config
    special = {name: keep.index(getattr(c, name)) for name in ("bos", "eos", "pad", "unk")}
    data = {
        "pieces": [archive.pieces[i] for i in keep],
        "scores": [round(float(archive.scores[i]), 4) for i in keep],
        **special,
    }
    (folder / "pieces.json.gz").write_bytes(gzip.compress(json.dumps(data, ensure_ascii=False).encode(), 9, mtime=0))


def samples(folder: Path, archive: Archive, labels: list[str]) -> list[Batch]:
    """Some training sentences of both languages, to see how large activations become."""
    pieces = Cutter(tokenizer(archive.pieces, archive.scores, archive.config.unk), archive.config)
    known = {name: i for i, name in enumerate(labels)}
    found = []
    for stem, name, count in (("de_gsd-ud-dev", "de_gsd", 300), ("en_gum-cc-by", "en_gum", 150)):
        items = [pieces.item(s) for s in list(read(folder / f"{stem}.conllu", name))[:count]]
        found += [collate(group, archive.config, known) for group in batches(items, 2000)]
    return found


def write_network(model: Parser, hidden: int, folder: Path) -> None:
    """ONNX with eight-bit matrices; seven bits of range, since CPUs without VNNI would overflow (onnxruntime manual).

    The matrices behind an encoder layer's GELU have sixteen bits: in eight they cost 0.2 points of LAS.
    """
    model.eval()
    inner = model.encoder.config.inner
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        example = (torch.randn(2, 9, hidden), torch.ones(2, 9), torch.full((2, 5, 9), 1 / 9))
        names = ["embedded", "attention", "pool"]
        batch, pieces, words = (torch.export.Dim(n, min=1) for n in ("batch", "pieces", "words"))
        torch.onnx.export(
            model, example, str(plain), input_names=names, output_names=["arcs", "rel_dep", "rel_head", "upos", "feats"],
            dynamic_shapes={
                "embedded": {0: batch, 1: pieces}, "attention": {0: batch, 1: pieces}, "pool": {0: batch, 1: words, 2: pieces},
            },
            opset_version=20, dynamo=True, external_data=False,
        )  # fmt: skip
        wide = behind_gelu(onnx.load(plain).graph, inner)
        packed = Path(scratch) / "packed.onnx"
        quantize_dynamic(
            plain, packed, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"], nodes_to_exclude=wide,
        )  # fmt: skip
        network = onnx.load(packed)
        halve(network, wide)
        onnx.save(network, folder / "network.onnx")


def write_student(model: Student, hidden: int, folder: Path) -> None:
    """The two graphs of the fast tier."""
    model.eval()
    types, batch, words = (torch.export.Dim(n, min=1) for n in ("types", "batch", "words"))
    torch.onnx.export(
        model.words, (torch.randn(5, 3 * hidden), torch.ones(5, len(AFFIXES), dtype=torch.long), torch.ones(5, SHAPES)),
        str(folder / "words.onnx"), input_names=["pieces", "hashed", "shapes"], output_names=["vectors"],
        dynamic_shapes={"pieces": {0: types}, "hashed": {0: types}, "shapes": {0: types}},
        opset_version=20, dynamo=True, external_data=False,
    )  # fmt: skip
    torch.onnx.export(
        model, (torch.randn(3, 7, WIDTH), torch.randn(3, WIDTH), torch.ones(3, 7)), str(folder / "network.onnx"),
        input_names=["vectors", "tone", "mask"], output_names=["arcs", "rel_dep", "rel_head", "upos", "feats"],
        dynamic_shapes={"vectors": {0: batch, 1: words}, "tone": {0: batch}, "mask": {0: batch, 1: words}},
        opset_version=20, dynamo=True, external_data=False,
    )  # fmt: skip


def write_vocabulary(archive: Archive, size: int, folder: Path) -> None:
    """Pieces and their embeddings. They are the encoder's own, whatever the parser has learned."""
    tok = tokenizer(archive.pieces, archive.scores, archive.config.unk)
    keep = vocabulary(archive, tok, size)
    write_embeddings(archive, keep, folder)
    write_pieces(archive, keep, folder)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("weights", type=Path)
    args.add_argument("tier", choices=("accurate", "fast"))
    args.add_argument("--vocabulary", type=int, default=160_000, help="how many pieces, where there are none yet")
    args.add_argument("--calibrate", type=Path, help="the folder of treebanks; needed for the accurate tier")
    o = args.parse_args()
    if o.tier == "accurate" and not o.calibrate:
        args.error("the accurate tier needs --calibrate UD_FOLDER")
    folder = MODELS / o.tier
    folder.mkdir(parents=True, exist_ok=True)
    archive = Archive()
    kept = torch.load(o.weights, weights_only=False)
    meta = {
        "tier": o.tier,
        "pieces": "accurate",
        "votes": VOTES[o.tier],
        "labels": kept["labels"],
        "upos": list(UPOS),
        "features": {k: list(v) for k, v in FEATURES.items()},
        "styles": list(STYLES),
    }
    top: nn.Linear
    if o.tier == "fast":
        student = Student(archive.config.hidden, len(kept["labels"]))
        student.load_state_dict(kept["model"])
        write_student(student, archive.config.hidden, folder)
        top, style = student.label, student.style
    else:
        model = Parser(Encoder(archive, kept["layers"]), len(kept["labels"]))
        model.load_state_dict(kept["model"])
        table = archive.tensor("emb.word", archive.config.vocab, archive.config.hidden)
        ease(model, table, samples(o.calibrate, archive, kept["labels"]))
        write_network(model, archive.config.hidden, folder)
        if not (folder / "pieces.json.gz").exists():
            write_vocabulary(archive, o.vocabulary, folder)
        top, style = model.heads.label, model.style
        meta["layers"] = kept["layers"]
    np.savez(
        folder / "labels.npz",
        style=style.detach().numpy(),
        weight=top.weight.detach().numpy(),
        bias=top.bias.detach().numpy(),
    )
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    for file in sorted(folder.iterdir()):
        print(f"{file.name:16s} {file.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
