"""One form for the many spellings of a name: without diacritics, or as a skeleton across transliterations; its surnames."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_EAST = {"CHN", "KOR", "PRK", "TWN", "VNM", "KHM"}  # family name first
_GIVEN = {"THA", "ISL", "ETH", "ERI"}  # called by the given name
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae", "’": "", "'": "", "`": ""})
_MARKS = str.maketrans("", "", "'`")
# German, English and French ways to write the same Slavic, Arabic and Persian sounds; longest first
_SOUNDS = (
    ("schtsch", "c"), ("shch", "c"), ("dsch", "j"), ("tsch", "c"), ("tch", "c"), ("tsh", "c"), ("sch", "s"), ("sh", "s"),
    ("zh", "s"), ("kh", "h"), ("dj", "j"), ("ts", "s"), ("ch", "c"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("w", "v"), ("z", "s"), ("q", "k"), ("y", "i"), ("j", "i"), ("x", "ks"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Lower case without diacritics and apostrophes: ``Erdoğan`` and ``Erdogan`` become one."""
    if text.isascii():
        return text.lower().translate(_MARKS)
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


def stripped(text: str) -> str:
    """The text without diacritics, in its own case."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def surnames(spelling: str, code: str) -> list[str]:
    """What a text may call the bearer of a full name by: the last word, with and without particle or article."""
    words = spelling.split()
    if len(words) < 2 or (words[-1].rstrip(".").isupper() and len(words[-1]) <= 6):
        return []
    if code in _EAST and len(words) in (2, 3) and spelling.isascii():
        return [words[0]] + ([words[-1]] if "-" in words[-1] else [])
    last = words[-1]
    found = [last, words[0]] if code in _GIVEN else [last]
    for article in ("al-", "el-", "as-", "az-", "ad-", "at-", "an-"):
        if last.lower().startswith(article):
            found.append(last[len(article) :])
    at = len(words) - 2
    while at > 0 and words[at][:1].islower():
        at -= 1
    if at < len(words) - 2:
        found.append(" ".join(words[at + 1 :]))
    return found
