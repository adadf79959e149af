"""Forms, lemmas and the German Konjunktiv: the table built by ``training/build_lexicon.py``.

The Konjunktiv is decided by form first: ``K1`` and ``K2`` mark forms that are nothing else; ``K1?`` and ``K2?`` forms
that can be indicative too, where subject and tagger decide.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from depesche.reading.forms import Forms, Kind

VERBAL = frozenset({"VERB", "AUX"})
MOST_SEEN = 200_000  # forms whose lemmas are remembered
MIN_TAIL = 4  # letters: the shortest known word that may end an unknown compound


class Lexicon:
    """Lemmas and moods of one language's forms."""

    def __init__(self, language: str) -> None:
        self._nouns_capital = language == "de"  # so that "Bericht" is no form of "berichten", but "Talks" is one of "talk"
        self._forms = Forms(Path(str(files("depesche.models") / f"lexicon.{language}.tsv.gz")))
        self._verbs, self._words = Kind(self._forms, "V"), Kind(self._forms, "W")
        self._seen: dict[tuple[str, str], str] = {}
        self._moods: dict[str, str] = {}

    def mood(self, form: str) -> str:
        """``K1``, ``K2``, ``K1?``, ``K2?`` or nothing, for a form in lower case, old spelling (``müßte``) included."""
        found = self._moods.get(form)
        if found is None:
            if len(self._moods) > MOST_SEEN:
                self._moods.clear()
            spellings = dict.fromkeys((form, form.replace("ß", "ss")))
            found = self._moods[form] = next((mood for one in spellings for _, _, mood in self._forms.rows(one) if mood), "")
        return found

    def lemma(self, form: str, upos: str) -> str:
        """The lemma of a form as that part of speech; the form itself where nothing is known."""
        key = (form, upos)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) > MOST_SEEN:
                self._seen.clear()
            found = self._seen[key] = self._look_up(form, upos)
        return found

    def _noun(self, form: str) -> str:
        """The lemma of a word that is not a verb, or of a noun that is its own; nothing where neither is known."""
        found = {kind: lemma for kind, lemma, _ in self._forms.rows(form) if kind in ("W", "N")}
        return found.get("W") or found.get("N", "")

    def _look_up(self, form: str, upos: str) -> str:
        lower = form.lower()
        if upos in VERBAL:
            known = self._verbs.get(lower) or Kind(self._forms, upos).get(lower) or self._words.get(lower)
            before, hyphen, tail = lower.rpartition("-")  # "re-opened": re-open
            return known or (before + hyphen + self._verbs.get(tail, tail) if before else lower)
        closed = Kind(self._forms, upos).get(lower)
        if closed:
            return closed
        if upos == "PROPN":
            return self._words.get(form, form)
        if upos == "NOUN":
            if known := self._noun(form):
                return known
            if lower != form and (form[0].isupper() and not form.isupper()):
                for at in range(1, len(form) - MIN_TAIL + 1):  # Truppenaufmarschs: the longest known tail
                    tail = form[at:].lstrip("-")
                    whole = tail.capitalize()
                    if known := self._noun(whole):
                        head = form[: len(form) - len(tail)]
                        return head + (known if head.endswith("-") else known.lower())
            found = self._words.get(lower, form)
            return found if found[:1].isupper() or not form[:1].isupper() or not self._nouns_capital else form
        if upos in ("ADJ", "ADV", "NUM"):
            return self._words.get(lower) or self._verbs.get(lower, lower) if upos == "ADJ" else self._words.get(lower, lower)
        return lower
