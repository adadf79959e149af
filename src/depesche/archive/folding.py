"""How search sees words: folded, and with what else should find them (lemma-like stems, parts of compounds).

``munchen`` and ``muenchen`` find München, ``aussenminister`` finds Außenministern, ``gipfel`` finds Krisengipfel. The
tables are ``languages/*/search.toml``; nothing here knows a language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from depesche import languages
from depesche.languages.folding import fold, written_out

WORD = re.compile(r"[^\W_]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as the index sees it: ``form`` is what stands there, ``also`` what finds it besides."""

    form: str
    also: tuple[str, ...]


class Folding:
    """Folds the words of one language. Raises ``languages.UnsupportedLanguage``."""

    def __init__(self, language: str) -> None:
        table = languages.table(language, "search")
        self._suffixes: tuple[str, ...] = tuple(table["suffixes"])
        self._shortest: int = table["shortest"]
        self._rounds: int = table["rounds"]
        self._circumfixes: list[tuple[str, str]] = [(before, after) for before, after in table["circumfixes"]]
        self._irregular = {form: stem for stem, forms in table["irregular"].items() for form in forms}
        self._heads = {level: self.stem(head) for head in table["heads"] for level in self._levels(head)}
        self._known: dict[str, Seen] = {}

    def words(self, text: str) -> list[Seen]:
        """Every word of a text, in order."""
        return [self.word(found) for found in WORD.findall(text)]

    def word(self, word: str) -> Seen:
        """One word. Remembered, for the same words come again and again."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = self._word(word)
        return found

    def stem(self, folded: str) -> str:
        """The folded word without its endings, or the stem that the table gives for it."""
        return self._irregular.get(folded) or self._levels(folded)[-1]

    def asked(self, word: str) -> frozenset[str]:
        """Stems that a searched word may have; parts of compounds are not among them, for they would find too much."""
        form = fold(word)
        found = {self.stem(form)}
        if not word.isascii() and (other := written_out(word)) != form:
            found |= {other, self.stem(other)}
        for before, after in self._circumfixes:
            inside = form[len(before) : -len(after)]
            if form.startswith(before) and form.endswith(after) and len(inside) >= self._shortest - 1:
                found.add(self.stem(inside))
        return frozenset(found)

    def _word(self, word: str) -> Seen:
        form = fold(word)
        also = set(self.asked(word))
        if len(form) <= _LONGEST:
            also |= self._parts(form)
        return Seen(form, tuple(sorted(also)))

    def _parts(self, form: str) -> set[str]:
        """Stems of the parts of a compound, each of its last parts cut off in turn."""
        found: set[str] = set()
        while cut := self._cut(form):
            form, head = cut
            found |= {self._heads[head], self.stem(form)}
        return found

    def _cut(self, form: str) -> tuple[str, str] | None:
        """What stands before the last part of a compound, and that part: the longest that is known."""
        for level in self._levels(form):
            for i in range(3, len(level) - 2):
                if level[i:] in self._heads:
                    return level[:i], level[i:]
        return None

    def _levels(self, folded: str) -> list[str]:
        """The word with none, one … of its endings taken off."""
        found = [folded]
        for _ in range(self._rounds):
            suffix = next((s for s in self._suffixes if folded.endswith(s) and len(folded) - len(s) >= self._shortest), None)
            if suffix is None:
                break
            folded = folded[: -len(suffix)]
            found.append(folded)
        return found


@cache
def folding(language: str) -> Folding:
    """The folding of a language, built when first needed."""
    return Folding(language)
