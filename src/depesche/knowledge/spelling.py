"""One form for the many spellings of a name: without diacritics, or as a skeleton across transliterations."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae", "’": "", "'": "", "`": ""})
# German, English and French ways to write the same Slavic, Arabic and Persian sounds; longest first
_SOUNDS = (
    ("schtsch", "c"), ("shch", "c"), ("dsch", "j"), ("tsch", "c"), ("tch", "c"), ("tsh", "c"), ("sch", "s"), ("sh", "s"),
    ("zh", "s"), ("kh", "h"), ("dj", "j"), ("ts", "s"), ("ch", "c"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("w", "v"), ("z", "s"), ("q", "k"), ("y", "i"), ("j", "i"), ("x", "ks"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Lower case without diacritics and apostrophes: ``Erdoğan`` and ``Erdogan`` become one."""
    low = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(c for c in low if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """The sounds of a name, roughly: ``Lawrow`` and ``Lavrov``, ``Selenskyj`` and ``Zelensky`` become one."""
    low = plain(text)
    for old, new in _SOUNDS:
        if old in low:
            low = low.replace(old, new)
    low = low.replace("h", "").replace("-", " ")
    kept: list[str] = []
    for letter in low:
        if not kept or kept[-1] != letter:
            kept.append(letter)
    words = "".join(kept).split(" ")
    return " ".join(w.rstrip("i") + "i" if w.endswith("i") else w for w in words if w)
