"""What the fast tier sees of a word beside its pieces: hashed affixes and its shape. Training uses the same functions."""

from __future__ import annotations

import zlib

BUCKETS = 2048
AFFIXES = (-2, -3, -4, 3)  # suffixes and a prefix, in letters
SHAPES = 8


def affixes(form: str) -> list[int]:
    """Bucket of each affix. CRC-32, since it is the same everywhere."""
    lower = form[:200].lower()
    return [zlib.crc32(f"{k}{lower[k:] if k < 0 else lower[:k]}".encode("utf-8", "replace")) % BUCKETS for k in AFFIXES]


def shape(form: str, space: bool) -> list[float]:
    """Zeros and ones: space before, capital, capitals, digits, a digit, no letter or digit, hyphen, long."""
    return [
        float(x)
        for x in (
            space, form[:1].isupper(), form.isupper() and len(form) > 1, form.isdigit(), any(c.isdigit() for c in form),
            not any(c.isalnum() for c in form), "-" in form, len(form) > 12,
        )
    ]  # fmt: skip
