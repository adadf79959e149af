"""The fast tier's network: words instead of word pieces, a few narrow layers instead of nine wide ones.

A word's own vector depends on its form alone, so the reader keeps it after the first time. It is made of the frozen
word-piece embeddings of the accurate tier (mean, first, last), hashed affixes and the shape of the word. In context
come gated convolutions of three words (Dauphin et al. 2017) and self-attention with relative distances (Shaw et al. 2018).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from depesche.reading.shapes import AFFIXES, BUCKETS, SHAPES
from training.model import FEATURE_WIDTH, STYLES, UPOS, mlp

WIDTH = 160
REACH = 24  # distances beyond are one


class Words(nn.Module):
    """A word's vector, out of context."""

    def __init__(self, hidden: int, width: int = WIDTH) -> None:
        super().__init__()
        self.affix = nn.ModuleList(nn.Embedding(BUCKETS, 48) for _ in AFFIXES)
        self.one = nn.Linear(3 * hidden + 48 * len(AFFIXES) + SHAPES, 320)
        self.two = nn.Linear(320, width)

    def forward(self, pieces: torch.Tensor, hashed: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
        """``pieces``: types × 3·hidden; ``hashed``: types × affixes; ``shapes``: types × 8."""
        tails = [table(hashed[:, k]) for k, table in enumerate(self.affix)]
        x = torch.cat([pieces * 8, *tails, shapes], -1)
        return self.two(F.dropout(F.gelu(self.one(x)), 0.2, self.training))


class Convolution(nn.Module):
    """Each word with its neighbours, gated, added to what is there."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.inner = nn.Linear(3 * width, 2 * width)
        self.norm = nn.LayerNorm(width)
        self.p = dropout

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = x * mask[..., None]
        before = F.pad(x, (0, 0, 1, 0))[:, :-1]
        after = F.pad(x, (0, 0, 0, 1))[:, 1:]
        value, gate = self.inner(torch.cat([before, x, after], -1)).chunk(2, -1)
        return self.norm(x + F.dropout(value * torch.sigmoid(gate), self.p, self.training))


class Attention(nn.Module):
    """Self-attention with a learned bias for the distance of two words."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.p = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.distance = nn.Embedding(2 * REACH + 1, heads)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: torch.Tensor, mask: torch.Tensor, apart: torch.Tensor) -> torch.Tensor:
        batch, n, width = x.shape
        qkv = self.qkv(x).view(batch, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].transpose(2, 3) * (width // self.heads) ** -0.5
        scores = scores + self.distance(apart).permute(2, 0, 1)[None] + (1 - mask[:, None, None, :]) * -1e4
        mixed = (torch.softmax(scores, -1) @ qkv[2]).transpose(1, 2).reshape(batch, n, width)
        return self.norm(x + F.dropout(self.out(mixed), self.p, self.training))


class Student(nn.Module):
    """Word vectors in, the same scores out as from the accurate network."""

    def __init__(
        self, hidden: int, labels: int, width: int = WIDTH, arc: int = 128, rank: int = 64, dropout: float = 0.15
    ) -> None:
        super().__init__()
        self.words = Words(hidden, width)
        self.style = nn.Parameter(torch.randn(len(STYLES), width) * 0.1)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.norm = nn.LayerNorm(width)
        kinds = "CCACAC"
        self.layers = nn.ModuleList(Convolution(width, dropout) if k == "C" else Attention(width, 4, dropout) for k in kinds)
        self.drop = nn.Dropout(0.2)
        self.arc_dep, self.arc_head = mlp(width, arc, 0.25), mlp(width, arc, 0.25)
        self.rel_dep, self.rel_head = mlp(width, rank, 0.25), mlp(width, rank, 0.25)
        self.arc = nn.Linear(arc, arc)
        self.far = nn.Embedding(2 * REACH + 1, 1)
        self.label = nn.Linear(rank, labels)
        self.upos = nn.Linear(width, len(UPOS))
        self.feats = nn.Linear(width, FEATURE_WIDTH)
        nn.init.xavier_uniform_(self.arc.weight)
        nn.init.zeros_(self.far.weight)

    def forward(self, vectors: torch.Tensor, tone: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """``vectors``: batch × n × width; ``tone``: batch × width, the style; ``mask``: batch × n. The root goes in front."""
        batch, n = mask.shape
        x = torch.cat([self.root.expand(batch, 1, -1), vectors], 1) + tone[:, None]
        full = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        x = self.norm(x)
        at = torch.arange(n + 1)
        apart = (at[None, :] - at[:, None]).clamp(-REACH, REACH) + REACH
        for layer in self.layers:
            x = layer(x, full) if isinstance(layer, Convolution) else layer(x, full, apart)
        x = self.drop(x)
        arcs = self.arc(self.arc_dep(x)) @ self.arc_head(x).transpose(1, 2) + self.far(apart)[..., 0]
        return arcs, self.rel_dep(x), self.rel_head(x), self.upos(x), self.feats(x)

    def labels(self, rel_dep: torch.Tensor, rel_head: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Label scores of each word under the given head."""
        chosen = torch.gather(rel_head, 1, heads[..., None].expand(-1, -1, rel_head.shape[-1]))
        return self.label(rel_dep * chosen)
