"""Forms, lemmas and the German Konjunktiv: the table built by ``training/build_lexicon.py``.

The Konjunktiv is decided by form first: ``K1`` and ``K2`` mark forms that are nothing else; ``K1?`` and ``K2?`` forms
that can be indicative too, where subject and tagger decide.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from depesche.reading.forms import Forms

VERBAL = frozenset({"VERB", "AUX"})
REMEMBERED = 200_000  # forms
MIN_TAIL = 4  # letters: the shortest known word that may end an unknown compound


class Lexicon:
    """Lemmas and moods of one language's forms."""

    def __init__(self, language: str) -> None:
        self._nouns_capital = language == "de"  # so that "Bericht" is no form of "berichten", but "Talks" is one of "talk"
        self._forms = Forms(Path(str(files("depesche.models") / f"lexicon.{language}.tsv.gz")))
        # (form, part of speech): the lemma; the form itself where nothing is known
        self.lemma: Callable[[str, str], str] = lru_cache(REMEMBERED)(self._lemma)
        # ``K1``, ``K2``, ``K1?``, ``K2?`` or nothing, for a form in lower case, old spelling (``müßte``) included
        self.mood: Callable[[str], str] = lru_cache(REMEMBERED)(self._mood)

    def _mood(self, form: str) -> str:
        spellings = dict.fromkeys((form, form.replace("ß", "ss")))
        return next((mood for one in spellings for _, _, mood in self._forms.rows(one) if mood), "")

    def _noun(self, form: str) -> str:
        """The lemma of a word that is not a verb, or of a noun that is its own; nothing where neither is known."""
        found = self._forms.lemmas(form)
        return found.get("W") or found.get("N", "")

    def _lemma(self, form: str, upos: str) -> str:
        lower = form.lower()
        known = self._forms.lemmas(lower)
        if upos in VERBAL:
            found = known.get("V") or known.get(upos) or known.get("W")
            before, hyphen, tail = lower.rpartition("-")  # "re-opened": re-open
            return found or (before + hyphen + self._forms.lemmas(tail).get("V", tail) if before else lower)
        if found := known.get(upos):
            return found
        if upos == "PROPN":
            return (known if form == lower else self._forms.lemmas(form)).get("W", form)
        if upos == "NOUN":
            if found := self._noun(form):
                return found
            if lower != form and (form[0].isupper() and not form.isupper()):
                for at in range(1, len(form) - MIN_TAIL + 1):  # Truppenaufmarschs: the longest known tail
                    tail = form[at:].lstrip("-")
                    whole = tail.capitalize()
                    if found := self._noun(whole):
                        head = form[: len(form) - len(tail)]
                        return head + (found if head.endswith("-") else found.lower())
            found = known.get("W", form)
            return found if found[:1].isupper() or not form[:1].isupper() or not self._nouns_capital else form
        if upos in ("ADJ", "ADV", "NUM"):
            return known.get("W") or (known.get("V", lower) if upos == "ADJ" else lower)
        return lower
