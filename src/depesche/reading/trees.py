"""From arc scores to a tree: greedy heads, and the maximum spanning tree where they form none.

Chu & Liu (1965), Edmonds (1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def heads(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Heads of words 1 … n from scores of shape (n+1, n+1), dependent × head, 0 the root. Exactly one word hangs on the root.

    Entry 0 of the result is 0.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    greedy: NDArray[np.int64] = scores.argmax(1)
    greedy[0] = 0
    if (greedy[1:] == 0).sum() == 1 and _cycle(greedy) is None:
        return greedy
    # one root: try the few likeliest words alone under the root and keep the best tree
    size = len(scores)
    candidates = (np.argsort(-(scores[1:, 0] - scores[1:, 1:].max(1)))[:3] + 1) if size > 2 else np.array([1])
    best: tuple[float, NDArray[np.int64]] | None = None
    for root in candidates.tolist():
        alone = scores.copy()
        alone[1:, 0] = -1e6
        alone[root, :] = -1e9
        alone[root, 0] = 0.0
        np.fill_diagonal(alone, -np.inf)
        found = _edmonds(alone)
        total = float(alone[np.arange(1, size), found[1:]].sum() + scores[root, 0])
        if best is None or total > best[0]:
            best = (total, found)
    assert best is not None
    return best[1]


def _cycle(head: NDArray[np.int64]) -> list[int] | None:
    """The words of one cycle, None if there is none."""
    state = [0] * len(head)
    state[0] = 2
    for start in range(1, len(head)):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(head[at])
        if state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return None


def _edmonds(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Maximum spanning arborescence rooted in 0 by contraction of cycles."""
    head: NDArray[np.int64] = scores.argmax(1)
    head[0] = 0
    cycle = _cycle(head)
    if cycle is None:
        return head
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outside = np.nonzero(~inside)[0]
    members = np.array(cycle)
    kept = scores[members, head[members]]
    n = len(outside)
    small = np.full((n + 1, n + 1), -np.inf, scores.dtype)
    small[:n, :n] = scores[np.ix_(outside, outside)]
    leave = scores[np.ix_(outside, members)]
    small[:n, n] = leave.max(1)
    leave_by = members[leave.argmax(1)]
    enter = scores[np.ix_(members, outside)] - kept[:, None]
    small[n, :n] = enter.max(0)
    enter_at = members[enter.argmax(0)]
    inner = _edmonds(small)
    result = head.copy()
    for k in range(n):
        word = outside[k]
        if word == 0:
            continue
        result[word] = leave_by[k] if inner[k] == n else outside[inner[k]]
    entry = int(inner[n])
    result[enter_at[entry]] = outside[entry]
    return result
