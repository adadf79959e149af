"""The parser: an encoder, and on its word states heads for UPOS, features, arcs and labels.

Arcs are scored by a biaffine attention (Dozat & Manning 2017), labels by its low-rank form: the label scores of a
word and its head are a linear map of the product of the two words' label vectors, which numpy can finish after the
tree is known.
"""

from __future__ import annotations

import torch
from torch import nn

from training.encoder import Encoder

#: Treebanks whose manner of annotation the parser can follow (Stymne et al. 2018, treebank embeddings): GSD and PUD
#: disagree on adverbially used adjectives, `als`, expletives and more, and would blur each other otherwise.
STYLES = ("de_gsd", "de_pud", "en_gum", "en_pud")
#: Morphological features and their values; index 0 of each means that the word does not bear the feature.
FEATURES: dict[str, tuple[str, ...]] = {
    "Mood": ("Ind", "Imp", "Sub"),
    "Tense": ("Pres", "Past"),
    "VerbForm": ("Fin", "Inf", "Part", "Ger"),
    "Number": ("Sing", "Plur"),
    "Person": ("1", "2", "3"),
    "Case": ("Nom", "Acc", "Gen", "Dat"),
    "Gender": ("Masc", "Fem", "Neut"),
    "Degree": ("Pos", "Cmp", "Sup"),
    "Definite": ("Def", "Ind"),
    "PronType": ("Art", "Prs", "Dem", "Rel", "Int", "Ind", "Tot", "Neg", "Rcp"),
    "Polarity": ("Neg",),
    "Reflex": ("Yes",),
    "Poss": ("Yes",),
    "Voice": ("Pass",),
}
FEATURE_WIDTH = sum(len(values) + 1 for values in FEATURES.values())
UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]


def mlp(inner: int, outer: int, dropout: float) -> nn.Sequential:
    """Linear, GELU, dropout."""
    return nn.Sequential(nn.Linear(inner, outer), nn.GELU(), nn.Dropout(dropout))


class Heads(nn.Module):
    """Everything above the word states."""

    def __init__(self, hidden: int, labels: int, arc: int = 320, rank: int = 192, dropout: float = 0.33) -> None:
        super().__init__()
        self.root = nn.Parameter(torch.randn(hidden) * 0.02)
        self.drop = nn.Dropout(dropout)
        self.arc_dep, self.arc_head = mlp(hidden, arc, dropout), mlp(hidden, arc, dropout)
        self.rel_dep, self.rel_head = mlp(hidden, rank, dropout), mlp(hidden, rank, dropout)
        self.arc = nn.Linear(arc, arc)
        self.rel_dep_out, self.rel_head_out = nn.Linear(rank, rank), nn.Linear(rank, rank)
        self.label = nn.Linear(rank, labels)
        self.upos = nn.Linear(hidden, len(UPOS))
        self.feats = nn.Linear(hidden, FEATURE_WIDTH)
        nn.init.xavier_uniform_(self.arc.weight)

    def forward(self, words: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """``words``: batch × n × hidden, position 0 the root. Arc scores are batch × dependent × head."""
        words = self.drop(words)
        head = self.arc_head(words)
        arcs = self.arc(self.arc_dep(words)) @ head.transpose(1, 2)
        rel_dep = self.rel_dep_out(self.rel_dep(words))
        rel_head = self.rel_head_out(self.rel_head(words))
        return arcs, rel_dep, rel_head, self.upos(words), self.feats(words)


class Parser(nn.Module):
    """Pieces in, scores for words out."""

    def __init__(self, encoder: Encoder, labels: int, mixed: int = 4) -> None:
        super().__init__()
        self.encoder = encoder
        self.mix = nn.Parameter(torch.zeros(mixed))
        self.heads = Heads(encoder.config.hidden, labels)
        self.style = nn.Parameter(torch.randn(len(STYLES), encoder.config.hidden) * 0.05)

    def words(self, embedded: torch.Tensor, attention: torch.Tensor, pool: torch.Tensor) -> torch.Tensor:
        """Word states: the mean of their pieces' states in a learned mix of the last layers (Peters et al. 2018).

        ``pool``: batch × words × pieces, each row adding up to 1 (or 0 for padding and the root).
        """
        states = self.encoder(embedded, attention)[-len(self.mix) :]
        weights = torch.softmax(self.mix, 0)
        mixed = sum(w * s for w, s in zip(weights, states, strict=True))
        words = pool @ mixed
        return torch.cat([self.heads.root.expand(words.shape[0], 1, -1), words[:, 1:]], 1)

    def forward(self, embedded: torch.Tensor, attention: torch.Tensor, pool: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.heads(self.words(embedded, attention, pool))

    def labels(self, rel_dep: torch.Tensor, rel_head: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Label scores of each word under the given head."""
        chosen = torch.gather(rel_head, 1, heads[..., None].expand(-1, -1, rel_head.shape[-1]))
        return self.heads.label(rel_dep * chosen)
