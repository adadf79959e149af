"""Words without what may be written one way or another: case, diacritics, letters of other alphabets of Latin script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})


@lru_cache(maxsize=65536)
def fold(words: str) -> str:
    """Lower case, without diacritics, ß as ss: ``Außenminister`` = aussenminister, ``Ørsted`` = orsted, ``Wałęsa`` = walesa."""
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def written_out(word: str) -> str:
    """The folded word with umlauts as two letters: ``muenchen`` for München."""
    return fold(unicodedata.normalize("NFC", word).casefold().translate(_WRITTEN_OUT))
