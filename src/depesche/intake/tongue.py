"""Which language an item is in: as it says itself, else as the user says, else as its letters say."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from depesche import languages
from depesche.intake import checks
from depesche.intake.errors import refusal

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 200
"""From this many characters on, a text that is clearly in no supported language is refused."""
SURE = 0.9


def settle(declared: object, wanted: str | None, words: str, name: str) -> str:
    """A supported language code. Raises ``IntakeError`` for an unsupported one."""
    for value in (declared, wanted):
        if value:
            return checks.language(value, name)
    sample = words[:4000]
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    first, share = ranked[0]
    if first not in languages.supported() and share >= SURE and len(sample) >= ENOUGH:
        known = ", ".join(languages.supported())
        raise refusal(name, f"looks like language {first!r}, which is not supported; supported are: {known}")
    return next(code for code, _ in ranked if code in languages.supported())


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
