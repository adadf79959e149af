"""The words that introduce somebody else's words, read from ``languages/<code>/cues.tsv`` and ``cues.toml``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from depesche import languages

REMEMBERED = 1 << 14  # nouns


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table: ``parts`` are the words that a cue of several words needs beside its last one."""

    lemma: str
    pos: str
    force: str
    syntax: frozenset[str]
    parts: tuple[str, ...] = ()

    def addressee(self, case: str) -> bool:
        """True if the cue marks whom it is said to by that case or preposition (``dat``, ``acc``, ``an``, ``zu``)."""
        return f"to={case}" in self.syntax


class Lexicon:
    """All cues of a language, ready for look-up by lemma or form.

    Raises ``languages.UnsupportedLanguage`` where the language has no folder.
    """

    def __init__(self, language: str) -> None:
        self.verbs: dict[str, list[Cue]] = {}
        self.copular: dict[str, list[Cue]] = {}
        self.nouns: dict[str, Cue] = {}
        self.before: dict[str, Cue] = {}
        self.after: dict[str, Cue] = {}
        self.adverbs: dict[str, Cue] = {}
        self.relatives: dict[str, Cue] = {}
        rules = languages.table(language, "cues")
        copulas = rules["clause"]["copulas"]
        for row in languages.rows(language, "cues"):
            *parts, last = row["lemma"].split(" ")
            if parts and last in copulas:  # in Universal Dependencies the copula hangs on the predicate
                *parts, predicate = parts
                cue = Cue(row["lemma"], row["pos"], row["force"], frozenset(row["syntax"].split()), tuple(parts))
                self.copular.setdefault(predicate, []).append(cue)
                continue
            cue = Cue(row["lemma"], row["pos"], row["force"], frozenset(row["syntax"].split()), tuple(parts))
            self._add(cue, last)
        for cues in (*self.verbs.values(), *self.copular.values()):
            cues.sort(key=lambda c: -len(c.parts))
        # prepositions of one word or several by their first, the longest first
        self.prepositions: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for key, cue in sorted(self.before.items(), key=lambda item: -len(item[0].split())):
            self.prepositions.setdefault(key.split()[0], []).append((tuple(key.split()), cue))
        self.passing = frozenset([*self.prepositions, *self.after, *self.adverbs, *self.relatives])
        # what is left of a verb whose first part may stand apart: "teilte … mit"
        self.stems = frozenset(verb[i:] for verb in self.verbs for i in range(2, len(verb) - 3))
        self.commas: bool = rules["grammar"]["commas"]
        self.verb_second: bool = rules["grammar"]["verb_second"]
        self.inflects: bool = rules["nouns"].pop("inflected", False)
        self.marks: dict[str, Any] = rules["marks"]
        self.clause = {k: frozenset(v) for k, v in rules["clause"].items()}
        self.loose = tuple(rules["clause"]["loose"])  # what the parse takes for a part of the verb: "heißt es weiter"
        self.konjunktiv = {k: frozenset(v) for k, v in rules["konjunktiv"].items()}
        self.hearsay = {k: frozenset(v) for k, v in rules["hearsay"].items()}
        self.nouns_of = {k: frozenset(v) for k, v in rules["nouns"].items()}
        self.anaphora = frozenset(rules["anaphora"]["subjects"])
        self.impersonal = {k: frozenset(v) for k, v in rules["impersonal"].items()}
        self.reported = {k: frozenset(v) for k, v in rules["reported"].items()}
        self.addressee = {k: frozenset(v) for k, v in rules["addressee"].items()}
        # the cue noun that a word is, or ends in (``Schuldvorwurf`` is a ``Vorwurf``); nouns come again and again
        self.noun: Callable[[str], Cue | None] = lru_cache(REMEMBERED)(self._noun)
        # (word, kind): true if a noun is, or ends in, one of the nouns of that kind (``information``, ``media`` …)
        self.means: Callable[[str, str], bool] = lru_cache(REMEMBERED)(self._means)

    def _add(self, cue: Cue, last: str) -> None:
        if cue.pos == "verb":
            self.verbs.setdefault(last, []).append(cue)
        elif cue.pos == "noun":
            self.nouns[last.lower()] = cue
        elif cue.pos == "adposition":
            key = cue.lemma.lower()
            if "before" in cue.syntax:
                self.before[key] = cue
            if "after" in cue.syntax:
                self.after[key] = cue
        elif "relative" in cue.syntax:
            self.relatives[cue.lemma] = cue
        else:
            self.adverbs[cue.lemma] = cue

    def _noun(self, word: str) -> Cue | None:
        return _ending(word.lower(), self.nouns, self.inflects)

    def _means(self, word: str, kind: str) -> bool:
        kinds = self.nouns_of[kind]
        word = word.lower()
        if not self.inflects:  # no compounds but hyphened ones: an interview is no view
            return word in kinds or word.rpartition("-")[2] in kinds
        return word in kinds or any(word[i:] in kinds for i in range(1, len(word) - 3))


def _ending(word: str, table: dict[str, Cue], compounds: bool) -> Cue | None:
    found = table.get(word)
    if found is None and compounds:
        found = next((table[word[i:]] for i in range(2, len(word) - 2) if word[i:] in table), None)
    return found
