"""Forms, lemmas and the German Konjunktiv: the table built by ``training/build_lexicon.py``.

The Konjunktiv is decided by form first: ``K1`` and ``K2`` mark forms that are nothing else; ``K1?`` and ``K2?`` forms
that can be indicative too, where subject and tagger decide.
"""

from __future__ import annotations

import gzip
from importlib.resources import files

VERBAL = frozenset({"VERB", "AUX"})
MIN_TAIL = 4  # letters: the shortest known word that may end an unknown compound


class Lexicon:
    """Lemmas and moods of one language's forms."""

    def __init__(self, language: str) -> None:
        packed = files("depesche.models").joinpath(f"lexicon.{language}.tsv.gz").read_bytes()
        self._verbs: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._closed: dict[tuple[str, str], str] = {}
        self._moods: dict[str, str] = {}
        for line in gzip.decompress(packed).decode("utf-8").split("\n"):
            if line:
                form, kind, lemma, mood = line.split("\t")
                if kind == "V":
                    self._verbs[form] = lemma
                    if mood:
                        self._moods[form] = mood
                elif kind == "W":
                    self._words[form] = lemma
                else:
                    self._closed[form, kind] = lemma
        self._capitals = language == "de"  # whether a common noun is written with a capital letter
        self._nouns = {lemma for lemma in self._words.values() if lemma[:1].isupper()}
        self._seen: dict[tuple[str, str], str] = {}

    def mood(self, form: str) -> str:
        """``K1``, ``K2``, ``K1?``, ``K2?`` or nothing, for a form in lower case, old spelling (``müßte``) included."""
        return self._moods.get(form) or self._moods.get(form.replace("ß", "ss"), "")

    def lemma(self, form: str, upos: str) -> str:
        """The lemma of a form as that part of speech; the form itself where nothing is known."""
        key = (form, upos)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) > 200_000:
                self._seen.clear()
            found = self._seen[key] = self._look_up(form, upos)
        return found

    def _look_up(self, form: str, upos: str) -> str:
        lower = form.lower()
        if upos in VERBAL:
            known = self._verbs.get(lower) or self._closed.get((lower, upos)) or self._words.get(lower)
            before, hyphen, tail = lower.rpartition("-")  # "re-opened": re-open
            return known or (before + hyphen + self._verbs.get(tail, tail) if before else lower)
        closed = self._closed.get((lower, upos))
        if closed:
            return closed
        if upos == "PROPN":
            return self._words.get(form, form)
        if upos == "NOUN":
            if form in self._words:
                return self._words[form]
            if form in self._nouns:
                return form
            if lower != form and (form[0].isupper() and not form.isupper()):
                for at in range(1, len(form) - MIN_TAIL + 1):  # Truppenaufmarschs: the longest known tail
                    tail = form[at:].lstrip("-")
                    whole = tail.capitalize()
                    known = self._words.get(whole) or (whole if whole in self._nouns else "")
                    if known:
                        head = form[: len(form) - len(tail)]
                        return head + (known if head.endswith("-") else known.lower())
            found = self._words.get(lower, form)
            if not self._capitals:
                return found  # "Talks" at the head of a sentence
            return found if found[:1].isupper() or not form[:1].isupper() else form  # Bericht is no form of berichten
        if upos in ("ADJ", "ADV", "NUM"):
            return self._words.get(lower) or self._verbs.get(lower, lower) if upos == "ADJ" else self._words.get(lower, lower)
        return lower
