"""Which way a clause looks: to what has happened or to what is to come."""

from __future__ import annotations

from depesche.reading.times.lexicon import Lexicon
from depesche.reading.times.scan import Found, Tokens
from depesche.reading.times.state import Direction

_REACH = 25  # tokens to either side in which words without a parse can speak for the clause


def by_words(found: Found, tokens: Tokens, lexicon: Lexicon) -> Direction:
    """Direction from the nearest words that betray tense; a comma weighs as much as four words."""
    best: tuple[int, Direction] | None = None
    for step in (1, -1):
        at = found.last if step > 0 else found.first - 1
        cost = 0
        while 0 <= at < len(tokens.forms) and cost < _REACH and (best is None or cost < best[0]):
            form = tokens.forms[at]
            if form in ".!?" or form == ";":
                break
            cost += 4 if form == "," else 1
            looks = word_direction(form, lexicon)
            if looks:
                best = (cost, looks) if best is None or cost < best[0] else best
                break
            at += step
    return best[1] if best else ""


def word_direction(form: str, lexicon: Lexicon) -> Direction:
    """What one word says about tense."""
    known = lexicon.values.get(form)
    if known is not None and "tense" in known:
        return "past" if known["tense"]["tense"] == "past" else "future"
    if known is None and form.islower() and len(form) > 4:
        if form.endswith(tuple(lexicon.suffixes["past"])):
            return "past"
        if form.startswith(tuple(lexicon.suffixes["participle_begin"])) and form.endswith(
            tuple(lexicon.suffixes["participle_end"])
        ):
            return "past"
    return ""
