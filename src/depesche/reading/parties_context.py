"""Which state, body or person a text is about at a place: what settles bare nouns such as “die Regierung”."""

from __future__ import annotations

from collections import defaultdict


class Salience:
    """Weights of codes in order of reading: what was named often and lately counts most."""

    def __init__(self, title: dict[str, float]) -> None:
        self.title = title
        self.weights: dict[str, float] = defaultdict(float, title)
        self.at: dict[str, int] = {}

    def saw(self, code: str, sentence: int, much: float = 1.0) -> None:
        """Note that a state was named in a sentence."""
        self.weights[code] += much
        self.at[code] = sentence

    def best(self, sentence: int, keep: set[str] | None = None) -> tuple[str, list[str]]:
        """The most salient code and the runners-up that come close; empty if there is none."""
        scores = []
        for code, weight in self.weights.items():
            if keep is not None and code not in keep:
                continue
            far = sentence - self.at.get(code, 0)
            scores.append(
                (
                    weight / (1.0 + 0.35 * max(0, far))
                    + (1.5 if far == 0 and code in self.at else 0.0)
                    + 0.5 * self.title.get(code, 0.0),
                    code,
                )
            )
        if not scores:
            return "", []
        scores.sort(reverse=True)
        top = scores[0][0]
        return scores[0][1], [c for s, c in scores[1:] if s > 0.75 * top]
