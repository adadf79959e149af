"""Recognising the same wire copy in several outlets, so that it counts as one witness.

Candidates are found by MinHash bands (locality-sensitive hashing, Broder 1997; Indyk & Motwani 1998), which a store can
keep in an index; whether a candidate is a copy is then settled exactly, by the containment of word shingles.

The sketch is computed here and not by a library, because its numbers are kept in archives: they must be the same in
every later version (datasketch changed its hashes with version 2, and brings SciPy along).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SHINGLE = 4
"""Words in a shingle."""
COPY = 0.75
"""Share of the shorter text's shingles that the other must have too."""
LENGTHS = 1 / 3
"""A text that is shorter than this share of the other is a snippet of it, and the other is not its copy."""
WINDOW = 7
"""Days within which a copy appears; the same words later are a text that is told anew (a weekly report, an anniversary)."""

BANDS = 24
"""Numbers that ``bands`` gives for a text that has words."""
_ROWS = 3
# Mixed into every band, so that numbers of another scheme never meet these.
SCHEME = f"minhash/multiply-shift-1/w{SHINGLE}/{BANDS}x{_ROWS}"
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 20_000


class Shingles(NamedTuple):
    """The word shingles of a text, as hashes, and how many words it has."""

    hashes: frozenset[int]
    words: int


def shingles(text: str) -> Shingles:
    """Shingles of the words in lower case; of a very long text, those of its first 20,000 words."""
    words = _WORD.findall(text.casefold())[:_MOST_WORDS]
    size = min(SHINGLE, len(words)) or 1
    joined = {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}
    return Shingles(frozenset(int.from_bytes(blake2b(s.encode(), digest_size=8).digest(), "big") for s in joined), len(words))


def bands(found: Shingles) -> tuple[int, ...]:
    """Numbers (signed 64 bits) of which copies very probably share at least one. Empty for a text without words."""
    if not found.hashes:
        return ()
    factors, terms = _functions()
    hashes = np.fromiter(found.hashes, dtype=np.uint64, count=len(found.hashes))
    values = np.full(BANDS * _ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for at in range(0, len(hashes), 2048):  # in slices, to need little memory for a long text
        values = np.minimum(values, (hashes[at : at + 2048, None] * factors + terms).min(axis=0))
    values = (values >> np.uint64(32)).astype("<u4")
    rows = (values[band * _ROWS : (band + 1) * _ROWS].tobytes() for band in range(BANDS))
    return tuple(
        int.from_bytes(blake2b(f"{SCHEME}/{band}/".encode() + row, digest_size=8).digest(), "big", signed=True)
        for band, row in enumerate(rows)
    )


@lru_cache(maxsize=1)
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors (odd) and terms of the multiply-shift hash functions (Dietzfelbinger et al. 1997), fixed for ever."""
    drawn = [blake2b(f"{SCHEME}/{i}".encode(), digest_size=16).digest() for i in range(BANDS * _ROWS)]
    factors = np.array([int.from_bytes(d[:8], "big") | 1 for d in drawn], dtype=np.uint64)
    return factors, np.array([int.from_bytes(d[8:], "big") for d in drawn], dtype=np.uint64)


def near(one: date | None, other: date | None) -> bool:
    """True unless both days are known and too far apart for one text to be a copy of the other."""
    return one is None or other is None or abs((one - other).days) <= WINDOW


def likeness(one: Shingles, other: Shingles) -> float:
    """Share of the shorter text's shingles that the other has too, 0.0 to 1.0; 0.0 if their lengths differ too much."""
    shorter, longer = sorted((one, other), key=lambda s: len(s.hashes))
    if not shorter.hashes or len(shorter.hashes) < LENGTHS * len(longer.hashes):
        return 0.0
    shared = len(shorter.hashes & longer.hashes) / len(shorter.hashes)
    # Of a dozen words, a few in common say nothing: there only the same words are the same copy.
    return shared if shorter.words >= 20 or shared == 1.0 else 0.0
