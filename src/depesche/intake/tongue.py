"""Which language an item is in: as it says itself, else as the user says, else as its words say.

The small words of our own languages settle nearly every text at once; only what they leave open is given to py3langid, which
knows a hundred languages but takes more than a second to load.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from depesche import languages
from depesche.intake import checks
from depesche.intake.errors import refusal

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 200
"""From this many characters on, a text that is clearly in no supported language is refused."""
SURE = 0.9
_SAMPLE = 4000
_SHARE = 0.12  # of all words that are small words of the language; running text has a quarter and more
_AHEAD = 3  # times as many as of the next language
_HITS = 3  # fewer words than this are a coincidence
_WORD = re.compile(r"[^\W\d_]+")


def settle(declared: object, wanted: str | None, words: str, name: str) -> str:
    """A supported language code. Raises ``IntakeError`` for an unsupported one."""
    for value in (declared, wanted):
        if value:
            return checks.language(value, name)
    sample = words[:_SAMPLE]
    plain = by_small_words(sample)
    if plain is not None:
        return plain
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    first, share = ranked[0]
    if first not in languages.supported() and share >= SURE and len(sample) >= ENOUGH:
        known = ", ".join(languages.supported())
        raise refusal(name, f"looks like language {first!r}, which is not supported; supported are: {known}")
    return next(code for code, _ in ranked if code in languages.supported())


def by_small_words(sample: str) -> str | None:
    """The language whose small words a text is full of; None where they do not settle it."""
    found = [word.casefold() for word in _WORD.findall(sample)]
    hits = sorted(((sum(w in common for w in found), code) for code, common in _common().items()), reverse=True)
    (most, best), others = hits[0], hits[1:]
    second = others[0][0] if others else 0
    return best if most >= max(_HITS, _SHARE * len(found)) and most >= _AHEAD * second else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(languages.table(code, "tongue")["common"].split()) for code in languages.supported()}


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
